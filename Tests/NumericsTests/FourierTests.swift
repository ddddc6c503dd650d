import Designs
import Testing

@testable import Numerics

struct FourierTests {
  static let lengths = [1, 2, 3, 8, 30, 31, 97, 256, 1000]

  @Test(arguments: lengths, Fourier.Norm.allCases)
  func theInverseUndoesTheTransform(length: Int, norm: Fourier.Norm) throws {
    let x = complexNumbers(length, seed: length)
    #expect(worst(try Fourier.ifft(Fourier.fft(x, nil, norm), nil, norm), x) < 1e-13)
    let real = Vector(x.real)
    let again = try Fourier.irfft(Fourier.rfft(real, nil, norm), length, norm)
    #expect(!again.isComplex)
    #expect(worst(again, real) < 1e-13)
  }

  @Test(arguments: lengths)
  func theEnergyIsTheSameOnBothSides(length: Int) throws {
    let x = complexNumbers(length, seed: 2 * length)
    func energy(_ vector: Vector) -> Double { vector.magnitudes.reduce(0) { $0 + $1 * $1 } }
    #expect(abs(energy(try Fourier.fft(x, nil, .ortho)) / energy(x) - 1) < 1e-12)
  }

  @Test func eachBinIsItsSum() throws {
    let x = complexNumbers(21, seed: 5)
    let bins = try Fourier.fft(x)
    for k in 0..<21 {
      let sum = (0..<21).reduce(Complex(0)) { sum, n in
        sum + x[n] * Complex(angle: -2 * .pi * Double(k * n) / 21)
      }
      #expect((sum - bins[k]).magnitude < 1e-12)
    }
  }

  @Test func whatCannotBeIsTold() {
    #expect(throws: NumberError.self) { try Fourier.fft(Vector([Double]())) }
    #expect(throws: NumberError.self) { try Fourier.rfft(complexNumbers(4, seed: 1)) }
    #expect(throws: NumberError.self) { try Fourier.irfft(Vector([1])) }
  }

  @Test func theAnalyticSignalHasNoNegativeFrequencies() throws {
    for length in [40, 41] {
      let x = Vector(numbers(length, seed: 9))
      let analytic = try Analytic.hilbert(x)
      #expect(worst(Vector(analytic.real), x) < 1e-13)
      let bins = try Fourier.fft(analytic).magnitudes
      #expect(bins[(length / 2 + 1)...].allSatisfy { $0 < 1e-12 })
    }
  }

  /// An echo a d later, g as loud, is a row of peaks at every d, of which the first is g.
  @Test func anEchoIsAPeakOfTheCepstrum() throws {
    var x = [Double](repeating: 0, count: 256)
    x[0] = 1
    x[20] = 0.5
    let found = try Analytic.cepstrum(Vector(x)).real
    #expect(abs(found[20] - 0.25) < 1e-6)
    #expect(abs(found[40] + 0.0625) < 1e-6)
    #expect(abs(found[13]) < 1e-6)
  }
}
