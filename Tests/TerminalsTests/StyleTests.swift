import Testing

@testable import Terminals

@Suite struct StyleTests {
  @Test func whatIsAskedForOutrightWins() {
    #expect(ColorChoice.always.isOn(for: -1) { _ in "1" })
    #expect(!ColorChoice.never.isOn(for: 0) { _ in nil })
  }

  @Test func whatIsNoTerminalIsNotColoured() {
    #expect(!ColorChoice.auto.isOn(for: -1) { _ in nil })
  }

  @Test func theChoicesAreTheValuesOfTheOption() {
    #expect(ColorChoice.allCases.map(\.rawValue) == ["auto", "always", "never"])
  }

  @Test func paintIsEscapesAroundTheTextOrNothing() {
    #expect(Style(isOn: true).paint("no", .error) == "\u{1b}[1;31mno\u{1b}[0m")
    #expect(Style(isOn: true).paint("no", .plain) == "no")
    #expect(Style(isOn: false).paint("no", .error) == "no")
  }

  @Test func aPaintedPromptMarksItsEscapesAndLeavesTheSpacePlain() {
    #expect(
      Style(isOn: true).paintPrompt("neap> ", .prompt) == "\u{1}\u{1b}[1;32m\u{2}neap>\u{1}\u{1b}[0m\u{2} ")
  }
}
