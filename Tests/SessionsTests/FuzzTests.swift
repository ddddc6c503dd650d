import Chance
import Glibc
import AudioFiles
import Scripting
import Storage
import Testing

@testable import Sessions

/// Whatever is typed, opened or read: an answer or a sentence, in bounded time, and the session goes on.
@Suite struct FuzzTests {
  private static let names = ["a", "b", "bass", "x", "t", "f", "s", "pat"]
  private static let numbers = [
    "0", "1", "-1", "0.5", "440", "1e9", "-1e300", "1/0", "0/0", "math.maxinteger", "math.mininteger", "2^53",
    "1e-320",
  ]

  /// A word that may be called; what leaves, waits or reaches out of the session is left away.
  private static func words(_ session: TestSession) -> [String] {
    let left: Set<String> = [
      "exit", "quit", "knobs", "scope", "mic", "recover", "record", "lesson", "homework",
    ]
    return session.session.words.keys.sorted().filter { !left.contains($0) }
  }

  private static func value(_ fuzzer: inout Fuzzer, _ words: [String], _ depth: Int) -> String {
    func inner() -> String { value(&fuzzer, words, depth - 1) }
    guard depth > 0 else {
      return fuzzer.number(0...2) == 0 ? fuzzer.one(of: names) : fuzzer.one(of: numbers)
    }
    switch fuzzer.number(0...15) {
    case 0...3:
      return
        "\(fuzzer.one(of: words))(\((0..<fuzzer.number(0...3)).map { _ in inner() }.joined(separator: ", ")))"
    case 4: return "\(inner()):\(fuzzer.one(of: words))(\(inner()))"
    case 5:
      return
        "(\(inner()) \(fuzzer.one(of: ["+", "-", "*", "/", "^", "%", "..", "==", "<", "//", "&", "and"])) \(inner()))"
    case 6: return "{\(inner()), \(fuzzer.one(of: names)) = \(inner())}"
    case 7: return "function(x) return \(inner()) end"
    case 8:
      return "p\"\(fuzzer.one(of: ["bd sn", "bd*3", "<c e g>", "[bd hh]*2", "bd(3,8)", "~ sn?", "0 .. 7"]))\""
    case 9: return "'\(fuzzer.one(of: ["", "x", "\\0", "\\27[2J", "../x", "hann", "lowpass"]))'"
    case 10:
      return
        "setmetatable({}, {__index = function() return \(inner()) end, __call = function() return \(inner()) end})"
    case 11: return "array{\(inner()), 1, 2}"
    case 12: return "\(inner()).\(fuzzer.one(of: ["cutoff", "frequency", "x", "amp", "period"]))"
    case 13: return "sine(\(inner()))"
    case 14: return "-\(inner())"
    default: return "coroutine.wrap(function() return \(inner()) end)()"
    }
  }

  private static func chunk(_ fuzzer: inout Fuzzer, _ words: [String]) -> String {
    (0..<fuzzer.number(1...3)).map { _ in
      switch fuzzer.number(0...5) {
      case 0...2: "\(fuzzer.one(of: names)) = \(value(&fuzzer, words, 3))"
      case 3: "for i = 1, 3 do \(fuzzer.one(of: names)) = \(value(&fuzzer, words, 2)) end"
      case 4: "pcall(function() play(\(value(&fuzzer, words, 2))) end)"
      default: "return \(value(&fuzzer, words, 3))"
      }
    }.reduce("") { $0.contains("return ") && $0.hasPrefix("return") ? $0 : $0 + "\n" + $1 }
  }

  /// Runs it; what comes of it is an answer or a sentence that sends nothing to a terminal.
  private func survive(_ test: TestSession, _ code: String) {
    let start = ContinuousClock.now
    let told = test.failure(code)
    #expect(ContinuousClock.now - start < .seconds(20), "\(code)")
    if !told.hasPrefix("no error") { #expect(!told.isEmpty) }
    #expect(test.session.lua.stackHeight == 0, "\(code)")
  }

  @Test(arguments: Fuzzer.seeds(12)) func chunksByGrammar(seed: Int) throws {
    var fuzzer = Fuzzer(seed)
    let test = try TestSession()
    test.session.lua.timeLimit = 0.5
    test.session.onHint = { _ in }
    test.session.writing.limit = 50_000_000
    let words = Self.words(test)
    for _ in 0..<25 { survive(test, Self.chunk(&fuzzer, words)) }
    #expect(try test.run("1 + 1") == "2")
  }

  private static let chunks = [
    "bass = saw(55):lowpass{cutoff = 600, q = 2} * adsr(0.01, 0.1, 0.7, 0.2, 1)\nplay(bass)\nbass.cutoff = 900",
    "local t = {} for i = 1, 8 do t[i] = sine(110 * i) / i end\nchord = mix(t)\nreturn chord:get_temporal(0, 16)",
    "d = p\"bd [sn sn] hh*2\":every(4, fast(2)):on(kits.default)\nplay(d)\ntempo(120)",
    "x = array{1, 2, 3}:map(function(v) return v * 2 end)\nreturn x(1, 2), x:sum()",
    "goto done do local s <close> = nil end ::done:: return ('abc'):gsub('%w', '%0%0'), #'x', 1 // 3, 5 & 3",
  ]

  @Test(arguments: Fuzzer.seeds(12)) func chunksByBytes(seed: Int) throws {
    var fuzzer = Fuzzer(seed + 1_000_000)
    let test = try TestSession()
    test.session.lua.timeLimit = 0.5
    test.session.onHint = { _ in }
    for _ in 0..<40 {
      let bytes = fuzzer.mutated(Array(fuzzer.one(of: Self.chunks).utf8))
      survive(test, String(decoding: bytes, as: UTF8.self))
    }
    #expect(try test.run("1 + 1") == "2")
  }

  private static let patterns = [
    "bd [sn sn] hh*2 ~", "<c4 e4 g4>(3,8,2)", "bd? sn?0.3 . hh!3 cp@2", "{bd sn, hh hh hh}%4",
    "[c4,e4,g4]/2 _ a#3",
    "0 .. 7", "bd:3 sn:1*<2 3>", "c'maj e'min7'ii", "1 [2 3]!2 | 4 5",
  ]

  @Test(arguments: Fuzzer.seeds(6)) func patterns(seed: Int) throws {
    var fuzzer = Fuzzer(seed + 2_000_000)
    let test = try TestSession()
    test.session.lua.timeLimit = 2
    test.session.onHint = { _ in }
    for _ in 0..<80 {
      let bytes = fuzzer.mutated(Array(fuzzer.one(of: Self.patterns).utf8), most: 4)
      let text = bytes.map { "\\x" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
      survive(test, "return p(\"\(text)\"):query(0, 2)")
    }
  }

  @Test(arguments: Fuzzer.seeds(8)) func workspaces(seed: Int) throws {
    var fuzzer = Fuzzer(seed + 3_000_000)
    let test = try TestSession()
    for chunk in [
      "a = saw(55)", "b = a:lowpass(600)", "k = {1, 2, {x = 'y'}}",
      "f = function(n) return saw(n.freq) * n.amp end",
      "d = p\"c4 e4\":on(f)", "play(b)", "mixer.b.gain = -6", "tempo(90)",
    ] { try test.run(chunk) }
    try test.run("save('a.neap')")
    let bytes = try test.bytes("a.neap")
    for _ in 0..<10 {
      let damaged = fuzzer.mutated(bytes)
      let other = try TestSession()
      other.session.lua.timeLimit = 2
      other.session.onHint = { _ in }
      try other.write("a.neap", damaged)
      let start = ContinuousClock.now
      _ = try? other.session.open("a.neap")
      #expect(ContinuousClock.now - start < .seconds(20))
      for name in ["a", "b", "d"] { survive(other, "\(name):get_temporal(0, 480)") }
    }
  }

  @Test(arguments: Fuzzer.seeds(8)) func journalLines(seed: Int) {
    var fuzzer = Fuzzer(seed + 4_000_000)
    for number in 0..<500 {
      let text = "{\"chunk\":\"x = \(number)\",\"names\":{}}"
      let line = JournalLine.encoded(text).filter { $0 != 0x0a }
      #expect(JournalLine.decoded(line[...]) == text)
      let damaged = fuzzer.mutated(line, most: 3)
      // A line is what was written, or none.
      let read = JournalLine.decoded(damaged[...])
      #expect(read == nil || damaged == line, "\(String(decoding: damaged, as: UTF8.self))")
    }
  }
}
