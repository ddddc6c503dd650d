import Terminals
import Testing
import Waits

@Suite(.serialized, .waits) struct WaitingTests {
  @Test func aWaitEndsWhenNothingIsLeft() {
    #expect(shell("\(demo) wait") == "left: 3\nleft: 2\nleft: 1\nleft: 0\nreason: finished\n")
  }

  @Test(arguments: [("INT", "interrupted", 130), ("TERM", "signal(15)", 143), ("HUP", "signal(1)", 129)])
  func signalsEndAWait(name: String, reason: String, status: Int) {
    // A shell without job control has what runs behind it ignore Ctrl-C; the handler is set all the same.
    let folder = Folder()
    let said = shell(
      """
      mkfifo \(folder.path)/said; exec 3<>\(folder.path)/said
      \(demo) idle >&3 & read first <&3; kill -\(name) $!; wait $!; status=$?
      while read line <&3; do case $line in reason*) break;; esac; done
      echo "$first"; echo "$line"; echo $status
      """)
    #expect(said == "left: 1000000\nreason: \(reason)\n\(status)\n")
  }
}
