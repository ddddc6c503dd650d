import Designs
import FoundationEssentials
import Numerics
import Scripting
import Signals
import Testing

@testable import Sessions

/// The functions of numbers against SciPy's values, as a patch calls them: scripts/reference-numerics.
struct NumberReferenceTests {
  /// What JSON holds of arguments and answers.
  enum Value: Decodable, Sendable {
    case none, flag(Bool), number(Double), text(String), list([Value]), fields([String: Value])

    init(from decoder: any Decoder) throws {
      let box = try decoder.singleValueContainer()
      if box.decodeNil() {
        self = .none
      } else if let flag = try? box.decode(Bool.self) {
        self = .flag(flag)
      } else if let number = try? box.decode(Double.self) {
        self = .number(number)
      } else if let text = try? box.decode(String.self) {
        self = .text(text)
      } else if let list = try? box.decode([Value].self) {
        self = .list(list)
      } else {
        self = .fields(try box.decode([String: Value].self))
      }
    }

    /// As Lua writes it: rows of numbers as buffers.
    var lua: String {
      switch self {
      case .none: return "nil"
      case .flag(let flag): return "\(flag)"
      case .number(let number): return "\(number)"
      case .text(let text): return "\"\(text)\""
      case .fields(let parts):
        return "(\(parts["re"]?.lua ?? "") + complex(0, 1) * \(parts["im"]?.lua ?? ""))"
      case .list(let list):
        let isRow = list.allSatisfy { if case .number = $0 { true } else { false } }
        return "\(isRow ? "array" : ""){\(list.map(\.lua).joined(separator: ", "))}"
      }
    }

    var vector: Vector? {
      switch self {
      case .number(let number): return Vector([number])
      case .list(let list):
        let numbers = list.compactMap { if case .number(let number) = $0 { number } else { nil } }
        return numbers.count == list.count ? Vector(numbers) : nil
      case .fields(let parts):
        guard let real = parts["re"]?.vector, let imaginary = parts["im"]?.vector else { return nil }
        return Vector(real.real, imaginary.real)
      default: return nil
      }
    }
  }

  struct Case: Decodable, Sendable {
    let arguments: [Value]
    let options: [String: Value]
    let answer: [Value]
  }

  static let cases: [String: [Case]] = {
    let folder = "\(#filePath)".split(separator: "/").dropLast(2).reduce("") { $0 + "/" + $1 }
    let path = "\(folder)/NumericsTests/References/numerics.json"
    let bytes = FileManager.default.contents(atPath: path)
    return bytes.flatMap { try? JSONDecoder().decode([String: [Case]].self, from: $0) } ?? [:]
  }()

  @Test func everyFunctionHasItsValues() throws {
    let session = try TestSession().session
    let declared = session.words.values.filter { $0.family == .numbers }.map(\.name)
    let ours: Set = ["array", "complex"]
    #expect(
      Set(Self.cases.keys) == Set(declared).subtracting(ours).union(["hilbert", "convolve", "freqz"]))
  }

  @Test(arguments: cases.keys.sorted())
  func itAnswersWhatSciPyAnswers(name: String) throws {
    for given in Self.cases[name] ?? [] {
      var arguments = given.arguments.map(\.lua)
      // Places count from 1 here.
      if name == "unit_impulse", given.arguments.count > 1, case .number(let place) = given.arguments[1] {
        arguments[1] = "\(place + 1)"
      }
      var call = arguments.joined(separator: ", ")
      if name == "group_delay" { call = "{\(call)}" }
      let options = given.options.sorted { $0.key < $1.key }.map { key, value in
        if case .none = value { return "\(key) = false" }
        return "\(key) = \(value.lua)"
      }
      if !options.isEmpty { call += ", {\(options.joined(separator: ", "))}" }
      try check(name, "\(name)(\(call))", given.answer)
    }
  }

  private func check(_ name: String, _ call: String, _ expected: [Value]) throws {
    let test = try TestSession()
    func evaluate(_ chunk: String) throws -> [LuaValue] {
      try test.session.evaluate(chunk, name: "test", printsExpression: true)
    }
    switch name {
    case "freqz", "sosfreqz":
      _ = try evaluate("r = \(call)")
      compare(try evaluate("r.frequency")[0], expected[0], call)
      compare(try evaluate("r.response")[0], expected[1], call)
    case "find_peaks":
      _ = try evaluate("peaks, facts = \(call)")
      compare(try evaluate("peaks - 1")[0], expected[0], call)
      guard case .fields(let properties) = expected[1] else { return }
      for (key, value) in properties {
        let shift = Peaks.placeNames.contains(key) ? 1 : 0
        compare(try evaluate("facts.\(key) - \(shift)")[0], value, "\(key) of \(call)")
      }
      #expect(
        try test.run("local n = 0 for _ in pairs(facts) do n = n + 1 end return n") == "\(properties.count)")
    case "tf2zpk":
      let answers = try evaluate(call)
      for place in 0..<2 {
        let roots = answers[place].asObject(SampleBuffer.self)?.vector.values ?? []
        let wanted = expected[place].vector?.values ?? []
        #expect(roots.count == wanted.count)
        for root in wanted {
          #expect(roots.contains { ($0 - root).magnitude < 1e-5 }, "\(root) of \(call): \(roots)")
        }
      }
      compare(answers[2], expected[2], call)
    default:
      let answers = try evaluate(call)
      #expect(answers.count == expected.count, "\(call)")
      for (answer, value) in zip(answers, expected) { compare(answer, value, call) }
    }
  }

  private func compare(_ answer: LuaValue, _ expected: Value, _ call: String) {
    if let wanted = expected.vector {
      let found = answer.asObject(SampleBuffer.self)?.vector ?? answer.asDouble.map { Vector([$0]) }
      let top = max(wanted.magnitudes.max() ?? 0, 1e-300)
      #expect(found?.count == wanted.count, "\(call)")
      guard let found, found.count == wanted.count else { return }
      let off = (0..<wanted.count).reduce(0) { max($0, (found[$1] - wanted[$1]).magnitude) }
      #expect(off <= 1e-5 * top, "\(call): \(off / top)")
    } else if case .list(let rows) = expected, let table = answer.asTable {
      #expect(table.count == rows.count, "\(call)")
      for (place, row) in rows.enumerated() {
        compare((try? table[place + 1]) ?? .nil, row, "row \(place + 1) of \(call)")
      }
    } else {
      Issue.record("\(call): \(answer.described)")
    }
  }
}
