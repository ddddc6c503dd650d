import Glibc
import Testing

@testable import Lessons

struct LessonProgressTests {
  /// A folder that is gone with the test.
  private final class Folder {
    let path: String
    init() {
      var name = Array("/tmp/neap-progress-XXXXXX".utf8CString)
      path = mkdtemp(&name).map { String(cString: $0) } ?? "/tmp"
    }
    deinit {
      unlink("\(path)/neap/lessons.json")
      rmdir("\(path)/neap")
      rmdir(path)
    }
  }

  @Test func whatIsReadAndSolvedIsThereAgain() throws {
    let folder = Folder()
    let path = "\(folder.path)/neap/lessons.json"
    let progress = LessonProgress(path: path)
    try progress.update("aliasing") { $0.page = 3 }
    try progress.update("aliasing") { $0.solved.insert(2) }
    try progress.update("fourier") { $0.isFinished = true }
    let again = LessonProgress(path: path)
    #expect(again["aliasing"].page == 3)
    #expect(again["aliasing"].solved == [2])
    #expect(again["fourier"].isFinished)
    #expect(again["dft"] == LessonProgress.Entry())
  }

  @Test func twoPromptsKeepWhatTheOtherWrote() throws {
    let folder = Folder()
    let path = "\(folder.path)/neap/lessons.json"
    let (one, other) = (LessonProgress(path: path), LessonProgress(path: path))
    try one.update("aliasing") { $0.solved = [5] }
    try other.update("fourier") { $0.page = 2 }
    let again = LessonProgress(path: path)
    #expect(again["aliasing"].solved == [5])
    #expect(again["fourier"].page == 2)
  }

  @Test func aFileThatIsNoneCountsAsNothingReadAndIsKept() throws {
    let folder = Folder()
    let path = "\(folder.path)/neap/lessons.json"
    try LessonProgress(path: path).update("aliasing") { $0.page = 2 }
    let file = try #require(fopen(path, "w"))
    fputs("{\"lessons\": 3", file)
    fclose(file)
    #expect(LessonProgress(path: path)["aliasing"] == LessonProgress.Entry())
    // Another takes its place, and it stays beside it.
    try LessonProgress(path: path).update("fourier") { $0.page = 3 }
    #expect(LessonProgress(path: path)["fourier"].page == 3)
    #expect(unlink(path + ".damaged") == 0)
  }

  @Test func itLiesInTheDataFolder() {
    func path(_ variables: [String: String]) -> String? {
      LessonProgress.standard { variables[$0] }.path
    }
    #expect(path(["XDG_DATA_HOME": "/data", "HOME": "/home/a"]) == "/data/neap/lessons.json")
    #expect(path(["HOME": "/home/a"]) == "/home/a/.local/share/neap/lessons.json")
    #expect(path(["XDG_DATA_HOME": "data", "HOME": "/home/a"]) == "/home/a/.local/share/neap/lessons.json")
    #expect(path([:]) == nil)
  }

  @Test func whatCannotBeWrittenIsAnError() {
    let progress = LessonProgress(path: "/proc/neap/lessons.json")
    #expect(throws: (any Error).self) { try progress.update("aliasing") { $0.page = 2 } }
  }

  @Test func whatManyWriteAtOnceIsAllThere() async throws {
    let folder = Folder()
    let path = "\(folder.path)/neap/lessons.json"
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<16 {
        group.addTask { try? LessonProgress(path: path).update("lesson\(number)") { $0.page = 2 + number } }
      }
    }
    let again = LessonProgress(path: path)
    for number in 0..<16 { #expect(again["lesson\(number)"].page == 2 + number) }
  }
}
