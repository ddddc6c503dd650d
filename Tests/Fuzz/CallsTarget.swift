import Sessions

/// Calls of every word and method with values of every type. The input's bytes choose, so that what reaches new code is
/// kept and changed further.
final class CallsTarget: FuzzTarget {
  static let seeds = (0..<64).map { seed in
    (0..<48).map { UInt8(truncatingIfNeeded: (seed * 67 + 13) &* ($0 * 31 + 7)) }
  }

  /// What leaves, waits or reaches out of the session is left away.
  private static let left: Set<String> = [
    "exit", "quit", "knobs", "scope", "mic", "recover", "record", "lesson", "homework",
  ]
  private static let names = ["a", "b", "bass", "x", "t", "f", "s", "pat"]
  private static let numbers = [
    "0", "1", "-1", "0.5", "440", "1e9", "-1e300", "1/0", "0/0", "math.maxinteger", "math.mininteger", "2^53",
    "1e-320",
  ]
  private static let texts = ["", "x", "\\0", "\\27[2J", "../x", "hann", "lowpass", "a.wav", "bd sn", "%"]
  private static let operators = ["+", "-", "*", "/", "^", "%", "..", "==", "<", "//", "&", "and"]
  private static let fields = ["cutoff", "frequency", "x", "amp", "period", "type", "gain", "1"]

  private let fuzz = FuzzSession(most: 100)
  private lazy var words = fuzz.session.wordNames.filter { !Self.left.contains($0) }

  /// Takes choices from the input, and 0 where it is used up.
  private struct Choices {
    var bytes: Slice<UnsafeBufferPointer<UInt8>>

    mutating func next(_ count: Int) -> Int {
      guard count > 1 else { return 0 }
      let first = Int(bytes.popFirst() ?? 0)
      return (count > 256 ? first << 8 | Int(bytes.popFirst() ?? 0) : first) % count
    }
    mutating func one(of all: [String]) -> String { all[next(all.count)] }
  }

  func run(_ bytes: UnsafeBufferPointer<UInt8>) {
    var choices = Choices(bytes: bytes[...])
    let session = fuzz.next()
    while !choices.bytes.isEmpty { fuzz.survive(session, chunk(&choices)) }
  }

  private func chunk(_ choices: inout Choices) -> String {
    switch choices.next(6) {
    case 0...1: "\(choices.one(of: Self.names)) = \(value(&choices, 3))"
    case 2: "for i = 1, 3 do \(choices.one(of: Self.names)) = \(value(&choices, 2)) end"
    case 3: "pcall(function() play(\(value(&choices, 2))) end)"
    case 4: "\(choices.one(of: Self.names)).\(choices.one(of: Self.fields)) = \(value(&choices, 2))"
    default: "return \(value(&choices, 3))"
    }
  }

  private func value(_ choices: inout Choices, _ depth: Int) -> String {
    guard depth > 0 else {
      return choices.next(3) == 0 ? choices.one(of: Self.names) : choices.one(of: Self.numbers)
    }
    func inner() -> String { value(&choices, depth - 1) }
    switch choices.next(16) {
    case 0...3:
      return
        "\(choices.one(of: words))(\((0..<choices.next(4)).map { _ in inner() }.joined(separator: ", ")))"
    case 4: return "(\(inner())):\(choices.one(of: words))(\(inner()))"
    case 5: return "(\(inner()) \(choices.one(of: Self.operators)) \(inner()))"
    case 6: return "{\(inner()), \(choices.one(of: Self.names)) = \(inner())}"
    case 7: return "function(x) return \(inner()) end"
    case 8:
      return
        "p\"\(choices.one(of: ["bd sn", "bd*3", "<c e g>", "[bd hh]*2", "bd(3,8)", "~ sn?", "0 .. 7"]))\""
    case 9: return "'\(choices.one(of: Self.texts))'"
    case 10:
      return
        "setmetatable({}, {__index = function() return \(inner()) end, __call = function() return \(inner()) end})"
    case 11: return "array{\(inner()), 1, 2}"
    case 12: return "(\(inner())).\(choices.one(of: Self.fields))"
    case 13: return "sine(\(inner()))"
    case 14: return "{\(choices.one(of: Self.fields)) = \(inner()), \(inner())}"
    default: return "coroutine.wrap(function() return \(inner()) end)()"
    }
  }
}
