import Glibc
import Signals
import Testing

@testable import Kinds

/// Parameters at the ends of their ranges, at several rates, under noise at full scale.
@Suite struct ExtremesTests {
  static let kinds: [SignalKind] = [
    .softclip, .tanh, .rectify, .quantize, .bitcrush, .lag, .slew, .follow, .trigger,
    .sampleHold,
    .windowMean, .channelPeak, .compressor, .expander, .gate, .duck,
  ]
  private static let noise = KernelBench.Given.wave { frame in
    let hash = UInt32(truncatingIfNeeded: frame) &* 2_654_435_761
    return Float(Int32(bitPattern: hash ^ (hash >> 15))) * 0x1p-31
  }

  /// What may be given for a parameter.
  private static func ends(_ parameter: any Parameter) -> [KernelBench.Given] {
    switch parameter.form {
    case .stream(let range?, _):
      let signal = KernelBench.Given.wave {
        $0 / 50 % 2 == 0 ? Float(range.lowerBound) : Float(range.upperBound)
      }
      return [.init(range.lowerBound), .init(range.upperBound), signal]
    case .number(let range, _): return [.init(range.lowerBound), .init(min(range.upperBound, 4))]
    case .choice(let choices): return choices.map { .init(stringLiteral: $0) }
    default: return [noise]
    }
  }

  @Test(arguments: kinds) func nothingGoesPastTwentyFourDecibels(_ kind: SignalKind) throws {
    for rate in [44_100, 48_000, 96_000] {
      for (place, parameter) in kind.parameters.enumerated() {
        for end in Self.ends(parameter) {
          var given = kind.parameters.prefix(8).map { parameter -> KernelBench.Given in
            if parameter.standard != nil { return .standard }
            return Self.ends(parameter)[1 % Self.ends(parameter).count]
          }
          given[place] = end
          given += [KernelBench.Given](repeating: .standard, count: 8 - given.count)
          let bench = try KernelBench(
            kind, given[0], given[1], given[2], given[3], given[4], given[5], given[6], given[7], rate: rate)
          let loudest = bench.mono(0..<2_000).reduce(Float(0)) { $1.magnitude <= $0 ? $0 : $1.magnitude }
          #expect(loudest < 15.85, "\(parameter.name) \(end) at \(rate)")
        }
      }
    }
  }
}
