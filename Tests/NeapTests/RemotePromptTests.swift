import Glibc
import Testing
import Waits

/// A prompt in a real terminal that others send to.
@Suite(.serialized, .waits) struct RemotePromptTests {
  @Test func whatIsSentIsShownInOneLineAboveWhatIsTyped() {
    let screen = Screen()
    #expect(screen.shows("neap>"))
    screen.type("half a li")
    let sent = screen.program.neap("send", "--as", "song.lua:12", input: "a = 1\nb = 2\nprint(a + b)\n")
    #expect(sent.output == "3\n")
    #expect(screen.shows("song.lua:12> a = 1 …\nneap> half a li"))
    screen.program.write("bad.lua", "\n\nx = nothing.at.all\n")
    #expect(screen.program.neap("send", "bad.lua").error.hasPrefix("bad.lua:3: nothing is not bound\n"))
    #expect(screen.shows("bad.lua:3: nothing is not bound\nneap> half a li"))
    screen.press("C-u")
    screen.enter("a + b")
    #expect(screen.shows("neap> a + b\n3\n"))
  }

  @Test func ctrlCAtThePromptStopsWhatWasSent() {
    let screen = Screen()
    #expect(screen.shows("neap>"))
    screen.type("typed")
    let program = screen.program
    _ = system(
      "cd '\(program.folder)' && (\(program.environment) '\(Program.path)' send -e 'write(\"begun.wav\", sine(1):trim(0, 0.1)) while true do end' 2>stopped; echo $? >status) &"
    )
    #expect(eventually { program.has("begun.wav") })
    screen.press("C-c")
    #expect(eventually { program.text("status") == "1\n" })
    #expect(program.text("stopped") == "-e:1: interrupted\n")
    #expect(screen.shows("-e:1: interrupted\nneap> typed"))
    #expect(program.neap("send", "-e", "2").output == "2\n")
  }

  @Test func aPromptMayRefuseToListenAndBearsItsPatchesName() {
    let program = Program()
    program.write("song.lua", "bass = saw(55)")
    let screen = Screen("-i song.lua", in: program)
    #expect(screen.shows("neap>"))
    #expect(program.neap("send", "--list").output.hasPrefix("song\t"))
    let other = Screen("--no-listen")
    #expect(other.shows("neap>"))
    #expect(other.program.neap("send", "--list").output == "")
    screen.press("C-d")
    #expect(eventually { program.neap("send", "--list").output == "" })
  }
}
