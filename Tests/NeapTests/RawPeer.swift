import CLinux
import Glibc

/// A peer that speaks the protocol by hand, mistakes included.
final class RawPeer {
  private let descriptor: Int32

  init(_ program: Program, _ name: String = "neap") {
    descriptor = socket_open()
    var address = sockaddr_un()
    _ = socket_address("\(program.folder)/neap/\(name).socket", &address)
    _ = socket_connect(descriptor, &address)
  }

  deinit { close(descriptor) }

  /// What is wanted is given whole; whether it was taken.
  @discardableResult
  func send(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { socket_write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EAGAIN {
        usleep(1_000)
        continue
      }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  @discardableResult
  func send(_ text: String) -> Bool { send(Self.frame(text)) }

  static func frame(_ text: String) -> [UInt8] {
    let body = Array(text.utf8)
    return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: body.count >> $0) } + body
  }

  /// The next message; nil where the connection ended, or none came in ten seconds.
  func receive() -> String? {
    guard let header = read(4) else { return nil }
    return read(header.reduce(0) { $0 << 8 | Int($1) }).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Whether the other side has closed the connection, and all that it sent before was taken.
  var hasEnded: Bool {
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&entry, 1, 0) > 0 else { return false }
    var byte: UInt8 = 0
    return recv(descriptor, &byte, 1, Int32(MSG_PEEK)) <= 0
  }

  private func read(_ count: Int) -> [UInt8]? {
    var bytes: [UInt8] = []
    while bytes.count < count {
      var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&entry, 1, 10_000) > 0 else { return nil }
      var block = [UInt8](repeating: 0, count: count - bytes.count)
      let taken = Glibc.read(descriptor, &block, block.count)
      guard taken > 0 else { return nil }
      bytes += block[..<taken]
    }
    return bytes
  }
}
