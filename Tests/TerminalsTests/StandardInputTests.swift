import Testing

@Suite struct StandardInputTests {
  @Test func everythingIsReadUpToTheEnd() {
    #expect(shell("(printf 'a\\nb'; sleep 0.1; printf c) | \(demo) read") == "read: a\\nbc\n")
    #expect(shell("\(demo) read < /dev/null") == "read: \n")
    #expect(shell("head -c 1000000 /dev/zero | tr '\\0' x | \(demo) read | wc -c") == "1000007\n")
  }

  @Test func whatCannotBeReadIsSaid() {
    #expect(shell("\(demo) read < /") == "error: cannot read standard input: Is a directory\n")
  }
}
