import Chance
import Glibc
import Testing
import Waits

/// Whatever comes over the socket is answered or ends the connection; the listener goes on.
@Suite(.serialized, .waits) struct ProtocolFuzzTests {
  private static let requests = [
    #"{"neap":1,"do":"evaluate","code":"1 + 1","name":"a.lua","line":7}"#, #"{"neap":1,"do":"status"}"#,
    #"{"neap":1,"do":"evaluate","code":"print('x') return sine(440)"}"#,
    #"{"neap":1,"do":"evaluate","code":"error('\u001b[2J')","line":9223372036854775807}"#,
  ]

  @Test func anythingMayComeOverTheSocket() {
    let program = Program()
    defer { program.remove() }
    let listener = Background("listen", in: program)
    #expect(listener.says("listening as"))
    var random = SeededGenerator(7)
    for _ in 0..<(getenv("NEAP_LONG") == nil ? 60 : 6_000) {
      let peer = RawPeer(program)
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        bytes += RawPeer.frame(Self.requests[Int.random(in: Self.requests.indices, using: &random)])
      }
      // The lengths stay, as often as not: then what is damaged is a message.
      for _ in 0..<Int.random(in: 0...5, using: &random) {
        let at = Int.random(in: (Bool.random(using: &random) ? 4 : 0)..<bytes.count, using: &random)
        bytes[at] = UInt8.random(in: 0...255, using: &random)
      }
      peer.send(Array(bytes.prefix(Int.random(in: 1...bytes.count, using: &random))))
    }
    #expect(listener.isRunning)
    let start = time(nil)
    #expect(program.neap("send", "-e", "6 * 7").output == "42\n")
    #expect(time(nil) - start <= 10)
  }
}
