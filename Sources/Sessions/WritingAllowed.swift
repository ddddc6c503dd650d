import AudioFiles
import Glibc
import Scripting

/// What is more than patches may write: who sits at the prompt is asked, and elsewhere it is refused.
extension Session {
  /// Returns where so many bytes may be written to `path`; in a chunk one no is for all that follows.
  func allow(_ bytes: Int, to path: String, as name: String, for word: String) throws {
    guard bytes > writing.left else { return }
    if let ask, !hasDeclined {
      let limit = writing.limit
      let question =
        "\(word): \(shown(name)) takes up to \(WriteBudget.text(bytes)), past the limit of \(WriteBudget.text(limit)); \(Self.free(at: path)). Write it?"
      if ask(question) { return writing.make(room: bytes) }
      hasDeclined = true
      throw LuaError("\(word): \(name) is not written, since it would take up to \(WriteBudget.text(bytes))")
    }
    try writing.check(bytes)
  }

  /// How long a recording may get is not known: where little is left, as much again as patches may write is asked for.
  func allowRecording(bytesPerSecond: Int, to path: String, as name: String) throws {
    let left = writing.left
    guard left < 3_600 * bytesPerSecond else { return }
    let most = writing.allowance
    if let ask, !hasDeclined {
      let question =
        "record: \(shown(name)) ends after \(Self.time(left / bytesPerSecond)), at the limit of \(WriteBudget.text(writing.limit)); \(Self.free(at: path)). \(WriteBudget.text(most)) more?"
      if ask(question) { return writing.make(room: left + most) }
      hasDeclined = true
    }
    // What a second takes is the least that is worth a file.
    do { try writing.check(bytesPerSecond) } catch { throw LuaError("record: \(error.description)") }
  }

  private static func time(_ seconds: Int) -> String {
    seconds < 120 ? "\(seconds) s" : "\(seconds / 60) minutes"
  }

  /// What a disk has left for the folder that a file lies in.
  private static func free(at path: String) -> String {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    var facts = statvfs()
    guard statvfs(folder, &facts) == 0 else { return "what is free on the disk is not known" }
    let free = facts.f_bavail.multipliedReportingOverflow(by: facts.f_frsize)
    return "\(WriteBudget.text(free.overflow ? .max : Int(clamping: free.partialValue))) are free"
  }
}
