import Glibc
import Scripting
package import Signals
import Synchronization

/// Which files a patch may touch: those below its own folder. Symbolic links are followed before that is judged.
package struct FileAccess: Sendable {
  /// Where relative names begin.
  package let folder: String
  /// Whether a named patch may use files outside `folder`. What it requires may not.
  package let isTrusted: Bool
  private let approved = ApprovedPaths()
  /// Files that are not to be read, by what they are on the disk, each with why.
  private var refused: [FileIdentity: String] = [:]

  package init(folder: String, isTrusted: Bool) {
    self.folder = folder
    self.isTrusted = isTrusted
  }

  /// The path of a file to be read, or of a folder.
  package func readable(_ name: String) throws(SignalError) -> String { try inside(name, isWritten: false) }

  /// The path of a file to be written; its folder must be there.
  package func writable(_ name: String) throws(SignalError) -> String { try inside(name, isWritten: true) }

  /// Whether a patch may read a file, and it is there.
  package func isThere(_ name: String) -> Bool {
    guard let path = try? readable(name) else { return false }
    return access(path, R_OK) == 0
  }

  /// The path of a name that who is trusted has given: from now on rows may name it too.
  func trusted(_ name: String) throws(SignalError) -> String {
    let path = try absolute(name)
    if let why = FileIdentity(path).flatMap({ refused[$0] }) { throw SignalError("\(name): \(why)") }
    approved.add(path)
    return path
  }

  /// Lets nobody read a file, by whatever name.
  mutating func refuse(_ path: String, _ why: String) {
    if let identity = FileIdentity(path) { refused[identity] = why }
  }

  private func absolute(_ name: String) throws(SignalError) -> String {
    if name.utf8.contains(0) { throw SignalError("a file's name cannot hold a zero byte") }
    return name.hasPrefix("/") ? name : folder + "/" + name
  }

  private func inside(_ name: String, isWritten: Bool) throws(SignalError) -> String {
    let path = try absolute(name)
    if !refused.isEmpty, let why = FileIdentity(path).flatMap({ refused[$0] }) {
      throw SignalError("\(name): \(why)")
    }
    if isTrusted, approved.contains(path) { return path }
    var facts = stat()
    // A link that leads nowhere is there as well: what is written would be made where it leads.
    let isThere = lstat(path, &facts) == 0
    let parent = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    let judged = isThere ? path : parent.isEmpty ? "/" : parent
    guard let root = Self.real(folder), let place = Self.real(judged) else {
      throw SignalError(
        isThere
          ? "\(name): this is a link that leads nowhere" : "\(name): there is no folder of that name")
    }
    guard place == root || place.hasPrefix(root == "/" ? root : root + "/") else {
      throw SignalError(
        "\(name) lies outside the patch's folder; a patch reads and writes below it only (neap --trust lifts this)"
      )
    }
    // A named pipe holds up whoever opens it, and a device may do anything.
    if isThere, stat(path, &facts) == 0, ![S_IFREG, S_IFDIR].contains(facts.st_mode & S_IFMT) {
      throw SignalError("\(name): this is a pipe, a socket or a device; a file is expected")
    }
    return path
  }

  private static func real(_ path: String) -> String? {
    guard let found = realpath(path, nil) else { return nil }
    defer { free(found) }
    return String(cString: found)
  }
}

/// What a file is on the disk, whatever it is called.
struct FileIdentity: Hashable {
  private let device: dev_t
  private let number: ino_t

  init?(_ path: String) {
    var facts = stat()
    guard stat(path, &facts) == 0 else { return nil }
    (device, number) = (facts.st_dev, facts.st_ino)
  }
}

/// Files that a trusted patch has named.
private final class ApprovedPaths: Sendable {
  private let paths = Mutex<Set<String>>([])

  func add(_ path: String) { paths.withLock { _ = $0.insert(path) } }
  func contains(_ path: String) -> Bool { paths.withLock { $0.contains(path) } }
}

extension Session {
  func readable(_ name: String) throws -> String {
    lua.runsTrusted ? try files.trusted(name) : try files.readable(name)
  }

  func writable(_ name: String) throws -> String {
    // A student's file would write over the checks, and over what others handed in.
    guard !isBeside else {
      throw LuaError("\(name): a file that is checked writes no files, and \(name) stays as it is")
    }
    let path = lua.runsTrusted ? try files.trusted(name) : try files.writable(name)
    // By whatever name: another way there, or a link to it.
    guard FileIdentity(path).map(damagedFiles.contains) != true else {
      throw LuaError("\(name) is damaged, and stays as it is; choose another name")
    }
    return path
  }
}
