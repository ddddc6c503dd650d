import Glibc
import Kinds
import Signals
import Testing

/// No parameter inside its range makes a NaN, an infinity or a level above +24 dBFS for a full-scale input.
struct FilterLevelTests {
  private static let kinds: [SignalKind] = [
    .lowpass, .highpass, .bandpass, .notch, .allpass, .peaking, .lowshelf, .highshelf, .svf, .ladder,
    .onepole, .dcblock, .freqshift, .hilbert,
  ]

  /// Both ends and the middle of each parameter's range.
  private func settings(_ kind: SignalKind, _ rate: Int) -> [[KernelBench.Given]] {
    var settings: [[KernelBench.Given]] = [[]]
    for parameter in kind.parameters.dropFirst() {
      var values: [KernelBench.Given] = []
      switch parameter.form {
      case .stream(let declared?, .hertz):
        let range = Quantity.hertz.bounds(declared, at: rate)
        values = [100, 1_000, 9_000].filter(range.contains).map { .init($0) }
        values += [.init(range.lowerBound), .init(range.upperBound)]
      case .stream(let range?, _): values = [.init(range.lowerBound), .init(range.upperBound), .standard]
      case .choice(let choices): values = choices.map { .resolved(.text($0)) }
      default: break
      }
      settings = settings.flatMap { setting in values.map { setting + [$0] } }
    }
    return settings
  }

  private func bench(
    _ kind: SignalKind, _ input: KernelBench.Given, _ given: [KernelBench.Given], _ rate: Int
  )
    throws -> KernelBench
  {
    let all = given + [KernelBench.Given](repeating: .standard, count: 4 - given.count)
    return try KernelBench(kind, input, all[0], all[1], all[2], all[3], rate: rate)
  }

  private func inputs(_ rate: Int) -> [KernelBench.Given] {
    let waves: [@Sendable (Int) -> Float] = [100.0, 1_000, 9_000].flatMap { hertz in
      let sine: @Sendable (Int) -> Float = { Float(sin(2 * .pi * hertz * Double($0) / Double(rate))) }
      let square: @Sendable (Int) -> Float = { sine($0) < 0 ? -1 : 1 }
      return [sine, square]
    }
    return waves.map { wave in .wave { wave($0) } } + [.wave { $0 * 7_919 % 1_001 < 500 ? -1 : 1 }]
  }

  @Test(arguments: kinds) func aFullScaleInputStaysBelow24Decibels(kind: SignalKind) throws {
    for rate in [44_100, 48_000, 96_000] {
      for given in settings(kind, rate) {
        for input in inputs(rate) {
          let bench = try bench(kind, input, given, rate)
          let loudest = bench.render(0..<6_000).joined().reduce(0) { $1.magnitude <= $0 ? $0 : $1.magnitude }
          #expect(decibels(Double(loudest)) < 24, "\(kind.name) \(given) at \(rate)")
        }
      }
    }
  }

  @Test(arguments: kinds) func anySweepStaysFinite(kind: SignalKind) throws {
    let given = kind.parameters.dropFirst().map { parameter -> KernelBench.Given in
      guard case .stream(let range?, _) = parameter.form else { return .standard }
      let (low, width) = (range.lowerBound, range.upperBound - range.lowerBound)
      return .wave { n in
        n % 97 == 0 ? .nan : n % 89 == 0 ? -.infinity : Float(low + width * Double(n * 104_729 % 1_009) / 900)
      }
    }
    let noise = KernelBench.Given.wave { Float($0 * 7_919 % 1_001) / 500 - 1 }
    let bench = try bench(kind, noise, given, 48_000)
    #expect(bench.render(0..<50_000).joined().allSatisfy { $0.magnitude < 15.85 })
    #expect(bits(bench.render(0..<2_000, step: 37)) == bits(bench.render(0..<2_000)))
  }

  @Test(arguments: kinds) func theLawsHold(kind: SignalKind) throws {
    expectLaws(try bench(kind, .wave { Float($0 * 7_919 % 1_001) / 500 - 1 }, [], 48_000))
    // Rings out, is silent, and sounds again within a block.
    let clicks = [1, -0.5, 0.25] + [Float](repeating: 0, count: 60_000) + [0.5]
    let ringing = try bench(kind, .samples(clicks, from: 100), [], 48_000)
    let whole = ringing.render(0..<61_000)
    for step in [1, 37] { #expect(differences(ringing.render(0..<61_000, step: step), whole) == 0) }
    let bench = try bench(kind, .samples([1, .nan, .infinity, 1]), [], 48_000)
    #expect(bench.render(0..<2_000).allSatisfy { $0[256...].allSatisfy { $0.isFinite } })
  }
}
