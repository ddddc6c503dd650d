import Glibc

/// The journals of a user's sessions: `neap/sessions` in the XDG state folder, one file each, and beside it one that is
/// locked for as long as its session lives.
package struct JournalFolder: Sendable {
  package let path: String
  /// Journals of sessions that came to no end of their own are kept, the newest so many.
  package static let mostLeft = 10

  package init(_ path: String) { self.path = path }

  /// The folder by the environment; nil where there is neither XDG_STATE_HOME nor HOME.
  package static func standard(_ environment: (String) -> String?) -> JournalFolder? {
    if let state = environment("XDG_STATE_HOME"), state.hasPrefix("/") {
      return JournalFolder(state + "/neap/sessions")
    }
    guard let home = environment("HOME"), home.hasPrefix("/") else { return nil }
    return JournalFolder(home + "/.local/state/neap/sessions")
  }

  /// A session's place in the folder, its own until it ends or its process does.
  package struct Place: ~Copyable {
    package let journal: String
    fileprivate let lockFile: String
    fileprivate let lock: Int32

    /// The session has come to its end: nothing of it is offered again.
    package consuming func end() {
      unlink(journal)
      RecordingNote(besideJournal: journal).remove()
      TakeFiles(besideJournal: journal).removeAll()
      unlink(lockFile)
      close(lock)
    }
  }

  /// Makes a place for a session that begins now, named by the time and the process.
  package func newPlace() throws(StorageError) -> Place {
    try make()
    var seconds = time(nil)
    var parts = tm()
    localtime_r(&seconds, &parts)
    let stamp = [
      parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec,
    ].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: "-")
    let base = "\(path)/\(stamp)-\(getpid())"
    let lock = open(base + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard lock >= 0 else { throw StorageError("write", base + ".lock") }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      close(lock)
      throw StorageError("lock", base + ".lock")
    }
    return Place(journal: base + ".journal", lockFile: base + ".lock", lock: lock)
  }

  /// A journal whose session ended without saying so.
  package struct Left: Sendable {
    package let journal: String
    /// Seconds since 1970 at which it was last written.
    package let changed: Int
  }

  /// Those whose process is gone, the newest first; older ones than the newest ten are removed.
  package func left() -> [Left] {
    var found: [Left] = []
    for name in names() where name.hasSuffix(".journal") {
      let base = "\(path)/\(name.dropLast(".journal".count))"
      var facts = stat()
      guard stat(base + ".journal", &facts) == 0, !isAlive(base) else { continue }
      found.append(Left(journal: base + ".journal", changed: facts.st_mtim.tv_sec))
    }
    found.sort { ($0.changed, $0.journal) > ($1.changed, $1.journal) }
    for old in found.dropFirst(Self.mostLeft) { remove(old.journal) }
    return Array(found.prefix(Self.mostLeft))
  }

  /// Removes a journal that is not wanted any more.
  package func remove(_ journal: String) {
    unlink(journal)
    RecordingNote(besideJournal: journal).remove()
    TakeFiles(besideJournal: journal).removeAll()
    unlink("\(journal.dropLast(".journal".count)).lock")
  }

  private func isAlive(_ base: String) -> Bool {
    let lock = open(base + ".lock", O_RDWR | O_CLOEXEC)
    guard lock >= 0 else { return false }
    defer { close(lock) }
    return flock(lock, LOCK_EX | LOCK_NB) != 0
  }

  private func names() -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      names.append(name)
    }
    return names
  }

  private func make() throws(StorageError) {
    var made = ""
    for part in path.split(separator: "/") {
      made += "/\(part)"
      guard mkdir(made, 0o700) == 0 || errno == EEXIST else { throw StorageError("make the folder", made) }
    }
  }
}
