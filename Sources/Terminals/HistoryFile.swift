import CReadline
import Glibc

/// The chunks entered before, one entry each however many lines it has. readline's list of them is one for
/// the whole process, so one of these is in use at a time, on the thread that runs the prompt.
package final class HistoryFile {
  /// Entries kept, in memory and in the file.
  package static let capacity = 10_000

  /// Nil keeps the history in memory alone.
  package let path: String?
  /// Why the file is not written, a sentence for the user.
  package private(set) var problem: String?

  package init(path: String?) {
    self.path = path
  }

  /// The file in the XDG state folder: `neap/history` below XDG_STATE_HOME, or else ~/.local/state.
  package static func standard(
    environment: (String) -> String? = environmentVariable
  ) -> HistoryFile {
    // The specification has relative paths ignored.
    if let state = environment("XDG_STATE_HOME"), state.hasPrefix("/") {
      return HistoryFile(path: state + "/neap/history")
    }
    guard let home = environment("HOME"), home.hasPrefix("/") else { return HistoryFile(path: nil) }
    return HistoryFile(path: home + "/.local/state/neap/history")
  }

  /// Reads the file into readline's list, creates it if need be, and cuts it to its newest entries.
  package func load(capacity: Int = capacity) {
    clear_history()
    unstifle_history()
    history_configure()
    defer {
      stifle_history(Int32(capacity))
      using_history()
    }
    guard let path else { return }
    guard create(path) else {
      problem = "history is not kept: cannot open \(path.sanitized()): \(String(cString: strerror(errno)))"
      return
    }
    locked(path) {
      read_history(path)
      let isTooLong = history_count() > capacity
      stifle_history(Int32(capacity))
      if isTooLong { write_history(path) }
    }
  }

  /// The entries, oldest first.
  package var entries: [String] {
    (0..<history_count()).compactMap { history_text($0).map { String(cString: $0) } }
  }

  /// Keeps a chunk unless it begins with a space or repeats the one before. Entries are appended one by
  /// one, so that several prompts may share the file.
  package func add(_ chunk: String) {
    guard !chunk.hasPrefix(" "), chunk.contains(where: { !$0.isWhitespace }) else { return }
    let entry = Self.storable(chunk)
    if let last = history_text(history_count() - 1), String(cString: last) == entry { return }
    add_history(entry)
    guard let path, problem == nil else { return }
    let error = locked(path) { append_history(1, path) }
    if error != 0 {
      problem = "history is not kept: cannot write \(path.sanitized()): \(String(cString: strerror(error)))"
    }
  }

  /// readline's file loses empty lines and takes one that begins like `#1` for the start of an entry; a
  /// space keeps such lines.
  private static func storable(_ chunk: String) -> String {
    let lines = chunk.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let isStamp = line.first == "#" && line.dropFirst().first?.isNumber == true
      return line.isEmpty || isStamp ? " " + line : line
    }
    return lines.joined(separator: "\n")
  }

  private func create(_ path: String) -> Bool {
    var folder = ""
    for part in path.split(separator: "/").dropLast() {
      folder += "/" + part
      mkdir(folder, 0o700)
    }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return false }
    close(descriptor)
    return true
  }

  /// The lock is on the folder, since cutting the file puts another in its place.
  @discardableResult
  private func locked<R>(_ path: String, _ body: () -> R) -> R {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    defer { if descriptor >= 0 { close(descriptor) } }
    if descriptor >= 0 { flock(descriptor, LOCK_EX) }
    return body()
  }
}
