import Disks
import Glibc
import Scripting
import Sessions
import Storage
import Testing
import Workspaces

/// Editing and saving while each call to the disk fails in turn.
struct FailingDiskTests {
  /// What a journal at `path` brings back of `n`; nil where it cannot be read.
  private func recovered(_ path: String) throws -> String? {
    let contents = try JournalContents(WholeFile.read(path))
    #expect(contents.damaged == nil)
    guard contents.lines.count > 1 else { return "0" }
    let other = try TestSession()
    other.session.onRecover = { (contents.lines, "the session", nil) }
    try other.run("recover()")
    return try other.run("n")
  }

  /// Edits `n` from 1 to 6 and saves after each second one, on a disk where the call of this number fails. Answers whether one
  /// did.
  private func edit(failing: Int) throws -> Bool {
    let test = try TestSession()
    let disk = FailingOperations(failing: failing)
    test.session.workspace.disk = disk
    let path = test.folder + "/own.journal"
    var writer: JournalWriter?
    defer { writer?.end() }
    func keep(_ entry: JournalEntry) {
      switch entry {
      case .line(let text): writer?.append(try text.line())
      case .snapshot(let text):
        guard let open = writer else {
          writer = try? JournalWriter(path, snapshot: try text.line(), disk)
          return
        }
        open.begin(anew: try text.line())
      }
    }
    test.session.beginJournal(keep)
    var (acknowledged, saved) = (0, 0)
    var told = 0
    for number in 1...6 {
      try test.run("n = \(number) bass = saw(\(number))")
      if let writer, writer.wait(seconds: 60) {
        acknowledged = number
      } else if writer != nil {
        told += 1
        #expect(writer?.problem?.description.contains("fails") ?? false)
      }
      guard number % 2 == 0 else { continue }
      do {
        try test.run("save('s.neap')")
        saved = number
      } catch {
        told += 1
        #expect("\(error)".contains("fails"), "\(error)")
      }
      // Every edit that was acknowledged is in the journal, though later ones failed.
      if writer != nil {
        let found = Int(try recovered(path) ?? "") ?? -1
        #expect(
          (acknowledged...number).contains(found), "call \(failing): \(found), \(acknowledged) of \(number)")
      }
      // The file is the one that was saved last, or the new one where only its name may not last.
      if saved > 0 || access(test.folder + "/s.neap", F_OK) == 0 {
        let other = try TestSession()
        try other.write("s.neap", test.bytes("s.neap"))
        try other.session.open("s.neap")
        let found = Int(try other.run("n")) ?? -1
        #expect(found == saved || found == number, "call \(failing): \(found), saved \(saved) of \(number)")
      }
    }
    // The last chunk that saved is a line of the journal too.
    if let writer, !writer.wait(seconds: 60) { told += 1 }
    let hasFailed = disk.made.count > failing
    #expect(!hasFailed || told > 0 || writer == nil, "call \(failing) failed, and nothing was told")
    #expect(hasFailed || (acknowledged == 6 && saved == 6))
    return hasFailed
  }

  @Test func eachCallFailsInTurn() throws {
    var failing = 0
    while try edit(failing: failing) { failing += 1 }
    // Beginning a journal is 4 calls, a line 2, a first file 4, one that keeps the former 6.
    #expect(failing >= 4 + 6 * 2 + 4 + 2 * 6)
  }

  /// From some call on nothing is written any more.
  @Test(arguments: 0..<4) func aDiskThatStaysFullTakesNothingAway(_ first: Int) throws {
    let test = try TestSession()
    try test.run("n = 1 save('s.neap')")
    let whole = try test.bytes("s.neap")
    test.session.workspace.disk = FailingOperations(failing: first..<1_000)
    for number in 2...5 {
      #expect(test.failure("n = \(number) save('s.neap')").contains("fails"))
      #expect(try test.bytes("s.neap") == whole)
      // The session goes on.
      #expect(try test.run("n = \(number) return n") == "\(number)")
    }
    test.session.workspace.disk = DiskOperations()
    try test.run("save('s.neap')")
    #expect(try test.bytes("s.neap") != whole)
  }
}
