import Glibc
import Testing

@testable import Kinds

/// What FastMath says of its errors.
@Suite struct FastMathTests {
  private func spread(_ low: Double, _ high: Double) -> [Double] {
    (0...20_000).map { low + (high - low) * Double($0) / 20_000 }
  }

  @Test func powersOfTwo() {
    for x in spread(-1_000, 1_000) + spread(-1, 1) {
      #expect(abs(FastMath.exp2(x) / exp2(x) - 1) < 1e-14, "\(x)")
    }
    #expect(FastMath.exp2(0) == 1 && FastMath.exp2(-3) == 0.125 && FastMath.exp2(-.infinity) < 1e-300)
  }

  @Test func binaryLogarithms() {
    for x in spread(-1_000, 1_000).map(exp2) + spread(0.5, 2.5) {
      #expect(abs(FastMath.log2(x) - log2(x)) < 1e-13, "\(x)")
    }
    #expect(FastMath.log2(1) == 0 && FastMath.log2(0.5) == -1 && FastMath.log2(1_024) == 10)
  }

  @Test func hyperbolicTangents() {
    for x in spread(-25, 25) + spread(-1e-3, 1e-3) + spread(-1e-7, 1e-7) where abs(x) > 1e-8 {
      #expect(abs(FastMath.tanh(x) / tanh(x) - 1) < 1e-7, "\(x)")
    }
    #expect(FastMath.tanh(0) == 0)
  }

  @Test func sinesOfAQuarterTurn() {
    for x in spread(0, .pi / 2) { #expect(abs(FastMath.sineOfQuarter(x) - sin(x)) < 1e-9) }
  }

  @Test func whatIsLeftAfterAWhile() {
    #expect(abs(pow(FastMath.remainder(sixtyDecibelsIn: 0.5, rate: 48_000), 24_000) - 0.001) < 1e-9)
    #expect(FastMath.remainder(sixtyDecibelsIn: 0, rate: 48_000) < 1e-300)
  }
}
