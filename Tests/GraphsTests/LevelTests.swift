import Chance
import Glibc
import Graphs
import Kinds
import Signals
import Testing

/// What a kind does to a full-scale input, wherever in their ranges its parameters stand.
struct LevelTests {
  /// +24 dBFS.
  static let most: Float = 15.85

  /// Whose level is what is asked for, and why. Arithmetic, which multiplies by what it is given, is the whole family.
  static let asked: [String: String] = [
    "biquad": "its coefficients are given", "iir": "its coefficients are given",
    "sos": "its coefficients are given", "fir": "its taps are given", "convolve": "its response is given",
    "buffer": "its samples are given", "range": "its bounds are given", "exprange": "its bounds are given",
    "clip": "its bounds are given", "fold": "its bounds are given", "wrap": "its bounds are given",
    "line": "its ends are given", "xline": "its ends are given", "to": "its ends are given",
    "env": "its points are given", "additive": "its partials are given", "wavetable": "its samples are given",
    "shape": "its curve is given", "chebyshev": "its weights are given", "matrix": "its weights are given",
    "spectral_filter": "its factors are given",
  ]

  static let kinds = Catalogue.all.kinds.filter { $0.family != .arithmetic && asked[$0.name] == nil }

  @Test(arguments: kinds) func noParameterMakesNoiseOutOfBounds(_ kind: SignalKind) throws {
    for (number, rate) in [44_100, 48_000, 96_000].enumerated() {
      let manager = SignalManager(catalogue: .all, rate: rate) { _ in
        Samples([(0..<5_000).map { Float($0 % 100) / 50 - 1 }])
      }
      var random = SeededGenerator(number + 77)
      var heard = 0
      // Draws whose parameters do not go together are refused, and others are taken.
      for _ in 0..<120 where heard < 12 {
        var held: [Signal] = []
        func row(_ type: String, _ given: Argument...) throws -> Signal {
          let kind = try #require(manager.catalogue[type])
          let signal = manager.signal(
            SignalData(
              type: type, arguments: given + kind.parameters.dropFirst(given.count).compactMap(\.standard)))
          held.append(signal)
          return signal
        }
        let square = try row("square", .number(Double.random(in: 20...2_000, using: &random)))
        let burst = Samples([(0..<3_000).map { _ in Float.random(in: -1...1, using: &random) }])
        var inputs = [
          try row("sine", .number(Double.random(in: 20...18_000, using: &random))),
          // Band-limited, it overshoots full scale by as much.
          try row("mul", .signal(square.id), .number(0.84)),
          try row("noise", .number(Double(Int.random(in: 0...99, using: &random)))),
          try row("buffer", .samples(burst)),
        ]
        let noise = inputs[2]
        if Int.random(in: 0..<3, using: &random) == 0 {
          inputs = [try row("stereo", .signal(inputs[0].id), .signal(inputs[1].id))]
        } else if Int.random(in: 0..<3, using: &random) == 0 {
          inputs = [inputs[3]]
        }
        let arguments = try kind.parameters.map { parameter -> Argument in
          switch parameter.form {
          case .stream(nil, _): return .signal(try #require(inputs.randomElement(using: &random)).id)
          case .stream(let declared?, let quantity):
            let range = quantity.bounds(declared, at: rate)
            guard Int.random(in: 0..<3, using: &random) == 0 else {
              return .number(range.somewhere(&random))
            }
            // A signal that wanders, or jumps, over the whole range and beyond.
            let half = min(1e6, (range.upperBound - range.lowerBound) * 0.6)
            let jumps = Bool.random(using: &random)
            let scaled = try row("mul", .signal(jumps ? square.id : noise.id), .number(half))
            return .signal(try row("add", .signal(scaled.id), .number(range.lowerBound + half)).id)
          case .streams: return .signals(inputs.prefix(Int.random(in: 1...3, using: &random)).map(\.id))
          case .number(let declared, let quantity):
            let value = quantity.bounds(declared, at: rate).somewhere(&random)
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
        heard += 1
        let planes = try manager.samples(of: signal, 0..<6_000)
        let peak = planes.joined().reduce(Float(0)) { $1.isFinite ? max($0, $1.magnitude) : .infinity }
        #expect(peak <= Self.most, "\(manager.tree(signal.id)) at \(rate) Hz")
        withExtendedLifetime(held) {}
      }
      #expect(heard == 12, "\(kind.name) was never heard at \(rate) Hz")
    }
  }
}
