import Chance
import Disks
import Glibc
import Storage
import Synchronization
import Testing

@Suite struct JournalTests {
  private let lines = ["snapshot", "one", "bass = saw(55)\\n", "ümlaut", ""]

  /// Whatever a crash leaves of a file, a prefix of it, gives the lines that were whole, and nothing else.
  @Test func everyPrefixGivesWhatWasWhole() {
    let encoded = lines.map(JournalLine.encoded)
    let bytes = Array(encoded.joined())
    for end in 0...bytes.count {
      let contents = JournalContents(Array(bytes[..<end]))
      var whole = 0
      var size = 0
      for line in encoded {
        guard size + line.count <= end else { break }
        size += line.count
        whole += 1
      }
      #expect(contents.lines == Array(lines.prefix(whole)))
      #expect(contents.isCutOff == (size != end))
      #expect(contents.damaged == nil)
    }
  }

  /// Any byte that is another: what comes before it is read, and the line is told.
  @Test func aDamagedLineEndsWhatIsRead() {
    let encoded = lines.map(JournalLine.encoded)
    let bytes = Array(encoded.joined())
    var generator = SeededGenerator(7)
    for place in bytes.indices {
      var damaged = bytes
      damaged[place] ^= UInt8.random(in: 1...255, using: &generator)
      let contents = JournalContents(damaged)
      var line = 0
      var start = 0
      while start + encoded[line].count <= place {
        start += encoded[line].count
        line += 1
      }
      #expect(contents.lines == Array(lines.prefix(line)), "byte \(place)")
      // The last line's end, gone, cuts it off.
      #expect(contents.damaged == line + 1 || (contents.isCutOff && line == lines.count - 1), "byte \(place)")
    }
  }

  @Test func whatIsWaitedForIsOnTheDisk() throws {
    let folder = TestFolder()
    let path = folder.path + "/a.journal"
    let writer = try JournalWriter(path, snapshot: "0")
    for number in 1...300 {
      writer.append("\(number)")
      if number % 50 == 0 {
        #expect(writer.wait(seconds: 60))
        #expect(try JournalContents(WholeFile.read(path)).lines == (0...number).map(String.init))
      }
    }
    writer.begin(anew: "anew")
    writer.append("after")
    #expect(writer.wait(seconds: 60))
    #expect(try JournalContents(WholeFile.read(path)).lines == ["anew", "after"])
    #expect(folder.names == ["a.journal"])
    writer.append("last")
    writer.end()
    #expect(try JournalContents(WholeFile.read(path)).lines == ["anew", "after", "last"])
  }

  /// Each call fails in turn. What was acknowledged is in the file; after a failure nothing is, until a snapshot.
  @Test func aFailureIsToldAndASnapshotEndsIt() throws {
    var failing = 0
    var failures = 0
    while true {
      let folder = TestFolder()
      let path = folder.path + "/a.journal"
      let operations = FailingOperations(failing: failing)
      var acknowledged: [String] = []
      var hasFailed = false
      do throws(StorageError) {
        let writer = try JournalWriter(path, snapshot: "0", operations)
        acknowledged = ["0"]
        for text in ["1", "2", "3"] {
          writer.append(text)
          if writer.wait(seconds: 60) {
            #expect(!hasFailed)
            acknowledged.append(text)
          } else {
            hasFailed = true
            #expect(writer.problem != nil)
          }
        }
        let found = try JournalContents(WholeFile.read(path))
        #expect(found.lines.starts(with: acknowledged))
        writer.begin(anew: "anew")
        if writer.wait(seconds: 60) {
          #expect(writer.problem == nil)
          writer.append("after")
          if !writer.wait(seconds: 60) { hasFailed = true }
          let expected = hasFailed && writer.problem != nil ? ["anew"] : ["anew", "after"]
          #expect(try JournalContents(WholeFile.read(path)).lines.starts(with: expected))
        } else {
          hasFailed = true
        }
        writer.end()
      } catch { hasFailed = true }
      if hasFailed { failures += 1 }
      if operations.made.count <= failing { break }
      failing += 1
    }
    #expect(failures >= 12)
  }

