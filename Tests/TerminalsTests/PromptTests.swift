import Glibc
import Testing
import Waits

/// Each test types at a real terminal and looks at its screen.
@Suite(.serialized, .waits) struct PromptTests {
  @Test func aChunkIsEvaluatedAndCtrlDLeaves() throws {
    let screen = try Screen()
    screen.enter("1 + 1")
    try screen.wait(forEnd: ["neap> 1 + 1", "<1 + 1>", "neap>"])
    screen.press("C-d")
    try screen.wait(forEnd: ["neap>", "reason: endOfInput", "status=0", "restored"])
  }

  @Test func anUnfinishedChunkAsksForMore() throws {
    let screen = try Screen()
    screen.enter("f(1,")
    try screen.wait(forEnd: ["neap> f(1,", "  ..>"])
    screen.enter("2)")
    try screen.wait(forEnd: ["  ..> 2)", "<f(1,|2)>", "neap>"])
  }

  @Test func aQuestionIsCompleteAtOnce() throws {
    let screen = try Screen()
    screen.enter("?f(")
    try screen.wait(forEnd: ["neap> ?f(", "<?f(>", "neap>"])
  }

  @Test func ctrlCClearsTheLineAndThePendingChunk() throws {
    let screen = try Screen()
    screen.enter("f(1,")
    screen.type("half a li")
    try screen.wait(forEnd: ["  ..> half a li"])
    screen.press("C-c")
    try screen.wait(forEnd: ["  ..> half a li^C", "neap>"])
    screen.enter("next")
    try screen.wait(forEnd: ["neap> next", "<next>", "neap>"])
    screen.press("C-c")
    try screen.wait(forEnd: ["neap> ^C  (Ctrl-D leaves)", "neap>"])
  }

  @Test func ctrlCOnARecalledEntryLeavesTheHistoryAlone() throws {
    let screen = try Screen()
    screen.enter("first")
    screen.enter("second")
    try screen.wait(forEnd: ["<second>", "neap>"])
    screen.press("Up", "Up")
    try screen.wait(forEnd: ["<second>", "neap> first"])
    screen.press("C-c")
    try screen.wait(forEnd: ["neap> first^C", "neap>"])
    screen.press("Up", "Up", "Enter")
    try screen.wait(forEnd: ["neap> first^C", "neap> first", "<first>", "neap>"])
  }

  @Test func ctrlDDropsAPendingChunk() throws {
    let screen = try Screen()
    screen.enter("f(1,")
    screen.press("C-d")
    try screen.wait(forEnd: ["  ..>", "neap>"])
  }

  @Test func ctrlCStopsARunningChunk() throws {
    let screen = try Screen()
    screen.enter("loop")
    try screen.wait(forEnd: ["looping"])
    screen.press("C-c")
    try screen.wait(forEnd: ["^C", "stopped", "neap>"])
    screen.enter("next")
    try screen.wait(forEnd: ["<next>", "neap>"])
  }

  @Test func whatIsTypedAheadStandsBehindTheNextPromptAlone() throws {
    let screen = try Screen()
    screen.enter("first")
    try screen.wait(forEnd: ["<first>", "neap>"])
    screen.enter("hold")
    try screen.wait(forEnd: ["holding"])
    screen.type("second")
    screen.press("C-a", "Up", "Up")
    #expect(screen.lines.suffix(1) == ["holding"])
    Glibc.close(creat(screen.folder.path + "/released", 0o600))
    try screen.wait(forEnd: ["holding", "neap> first"])
    screen.press("Enter")
    try screen.wait(forEnd: ["neap> first", "<first>", "neap>"])
  }

  @Test func aChunkThatDoesNotAnswerCtrlCTwiceEndsTheProcess() throws {
    let screen = try Screen()
    screen.enter("stuck")
    try screen.wait(forEnd: ["stuck for good"])
    screen.press("C-c")
    try screen.wait { $0.last == "neap: still stopping; Ctrl-C again ends neap" }
    screen.press("C-c")
    try screen.wait(forEnd: ["neap: it did not stop, so neap ends", "status=130", "restored"])
  }

  @Test(arguments: [("TERM", "status=143"), ("HUP", "status=129")])
  func aSignalRestoresTheTerminal(name: String, status: String) throws {
    let screen = try Screen()
    screen.type("half a line")
    try screen.wait(forEnd: ["neap> half a line"])
    screen.send(signal: name)
    try screen.wait { $0.suffix(2) == [status, "restored"] }
    #expect(screen.lines.contains("neap> half a line"))
  }

  @Test func aTerminalThatIsClosedEndsTheProcess() throws {
    #expect(try Screen().close())
  }

  @Test func aSuspendedPromptComesBackWithItsLine() throws {
    let screen = try Screen()
    screen.type("half")
    try screen.wait(forEnd: ["neap> half"])
    screen.send(signal: "TSTP")
    for _ in 0..<200 where screen.state != "T" { usleep(20_000) }
    #expect(screen.state == "T")
    screen.send(signal: "CONT")
    screen.enter(" more")
    try screen.wait(forEnd: ["<half more>", "neap>"])
  }

  @Test func theClientMayLeave() throws {
    let screen = try Screen()
    screen.enter("quit")
    try screen.wait(forEnd: ["neap> quit", "reason: asked", "status=0", "restored"])
  }

