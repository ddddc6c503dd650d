import Glibc
import Signals
import Testing

@testable import Kinds

@Suite struct ArithmeticTests {
  static let kinds: [SignalKind] = [.add, .sub, .mul, .div, .pow, .mod]
  let saw = KernelBench.Given.wave(period: 100) { Float(($0 % 100 + 100) % 100) / 50 - 1 }
  let steps = KernelBench.Given.wave(period: 7) { Float(($0 % 7 + 7) % 7) - 3 }

  @Test(arguments: kinds) func lawsHold(_ kind: SignalKind) throws {
    let short = KernelBench.Given.samples((0..<200).map { Float($0 % 13) - 6 }, from: -50)
    for given in [(saw, steps), (short, saw), (saw, short), (short, 2), (2, short), (saw, 0.5), (saw, 0)] {
      let bench = try KernelBench(kind, given.0, given.1)
      expectLaws(bench)
      #expect(bench.kernel.isElementwise)
      #expect(bench.mono(-300..<700).allSatisfy { $0.isFinite })
    }
  }

  /// A side that is known to hold one value gives the bits that the same value gives sample by sample.
  @Test(arguments: kinds) func aUniformSideChangesNoBit(_ kind: SignalKind) throws {
    for value: Float in [0, 1, 2, 0.5, -1, 3.7, -2.5] {
      let level = KernelBench.Given.wave { _ in value }
      let number = KernelBench.Given.channels(Double(value))
      #expect(
        try KernelBench(kind, saw, number).mono(0..<300) == KernelBench(kind, saw, level).mono(0..<300))
      #expect(
        try KernelBench(kind, number, saw).mono(0..<300) == KernelBench(kind, level, saw).mono(0..<300))
    }
  }

  @Test func eachDoesWhatItsNameSays() throws {
    let (a, b) = (KernelBench.Given.samples([5, -5, 5, 7]), KernelBench.Given.samples([3, 3, -3, 2]))
    func of(_ kind: SignalKind) throws -> [Float] { try KernelBench(kind, a, b).mono(0..<4) }
    #expect(try of(.add) == [8, -2, 2, 9])
    #expect(try of(.sub) == [2, -8, 8, 5])
    #expect(try of(.mul) == [15, -15, -15, 14])
    #expect(try of(.div) == [5 / 3, -5 / 3, -5 / 3, 3.5])
    #expect(try of(.pow) == [125, -125, 1 / 125, 49])
    #expect(try of(.mod) == [2, 1, -1, 1])
    #expect(try KernelBench(.neg, a).mono(0..<4) == [-5, 5, -5, -7])
  }

  @Test func numbersAreWorkedOutAtDoublePrecision() throws {
    #expect(try KernelBench(.add, 0.1, 0.2).kernel.constant == [0.1 + 0.2])
    #expect(try KernelBench(.pow, 2, 0.5).kernel.constant == [1.4142135623730951])
    #expect(try KernelBench(.mul, .channels(1, 2), 3).kernel.constant == [3, 6])
    let zero = try #require(try KernelBench(.neg, 0).kernel.constant)
    #expect(zero.map(\.sign) == [.plus])
    #expect(try KernelBench(.add, saw, 1).kernel.constant == nil)
  }

  @Test func nothingInfiniteComesOfAQuotientOrAPower() throws {
    let zero = KernelBench.Given.wave { _ in 0 }
    #expect(try KernelBench(.div, saw, zero).mono(0..<100).allSatisfy { $0 == 0 })
    #expect(try KernelBench(.mod, saw, zero).mono(0..<100).allSatisfy { $0 == 0 })
    #expect(try KernelBench(.pow, -2, .wave { _ in 0.5 }).mono(0..<3) == [0, 0, 0])
    #expect(try KernelBench(.pow, zero, -1).mono(0..<3) == [0, 0, 0])
    #expect(try KernelBench(.div, 1, 0).kernel.constant == [0])
    #expect(try KernelBench(.mod, 1, 0).kernel.constant == [0])
  }

  @Test func theRemainderIsLuas() throws {
    for (a, b) in [(5.5, 2.0), (-5.5, 2), (5.5, -2), (-5.5, -2), (0.3, 0.1), (1e6, 0.7), (-1e-20, 1)] {
      var expected = fmod(Double(Float(a)), Double(Float(b)))
      if expected * b < 0 { expected += Double(Float(b)) }
      let got = try KernelBench(.mod, .samples([Float(a)]), .channels(Double(Float(b)))).mono(0..<1)[0]
      #expect(got == Float(expected), "\(a) % \(b)")
    }
  }

  @Test func aSilentFactorLeavesTheOtherUnasked() throws {
    let bench = try KernelBench(.mul, saw, .samples([Float](repeating: -1, count: 128), from: 256))
    #expect(bench.kernel.askOrder == [1, 0])
    #expect(bench.block(at: 0).asked[0] == nil)
    #expect(bench.block(at: 0).isUniform)
    #expect(bench.block(at: 256).asked[0] == 256..<384)
    #expect(bench.mono(0..<128).allSatisfy { $0.bitPattern == 0 })
    #expect(try KernelBench(.mul, saw, 0).block(at: 0).asked[0] == nil)
  }

  @Test func rangesAndPeriodsFollowFromTheSides() throws {
    let (early, late) = (KernelBench.Given.samples([1, 2, 3]), KernelBench.Given.samples([1, 2], from: 2))
    func range(_ kind: SignalKind, _ a: KernelBench.Given, _ b: KernelBench.Given) throws -> SignalRange {
      try KernelBench(kind, a, b).shape.range
    }
    #expect(try range(.add, early, late) == SignalRange(0..<4))
    #expect(try range(.sub, early, late) == SignalRange(0..<4))
    #expect(try range(.mul, early, late) == SignalRange(2..<3))
    #expect(try range(.div, early, saw) == SignalRange(0..<3))
    #expect(try range(.mod, early, saw) == SignalRange(0..<3))
    #expect(try range(.pow, early, 2) == SignalRange(0..<3))
    #expect(try range(.pow, early, 0) == .all)
    #expect(try range(.pow, early, late) == .all)
    #expect(try range(.pow, 2, early) == .all)
    #expect(try KernelBench(.mul, saw, steps).shape.period == 700)
    #expect(try KernelBench(.add, saw, 1).shape.period == 100)
    #expect(try KernelBench(.add, saw, early).shape.period == nil)
  }

  @Test func oneChannelSpreadsAndOtherCountsAreRefused() throws {
    let two = KernelBench.Given.channels(1, 2)
    #expect(try KernelBench(.mul, saw, two).shape.channels == 2)
    let planes = try KernelBench(.mul, two, saw).render(0..<100)
    #expect(planes[1] == planes[0].map { 2 * $0 })
    #expect(
      refusal { try KernelBench(.add, two, .channels(1, 2, 3)) }
        == "2 channels and 3 channels cannot be combined: give the same number to both, or one channel, which "
        + "spreads over many (channel(n) picks one)")
  }
}
