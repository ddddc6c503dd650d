import CLinux
import Glibc

/// The folder of the sockets: `neap` in the XDG runtime folder, ours alone.
package struct RemoteFolder: Sendable {
  package let path: String

  /// Found, and made where it is not there: XDG_RUNTIME_DIR, or what it would be, or a folder of ours below /tmp.
  package init(environment: (String) -> String? = { getenv($0).map { String(cString: $0) } })
    throws(RemoteError)
  {
    let user = geteuid()
    if let runtime = environment("XDG_RUNTIME_DIR"), runtime.hasPrefix("/") {
      path = runtime + "/neap"
    } else if Self.isOurs("/run/user/\(user)") {
      path = "/run/user/\(user)/neap"
    } else {
      path = "/tmp/neap-\(user)"
    }
    if mkdir(path, 0o700) != 0, errno != EEXIST { throw .system("cannot make \(path)") }
    guard Self.isOurs(path) else {
      throw RemoteError("\(path) is not a folder of this user's own, which nobody else may enter")
    }
  }

  /// A link, or a folder that others may write to, could lead to somebody else's socket.
  private static func isOurs(_ path: String) -> Bool {
    var facts = stat()
    return lstat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR && facts.st_uid == geteuid()
      && facts.st_mode & 0o077 == 0
  }

  package func socketPath(_ name: String) -> String { "\(path)/\(name).socket" }

  /// What stands in the folder, stale or not.
  var names: [String] {
    guard let stream = opendir(path) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasSuffix(".socket"), !name.hasPrefix(".") { names.append(String(name.dropLast(7))) }
    }
    return names.sorted()
  }

  /// Who listens, sorted. Sockets that nobody listens at any more are taken away.
  package func listeners() -> [String] {
    locked { names.filter { isAlive($0) } }
  }

  /// Runs `body` while no other process looks for a name or clears one away.
  func locked<R, E: Error>(_ body: () throws(E) -> R) throws(E) -> R {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    defer { if descriptor >= 0 { close(descriptor) } }
    if descriptor >= 0 { while flock(descriptor, LOCK_EX) != 0 && errno == EINTR {} }
    return try body()
  }

  /// Whether somebody listens there; clears a stale socket away. Called with the lock held.
  func isAlive(_ name: String) -> Bool {
    var address = sockaddr_un()
    guard socket_address(socketPath(name), &address) == 0 else { return false }
    let probe = socket_open()
    guard probe >= 0 else { return true }
    defer { close(probe) }
    if socket_connect(probe, &address) == 0 { return true }
    switch errno {
    case ECONNREFUSED:
      unlink(socketPath(name))
      return false
    case ENOENT: return false
    // Its queue is full: it is busy.
    default: return true
    }
  }

  /// A name of letters, digits and - _ . made of any text.
  package static func name(from text: String) -> String {
    let kept = text.unicodeScalars.map { scalar in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "-", "_", ".": Character(scalar)
      default: Character("-")
      }
    }
    let name = String(kept.drop { $0 == "." || $0 == "-" }.prefix(40))
    return name.isEmpty ? "neap" : name
  }
}