  /// What lies behind the last snapshot is bounded: in bytes on the disk, in lines that wait for it. A snapshot stands for all that
  /// waits.
  @Test func whatGrowsLongAsksForASnapshot() throws {
    let folder = TestFolder()
    let path = folder.path + "/a.journal"
    let disk = HeldDisk()
    let writer = try JournalWriter(path, snapshot: "0", disk)
    let piece = String(repeating: "x", count: 1 << 20)
    for _ in 0..<63 { writer.append(piece) }
    #expect(writer.wait(seconds: 60) && !writer.isLong)
    for _ in 0..<2 { writer.append(piece) }
    #expect(writer.wait(seconds: 60) && writer.isLong)
    writer.begin(anew: "all")
    #expect(!writer.isLong)
    #expect(writer.wait(seconds: 60) && !writer.isLong)
    #expect(try JournalContents(WholeFile.read(path)).lines == ["all"])
    disk.isHeld.store(true, ordering: .relaxed)
    for number in 0..<1_000 { writer.append("\(number)") }
    #expect(writer.isLong)
    writer.begin(anew: "again")
    writer.append("after")
    #expect(!writer.isLong && !writer.wait(seconds: 0.01))
    disk.isHeld.store(false, ordering: .relaxed)
    #expect(writer.wait(seconds: 60))
    #expect(try JournalContents(WholeFile.read(path)).lines == ["again", "after"])
    writer.end()
  }

  private struct Unmade: Error {}

  /// What is written is made on the writer's thread; where that fails nothing after it is written either.
  @Test func aLineThatCannotBeMadeIsToldAndASnapshotEndsIt() throws {
    let folder = TestFolder()
    let path = folder.path + "/a.journal"
    let writer = try JournalWriter(path, snapshot: "0")
    @Sendable func unmade() throws -> String { throw Unmade() }
    writer.append(try unmade())
    writer.append("1")
    #expect(!writer.wait(seconds: 60))
    #expect(writer.problem?.description.contains("could not be made") == true)
    #expect(try JournalContents(WholeFile.read(path)).lines == ["0"])
    writer.append(try unmade())
    writer.begin(anew: "anew")
    #expect(writer.wait(seconds: 60))
    #expect(writer.problem == nil)
    writer.end()
    #expect(try JournalContents(WholeFile.read(path)).lines == ["anew"])
  }

  @Test func aSessionThatEndedIsNotOffered() throws {
    let parent = TestFolder()
    let folder = JournalFolder(parent.path + "/neap/sessions")
    let place = try folder.newPlace()
    let path = place.journal
    let writer = try JournalWriter(path, snapshot: "0")
    // It lives.
    #expect(folder.left().isEmpty)
    writer.end()
    place.end()
    #expect(folder.left().isEmpty)
    #expect(access(path, F_OK) != 0)

    // What a process that was killed leaves.
    let other = parent.path + "/neap/sessions/2026-01-01-00-00-00-1"
    try WholeFile().write(JournalLine.encoded("0"), to: other + ".journal")
    try WholeFile().write([], to: other + ".lock")
    #expect(folder.left().map(\.journal) == [other + ".journal"])
    for number in 2...14 {
      let name = "\(parent.path)/neap/sessions/2026-01-01-00-00-00-\(number)"
      try WholeFile().write(JournalLine.encoded("0"), to: name + ".journal")
    }
    #expect(folder.left().count == JournalFolder.mostLeft)
    for left in folder.left() { folder.remove(left.journal) }
    #expect(folder.left().isEmpty)
    rmdir(parent.path + "/neap/sessions")
    rmdir(parent.path + "/neap")
  }

  @Test func theFolderFollowsTheEnvironment() {
    func path(_ values: [String: String]) -> String? { JournalFolder.standard { values[$0] }?.path }
    #expect(path(["XDG_STATE_HOME": "/s", "HOME": "/h"]) == "/s/neap/sessions")
    #expect(path(["XDG_STATE_HOME": "s", "HOME": "/h"]) == "/h/.local/state/neap/sessions")
    #expect(path([:]) == nil)
  }
}
