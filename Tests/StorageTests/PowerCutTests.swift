import Disks
import Storage
import Testing

/// The power fails at any instant: the log of what was asked of the disk is replayed to each of its prefixes, and each folder
/// that may be found then is looked at.
@Suite struct PowerCutTests {
  @Test func aFileIsTheOldOneOrTheNewOneAndOnceSaidTheNewOne() throws {
    let folder = TestFolder()
    let path = folder.path + "/song.neap"
    let disk = RecordedDisk()
    let versions = (0..<4).map { number in
      Array("version \(number) ".utf8) + [UInt8](repeating: 65, count: 100)
    }
    for (number, bytes) in versions.enumerated() {
      try WholeFile(disk).write(bytes, to: path, keepsFormer: true)
      disk.acknowledge(number)
    }
    let events = disk.events
    #expect(events.count > 25)
    var seen: Set<Int> = []
    for end in 0...events.count {
      let replay = DiskReplay(events[..<end])
      let said = replay.acknowledged ?? -1
      for outcome in replay.outcomes {
        guard let found = outcome[path] else {
          #expect(said < 0, "after event \(end) of \(events.count) there is no file")
          continue
        }
        let version = versions.firstIndex(of: found)
        #expect(
          version.map { (said...said + 1).contains($0) } ?? false, "after event \(end): \(found.count) bytes")
        if let version { seen.insert(version) }
        if let former = outcome[path + "~"] { #expect(versions.contains(former), "after event \(end)") }
      }
    }
    #expect(seen == [0, 1, 2, 3])
  }

  /// Lines are numbers, each one more than the one before; a snapshot tells where it stands.
  @Test func aJournalHoldsAllThatWasAcknowledgedAndNothingElse() throws {
    let folder = TestFolder()
    let path = folder.path + "/a.journal"
    let disk = RecordedDisk()
    let writer = try JournalWriter(path, snapshot: "0", disk)
    disk.acknowledge(0)
    for number in 1...40 {
      if number % 13 == 0 { writer.begin(anew: "\(number)") } else { writer.append("\(number)") }
      // Some are synced together.
      guard number % 3 != 0 else { continue }
      #expect(writer.wait(seconds: 60))
      disk.acknowledge(number)
    }
    writer.end()
    let events = disk.events
    #expect(events.count > 80)
    for end in 0...events.count {
      let replay = DiskReplay(events[..<end])
      for outcome in replay.outcomes {
        guard let bytes = outcome[path] else {
          #expect(replay.acknowledged == nil, "after event \(end) there is no journal")
          continue
        }
        let contents = JournalContents(bytes)
        #expect(contents.damaged == nil, "after event \(end)")
        let numbers = contents.lines.compactMap { Int($0) }
        #expect(numbers.count == contents.lines.count)
        #expect(
          zip(numbers, numbers.dropFirst()).allSatisfy { $1 == $0 + 1 }, "after event \(end): \(numbers)")
        #expect((numbers.last ?? -1) >= replay.acknowledged ?? -1, "after event \(end): \(numbers)")
      }
    }
  }
}
