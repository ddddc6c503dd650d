import Glibc
import Testing
import Waits

/// Descriptors beside the keyboard.
@Suite(.serialized, .waits) struct EventSourceTests {
  @Test func whatComesElsewhereIsEvaluatedAboveTheTypedLine() throws {
    let folder = Folder()
    _ = shell("mkfifo \(folder.path)/pipe")
    let screen = try Screen(folder: folder, environment: "DEMO_PIPE=\(folder.path)/pipe")
    screen.type("half a line")
    try screen.wait(forEnd: ["neap> half a line"])
    _ = shell("echo sent > \(folder.path)/pipe")
    try screen.wait(forEnd: ["<sent>", "neap> half a line"])
    // What ends without a newline has a line of its own all the same.
    _ = shell("echo partial > \(folder.path)/pipe")
    try screen.wait(forEnd: ["no newline", "neap> half a line"])
    _ = shell("echo loop > \(folder.path)/pipe")
    try screen.wait(forEnd: ["looping"])
    screen.press("C-c")
    try screen.wait(forEnd: ["stopped", "neap> half a line"])
    screen.type(" more")
    try screen.wait(forEnd: ["neap> half a line more"])
    screen.press("Enter")
    try screen.wait(forEnd: ["<half a line more>", "neap>"])
    _ = shell("echo quit > \(folder.path)/pipe")
    try screen.wait(forEnd: ["reason: asked", "status=0", "restored"])
  }

  @Test func aWaitWithoutAPromptHearsThemToo() {
    let folder = Folder()
    let said = shell(
      "mkfifo \(folder.path)/pipe; DEMO_PIPE=\(folder.path)/pipe \(demo) hear & sleep 0.3; echo one > \(folder.path)/pipe; echo end > \(folder.path)/pipe; wait"
    )
    #expect(said == "heard: one\nheard: end\nreason: finished\n")
  }
}
