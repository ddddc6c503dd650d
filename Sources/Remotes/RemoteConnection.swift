import CLinux
import Glibc

/// The asking end: connects to a listening Neap and waits for its answers.
package final class RemoteConnection {
  private let socket: Int32
  private let name: String
  private var input: [UInt8] = []

  package init(to name: String, in folder: RemoteFolder) throws(RemoteError) {
    self.name = name
    var address = sockaddr_un()
    guard socket_address(folder.socketPath(name), &address) == 0 else {
      throw RemoteError("\(name) is too long a name")
    }
    socket = socket_open()
    guard socket >= 0 else { throw .system("cannot connect") }
    do throws(RemoteError) { try Self.connect(socket, &address, name) } catch {
      close(socket)
      throw error
    }
    // A socket of somebody else's would hear what is sent.
    guard socket_peer_user(socket) == Int(geteuid()) else {
      close(socket)
      throw RemoteError("\(name) listens as another user")
    }
  }

  deinit { close(socket) }

  private static func connect(_ socket: Int32, _ address: inout sockaddr_un, _ name: String)
    throws(RemoteError)
  {
    // A queue that is full empties once the one who listens has evaluated what it is at.
    for _ in 0..<100 {
      if socket_connect(socket, &address) == 0 { return }
      guard errno == EAGAIN || errno == EINTR else { break }
      usleep(50_000)
    }
    switch errno {
    case ENOENT, ECONNREFUSED: throw RemoteError("no Neap listens as \(name)")
    case EAGAIN: throw RemoteError("\(name) is busy: Ctrl-C there stops what it evaluates")
    default: throw .system("cannot connect to \(name)")
    }
  }

  /// Sends a request and waits for the answer, for so many milliseconds at most, or for ever.
  package func ask(_ request: Request, within limit: Int? = nil) throws -> Reply {
    let deadline = limit.map { RemotePeer.now() + $0 }
    var output = try Frame.make(request)[...]
    while !output.isEmpty {
      let count = output.withUnsafeBytes { socket_write(socket, $0.baseAddress, $0.count) }
      if count > 0 {
        output = output.dropFirst(count)
      } else if errno == EAGAIN {
        try wait(for: Int16(POLLOUT), deadline)
      } else if errno == EPIPE || errno == ECONNRESET {
        // It may have said why before it closed.
        break
      } else if errno != EINTR {
        throw RemoteError.system("cannot send to \(name)")
      }
    }
    while true {
      if let message = Frame.take(&input) { return try reply(message) }
      if let length = Frame.length(input), length > Message.limit {
        throw RemoteError(
          "\(name) answered with a message of \(length) bytes; at most \(Message.limit) are expected")
      }
      try wait(for: Int16(POLLIN), deadline)
      var block = [UInt8](repeating: 0, count: 65_536)
      let count = read(socket, &block, block.count)
      if count > 0 {
        input += block[..<count]
      } else if count == 0 || errno == ECONNRESET {
        throw RemoteError("\(name) ended before it answered")
      } else if errno != EAGAIN, errno != EINTR {
        throw RemoteError.system("cannot hear \(name)")
      }
    }
  }

  private func reply(_ message: ArraySlice<UInt8>) throws(RemoteError) -> Reply {
    do { return try Frame.decode(message) } catch {
      throw RemoteError("\(name) answered what version \(Message.version) of the protocol does not know")
    }
  }

  private func wait(for events: Int16, _ deadline: Int?) throws(RemoteError) {
    var entry = pollfd(fd: socket, events: events, revents: 0)
    let left = deadline.map { Int32(clamping: max(0, $0 - RemotePeer.now())) } ?? -1
    let ready = poll(&entry, 1, left)
    if ready == 0 { throw RemoteError("\(name) is busy") }
    if ready < 0, errno != EINTR { throw .system("cannot hear \(name)") }
  }
}
