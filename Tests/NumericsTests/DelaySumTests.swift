import Designs
import Testing

@testable import Numerics

struct DelaySumTests {
  /// Found between the bins of a transform, a value is the sum itself.
  @Test(arguments: [1, 7, 399, 400, 401, 2_000]) func aValueIsItsSum(count: Int) throws {
    let factors = numbers(count, seed: count)
    let sum = try DelaySum(factors)
    let size = factors.reduce(0) { $0 + abs($1) }
    for turns in numbers(40, seed: 9) + [0, 0.25, 0.5, 0.75, 1, -0.5, 1e-7, 0.4999999] {
      let wanted = factors.indices.reduce(Complex(0)) {
        $0 + factors[$1] * Complex(angle: -2 * .pi * turns * Double($1))
      }
      #expect((sum.value(turns) - wanted).magnitude < 1e-12 * size, "\(turns)")
    }
  }

  @Test func aPoleOnTheCircleIsInfinite() throws {
    #expect(try DelayRatio([1], [1, -1]).value(0).real == .infinity)
    #expect(try DelayRatio([1], [1, 0, 1]).value(0.25).real == .infinity)
    #expect(try DelayRatio([1, -1], [1, -1]).value(0).real.isNaN)
  }

  @Test func groupDelayOfManyTapsIsThatOfFew() throws {
    // Symmetric: half of its length everywhere.
    let half = numbers(500, seed: 2)
    let delays = try FilterForms.groupDelay(
      half + half.reversed(), [1], at: numbers(100, seed: 3).map(abs))
    #expect(delays.allSatisfy { abs($0 - 499.5) < 1e-6 })
  }
}
