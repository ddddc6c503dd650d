import Testing

@testable import Terminals

@Suite struct OpenTextTests {
  @Test(arguments: [
    ("", OpenText.code), ("bass = 1", .code), ("f('a'", .code), ("f(\"a\\\"", .quoted(34)),
    ("f('it", .quoted(39)),
    ("f(\"it's", .quoted(34)), ("'open\nnext", .code), ("-- it's", .comment), ("-- it's\nx", .code),
    ("[[a", .longString),
    ("[==[a]]", .longString), ("[==[a]==] x", .code), ("--[[ a\nb", .comment), ("--[[ a ]] 'b", .quoted(39)),
    ("a[b[1", .code),
    ("'a\\", .quoted(39)), ("a - -b", .code), ("--[ x\n'", .quoted(39)),
  ])
  func theEndOfAChunkIsUnderstood(chunk: String, open: OpenText) {
    #expect(OpenText(atEndOf: chunk) == open)
  }
}
