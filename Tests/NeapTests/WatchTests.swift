import Glibc
import Testing
import Waits

/// `neap --watch`, saved to as editors save.
@Suite(.serialized, .waits) struct WatchTests {
  private let program = Program()

  private func saveByRenaming(_ text: String) {
    program.write("song.lua.new", text)
    rename("\(program.folder)/song.lua.new", "\(program.folder)/song.lua")
  }

  private func playing() -> String { program.neap("send", "-e", "playing()").output }

  @Test func aSaveIsOneEditAndAnErrorLeavesTheOldSound() {
    defer { program.remove() }
    program.write("song.lua", "bass = saw(55):lowpass(800)\nplay(bass)\nplay(noise() * 0.1)\nx = 1\n")
    let watch = Background("--watch song.lua", in: program)
    #expect(watch.says("listening as song"))
    #expect(playing().contains("bass:") && playing().contains("s1:"))
    saveByRenaming("bass = saw(55):lowpass(900)\nplay(bass)\n")
    #expect(watch.says("song.lua: bass changed; x unbound; s1 ends"))
    #expect(!playing().contains("s1"))
    #expect(program.neap("send", "-e", "bass.cutoff").output == "900.0\n")
    saveByRenaming("bass = saw(55):lowpass(900)\nplay(bass)\nlead = bas * 2\n")
    #expect(watch.says("song.lua:3: bas is not bound; did you mean"))
    #expect(watch.says("  3 | lead = bas * 2\n    |        ^~~"))
    #expect(playing().hasPrefix("bass:"))
    saveByRenaming("lead = triangle(110)\nplay(lead)\n")
    #expect(watch.says("song.lua: lead changed; bass unbound; bass ends; lead begins"))
    #expect(program.neap("send", "-e", "bass").error.contains("bass is not bound"))
    // In place, as a shell writes.
    program.write("song.lua", "lead = triangle(220)\nplay(lead)\n")
    #expect(watch.says("song.lua: lead changed\n"))
  }

  @Test func aFileMayGoAndComeAgainAndItsFolderToo() {
    defer { program.remove() }
    _ = system("mkdir '\(program.folder)/songs'")
    let watch = Background("--watch songs/song.lua", in: program)
    #expect(watch.says("songs/song.lua is not there yet: it plays once it is saved"))
    program.write("songs/song.lua", "bass = saw(55) play(bass)\n")
    #expect(watch.says("songs/song.lua: bass changed; bass begins"))
    _ = system("cd '\(program.folder)' && rm songs/song.lua && sleep 0.2")
    program.write("songs/song.lua", "bass = saw(110) play(bass)\n")
    #expect(watch.says("songs/song.lua: bass changed\n"))
    _ = system("cd '\(program.folder)' && mv songs old && sleep 0.3 && mkdir songs && sleep 0.8")
    program.write("songs/song.lua", "lead = saw(220) play(lead)\n")
    #expect(watch.says("lead changed; bass unbound; bass ends; lead begins"))
    #expect(watch.isRunning)
  }

  @Test func aLinkIsFollowedToTheFileThatIsSaved() {
    defer { program.remove() }
    _ = system("mkdir '\(program.folder)/real'; ln -s real/tune.lua '\(program.folder)/song.lua'")
    program.write("real/tune.lua", "bass = saw(55) play(bass)\n")
    let watch = Background("--watch song.lua", in: program)
    #expect(watch.says("listening as song"))
    program.write("real/tune.lua", "bass = saw(110) play(bass)\n")
    #expect(watch.says("song.lua: bass changed"))
  }

  @Test func aSaveAtAPromptStandsAboveWhatIsTypedAndCtrlCStopsIt() {
    program.write("song.lua", "bass = saw(55) play(bass)\n")
    let screen = Screen("--watch -i song.lua", in: program)
    #expect(screen.shows("neap>"))
    screen.type("typed")
    saveByRenaming("bass = saw(110) play(bass)\n")
    #expect(screen.shows("song.lua: bass changed\nneap> typed"))
    saveByRenaming("write('begun.wav', sine(1):trim(0, 0.1)) while true do end\n")
    #expect(eventually { program.has("begun.wav") })
    screen.press("C-c")
    #expect(screen.shows("song.lua:1: interrupted"))
    screen.press("C-u")
    screen.enter("bass.frequency")
    #expect(screen.shows("110"))
  }

  @Test func whatCannotBeFollowedIsTold() {
    defer { program.remove() }
    #expect(program.neap("--watch").error.contains("a patch is expected, as in neap --watch song.lua"))
    #expect(program.neap("--watch", "-").error.contains("standard input was given; a patch is expected"))
    #expect(program.neap("--watch", "x.neap").error.contains("x.neap, a workspace, was given"))
    #expect(
      program.neap("--watch", "none/song.lua").error
        == "cannot watch none/song.lua: No such file or directory\n")
  }
}
