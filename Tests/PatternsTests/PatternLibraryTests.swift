import Glibc
import Testing

struct PatternLibraryTests {
  private func run(_ command: String) -> (status: Int32, output: String) {
    guard let pipe = popen("\(command) 2>&1", "r") else { return (-1, "popen failed") }
    var output = ""
    var line = [CChar](repeating: 0, count: 4096)
    while fgets(&line, 4096, pipe) != nil {
      output += String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
    return (pclose(pipe) >> 8 & 0xff, output)
  }

  private var folder: String {
    let own = #filePath
    return String(own[..<(own.lastIndex(of: "/") ?? own.startIndex)])
  }

  /// Strings and transforms, what Tidal answers, and the laws of queries, in a plain Lua.
  @Test func theLibraryPassesItsTestsInAPlainLua() {
    let result = run("lua5.4 '\(folder)/run.lua'")
    #expect(result.status == 0, "\(result.output)")
    #expect(result.output.hasSuffix(" passed, 0 failed\n"), "\(result.output.suffix(2000))")
  }
}
