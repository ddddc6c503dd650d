import Testing

@Suite struct OutputTests {
  @Test func dataAndMessagesGoTheirOwnWays() {
    #expect(shell("\(demo) streams 2>/dev/null") == "data more\n")
    #expect(shell("\(demo) streams 2>&1 >/dev/null") == "one\ntwo\n")
  }
}
