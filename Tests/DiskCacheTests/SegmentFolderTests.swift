import Disks
import Glibc
import Kinds
import Signals
import Testing

@testable import DiskCache
@testable import Graphs

/// What a folder of segments gives back, and what it does where the disk is full, damaged or another's.
struct SegmentFolderTests {
  private let folder = CacheTestFolder()

  private func name(_ number: Int) -> SegmentName {
    var maker = DigestMaker()
    maker.add("segment")
    return SegmentName(digest: maker.digest, number: number)
  }

  private func write(_ bytes: [UInt8], _ number: Int, to store: SegmentFolder) {
    bytes.withUnsafeBytes { store.write(name(number), $0) }
  }

  private func read(_ number: Int, from store: SegmentFolder, room: Int = 1 << 20) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: room)
    let name = name(number)
    let count = bytes.withUnsafeMutableBytes { store.read(name, into: $0) }
    return count.map { Array(bytes[..<$0]) }
  }

  private func content(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 8) }
  }

  @Test func whatWasWrittenIsReadByAnother() {
    write(content(70_000), 3, to: SegmentFolder(path: folder.path + "/new/folders"))
    let other = SegmentFolder(path: folder.path + "/new/folders")
    #expect(read(3, from: other) == content(70_000))
    #expect(read(4, from: other) == nil)
    #expect(read(3, from: other, room: 60_000) == nil)
    #expect(other.byteCount == 70_064)
  }

  @Test func whatIsDamagedCutShortOrAnothersIsNotThere() throws {
    let store = SegmentFolder(path: folder.path)
    let path = folder.path + "/" + SegmentFile.place(name(0))
    write(content(4_000), 0, to: store)
    let whole = try #require(folder.bytes(path))
    for place in [0, 8, 39, 40, 48, 56, 63, 64, 2_000, 4_063] {
      var bytes = whole
      bytes[place] ^= 1
      folder.put(bytes, path)
      #expect(read(0, from: store) == nil, "byte \(place)")
    }
    for count in [0, 1, 63, 64, 65, 2_000, 4_063] {
      folder.put(Array(whole[..<count]), path)
      #expect(read(0, from: store) == nil, "\(count) bytes")
    }
    folder.put(whole + [0], path)
    #expect(read(0, from: store) == nil)
    // A whole segment under another's name.
    write(content(4_000), 1, to: store)
    folder.put(try #require(folder.bytes(folder.path + "/" + SegmentFile.place(name(1)))), path)
    #expect(read(0, from: store) == nil)
    // What stands in its way is replaced.
    write(content(5_000), 0, to: store)
    #expect(read(0, from: store) == content(5_000))
    // No file at all.
    unlink(path)
    mkdir(path, 0o700)
    #expect(read(0, from: store) == nil)
    rmdir(path)
    symlink("/dev/zero", path)
    #expect(read(0, from: store) == nil)
  }

  @Test func theLimitIsKeptAndWhatWasUsedLastStays() {
    let store = SegmentFolder(path: folder.path, limit: 1 << 20)
    for number in 0..<8 {
      write(content(100_000), number, to: store)
      let path = folder.path + "/" + SegmentFile.place(name(number))
      // So many minutes ago.
      var times = [timespec](
        repeating: timespec(tv_sec: time(nil) - 6_000 + number * 60, tv_nsec: 0), count: 2)
      utimensat(AT_FDCWD, path, &times, 0)
    }
    // The oldest is used.
    #expect(read(0, from: store) != nil)
    var most = 0
    for number in 8..<40 {
      write(content(100_000), number, to: store)
      most = max(most, store.byteCount)
      if number == 10 {
        #expect(read(0, from: store) != nil)
        #expect(read(1, from: store) == nil)
      }
    }
    #expect(most <= 1 << 20)
    #expect(most > 1 << 19)
  }

  @Test func twoThatWriteAtOnceKeepTheLimitTogether() {
    let limit = 4 << 20
    let stores = (0..<2).map { _ in SegmentFolder(path: folder.path, limit: limit) }
    var most = 0
    for number in 0..<120 {
      write(content(90_000), number, to: stores[number % 2])
      most = max(most, stores[0].byteCount)
    }
    #expect(most <= limit)
  }

  @Test func whatIsLargerThanItsRoomIsNotKept() {
    let store = SegmentFolder(path: folder.path, limit: 100_000)
    write(content(90_000), 0, to: store)
    #expect(read(0, from: store) == nil)
    #expect(store.byteCount == 0)
  }

  @Test func aFullDiskIsToldOnceAndLeavesNothingHalfWritten() {
    for call in ["create", "write", "rename"] {
      let told = Told()
      let failing = FailingOperations(failing: 0..<1_000, only: call)
      let store = SegmentFolder(path: folder.path, operations: failing) { told.lines.append($0) }
      for number in 0..<4 { write(content(10_000), number, to: store) }
      #expect(told.lines.count == 1, "\(call): \(told.lines)")
      #expect(told.lines.first?.contains("\(call) fails") == true)
      #expect(read(0, from: store) == nil)
      #expect(folder.files.isEmpty, "\(call): \(folder.files)")
    }
  }

  @Test func aFolderThatCannotBeMadeIsToldOnce() {
    let told = Told()
    folder.put([1], folder.path + "/file")
    let store = SegmentFolder(path: folder.path + "/file/segments") { told.lines.append($0) }
    for number in 0..<4 { write(content(1_000), number, to: store) }
    #expect(told.lines.count == 1)
    #expect(told.lines.first?.contains("cannot make") == true, "\(told.lines)")
    #expect(read(0, from: store) == nil)
  }

  @Test func whatWasLeftHalfWrittenLongAgoIsRemoved() {
    let store = SegmentFolder(path: folder.path)
    write(content(1_000), 0, to: store)
    let (old, new) = (
      folder.path + "/" + SegmentFile.place(name(0)) + ".1-a.part",
      folder.path + "/" + SegmentFile.place(name(0)) + ".2-b.part"
    )
    for path in [old, new] { folder.put([1, 2, 3], path) }
    var times = [timespec](repeating: timespec(tv_sec: time(nil) - 4_000, tv_nsec: 0), count: 2)
    utimensat(AT_FDCWD, old, &times, 0)
    #expect(store.byteCount == 1_064)
    #expect(access(old, F_OK) != 0)
    #expect(access(new, F_OK) == 0)
  }

  @Test func theFolderIsThatOfTheSpecification() {
    #expect(SegmentFolder.standardPath { $0 == "XDG_CACHE_HOME" ? "/c" : "/home/a" } == "/c/neap/segments")
    #expect(
      SegmentFolder.standardPath { $0 == "XDG_CACHE_HOME" ? "c" : "/home/a" }
        == "/home/a/.cache/neap/segments")
    #expect(SegmentFolder.standardPath { _ in nil } == nil)
  }

  @Test func whatComputesIsToldTheSameWay() {
    #expect(CodeIdentity.bytes == CodeIdentity.bytes)
    #expect(CodeIdentity.bytes.count > 20)
  }

  private final class Told { var lines: [String] = [] }
}
