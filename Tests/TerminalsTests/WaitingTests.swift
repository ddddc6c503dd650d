import Terminals
import Testing

@Suite struct WaitingTests {
  @Test func aWaitEndsWhenNothingIsLeft() {
    #expect(shell("\(demo) wait") == "left: 3\nleft: 2\nleft: 1\nleft: 0\nreason: finished\n")
  }

  @Test(arguments: [("INT", "interrupted", 130), ("TERM", "signal(15)", 143), ("HUP", "signal(1)", 129)])
  func signalsEndAWait(name: String, reason: String, status: Int) {
    // A shell without job control has what runs behind it ignore Ctrl-C; the handler is set all the same.
    let said = shell("\(demo) idle & sleep 0.5; kill -\(name) $!; wait $!; echo $?")
    #expect(said.hasSuffix("reason: \(reason)\n\(status)\n"))
  }
}
