import Glibc
import Testing
import Waits

/// Lessons and homework from the shell.
@Suite(.serialized, .waits) struct LessonCommandTests {
  @Test func aLessonIsReadByEnter() {
    let screen = Screen("lesson aliasing")
    #expect(screen.shows("── Sampling and aliasing ── aliasing 1/"))
    #expect(screen.shows("(Enter runs it)"))
    screen.press("Enter")
    #expect(screen.shows("`tone` is a name"))
    screen.enter("playing()")
    #expect(screen.shows("neap> playing()\ntone: "))
    // The block that Enter ran is in the history, to be changed.
    screen.press("Up")
    screen.press("Up")
    #expect(screen.shows("neap> tone = sine(440) * 0.2"))
  }

  @Test func anEmptyLineWithoutALessonDoesNothing() {
    let screen = Screen()
    #expect(screen.shows("neap>"))
    screen.press("Enter")
    screen.press("Enter")
    screen.enter("6 * 7")
    #expect(screen.shows("42"))
    #expect(!screen.text.contains("lesson"))
  }

  @Test func whatWasReadIsThereAgainUnlessNothingShallBeLeft() throws {
    let program = Program()
    defer { program.remove() }
    let first = program.neap("-e", "lesson('aliasing', 3)")
    #expect(first.status == 0)
    #expect(program.neap("-e", "lesson()").output.contains("page 3 of"))
    #expect(!program.neap("--clean", "-e", "lesson()").output.contains("page 3 of"))
    // It leaves nothing either.
    #expect(program.neap("--clean", "-e", "lesson('fourier', 2)").status == 0)
    // An option may stand before a command.
    #expect(program.neap("--clean", "--color", "never", "lesson").output.contains("aliasing"))
    #expect(program.neap("lesson").output.contains("page 3 of"))
    #expect(!program.neap("lesson").output.contains("page 2 of"))
    #expect(
      program.text("data/neap/lessons.json").contains(
        "\"aliasing\":{\"finished\":false,\"page\":3,\"solved\":[]}"))
  }

  @Test func aCleanPromptKnowsNoHistory() {
    let program = Program()
    #expect(program.neap("-e", "1").status == 0)
    mkdir("\(program.folder)/state", 0o700)
    mkdir("\(program.folder)/state/neap", 0o700)
    program.write("state/neap/history", "secret_of_the_last_user = 1\n")
    let screen = Screen("--clean", in: program)
    #expect(screen.shows("neap>"))
    screen.press("Up")
    screen.enter("6 * 7")
    #expect(screen.shows("42"))
    #expect(!screen.text.contains("secret_of_the_last_user"))
    #expect(program.text("state/neap/history") == "secret_of_the_last_user = 1\n")
  }

  @Test func aLessonThatIsNotThereIsToldOf() {
    let program = Program()
    defer { program.remove() }
    let result = program.neap("lesson", "aliasin")
    #expect(result.status == 1)
    #expect(result.error.contains("did you mean aliasing?"))
  }

  @Test func aLessonOfOnesOwnIsVerified() {
    let program = Program()
    defer { program.remove() }
    program.write("own.md", "# Own\n\n```lua\nsix * 7\n```\n")
    let result = program.neap("lesson", "--verify", "own.md")
    #expect(result.status == 1)
    #expect(result.output.contains("own.md: page 1 (Own): six * 7: "))
    #expect(result.output.contains("at least two exercises"))
  }

  @Test func homeworkIsCheckedFromTheShell() {
    let program = Program()
    defer { program.remove() }
    program.write("anna.lua", "bass = saw(55) * 0.3\n")
    program.write("bob.lua", "bass = saw(55) * 0.15\n")
    program.write("checks.lua", "expect('bass', saw(55) * 0.3)\n")
    let right = program.neap("homework", "anna.lua")
    #expect(right.status == 0)
    #expect(right.output == "anna.lua, checked by checks.lua\n  bass  right\n1 of 1 right\n")
    let both = program.neap("homework", "anna.lua", "bob.lua")
    #expect(both.status == 1)
    #expect(
      both.output.hasSuffix(
        "bass  the pitch and the spectrum are right, the level is 6 dB low\n0 of 1 right\n"))
    #expect(program.neap("homework", "--within", "3", "anna.lua").status == 2)
    #expect(program.neap("homework", "carl.lua").status == 1)
  }
}
