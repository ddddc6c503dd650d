import Chance
import Glibc
import Graphs
import Scripting
import Signals
import Testing

@testable import Sessions

/// No parameter of a word that is written in Lua makes more than +24 dBFS of a full-scale input, wherever it stands and
/// however it moves.
struct WordLevelTests {
  /// +24 dBFS.
  static let most: Float = 15.85

  /// What multiplies by what it is given has no bound of its own.
  static let given: [String: String] = [
    "oversample": "takes a function, whose level is what that makes it",
    "modal": "its levels are given",
    "slices": "answers a list of parts, each of which is a slice",
  ]

  private static let words: [String] = {
    guard let session = try? TestSession().session else { return [] }
    return session.wordNames.filter { session.words[$0]?.declaration is LuaWord && given[$0] == nil }
  }()

  @Test func theLibraryIsFound() { #expect(Self.words.contains("reverb") && Self.words.count > 15) }

  @Test(arguments: words) func noParameterMakesNoiseOutOfBounds(_ name: String) throws {
    for (number, rate) in [44_100, 48_000, 96_000].enumerated() {
      var random = SeededGenerator(number + 7)
      var heard = 0
      let test = try TestSession(rate: rate)
      let word = try #require(test.session.words[name]?.declaration)
      // Parameters that do not go together are refused in a sentence; then others are taken.
      for _ in 0..<80 where heard < 8 {
        var given: [String] = []
        for parameter in word.parameters {
          switch parameter.form {
          case .stream(nil, _):
            let inputs = [
              "sine(\(Double.random(in: 20...18_000, using: &random)))",
              "square(\(Double.random(in: 20...2_000, using: &random))) * 0.84",
              "noise{seed=\(Int.random(in: 0...99, using: &random))}",
            ]
            given.append("\(parameter.name)=\(inputs.randomElement(using: &random) ?? "")")
          case .stream(let declared?, let quantity):
            let range = quantity.bounds(declared, at: rate)
            guard Bool.random(using: &random) else {
              given.append("\(parameter.name)=\(range.somewhere(&random))")
              continue
            }
            // A signal that wanders over the whole range and beyond, fast or slowly.
            let half = min(1e6, (range.upperBound - range.lowerBound) * 0.6)
            let source = [
              "noise{seed=5}", "lfnoise(500, {seed=2})",
              "square(\(Double.random(in: 1...900, using: &random)))",
            ].randomElement(using: &random)
            given.append("\(parameter.name)=\(source ?? "") * \(half) + \(range.lowerBound + half)")
          case .number(let range, let quantity):
            let value = range.somewhere(&random)
            given.append(
              "\(parameter.name)=\(quantity == .count || quantity == .frames ? value.rounded() : value)")
          case .choice(let choices):
            given.append("\(parameter.name)=\"\(choices.randomElement(using: &random) ?? "")\"")
          case .flag: given.append("\(parameter.name)=\(Bool.random(using: &random))")
          case .numbers(let quantity):
            given.append("\(parameter.name)={\(quantity == .seconds ? "0.1, 0.25" : "0.5, -1")}")
          default: break
          }
        }
        let text = "\(name){\(given.joined(separator: ", "))}"
        guard
          let values = try? test.session.evaluate("return \(text)", name: "test", printsExpression: false),
          let object = values.first?.asObject(SignalObject.self)
        else { continue }
        heard += 1
        let planes = try test.session.manager.samples(of: object.signal, 0..<4_800)
        let peak = planes.joined().reduce(Float(0)) { $1.isFinite ? max($0, $1.magnitude) : .infinity }
        #expect(peak <= Self.most, "\(text) at \(rate) Hz")
      }
      #expect(heard == 8, "\(name) was heard \(heard) times at \(rate) Hz")
    }
  }
}
