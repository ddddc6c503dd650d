import Designs
import Testing

@testable import Numerics

struct ConvolutionTests {
  static let lengths = [(1, 1), (7, 3), (3, 7), (40, 60), (200, 130)]

  @Test(arguments: lengths)
  func bothWaysAreTheDirectSum(lengths: (Int, Int)) throws {
    let (a, b) = (complexNumbers(lengths.0, seed: 1), complexNumbers(lengths.1, seed: 2))
    for (a, b) in [(a, b), (Vector(a.real), b), (Vector(a.real), Vector(b.real))] {
      let expected = Vector(
        (0..<a.count + b.count - 1).map { n in
          (0..<a.count).reduce(Complex(0)) { sum, k in
            (0..<b.count).contains(n - k) ? sum + a[k] * b[n - k] : sum
          }
        })
      for method in Convolution.Method.allCases {
        let found = try Convolution.convolve(a, b, .full, method)
        #expect(found.isComplex == (a.isComplex || b.isComplex))
        #expect(worst(found, expected) < 1e-13)
      }
    }
  }

  @Test(arguments: Convolution.Mode.allCases)
  func correlationIsTheSumOverTheLag(mode: Convolution.Mode) throws {
    let (a, b) = (complexNumbers(9, seed: 3), complexNumbers(5, seed: 4))
    let lags = mode == .full ? -4..<9 : mode == .same ? -2..<7 : 0..<5
    let expected = Vector(
      lags.map { lag in
        (0..<5).reduce(Complex(0)) { sum, n in
          (0..<9).contains(n + lag) ? sum + a[n + lag] * b[n].conjugate : sum
        }
      })
    #expect(worst(try Convolution.correlate(a, b, mode), expected) < 1e-13)
  }
}
