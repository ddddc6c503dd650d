import Testing

@testable import Terminals

struct TerminalAbilitiesTests {
  private func answers(_ text: String) -> (numbers: [Int], rest: [UInt8])? {
    TerminalAbilities.answers(in: Array(text.utf8))
  }

  @Test func theNumbersOfAnAnswer() throws {
    let answer = try #require(answers("\u{1b}[?62;4;22c"))
    #expect(answer.numbers == [62, 4, 22])
    #expect(answer.rest.isEmpty)
  }

  @Test func whatWasTypedMeanwhileIsGivenBack() throws {
    let answer = try #require(answers("pl\u{1b}[A\u{1b}[?1;2cot"))
    #expect(answer.numbers == [1, 2])
    #expect(answer.rest == Array("pl\u{1b}[Aot".utf8))
  }

  @Test(arguments: ["", "\u{1b}[?62;4", "plot()", "\u{1b}[?62;4h", "\u{1b}[62;4c"])
  func whatIsNoAnswerHasNone(_ text: String) { #expect(answers(text) == nil) }

  @Test func whereNoTerminalIsNothingIsAsked() { #expect(!TerminalAbilities.askForSixels { _ in "dumb" }) }
}
