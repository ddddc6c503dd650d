import Glibc
import Testing
import Waits

@testable import Terminals

/// readline's list is one for the process, so these run one after the other.
@Suite(.serialized, .waits) struct HistoryFileTests {
  let folder = Folder()
  var path: String { folder.path + "/state/neap/history" }

  private var entries: [String] { HistoryFile(path: nil).entries }

  @Test func entriesOfSeveralLinesSurviveTheFile() {
    let first = HistoryFile(path: path)
    first.load()
    first.add("one")
    first.add("f(1,\n\n#2,\n  3)")
    first.add("three")
    HistoryFile(path: path).load()
    #expect(entries == ["one", "f(1,\n \n #2,\n  3)", "three"])
  }

  @Test func repeatsBlanksAndWhatBeginsWithASpaceAreNotKept() {
    let history = HistoryFile(path: path)
    history.load()
    for chunk in ["a", "a", " secret", "", "\n", "b", "a"] { history.add(chunk) }
    #expect(entries == ["a", "b", "a"])
  }

  @Test func theFileIsForItsOwnerOnly() {
    HistoryFile(path: path).load()
    var status = stat()
    #expect(stat(path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
  }

  @Test func theOldestEntriesGo() {
    let history = HistoryFile(path: path)
    history.load()
    for number in 1...8 { history.add("entry \(number)\nsecond line") }
    HistoryFile(path: path).load(capacity: 3)
    #expect(entries == (6...8).map { "entry \($0)\nsecond line" })
    HistoryFile(path: path).load()
    #expect(entries.count == 3)
    var status = stat()
    #expect(stat(path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
  }

  @Test func twoPromptsLoseNothingOfEachOther() {
    let one = HistoryFile(path: path)
    let other = HistoryFile(path: path)
    one.load()
    one.add("from one")
    other.load()
    other.add("from the other")
    one.add("one again")
    HistoryFile(path: path).load()
    #expect(entries == ["from one", "from the other", "one again"])
  }

  @Test func aFolderThatCannotBeMadeIsAProblemAndNoMore() {
    let history = HistoryFile(path: "/proc/none/history")
    history.load()
    history.add("kept in memory")
    #expect(entries == ["kept in memory"])
    #expect(
      history.problem
        == "history is not kept: cannot open /proc/none/history: No such file or directory")
  }

  @Test func theStateFolderIsWhereTheEnvironmentSays() {
    func path(_ variables: [String: String]) -> String? {
      HistoryFile.standard { variables[$0] }.path
    }
    #expect(path(["XDG_STATE_HOME": "/s", "HOME": "/h"]) == "/s/neap/history")
    #expect(path(["XDG_STATE_HOME": "relative", "HOME": "/h"]) == "/h/.local/state/neap/history")
    #expect(path([:]) == nil)
  }
}
