import Glibc
import Testing

@testable import Designs

/// Roots of some multiplicity are told as one, and those that are several stay so.
struct RootTests {
  private static func polynomial(_ roots: [Complex]) -> [Double] {
    ZeroPoleGain(zeros: roots, poles: [], gain: 1).transferFunction.b
  }

  private static func pair(_ radius: Double, _ angle: Double) -> [Complex] {
    let root = radius * Complex(angle: angle)
    return [root, root.conjugate]
  }

  private static func times(_ count: Int, _ roots: [Complex]) -> [Complex] {
    (0..<count).flatMap { _ in roots }
  }

  static let clusters: [[Complex]] = [
    times(6, pair(0.9, 0.5)), times(10, [Complex(-1)]), times(40, [Complex(-1)]),
    times(8, [Complex(1), Complex(-1)]), times(3, pair(1, 0.5)) + pair(0.5, 1), times(2, pair(1, 2)),
    times(3, [Complex(0.5)]), times(2, [Complex(0.5)]) + [Complex(0.6)] + times(3, [Complex(-0.9)]),
    times(4, [Complex(-1)]) + pair(0.98, 0.1) + pair(0.95, 0.15),
    times(4, pair(0.8, 1)) + times(2, pair(0.9, 2)) + [Complex(0.3)],
  ]

  @Test(arguments: clusters) func oneRootSeveralTimesIsOne(wanted: [Complex]) throws {
    var rest = try Polynomial.roots(Self.polynomial(wanted).map { 3e-7 * $0 })
    #expect(rest.count == wanted.count)
    for root in wanted {
      let near = try #require(
        rest.indices.min { (rest[$0] - root).magnitude < (rest[$1] - root).magnitude })
      #expect((rest.remove(at: near) - root).magnitude < 1e-9, "\(root)")
    }
    let found = Set(try Polynomial.roots(Self.polynomial(wanted)))
    #expect(found.count == Set(wanted).count)
  }

  /// What the coefficients tell apart stays apart.
  @Test(arguments: [1e-2, 1e-4, 1e-6]) func whatLiesNearStaysTwo(apart: Double) throws {
    for wanted in [
      [Complex(1 - apart), Complex(1)], Self.pair(1 - apart, apart),
      Self.pair(1, 1) + Self.pair(1 - apart, 1),
    ] {
      let roots = try Polynomial.roots(Self.polynomial(wanted))
      #expect(Set(roots).count == wanted.count, "\(wanted)")
    }
  }

  /// Small ones beside great ones too, over some decades.
  @Test(arguments: [
    [-1, 1e-4, 2e-4, 3e-4, 4e-4], [-1, 1e-7, 3e-7], [0.9, 0.8, 1e-4, 2e-4, 3e-4, 4e-4], [0.5, 0.5 + 2e-7],
    [-0.9, -0.8, 1e-3, 1.1e-3, 1.2e-3],
  ]) func rootsOfAllSizesStayApart(wanted: [Double]) throws {
    let roots = try Polynomial.roots(Self.polynomial(wanted.map { Complex($0) }))
    for (found, wanted) in zip(roots, wanted.sorted()) {
      #expect((found - Complex(wanted)).magnitude < 1e-5 * abs(wanted), "\(roots)")
    }
  }

  @Test func rootsComeInPairsByTheirRealParts() throws {
    for degree in [2, 7, 30, 101] {
      let factors = (0...degree).map { sin(3 * Double($0) + 1) }
      let roots = try Polynomial.roots(factors)
      #expect(roots.count == degree)
      #expect(roots.allSatisfy { roots.contains($0.conjugate) })
      #expect(zip(roots, roots.dropFirst()).allSatisfy { $0.real <= $1.real })
      for root in roots {
        let (value, _, size) = Polynomial.evaluated(factors, root)
        #expect(value.magnitude <= 1e-12 * size)
      }
    }
  }

  @Test func greatAndSmallRootsAreFoundTogether() throws {
    // In falling powers: 1e6, 1 and 1e-6.
    let roots = try Polynomial.roots(Self.polynomial([Complex(1e6), Complex(1), Complex(1e-6)]))
    for (root, wanted) in zip(roots, [1e-6, 1, 1e6]) { #expect(abs(root.real / wanted - 1) < 1e-9) }
    let small = try Polynomial.roots([1e-300, -3e-300, 2e-300])
    for (root, wanted) in zip(small, [1.0, 2]) { #expect(abs(root.real / wanted - 1) < 1e-12) }
  }

  @Test func whatCannotBeIsTold() {
    #expect(throws: DesignError("finite coefficients are expected; nan was given")) {
      try Polynomial.roots([1, .nan])
    }
    #expect(throws: DesignError("1002 coefficients have 1001 roots; at most 1000 are sought")) {
      try Polynomial.roots([Double](repeating: 1, count: 1_002))
    }
    let nobody = Patience(goesOn: { false }, memoryLeft: { _ in .max })
    #expect(throws: DesignError.interrupted) {
      try nobody.during { try Polynomial.roots((0...900).map { sin(Double($0) + 1) }) }
    }
  }
}
