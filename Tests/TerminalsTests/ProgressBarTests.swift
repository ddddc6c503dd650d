import Testing

@testable import Terminals
import Waits

@Suite(.serialized, .waits) struct ProgressBarTests {
  @Test func theLineTellsShareAndTimeLeft() {
    #expect(
      ProgressBar.line("render", 0.25, elapsed: 2000, width: 43)
        == "render   25 %  [===           ]  0:06 left")
    #expect(ProgressBar.line("render", 0, elapsed: 0, width: 30) == "render    0 %  [            ]")
  }

  @Test(arguments: [-1, 0, 0.5, 1, 7, .nan, .infinity])
  func theLineStaysWithinTheTerminal(fraction: Double) {
    for width in 0...120 {
      #expect(ProgressBar.line("rendering", fraction, elapsed: 5000, width: width).count <= max(0, width - 1))
    }
  }

  @Test func theBarIsClearedAndAMessageStandsAboveIt() throws {
    let screen = try Screen()
    screen.enter("bar")
    try screen.wait { $0.last?.contains(" %  [=") == true }
    try screen.wait(forEnd: ["neap> bar", "half way", "neap>"])
  }
}
