import Signals
import Testing

@testable import Kinds

@Suite struct ConvolveTests {
  @Test func lawsHold() throws {
    let response = KernelBench.Given.samples((0..<40).map { 1 / Float(1 + $0) }, from: -3)
    expectLaws(try KernelBench(.convolve, SpectralTests.noise, response))
    expectLaws(try KernelBench(.convolve, .samples([1, 2, 3], from: 100), response))
  }

  @Test func theResultIsSciPys() throws {
    let reference = try SpectralReference.load()
    let bench = try KernelBench(.convolve, .samples(reference.voice), .samples(reference.other))
    #expect(bench.shape.range == SignalRange(0..<reference.convolved.count))
    #expect(greatestDifference(bench.mono(0..<reference.convolved.count), reference.convolved) < 1e-5)
  }

  /// Longer than one partition: each of its taps is heard at its time.
  @Test func aResponseOfAnyLengthIsHeardWhole() throws {
    var long = [Float](repeating: 0, count: 200_000)
    for place in [0, 65_535, 65_536, 131_072, 199_999] { long[place] = Float(place % 7 + 1) / 8 }
    let bench = try KernelBench(.convolve, .samples([1, -0.5]), .samples(long))
    #expect(bench.kernel.grain == 1 << 16)
    for place in [0, 65_535, 131_072, 199_999] {
      let out = bench.mono(place..<place + 1)[0]
      let expected = long[place] - (place > 0 ? 0.5 * long[place - 1] : 0)
      #expect(abs(out - expected) < 1e-5)
    }
    #expect(bench.shape.range == SignalRange(0..<200_001))
  }

  @Test func aResponseMayBeginBeforeItsImpulse() throws {
    let bench = try KernelBench(.convolve, .samples([1, 2], from: 10), .samples([3, 4], from: -4))
    #expect(bench.shape.range == SignalRange(6..<9))
    #expect(greatestDifference(bench.mono(5..<10), [0, 3, 10, 8, 0]) < 1e-5)
  }

  @Test func channelsSpread() throws {
    let stereo = KernelBench.Given.source(.samples([[1, 0], [0, 2]]))
    let bench = try KernelBench(.convolve, .samples([1, 1]), stereo)
    let out = bench.render(0..<3)
    #expect(greatestDifference(out[0], [1, 1, 0]) < 1e-6 && greatestDifference(out[1], [0, 2, 2]) < 1e-6)
  }

  @Test func aResponseThatGoesOnForEverIsRefused() throws {
    #expect(
      refusal { try KernelBench(.convolve, SpectralTests.noise, SpectralTests.noise) }?.contains(
        "a signal that ends is expected") == true)
  }

  @Test func whatIsNotFiniteIsHeardNowhere() throws {
    let bench = try KernelBench(.convolve, .samples([1, .nan, .infinity, 1]), .samples([1, .nan]))
    #expect(greatestDifference(bench.mono(0..<5), [1, 0, 0, 1, 0]) < 1e-6)
  }
}
