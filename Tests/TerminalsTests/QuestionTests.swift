import Glibc
import Testing
import Waits

/// A yes or no at a real terminal.
@Suite(.serialized, .waits) struct QuestionTests {
  @Test(arguments: [
    ("y", "yes", "written"), ("Y", "yes", "written"), ("n", "no", "left"), ("x", "no", "left"),
  ])
  func oneKeyIsTheAnswer(key: String, told: String, outcome: String) throws {
    let screen = try Screen()
    screen.enter("ask")
    try screen.wait(forEnd: ["neap> ask", "Write it? (y or n)"])
    screen.type(key)
    try screen.wait(forEnd: ["neap> ask", "Write it? (y or n) \(told)", outcome, "neap>"])
    screen.enter("next")
    try screen.wait(forEnd: ["neap> next", "<next>", "neap>"])
  }

  @Test func nobodyThereIsNo() throws {
    let screen = try Screen()
    screen.enter("ask")
    try screen.wait(forEnd: ["Write it? (y or n) no, since nobody answers", "left", "neap>"])
  }

  @Test func ctrlCIsNo() throws {
    let screen = try Screen()
    screen.enter("ask")
    try screen.wait(forEnd: ["Write it? (y or n)"])
    screen.press("C-c")
    try screen.wait(forEnd: ["left", "neap>"])
  }
}
