import Glibc
import Workspaces

/// How far a reader is: of each lesson the page that is open, the exercises that are solved, whether it was read to its
/// end. In a file, or in memory alone.
package final class LessonProgress {
  package struct Entry: Equatable, Sendable {
    /// Counted from 1.
    package var page = 1
    /// The pages whose exercises are solved.
    package var solved: Set<Int> = []
    package var isFinished = false
    package init() {}
  }

  /// Nil keeps it in memory alone.
  package let path: String?
  private var entries: [String: Entry] = [:]

  package init(path: String?) {
    self.path = path
    entries = Self.read(path)
  }

  /// `neap/lessons.json` below XDG_DATA_HOME, or else ~/.local/share; in memory where there is neither.
  package static func standard(
    environment: (String) -> String? = { name in getenv(name).map { String(cString: $0) } }
  ) -> LessonProgress {
    // The XDG Base Directory Specification has relative paths ignored.
    if let data = environment("XDG_DATA_HOME"), data.hasPrefix("/") {
      return LessonProgress(path: data + "/neap/lessons.json")
    }
    guard let home = environment("HOME"), home.hasPrefix("/") else { return LessonProgress(path: nil) }
    return LessonProgress(path: home + "/.local/share/neap/lessons.json")
  }

  package subscript(lesson: String) -> Entry { entries[lesson] ?? Entry() }

  /// Changes one lesson's entry and writes the file, whole or not at all; what other prompts wrote of other lessons
  /// stays.
  package func update(_ lesson: String, _ change: (inout Entry) -> Void) throws {
    let lock = lockFolder()
    defer { if lock >= 0 { close(lock) } }
    keepDamaged()
    if path != nil { entries.merge(Self.read(path)) { $1 } }
    var entry = self[lesson]
    change(&entry)
    guard entry != self[lesson] || entries[lesson] == nil else { return }
    entries[lesson] = entry
    guard let path else { return }
    let fields = entries.mapValues { entry in
      JSONValue.object([
        "page": .number(Double(entry.page)),
        "solved": .array(entry.solved.sorted().map { .number(Double($0)) }),
        "finished": .bool(entry.isFinished),
      ])
    }
    try AtomicFile.write(
      Array((try JSONValue.object(["lessons": .object(JSONFields(fields))]).line() + "\n").utf8), to: path)
  }

  /// Makes the folder, and holds it until what is answered is closed: what another prompt writes comes before or after.
  private func lockFolder() -> Int32 {
    guard let path else { return -1 }
    var folder = ""
    for part in path.split(separator: "/").dropLast() {
      folder += "/" + part
      mkdir(folder, 0o700)
    }
    let file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if file >= 0 { flock(file, LOCK_EX) }
    return file
  }

  /// A file that cannot be read as what was written stays, under another name.
  private func keepDamaged() {
    guard let path, access(path, F_OK) == 0, Self.fields(path) == nil else { return }
    rename(path, path + ".damaged")
  }

  private static func fields(_ path: String) -> JSONFields? {
    guard let bytes = try? AtomicFile.read(path, limit: 1 << 20) else { return nil }
    return (try? JSONValue(parsing: bytes))?.fields?["lessons"]?.fields
  }

  /// What is no such file counts as nothing read.
  private static func read(_ path: String?) -> [String: Entry] {
    guard let path, let fields = fields(path) else { return [:] }
    return fields.compactMapValues { value in
      guard let fields = value.fields else { return nil }
      var entry = Entry()
      entry.page = fields["page"]?.double.flatMap { Int(exactly: $0) } ?? 1
      entry.solved = Set((fields["solved"]?.list ?? []).compactMap { $0.double.flatMap { Int(exactly: $0) } })
      entry.isFinished = fields["finished"] == .bool(true)
      return entry
    }
  }
}
