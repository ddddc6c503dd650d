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
    #expect(throws: StorageError.self) { try WholeFile.read("/dev/zero") }
    #expect(throws: StorageError.self) { try WholeFile.read("/proc/self") }
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
