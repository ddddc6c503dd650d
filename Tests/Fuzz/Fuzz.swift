import FuzzLua
import Glibc

/// Fuzzers that libFuzzer guides by coverage; scripts/fuzz builds and runs them. NEAP_FUZZ_TARGET says which, NEAP_FUZZ_SEEDS
/// names a folder that gets what to begin with, and NEAP_FUZZ_LIBRARY that of the pattern library.
///
/// What ends the process is found: a trap, a broken promise (`promise`), and what takes too long or too much memory.
nonisolated(unsafe) private var target: (any FuzzTarget)?

protocol FuzzTarget: AnyObject {
  /// What to begin with.
  static var seeds: [[UInt8]] { get }
  init()
  func run(_ bytes: UnsafeBufferPointer<UInt8>)
}

func promise(_ holds: Bool, _ text: @autoclosure () -> String) {
  if holds { return }
  complain("broken: \(text())")
  abort()
}

func complain(_ text: String) {
  let line = Array("\(text)\n".utf8)
  _ = line.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
}

private func text(_ name: String) -> String { getenv(name).map { String(cString: $0) } ?? "" }

private var targets: [String: any FuzzTarget.Type] {
  [
    "workspace": WorkspaceTarget.self, "journal": JournalTarget.self, "pattern": PatternTarget.self,
    "audio": AudioTarget.self, "frames": FramesTarget.self, "calls": CallsTarget.self,
  ]
}

@_cdecl("LLVMFuzzerInitialize")
public func initialize(_ count: UnsafeMutablePointer<Int32>, _ arguments: UnsafeMutableRawPointer) -> Int32 {
  guard let kind = targets[text("NEAP_FUZZ_TARGET")] else {
    complain("NEAP_FUZZ_TARGET is one of \(targets.keys.sorted().joined(separator: ", "))")
    exit(2)
  }
  for (number, seed) in kind.seeds.enumerated() {
    guard let file = fopen("\(text("NEAP_FUZZ_SEEDS"))/seed-\(number)", "w") else { continue }
    fwrite(seed, 1, seed.count, file)
    fclose(file)
  }
  target = kind.init()
  return 0
}

@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  target?.run(UnsafeBufferPointer(start: bytes, count: count))
  return 0
}

/// Strings of patterns, in Lua: what is told is a sentence.
final class PatternTarget: FuzzTarget {
  static let seeds = [
    "bd [sn sn] hh*2 ~", "<c4 e4 g4>(3,8,2)", "bd? sn?0.3 . hh!3 cp@2", "{bd sn, hh hh hh}%4",
    "[c4,e4,g4]/2 _ a#3", "0 .. 7", "bd:3 sn:1*<2 3>", "c'maj e'min7'ii", "1 [2 3]!2 | 4 5",
  ].map { Array($0.utf8) }

  init() { if fuzz_lua_open(text("NEAP_FUZZ_LIBRARY")) == 0 { exit(2) } }

  func run(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let start = bytes.baseAddress else { return }
    if fuzz_lua_pattern(start, bytes.count) < 0 { abort() }
  }
}
