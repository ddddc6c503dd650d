import Graphs
import Lessons
import Testing
import Workspaces

@testable import Sessions

struct LessonTests {
  static let names: [String] = {
    guard let folder = StandardLibrary.folder else { return [] }
    return LessonShelf(folder: "\(folder)/lessons").names
  }()

  @Test func thereAreLessonsInTheCoursesOrder() throws {
    #expect(
      Self.names == [
        "aliasing", "quantisation", "phasors", "fourier", "dft", "windows", "convolution", "fir", "biquads",
        "poles", "phase", "combs", "modulation", "waveshaping", "vocoder", "cache",
      ])
  }

  /// Every block runs, every solution is right, what an exercise begins with and its mistakes are refused with their
  /// words, and every step fits a terminal of 80 by 24.
  @Test(arguments: names) func aLessonDoesWhatItSays(name: String) throws {
    let session = try TestSession().session
    let problems = try session.problems(in: session.findLesson(name))
    #expect(problems.isEmpty, "\(problems.joined(separator: "\n"))")
  }

  private static let own = """
    # Own

    First.

    ```lua
    tone = sine(440) * 0.1
    play(tone)
    ```

    Between.

    ```lua
    6 * 7
    ```

    Last.

    ## Exercise

    Do it.

    ```lua exercise
    x = sine(440) * 0.25
    ```

    <details>

    Twice as much.

    </details>

    <details>

    ```lua solution
    x = sine(440) * 0.5
    ```

    ```lua mistake
    -- the pitch and the spectrum are right, the level is 6 dB low
    x = sine(440) * 0.25
    ```

    </details>

    ```lua check
    expect("x", sine(440) * 0.5)
    ```
    """

  /// A lesson that is open, and what is told.
  private final class Reader {
    let test: TestSession
    var told: [String] = []

    init(_ text: String) throws {
      test = try TestSession()
      try test.write("own.md", Array(text.utf8))
      test.session.onTell = { [unowned self] in told.append($0) }
    }

    func run(_ chunk: String) throws -> String {
      told = []
      try test.session.evaluate(chunk, name: "test")
      return told.joined(separator: "\n")
    }

    @discardableResult func enter() throws -> String {
      told = []
      _ = try test.session.continueLesson()
      return told.joined(separator: "\n")
    }
  }

  @Test func enterRunsABlockAndGoesOn() throws {
    let reader = try Reader(Self.own)
    let first = try reader.run("lesson('own.md')")
    #expect(first.hasPrefix("── Own ── own 1/2 ──\n\nFirst.\n\n    tone = sine(440) * 0.1"))
    #expect(first.hasSuffix("(Enter runs it)"))
    #expect(reader.test.session.workspace.names["tone"] == nil)
    #expect(try reader.enter() == "Between.\n\n    6 * 7\n(Enter runs it)")
    #expect(reader.test.playing.map(\.name) == ["tone"])
    #expect(try reader.enter() == "42\nLast.\n(Enter goes on)")
    #expect(try reader.enter().hasPrefix("── Exercise ── own 2/2 ──"))
    #expect(reader.test.playing.isEmpty)
  }

  @Test func aBlockThatIsRunIsAnsweredForTheHistory() throws {
    let reader = try Reader(Self.own)
    #expect(try reader.test.session.continueLesson() == nil)
    _ = try reader.run("lesson('own.md')")
    #expect(try reader.test.session.continueLesson() == "tone = sine(440) * 0.1\nplay(tone)")
  }

  @Test func anExerciseIsCheckedHelpedAndSolved() throws {
    let reader = try Reader(Self.own)
    _ = try reader.run("lesson('own.md', 2)")
    #expect(
      try reader.run("lesson.check()")
        == "x: nothing is called x\nThe block above was not run yet: Enter runs it, then change it.")
    #expect(try reader.enter().hasSuffix("(type an answer, then lesson.check(); lesson.hint() helps)"))
    #expect(
      try reader.run("lesson.check()") == "x: the pitch and the spectrum are right, the level is 6 dB low")
    #expect(try reader.enter().hasPrefix("Not solved yet"))
    #expect(try reader.run("lesson.hint()") == "Twice as much.")
    #expect(try reader.run("lesson.hint()").contains("That was the last hint"))
    #expect(try reader.run("lesson.solution()") == "x = sine(440) * 0.5")
    #expect(try reader.run("x = sine(440) * 0.5 lesson.check()").contains("Solved"))
    #expect(reader.test.session.lessonProgress["own"].solved == [2])
    #expect(try reader.enter() == "That was Own: 1 of 1 exercises solved. lesson() lists them all.")
    #expect(reader.test.session.lessonProgress["own"].isFinished)
    #expect(try reader.test.session.continueLesson() == nil)
  }

  /// A check that reads what its block binds does not tell of itself.
  @Test func aCheckBeforeItsBlockSaysSo() throws {
    let text = Self.own.replacing("x = sine(440) * 0.25", with: "secret = sine(440) * 0.5 x = secret * 0.5")
      .replacing("expect(\"x\", sine(440) * 0.5", with: "expect(\"x\", secret")
    #expect(text.contains("expect(\"x\", secret"))
    let reader = try Reader(text)
    _ = try reader.run("lesson('own.md', 2)")
    #expect(
      try reader.run("lesson.check()") == "The block above was not run yet: Enter runs it, then change it.")
  }

  @Test func backGoesToThePagesBeginningAndThenToThePageBefore() throws {
    let reader = try Reader(Self.own)
    _ = try reader.run("lesson('own.md')")
    try reader.enter()
    try reader.enter()
    #expect(try reader.run("lesson.back()").hasPrefix("── Own ── own 1/2 ──"))
    try reader.enter()
    try reader.enter()
    try reader.enter()
    #expect(try reader.run("lesson.back()").hasPrefix("── Own ── own 1/2 ──"))
  }

  @Test func aPageThatWasLeftIsTold() throws {
    let reader = try Reader(Self.own)
    _ = try reader.run("lesson('own.md', 2)")
    #expect(try reader.run("lesson('own.md')").hasPrefix("You were on page 2 of 2"))
    // To have looked at the beginning is not to have gone back.
    #expect(try reader.run("lesson('own.md')").hasPrefix("You were on page 2 of 2"))
    _ = try reader.run("lesson('own.md', 1)")
    #expect(try reader.run("lesson('own.md')").hasPrefix("── Own"))
  }

  @Test func aBlockMayOpenAnotherLesson() throws {
    let reader = try Reader(Self.own.replacing("6 * 7", with: "lesson('other.md')"))
    try reader.test.write("other.md", Array(Self.own.replacing("# Own", with: "# Other").utf8))
    _ = try reader.run("lesson('own.md')")
    try reader.enter()
    let told = try reader.enter()
    #expect(told.hasPrefix("── Other ── other 1/2 ──") && told.hasSuffix("(Enter runs it)"), "\(told)")
    #expect(!told.contains("Last."))
    // It is the other that goes on.
    #expect(try reader.enter().hasPrefix("Between."))
  }

  @Test func aLessonSteersNoTerminal() throws {
    let reader = try Reader(Self.own.replacing("Between.", with: "Be\u{1b}]0;title\u{07}tween."))
    #expect(
      reader.test.failure("lesson('own.md')").contains(
        "own.md:10: a control character, of number 27, stands here; text is expected"))
  }

  @Test func progressThatTheLessonHasNotIsNotTold() throws {
    let test = try TestSession()
    try test.session.lessonProgress.update("aliasing") {
      $0.page = 99
      $0.solved = [5, 77, 78]
    }
    let line = try test.run("lesson()").split(separator: "\n").first { $0.contains("aliasing") } ?? ""
    let pages = try test.session.findLesson("aliasing").pages.count
    #expect(line.contains("page \(pages) of \(pages), 1 of "), "\(line)")
  }

  @Test func aLessonIsOpenedByItsNumberToo() throws {
    let test = try TestSession()
    #expect(try test.run("lesson(5)").contains("dft 1/"))
  }

  /// Enter behind a solved answer goes on, also where the page's own block was never run.
  @Test func whatIsSolvedIsNotRunOver() throws {
    let test = try TestSession()
    try test.run("lesson('quantisation', 7)")
    try test.run("quiet = sine(440) * 0.003 kept = quiet:quantize(8)")
    let told = try test.run("lesson.check()")
    #expect(told.contains("the tone is lost") && !told.contains("was not run yet"), "\(told)")
    try test.run("kept = quiet:quantize(8, 'triangular')")
    #expect(try test.run("lesson.check()").contains("Solved."))
    #expect(try test.session.continueLesson() == nil)
    #expect(try test.run("snr(kept) < 40") == "true")
    #expect(test.session.lessonCourse == nil)
  }

  @Test func whatIsWrongIsASentence() throws {
    let test = try TestSession()
    #expect(test.failure("lesson('aliasin')").contains("did you mean aliasing?"))
    #expect(test.failure("lesson(true)").contains("a lesson's name or number is expected"))
    #expect(test.failure("lesson(99)").contains("there is no lesson \"99\""))
    #expect(test.failure("lesson('aliasing', 99)").contains("a page from 1 to"))
    #expect(test.failure("lesson.check()").contains("no lesson is open"))
    #expect(test.failure("lesson.chek()").contains("did you mean check?"))
    try test.run("lesson('aliasing')")
    #expect(test.failure("lesson.check()").contains("this page has no exercise; page 5 has"))
    #expect(try test.run("lesson()").contains("  1  aliasing      Sampling and aliasing"))
  }

  @Test func aLessonThatDoesNotKeepItsWordIsToldOf() throws {
    let session = try TestSession().session
    func problems(_ text: String) throws -> [String] {
      try session.problems(in: LessonReader.read(text, name: "own", file: "own.md"))
    }
    #expect(try problems(Self.own) == ["at least two exercises are expected; it has 1"])
    func changed(_ from: String, _ to: String) throws -> String {
      try problems(Self.own.replacing(from, with: to)).joined(separator: "\n")
    }
    #expect(try changed("6 * 7", "six * 7").contains("six is not bound"))
    #expect(try changed("x = sine(440) * 0.5\n", "x = sine(440) * 0.4\n").contains("the solution: x:"))
    #expect(try changed("is 6 dB low", "is 5 dB low").contains("the mistake"))
    #expect(try changed("expect(\"x\", sine(440) * 0.5)", "expect(\"x\", x)").contains("taken for an answer"))
    #expect(try changed("Last.", String(repeating: "word ", count: 400)).contains("lines; at most 20 fit"))
  }
}
