import Glibc
import Storage
import Testing

struct TakeFilesTests {
  private let folder: String = {
    var name = Array("/tmp/neap-takes-XXXXXX".utf8CString)
    return mkdtemp(&name).map { String(cString: $0) } ?? "/tmp"
  }()

  @Test func whatIsAppendedIsThereAndGoesWithItsJournal() throws {
    defer { rmdir(folder) }
    let journal = "\(folder)/a-1.journal"
    let takes = TakeFiles(besideJournal: journal)
    let other = TakeFiles(besideJournal: "\(folder)/a-12.journal")
    #expect(takes.samples(of: 1) == nil)
    try takes.append([1, -2, 0.1], to: 1)
    try takes.append([.leastNonzeroMagnitude], to: 1)
    try takes.append([7], to: 12)
    try other.append([5], to: 1)
    #expect(takes.samples(of: 1) == [1, -2, 0.1, .leastNonzeroMagnitude])
    // A kill may leave a part of a sample.
    let file = open("\(folder)/a-1.take1", O_WRONLY | O_APPEND)
    #expect(write(file, "abc", 3) == 3)
    close(file)
    #expect(takes.samples(of: 1)?.count == 4)
    takes.remove(12)
    #expect(takes.samples(of: 12) == nil)
    JournalFolder(folder).remove(journal)
    #expect(takes.samples(of: 1) == nil && other.samples(of: 1) == [5])
    other.removeAll()
    #expect(rmdir(folder) == 0)
  }

  @Test func aFolderThatIsNotThereIsTold() {
    let takes = TakeFiles(besideJournal: "\(folder)/none/a.journal")
    defer { rmdir(folder) }
    #expect(throws: StorageError.self) { try takes.append([1], to: 1) }
  }

  /// What is appended would change the file that a link leads to.
  @Test func aLinkIsNotFollowed() throws {
    let aim = "\(folder)/aim"
    let file = open(aim, O_WRONLY | O_CREAT, 0o600)
    close(file)
    #expect(symlink("aim", "\(folder)/a.take1") == 0)
    defer { for name in ["aim", "a.take1", ""] { remove("\(folder)/\(name)") } }
    #expect(throws: StorageError.self) {
      try TakeFiles(besideJournal: "\(folder)/a.journal").append([1], to: 1)
    }
    var facts = stat()
    #expect(stat(aim, &facts) == 0 && facts.st_size == 0)
  }
}
