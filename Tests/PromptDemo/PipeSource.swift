import Glibc
import Terminals

/// A named pipe whose lines are handed on.
final class PipeSource {
  private let descriptor: Int32
  private let receive: (String) -> Void

  /// The pipe that DEMO_PIPE names; nil where that is not set.
  init?(_ receive: @escaping (String) -> Void) {
    guard let path = environmentVariable("DEMO_PIPE") else { return nil }
    // Open for writing too, so that it has no end when a writer leaves.
    descriptor = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC)
    self.receive = receive
  }

  var source: EventSource {
    EventSource(descriptor) { [self] in
      var bytes = [UInt8](repeating: 0, count: 4096)
      let count = read(descriptor, &bytes, bytes.count)
      guard count > 0 else { return }
      for line in bytes[..<count].split(separator: UInt8(ascii: "\n")) {
        receive(String(decoding: line, as: UTF8.self))
      }
    }
  }
}
