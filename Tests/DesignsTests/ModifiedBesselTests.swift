import Testing

@testable import Designs

/// Against the values that scipy.special.i0 gives.
struct ModifiedBesselTests {
  @Test(arguments: [(0, 1), (1, 1.2660658777520084), (5, 27.239871823604442), (-1, 1.2660658777520084)])
  func valuesAreThoseOfTheReference(_ x: Double, _ expected: Double) {
    #expect(abs(ModifiedBessel.i0(x) / expected - 1) < 1e-14)
  }
}
