import CLinux
import Glibc

/// One who is connected: what has come of a message and what has not yet gone of an answer. Nothing is read while a message
/// waits for its answer or an answer for its reader, so that no peer holds more than one of each.
final class RemotePeer {
  let socket: Int32
  private var input: [UInt8] = []
  private var output: ArraySlice<UInt8> = []
  /// Nothing more will come.
  private var isEnded = false
  private var isBroken = false
  /// When bytes last went either way, in milliseconds.
  private(set) var movedAt = RemotePeer.now()
  /// What epoll waits for.
  var registered = UInt32(EPOLL_READABLE)

  init(_ socket: Int32) { self.socket = socket }

  func close() { Glibc.close(socket) }

  static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
  }

  var interests: UInt32 {
    if !output.isEmpty { return UInt32(EPOLL_WRITABLE) }
    return isEnded || hasMessage ? 0 : UInt32(EPOLL_READABLE)
  }

  var isToBeAnswered: Bool { output.isEmpty && !isBroken && hasMessage }
  var hasMessage: Bool { Frame.length(input).map { input.count >= 4 + $0 } ?? false }
  var isAmidMessage: Bool { !output.isEmpty || !input.isEmpty }
  /// Nothing is left to do for it.
  var isOver: Bool { isBroken || (isEnded && output.isEmpty && !hasMessage) }

  /// Reads and writes what can be at once.
  func exchange() {
    write()
    guard output.isEmpty, !isEnded, !hasMessage else { return }
    var block = [UInt8](repeating: 0, count: 65_536)
    let count = read(socket, &block, block.count)
    if count > 0 {
      movedAt = Self.now()
      input += block[..<count]
      refuseTooLong()
    } else if count == 0 {
      isEnded = true
    } else if errno != EAGAIN, errno != EINTR {
      isBroken = true
    }
  }

  private func refuseTooLong() {
    guard let length = Frame.length(input), length > Message.limit else { return }
    // Where the next message begins is not known.
    input = []
    isEnded = true
    send(
      Reply(error: "a message of \(length) bytes was announced; at most \(Message.limit) are expected")
        .frame())
  }

  /// The next message, once the answer before it is gone.
  func take() -> ArraySlice<UInt8>? {
    guard output.isEmpty, !isBroken else { return nil }
    return Frame.take(&input)
  }

  func send(_ frame: [UInt8]) {
    output = frame[...]
    movedAt = Self.now()
    write()
  }

  private func write() {
    while !output.isEmpty {
      let count = output.withUnsafeBytes { socket_write(socket, $0.baseAddress, $0.count) }
      if count > 0 {
        movedAt = Self.now()
        output = output.dropFirst(count)
      } else {
        if errno == EINTR { continue }
        if errno != EAGAIN { isBroken = true }
        return
      }
    }
  }
}
