import Signals
import Testing

@testable import Kinds

/// No parameter inside its range makes a source other than finite, or louder than +24 dBFS, at any rate.
struct SourceLevelTests {
  static let kinds = Catalogue.all.kinds.filter { $0.family == .oscillators || $0.family == .noise }

  /// What is tried for a parameter.
  private func choices(_ parameter: any Parameter) -> [KernelBench.Given] {
    switch parameter.form {
    case .stream(let range?, _):
      let (low, high) = (range.lowerBound, range.upperBound)
      return [
        .standard, .init(low), .init(high), .init(low + (high - low) * 0.503),
        .wave { n in n % 50 == 0 ? .nan : Float(low + (high - low) * Double(n * 7_919 % 1_009) / 1_008) },
      ]
    case .number(let range, _):
      return [.standard, .init(range.lowerBound), .init(min(range.upperBound, 1e6).rounded(.down))]
    case .choice(let names): return names.map { .resolved(.text($0)) }
    case .flag: return [.flag(true), .flag(false)]
    case .numbers: return [.numbers(1), .numbers(0.5, -0.5, 0, 0.25)]
    case .samples: return [.resolved(.samples(Samples([(0..<77).map { Float($0 * 31 % 77) / 77 }])))]
    default: return [.standard]
    }
  }

  @Test(arguments: kinds) func theyStayFiniteAndBounded(_ kind: SignalKind) throws {
    let tried = kind.parameters.map(choices)
    var count = 0
    for rate in [44_100, 48_000, 96_000] {
      // Each parameter through its choices, the others at one of theirs by turns.
      for (place, own) in tried.enumerated() {
        for (number, choice) in own.enumerated() {
          for turn in 0..<5 {
            var given = tried.enumerated().map { $1[turn == 0 ? 0 : (turn + number + $0) % $1.count] }
            given[place] = choice
            guard let bench = try? KernelBench(kind, given, rate: rate) else { continue }
            count += 1
            let loudest = bench.mono(0..<2_048).reduce(Float(0)) {
              $1.isFinite ? max($0, $1.magnitude) : .infinity
            }
            #expect(
              loudest <= 15.8, "\(kind.name) at \(rate) Hz, \(kind.parameters[place].name) \(number), \(turn)"
            )
          }
        }
      }
    }
    #expect(count >= 3 * kind.parameters.count)
  }
}
