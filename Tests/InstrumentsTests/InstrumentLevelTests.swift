import Glibc
import Testing

struct InstrumentLevelTests {
  /// Levels, lengths, pitches, extremes and render speed of every synth and drum, by a script of Neap's own.
  @Test func everyInstrumentKeepsItsBounds() {
    let own = #filePath
    let folder = own[..<(own.lastIndex(of: "/") ?? own.startIndex)]
    let tests = CommandLine.arguments[0]
    let neap = tests[..<(tests.lastIndex(of: "/") ?? tests.startIndex)] + "/neap"
    guard let pipe = popen("sh '\(folder)/levels.sh' '\(neap)' 2>&1", "r") else {
      Issue.record("popen failed")
      return
    }
    var output = ""
    var line = [CChar](repeating: 0, count: 4096)
    while fgets(&line, 4096, pipe) != nil {
      output += String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
    #expect(pclose(pipe) == 0, "\(output.suffix(3000))")
    #expect(output.contains("instruments"), "\(output.suffix(3000))")
  }
}
