import Disks
import Glibc
import Storage
import Testing

@Suite struct WholeFileTests {
  /// Every call fails in turn: the file is the old one or the new one, and nothing lies beside it.
  @Test func aFailingCallLeavesAWholeFile() throws {
    let old = Array("the old".utf8)
    let new = Array("the new one".utf8)
    var failing = 0
    while true {
      let folder = TestFolder()
      let path = folder.path + "/song.neap"
      try WholeFile().write(old, to: path)
      let operations = FailingOperations(failing: failing)
      var isDone = false
      do throws(StorageError) {
        try WholeFile(operations).write(new, to: path, keepsFormer: true)
        isDone = true
      } catch {
        #expect(error.description.contains("fails"))
      }
      let found = try WholeFile.read(path)
      // Once it is renamed the new file stands, though its name may not last a power cut: that is told.
      let isRenamed =
        operations.made.filter { $0 == "rename" }.count == 2 && operations.made.last == "syncFolder"
      #expect(found == (isDone || isRenamed ? new : old), "call \(failing), \(operations.made)")
      #expect(folder.names.allSatisfy { $0 == "song.neap" || $0 == "song.neap~" }, "\(folder.names)")
      if isDone {
        #expect(try WholeFile.read(path + "~") == old)
        #expect(failing == operations.made.count)
        #expect(failing >= 7)
        break
      }
      failing += 1
    }
  }

  /// A stick of the sort that cameras write knows no second names: the file is saved, though the one before is not kept.
  @Test(arguments: [EPERM, EOPNOTSUPP, EMLINK]) func aFileSystemWithoutLinksSavesAllTheSame(_ code: Int32)
    throws
  {
    let folder = TestFolder()
    let path = folder.path + "/song.neap"
    try WholeFile().write([1], to: path)
    try WholeFile(FailingOperations(failing: 0..<100, code: code, only: "link")).write(
      [2], to: path, keepsFormer: true)
    #expect(try WholeFile.read(path) == [2])
    #expect(folder.names == ["song.neap"])
    // Any other failure of it is told.
    #expect(throws: StorageError.self) {
      try WholeFile(FailingOperations(failing: 0..<100, code: EIO, only: "link")).write(
        [3], to: path, keepsFormer: true)
    }
    #expect(try WholeFile.read(path) == [2])
  }

  @Test func aLinkGoesOnPointing() throws {
    let folder = TestFolder()
    try WholeFile().write([1], to: folder.path + "/a")
    symlink(folder.path + "/a", folder.path + "/b")
    try WholeFile().write([2], to: folder.path + "/b")
    #expect(try WholeFile.read(folder.path + "/a") == [2])
    var facts = stat()
    lstat(folder.path + "/b", &facts)
    #expect(facts.st_mode & S_IFMT == S_IFLNK)
  }

  @Test func whatIsNoFileIsNotRead() {
    #expect(throws: StorageError.self) { try WholeFile.read("/dev/null") }
    #expect(throws: StorageError.self) { try WholeFile.read("/proc/self") }
  }

  @Test func whatIsNoFileIsNotReplaced() throws {
    let folder = TestFolder()
    let pipe = folder.path + "/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    for path in [folder.path, pipe] {
      #expect(throws: StorageError("cannot write \(path): it is not a regular file")) {
        try WholeFile().write([1], to: path)
      }
    }
    var facts = stat()
    #expect(stat(pipe, &facts) == 0 && facts.st_mode & S_IFMT == S_IFIFO)
    #expect(folder.names == ["pipe"])
  }

  @Test func aFolderThatIsGoneIsTold() {
    do throws(StorageError) {
      try WholeFile().write([1], to: "/tmp/neap-no-such-folder/a")
      Issue.record("it was written")
    } catch {
      #expect(error.description == "cannot write /tmp/neap-no-such-folder/a: No such file or directory")
    }
  }
}