  @Test func theNextPromptRemembersAChunkOfSeveralLines() throws {
    let folder = Folder()
    let first = try Screen(folder: folder)
    first.enter("f(1,")
    first.enter("2)")
    first.enter(" private")
    first.press("C-d")
    try first.wait(for: "status=0")

    let second = try Screen(folder: folder)
    second.press("Up", "Enter")
    try second.wait(forEnd: ["neap> f(1,", "2)", "<f(1,|2)>", "neap>"])
  }

  @Test func outputFromAfarLeavesTheTypedLineAlone() throws {
    let screen = try Screen(columns: 40)
    screen.enter("background")
    screen.type("this line is so long that it takes two rows")
    screen.press("Left", "Left", "Left", "Left")
    try screen.wait(for: "from afar 3")
    screen.enter("THE ")
    try screen.wait(forEnd: [
      "neap> background", "from afar 1", "from afar 2", "from afar 3",
      "neap> this line is so long that it takes", " two THE rows",
      "<this line is so long that it takes two", "THE rows>", "neap>",
    ])
  }

  @Test func aFloodOfMessagesIsNotLost() throws {
    let screen = try Screen()
    screen.enter("flood")
    try screen.wait(forEnd: ["line 4999", "line 5000", "neap>"])
  }

  @Test func aLineLeftOpenIsEndedBeforeThePrompt() throws {
    let screen = try Screen()
    screen.enter("partial")
    try screen.wait(forEnd: ["neap> partial", "no newline", "neap>"])
  }

  @Test func escapesInMessagesAreShown() throws {
    let screen = try Screen(environment: "DEMO_COLOR=always")
    screen.enter("escape")
    try screen.wait(forEnd: ["neap> escape", "a\\e[31mb", "neap>"])
  }

  @Test func timersRunWhileThePromptWaitsAndTheUserTypes() throws {
    let screen = try Screen()
    let start = ContinuousClock.now
    screen.enter("start")
    usleep(1_000_000)
    screen.type("ticks")
    usleep(500_000)
    screen.press("Enter")
    try screen.wait(for: "ticks: ")
    let ticks = screen.lines.compactMap { $0.hasPrefix("ticks: ") ? Int($0.dropFirst(7)) : nil }.first ?? 0
    // Every 50 ms of a good 1.5 s, and a few more for chunks and the slowness of the typing.
    // A machine that stands still has fewer in more time.
    let most = Int((ContinuousClock.now - start) / .milliseconds(50)) + 170
    #expect((5...most).contains(ticks))
  }

  @Test func threeLinesPastedAreOneChunk() throws {
    let screen = try Screen()
    screen.paste("a = 1\nb = 2\nc = 3\n")
    try screen.wait(for: "c = 3")
    screen.press("Enter")
    try screen.wait { $0.contains("<a = 1|b = 2|c = 3>") }
  }

  @Test func promptsPastedAlongAreDropped() throws {
    let screen = try Screen()
    screen.paste("neap> f(1,\n  ..> 2)")
    screen.press("Enter")
    try screen.wait { $0.contains("<f(1,|2)>") }
  }

  @Test(arguments: ["C", "C.UTF-8"])
  func charactersAreEditedWholeInAnyLocale(locale: String) throws {
    let screen = try Screen(environment: "LC_ALL=\(locale)")
    screen.type("aö€ü")
    screen.press("BSpace", "Left")
    screen.enter("ß")
    try screen.wait(forEnd: ["neap> aöß€", "<aöß€>", "neap>"])
  }

  @Test func aNarrowerTerminalWrapsTheLineAnew() throws {
    let screen = try Screen(columns: 60)
    screen.type("a line of some length that will have to wrap")
    try screen.wait(forEnd: ["neap> a line of some length that will have to wrap"])
    screen.resize(columns: 30)
    usleep(300_000)
    screen.enter(" now")
    try screen.wait { $0.contains { $0.hasPrefix("<a line of some length that") } && $0.last == "neap>" }
    screen.enter("next")
    try screen.wait(forEnd: ["neap> next", "<next>", "neap>"])
  }
}

@Suite(.serialized, .waits) struct PromptCompletionTests {
  @Test func aWordIsCompletedAsFarAsItIsClear() throws {
    let screen = try Screen()
    screen.type("x = ba")
    screen.press("Tab")
    try screen.wait { $0.last == "neap> x = bass" }
    screen.type(":l")
    screen.press("Tab")
    screen.enter("()")
    try screen.wait(forEnd: ["<x = bass:lowpass()>", "neap>"])
  }

  @Test func candidatesAreListedWithTheirNotes() throws {
    let screen = try Screen()
    screen.type("f(bass.c")
    screen.press("Tab")
    try screen.wait { $0.last == "neap> f(bass.cut" }
    screen.press("Tab")
    try screen.wait(forEnd: ["cutoff   hertz", "cutsize  frames", "neap> f(bass.cut"])
  }

  @Test func withinAStringFilesAreCompleted() throws {
    let folder = Folder()
    close(open(folder.path + "/kick one.wav", O_CREAT | O_WRONLY, 0o600))
    mkdir(folder.path + "/samples", 0o700)
    let screen = try Screen(folder: folder)
    screen.type("f(\"kick o")
    screen.press("Tab")
    screen.enter("\")")
    try screen.wait(forEnd: ["<f(\"kick one.wav\")>", "neap>"])
    screen.type("'sa")
    screen.press("Tab")
    screen.enter("'")
    try screen.wait(forEnd: ["<'samples/'>", "neap>"])
  }

  @Test func inACommentNothingIsCompleted() throws {
    let screen = try Screen()
    screen.type("-- ba")
    screen.press("Tab", "Enter")
    try screen.wait(forEnd: ["<-- ba>", "neap>"])
  }
}
