import Testing

@testable import Terminals

@Suite struct CompleterTests {
  @Test func candidatesStandInColumnsTopToBottom() {
    let list = candidateList(["a", "bb", "ccc", "d", "e"].map { Completion($0) }, columns: 16, rows: 10)
    #expect(list == "a    ccc  e\nbb   d\n")
  }

  @Test func whatDoesNotFitIsCounted() {
    let list = candidateList((1...9).map { Completion("name\($0)") }, columns: 10, rows: 2)
    #expect(list == "name1\nname2\nand 7 more\n")
  }

  @Test func notesStandBesideAndEscapesAreShown() {
    let list = candidateList(
      [Completion("cutoff", note: "hertz"), Completion("q\u{1b}")], columns: 40, rows: 5)
    #expect(list == "cutoff  hertz\nq\\e\n")
  }
}
