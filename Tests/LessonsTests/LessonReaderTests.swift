import Testing

@testable import Lessons

struct LessonReaderTests {
  static let text = """
    # Sampling

    A *tone*
    in `a * b` lines.

    ```lua
    play(sine(440))
    ```

    - one
    - two

    ## Exercise: louder

    > **Predict.** Is it so?

    ```lua exercise
    x = 1
    ```

    <details><summary>Hint</summary>

    Add one.

    </details>

    <details><summary>Hint</summary>

    Add it
    to x.

    </details>

    <details><summary>Solution</summary>

    ```lua solution
    x = 2
    ```

    ```lua mistake
    -- too high
    x = 3
    ```

    </details>

    ```lua check
    expect("x", 2)
    ```
    """

  private func read(_ text: String) throws(LessonError) -> Lesson {
    try LessonReader.read(text, name: "sampling", file: "sampling.md")
  }

  private func problem(_ text: String) -> String {
    do { return "none: \(try read(text))" } catch { return error.description }
  }

  @Test func aPageIsTextAndBlocksInTurn() throws {
    let lesson = try read(Self.text)
    #expect(lesson.title == "Sampling")
    #expect(lesson.pages.map(\.heading) == ["Sampling", "Exercise: louder"])
    #expect(
      lesson.pages[0].parts == [
        .text("A tone in `a * b` lines."), .block("play(sine(440))"), .text("- one"), .text("- two"),
      ])
    #expect(lesson.pages[0].exercise == nil)
    #expect(lesson.exercises == [2])
  }

  @Test func anExerciseHoldsItsCheckItsHintsItsSolutionAndItsMistakes() throws {
    let page = try read(Self.text).pages[1]
    #expect(page.parts == [.text("Predict. Is it so?"), .block("x = 1")])
    #expect(
      page.exercise
        == Lesson.Exercise(
          start: "x = 1", check: "expect(\"x\", 2)", hints: ["Add one.", "Add it to x."], solution: "x = 2",
          mistakes: [Lesson.Mistake(code: "x = 3", verdict: "too high")]))
  }

  @Test func aLineThatEndsAsInDOSIsRead() throws {
    #expect(try read(Self.text.replacing("\n", with: "\r\n")) == read(Self.text))
  }

  @Test func whatIsWrongIsToldWithItsLine() {
    #expect(problem("text") == "sampling.md:1: a lesson begins with its title, as in # Sampling")
    #expect(problem("# A\n```lua\nx") == "sampling.md:2: this block has no end")
    #expect(problem("# A\n```python\nx\n```").hasPrefix("sampling.md:2: a block is marked \"lua\""))
    #expect(problem("# A\n```lua check\nx\n```") == "sampling.md:4: the exercise on \"A\" lacks its solution")
    #expect(problem("# A\n```lua solution\nx\n```") == "sampling.md:4: the exercise on \"A\" lacks its check")
    #expect(problem("# A\n```lua mistake\nx\n```").contains("begins with a comment"))
    #expect(problem("# A\n# B") == "sampling.md:2: a lesson has one title")
    #expect(problem("# A\n<details>\nx") == "sampling.md:3: <details> has no end")
    #expect(problem("# A\n</details>") == "sampling.md:2: </details> ends what did not begin")
    #expect(problem("# A\n<details>\n```lua\nx\n```").contains("in <details>"))
    #expect(problem("# A\n```lua check\nx\n```\n```lua check\nx\n```").contains("a page has one check"))
  }
}
