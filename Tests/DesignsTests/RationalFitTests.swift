import Glibc
import Testing

@testable import Designs

struct RationalFitTests {
  @Test func rootsOfAProductAreItsFactors() throws {
    // (x - 1)(x + 2)(x^2 + 1) x
    let roots = try Polynomial.roots([1, 1, -1, 1, -2, 0])
    let expected = [Complex(-2), Complex(0, -1), Complex(0), Complex(0, 1), Complex(1)]
    #expect(roots.count == 5)
    // In any order: real parts of 0 differ in their last digits.
    for value in expected {
      #expect(roots.contains { ($0 - value).magnitude < 1e-12 }, "\(value) of \(roots)")
    }
    #expect(try Polynomial.roots([0, 0, 2, -4]) == [Complex(2)])
    #expect(try Polynomial.roots([3]).isEmpty)
    #expect(try Polynomial.roots([0, 0]).isEmpty)
  }

  @Test func manyRootsOnACircleAreFound() throws {
    let roots = try Polynomial.roots([1] + [Double](repeating: 0, count: 39) + [-1])
    #expect(roots.count == 40)
    for root in roots {
      #expect(abs(root.magnitude - 1) < 1e-10)
      #expect(roots.contains { ($0 - root.conjugate).magnitude < 1e-10 })
    }
  }

  @Test(arguments: [
    ([1.0, 2, 1], [1.0, -1.8, 0.9]), ([0.25], [1, -0.75]), ([1, -0.5, 0.25, 0.1], [1]),
    ([0.1, 0, -0.1], [1, -1.9, 0.98]), ([0, 0, 1], [1]),
    ([0.2, 0.1, 0.3, 0.5, 0.2], [1, -0.4, 0.5, -0.2, 0.1]),
  ])
  func theLowestOrderThatMeetsTheResponse(_ b: [Double], _ a: [Double]) throws {
    let fit = try #require(
      RationalFit(order: 12) { angle in
        let delay = Complex(angle: -angle)
        return Polynomial.value(b.reversed(), delay) / Polynomial.value(a.reversed(), delay)
      })
    let order = max(b.count, a.count)
    #expect(fit.b.count == order)
    func padded(_ list: [Double]) -> [Double] { list + [Double](repeating: 0, count: order - list.count) }
    for (found, given) in zip(fit.b, padded(b)) { #expect(abs(found - given) < 1e-6) }
    for (found, given) in zip(fit.a, padded(a)) { #expect(abs(found - given) < 1e-6) }
  }

  @Test func aDelayOfAThousandHasNoSmallOrder() {
    #expect(RationalFit(order: 12) { Complex(angle: -1000 * $0) } == nil)
    #expect(RationalFit(order: 12) { _ in Complex(.nan) } == nil)
  }
}
