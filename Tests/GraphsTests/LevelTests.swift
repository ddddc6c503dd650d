import Glibc
import Graphs
import Kinds
import Signals
import Testing

/// What a kind does to a full-scale input, wherever in their ranges its parameters stand.
struct LevelTests {
  /// +24 dBFS.
  static let most: Float = 15.85

  /// Arithmetic multiplies by what it is given; so do the kinds whose coefficients, samples or bounds are given.
  static let unbounded: Set<String> = [
    "biquad", "iir", "sos", "fir", "convolve", "buffer", "range", "exprange", "line", "xline", "to", "env",
    "additive", "wavetable", "shape", "chebyshev", "matrix", "spectral_filter", "resonators", "stereo",
    "channels", "clip", "fold", "wrap",
  ]

  static let kinds = Catalogue.all.kinds.filter {
    $0.family != .arithmetic && !unbounded.contains($0.name)
  }

  @Test(arguments: kinds) func noParameterMakesNoiseOutOfBounds(_ kind: SignalKind) throws {
    for (number, rate) in [44_100, 48_000, 96_000].enumerated() {
      let manager = SignalManager(catalogue: .all, rate: rate) { _ in
        Samples([(0..<5_000).map { Float($0 % 100) / 50 - 1 }])
      }
      var random = SeededGenerator(number + 77)
      for _ in 0..<12 {
        var held: [Signal] = []
        var isMoving = false
        func row(_ type: String, _ given: Argument...) throws -> Signal {
          let kind = try #require(manager.catalogue[type])
          let signal = manager.signal(
            SignalData(
              type: type, arguments: given + kind.parameters.dropFirst(given.count).compactMap(\.standard)))
          held.append(signal)
          return signal
        }
        let inputs = [
          try row("sine", .number(Double.random(in: 20...18_000, using: &random))),
          try row("square", .number(Double.random(in: 20...2_000, using: &random))),
          try row("noise", .number(Double(Int.random(in: 0...99, using: &random)))),
        ]
        let arguments = try kind.parameters.map { parameter -> Argument in
          switch parameter.form {
          case .stream(nil, _): return .signal(try #require(inputs.randomElement(using: &random)).id)
          case .stream(let range?, _):
            guard Int.random(in: 0..<3, using: &random) == 0 else { return .number(place(range, &random)) }
            isMoving = true
            // A signal that wanders over the whole range and beyond.
            let half = min(1e6, (range.upperBound - range.lowerBound) * 0.6)
            let scaled = try row("mul", .signal(inputs[2].id), .number(half))
            return .signal(try row("add", .signal(scaled.id), .number(range.lowerBound + half)).id)
          case .streams: return .signals(inputs.prefix(Int.random(in: 1...3, using: &random)).map(\.id))
          case .number(let range, let quantity):
            let value = place(range, &random)
            return .number(quantity == .count || quantity == .frames ? value.rounded() : value)
          case .numbers: return .number(Double.random(in: -1...1, using: &random))
          case .text: return .text("given.wav")
          case .choice(let choices): return .text(choices.randomElement(using: &random) ?? "")
          case .flag: return .flag(Bool.random(using: &random))
          case .samples, .curve:
            return .samples(Samples([(0..<64).map { _ in Float.random(in: -1...1, using: &random) }]))
          case .any: preconditionFailure("a kind takes no value of any sort")
          }
        }
        let signal = manager.signal(SignalData(type: kind.name, arguments: arguments))
        guard let version = try? manager.version(of: signal.id), version.shape.channels <= 8 else { continue }
        let planes = try manager.samples(of: signal, 0..<6_000)
        let peak = planes.joined().reduce(Float(0)) { $1.isFinite ? max($0, $1.magnitude) : .infinity }
        // A filter swept over all of its range from one sample to the next may be pumped up, but not without end.
        #expect(peak <= (isMoving ? 1e6 : Self.most), "\(manager.tree(signal.id)) at \(rate) Hz")
        withExtendedLifetime(held) {}
      }
    }
  }

  /// Somewhere in a range: often at its ends, and as often near 0 as far from it.
  private func place(_ range: ClosedRange<Double>, _ random: inout SeededGenerator) -> Double {
    switch Int.random(in: 0..<6, using: &random) {
    case 0: return range.lowerBound
    case 1: return range.upperBound
    case 2, 3:
      let low = max(range.lowerBound, 1e-3)
      guard low < range.upperBound else { return range.lowerBound }
      return min(
        range.upperBound, exp(Double.random(in: log(low)...log(range.upperBound), using: &random)))
    default: return Double.random(in: range, using: &random)
    }
  }
}
