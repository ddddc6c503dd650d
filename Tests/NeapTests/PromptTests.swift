import Glibc
import Testing
import Waits

/// The whole program at a prompt, in a real terminal.
@Suite(.serialized, .waits) struct PromptTests {
  @Test func aPatchIsTypedAndEditedAndUndone() {
    let screen = Screen()
    #expect(screen.shows("neap>"))
    screen.enter("bass = saw(55):lowpass(800) * 0.3")
    screen.enter("play(bass)")
    screen.enter("bass.cutoff = 2000")
    screen.enter("bass.cutoff")
    #expect(screen.shows("2000.0"))
    screen.enter("undo()")
    screen.enter("bass.cutoff")
    #expect(screen.shows("800.0"))
    screen.enter("bass.cutof")
    #expect(screen.shows("did you mean cutoff?"))
    screen.enter("?lowpass")
    #expect(screen.shows("Lets through what lies below a frequency."))
    screen.type("bass.cut")
    screen.press("Tab")
    #expect(screen.shows("neap> bass.cutoff"))
  }

  @Test func whatATimerPrintsStandsAboveTheTypedLine() {
    let screen = Screen()
    #expect(screen.shows("neap>"))
    screen.enter("each(1/8, function() print([[tick]]) end)")
    screen.type("print(\"hel")
    #expect(screen.shows("tick\nneap> print(\"hel"))
    screen.type("lo\")")
    #expect(screen.shows("neap> print(\"hello\")"))
  }

  /// What draws again and again ends with the terminal that it draws on, and the program with it.
  @Test func aTerminalThatIsGoneEndsWhatDrawsOnIt() {
    let screen = Screen("--no-listen")
    #expect(screen.shows("neap>"))
    screen.enter("cut = knob(800, 50, 5000)")
    screen.enter("knobs()")
    #expect(screen.shows("left and right step"))
    #expect(screen.program.isAtWork)
    screen.hangUp()
    #expect(eventually(10) { !screen.program.isAtWork })
  }

  @Test func ctrlCStopsAChunkAndNotTheProgram() {
    let screen = Screen()
    #expect(screen.shows("neap>"))
    screen.enter(#"write("begun.wav", sine(1):trim(0, 0.1)) while true do end"#)
    #expect(eventually { screen.program.has("begun.wav") })
    screen.press("C-c")
    #expect(screen.shows("interrupted"))
    screen.enter("print(6 * 7)")
    #expect(screen.shows("42"))
  }

  @Test func ctrlTIsSilenceAndTheLineStays() {
    let screen = Screen()
    #expect(screen.shows("neap>"))
    screen.enter("play(saw(55) * 0.1)")
    screen.type("playing(")
    screen.press("C-t")
    screen.enter(")")
    #expect(screen.shows("nothing plays"))
    screen.enter("history()")
    #expect(screen.shows("hush()"))
  }

  /// Past what patches may write a person decides, and a recording that comes to it is kept.
  @Test func whatIsPastTheWriteLimitIsAskedFor() {
    let screen = Screen("--write-limit 0.002 --output o.wav")
    #expect(screen.shows("neap>"))
    screen.enter("play(noise() * 0.1)")
    screen.enter("render([[a.wav]], {to = 10})")
    #expect(screen.shows("takes up to 4 MiB, past the limit of 2 MiB;"))
    #expect(screen.shows("Write it? (y or n)"))
    screen.type("n")
    #expect(screen.shows("render: a.wav is not written"))
    screen.press("C-l")
    screen.enter("render([[a.wav]], {to = 10})")
    #expect(screen.shows("Write it? (y or n)"))
    screen.type("y")
    #expect(screen.shows("a.wav: 10.00 s"))
    screen.enter("record([[b.wav]])")
    #expect(screen.shows("2 MiB more? (y or n)"))
    screen.type("y")
    #expect(screen.shows("recording b.wav"))
    #expect(screen.shows("and is whole: patches may write"))
  }

  @Test func aChunkOfSeveralLinesIsOneAndExpressionsPrint() {
    let screen = Screen()
    #expect(screen.shows("neap>"))
    screen.enter("for i = 1, 2 do")
    #expect(screen.shows("..>"))
    screen.enter("print(i * 111) end")
    #expect(screen.shows("222"))
    screen.enter("1 + 1")
    screen.enter("_ * 21")
    #expect(screen.shows("42"))
  }
}
