import CLinux
import Glibc

/// Listens on a Unix socket and answers whoever of the same user asks: many at once, none of whom can make it wait.
///
/// Everything happens where `handleEvents` is called, when `descriptor` is readable. Confined to one thread.
package final class RemoteListener {
  /// Those who are connected at once.
  static let mostPeers = 64
  /// Milliseconds after which one who takes or gives nothing in the middle of a message is dropped.
  static let patience = 5_000

  /// What `neap send --to` calls it.
  package let name: String
  /// Answers one request. The connection is open while it runs; `socket` is for telling when it no longer is.
  package var answer: (_ request: Request, _ socket: Int32) -> Reply = { _, _ in Reply() }

  private let folder: RemoteFolder
  private let epoll = epoll_open()
  private let timer = timer_open()
  /// Raised while a peer has sent more than one message: each has one answered a turn.
  private let again = counter_open()
  private let socket: Int32
  private var peers: [Int32: RemotePeer] = [:]
  /// No descriptors were left to accept with.
  private var isDeaf = false
  /// The process that listens: one forked off takes no socket away.
  private let process = getpid()

  /// `name` is what it would like to be called; where that is taken, `name-2` and so on.
  package init(_ name: String, in folder: RemoteFolder) throws(RemoteError) {
    self.folder = folder
    socket = socket_open()
    guard epoll >= 0, timer >= 0, again >= 0, socket >= 0 else { throw .system("cannot listen") }
    do throws(RemoteError) {
      self.name = try Self.bind(socket, RemoteFolder.name(from: name), folder)
    } catch {
      for descriptor in [epoll, timer, again, socket] { Glibc.close(descriptor) }
      throw error
    }
    for descriptor in [socket, timer, again] { epoll_add(epoll, descriptor, UInt32(EPOLL_READABLE)) }
  }

  private static func bind(_ socket: Int32, _ wanted: String, _ folder: RemoteFolder) throws(RemoteError)
    -> String
  {
    try folder.locked { () throws(RemoteError) in
      for number in 1...1_000 {
        let name = number == 1 ? wanted : "\(wanted)-\(number)"
        let path = folder.socketPath(name)
        var address = sockaddr_un()
        guard socket_address(path, &address) == 0 else {
          throw RemoteError("cannot listen: \(path) is too long a name for a socket")
        }
        if folder.isAlive(name) { continue }
        // The file that bind makes has the socket's own mode, so that at no time it has another.
        fchmod(socket, 0o600)
        guard socket_bind(socket, &address) == 0 else {
          if errno == EADDRINUSE { continue }
          throw .system("cannot listen at \(path)")
        }
        guard chmod(path, 0o600) == 0, listen(socket, 16) == 0 else {
          throw .system("cannot listen at \(path)")
        }
        return name
      }
      throw RemoteError("cannot listen: a thousand prompts do already")
    }
  }

  deinit { close() }

  private var isClosed = false

  /// Ends every connection and takes the socket away.
  package func close() {
    guard !isClosed else { return }
    isClosed = true
    for peer in peers.values { peer.close() }
    peers.removeAll()
    if getpid() == process { unlink(folder.socketPath(name)) }
    for descriptor in [epoll, timer, again, socket] { Glibc.close(descriptor) }
  }

  package var descriptor: Int32 { epoll }

  // MARK: Events

  package func handleEvents() {
    counter_drain(again)
    var ready = [Int32](repeating: 0, count: 64)
    var events = [UInt32](repeating: 0, count: 64)
    let count = epoll_ready(epoll, &ready, &events, 64)
    for descriptor in ready.prefix(max(0, Int(count))) {
      switch descriptor {
      case socket: accept()
      case timer: tick()
      case again: break
      default: peers[descriptor]?.exchange()
      }
      if isClosed { return }
    }
    for peer in peers.values.sorted(by: { $0.socket < $1.socket }) {
      if let request = peer.take() { peer.send(reply(to: request, peer)) }
      if isClosed { return }
      look(after: peer)
    }
    // One whose reader does not take the answer before waits for that, and not here.
    if peers.values.contains(where: \.isToBeAnswered) { counter_raise(again) }
    let isWaitedFor = isDeaf || peers.values.contains(where: \.isAmidMessage)
    // Set once for each second: whoever keeps coming puts off nobody's end.
    if isWaitedFor != isTimed { timer_set(timer, isWaitedFor ? 1_000 : 0) }
    isTimed = isWaitedFor
  }

  private var isTimed = false

  private func reply(to message: ArraySlice<UInt8>, _ peer: RemotePeer) -> [UInt8] {
    do throws(RemoteError) {
      return answer(try Request(parsing: message), peer.socket).frame()
    } catch { return Reply(error: error.description).frame() }
  }

  private func accept() {
    while true {
      let fresh = socket_accept(socket)
      if fresh < 0 {
        if errno == EINTR || errno == ECONNABORTED { continue }
        if errno != EAGAIN {
          // Otherwise the loop would be woken for it without end.
          isDeaf = true
          epoll_change(epoll, socket, 0)
        }
        return
      }
      guard socket_peer_user(fresh) == Int(geteuid()), makeRoom() else {
        Glibc.close(fresh)
        continue
      }
      peers[fresh] = RemotePeer(fresh)
      epoll_add(epoll, fresh, UInt32(EPOLL_READABLE))
    }
  }

  /// Where there are too many, the one that has asked for nothing for longest goes.
  private func makeRoom() -> Bool {
    guard peers.count >= Self.mostPeers else { return true }
    guard let idle = peers.values.filter({ !$0.isAmidMessage }).min(by: { $0.movedAt < $1.movedAt }) else {
      return false
    }
    drop(idle)
    return true
  }

  private func look(after peer: RemotePeer) {
    if peer.isOver { return drop(peer) }
    let wanted = peer.interests
    guard wanted != peer.registered else { return }
    peer.registered = wanted
    epoll_change(epoll, peer.socket, wanted)
  }

  private func tick() {
    counter_drain(timer)
    isTimed = false
    if isDeaf {
      isDeaf = false
      epoll_change(epoll, socket, UInt32(EPOLL_READABLE))
    }
    let now = RemotePeer.now()
    for peer in peers.values where peer.isAmidMessage && now - peer.movedAt > Self.patience { drop(peer) }
  }

  private func drop(_ peer: RemotePeer) {
    epoll_remove(epoll, peer.socket)
    peers[peer.socket] = nil
    peer.close()
  }
}
