import Glibc
import Spectra
import Testing

@Suite struct RealTransformTests {
  private func with(_ length: Int, _ body: (UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>) -> Void)
  {
    withUnsafeTemporaryAllocation(byteCount: 8 * (length + 32), alignment: RealTransform.alignment) { bytes in
      let floats = bytes.bindMemory(to: Float.self)
      floats.initialize(repeating: 0)
      guard let start = floats.baseAddress else { return }
      body(start, start + (length + 2 + 15) / 16 * 16)
    }
  }

  @Test(arguments: [2, 64, 130, 1_000, 2_048, 131_072]) func theInverseGivesBackWhatWentIn(length: Int) throws
  {
    let transform = try RealTransform.of(length: length)
    with(length) { samples, bins in
      for i in 0..<length { samples[i] = Float((i * 7_919) % 1_001) / 500 - 1 }
      transform.forward(samples, bins)
      transform.inverse(bins, samples)
      for i in 0..<length {
        #expect(abs(samples[i] / Float(length) - (Float((i * 7_919) % 1_001) / 500 - 1)) < 2e-6)
      }
    }
  }

  @Test func theBinsAreThoseOfTheOtherTransform() throws {
    let length = 240
    let wave = (0..<length).map { Float(sin(0.3 * Double($0))) + Float($0 % 7) }
    let expected = try FourierTransform.forward(real: wave)
    let transform = try RealTransform.of(length: length)
    with(length) { samples, bins in
      for i in 0..<length { samples[i] = wave[i] }
      transform.forward(samples, bins)
      for k in 0..<transform.bins {
        #expect(abs(bins[2 * k] - expected.real[k]) < 1e-3)
        #expect(abs(bins[2 * k + 1] - expected.imaginary[k]) < 1e-3)
      }
    }
  }

  @Test func oneIsMadeForEachLength() throws {
    let first = try RealTransform.of(length: 512)
    let second = try RealTransform.of(length: 512)
    #expect(first === second)
    #expect(throws: FourierTransformError.self) { try RealTransform.of(length: 7) }
    #expect(throws: FourierTransformError.self) { try RealTransform.of(length: 0) }
  }
}
