import Glibc
import Spectra
import Testing

@Suite struct FourierTransformTests {
  /// Numbers in -1..<1 that are the same in every run.
  private func noise(_ count: Int, seed: UInt64 = 1) -> [Float] {
    var state = seed
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Float(Int32(truncatingIfNeeded: state >> 32)) * 0x1p-31
    }
  }

  private func largestDifference(_ a: [Float], _ b: [Float]) -> Float {
    zip(a, b).map { abs($0 - $1) }.max() ?? 0
  }

  @Test func aSineOfElevenTurnsStandsAtTwoBins() throws {
    let sine = (0..<1200).map { Float(sin(2 * Double.pi * 11 * Double($0) / 1200)) }
    let bins = try FourierTransform.forward(real: sine, scale: 1 / 1200)
    try #require(bins.count == 1200)
    for k in 0..<1200 {
      let magnitude = hypotf(bins.real[k], bins.imaginary[k])
      if k == 11 || k == 1189 { #expect(abs(magnitude - 0.5) < 1e-6) } else { #expect(magnitude < 1e-6) }
    }
    #expect(abs(bins.imaginary[11] + 0.5) < 1e-6)
    #expect(abs(bins.imaginary[1189] - 0.5) < 1e-6)
  }

  @Test(arguments: [1, 2, 3, 7, 64, 97, 1009, 1200, 4096, 48_000, 1 << 20])
  func theInverseGivesBackWhatWentIn(count: Int) throws {
    let input = ComplexPlanes(real: noise(count), imaginary: noise(count, seed: 2))
    let bins = try FourierTransform.forward(input, scale: 1 / Float(count))
    let back = try FourierTransform.inverse(bins)
    #expect(largestDifference(back.real, input.real) < 1e-6)
    #expect(largestDifference(back.imaginary, input.imaginary) < 1e-6)
  }

  /// A large prime goes through a convolution, which costs single precision one bit more.
  @Test func theInverseOfALargePrimeIsNearlyAsGood() throws {
    let input = ComplexPlanes(real: noise(65_537), imaginary: noise(65_537, seed: 2))
    let back = try FourierTransform.inverse(FourierTransform.forward(input, scale: 1 / 65_537))
    #expect(largestDifference(back.real, input.real) < 2e-6)
    #expect(largestDifference(back.imaginary, input.imaginary) < 2e-6)
  }

  @Test(arguments: [1, 5, 97, 360, 1024]) func theEnergyIsTheSameInTimeAndFrequency(count: Int) throws {
    let input = ComplexPlanes(real: noise(count, seed: 3), imaginary: noise(count, seed: 4))
    let bins = try FourierTransform.forward(input, scale: 1 / sqrtf(Float(count)))
    func energy(_ planes: ComplexPlanes) -> Double {
      (planes.real + planes.imaginary).reduce(0) { $0 + Double($1) * Double($1) }
    }
    #expect(abs(energy(bins) / energy(input) - 1) < 1e-6)
  }

  @Test(arguments: [2, 13, 60]) func theBinsAreThoseOfTheDefiningSum(count: Int) throws {
    let input = ComplexPlanes(real: noise(count, seed: 5), imaginary: noise(count, seed: 6))
    let forward = try FourierTransform.forward(input)
    let inverse = try FourierTransform.inverse(input)
    for k in 0..<count {
      for (sign, bins) in [(-1.0, forward), (1.0, inverse)] {
        var (re, im) = (0.0, 0.0)
        for n in 0..<count {
          let angle = sign * 2 * Double.pi * Double(k * n % count) / Double(count)
          let (a, b) = (Double(input.real[n]), Double(input.imaginary[n]))
          re += a * cos(angle) - b * sin(angle)
          im += a * sin(angle) + b * cos(angle)
        }
        #expect(abs(re - Double(bins.real[k])) < 1e-5)
        #expect(abs(im - Double(bins.imaginary[k])) < 1e-5)
      }
    }
  }

  @Test func realDataIsComplexDataWithoutAnImaginaryPart() throws {
    let input = noise(251)
    #expect(
      try FourierTransform.forward(real: input) == FourierTransform.forward(ComplexPlanes(real: input)))
  }

  @Test func nothingHasNoBinsAndOneNumberIsItsOwn() throws {
    #expect(try FourierTransform.forward(real: []).count == 0)
    let one = ComplexPlanes(real: [0.25], imaginary: [-3])
    #expect(try FourierTransform.forward(one) == one)
    #expect(try FourierTransform.inverse(one, scale: 2) == ComplexPlanes(real: [0.5], imaginary: [-6]))
  }

  @Test func whatIsTooLongIsRefusedInASentence() {
    let long = [Float](repeating: 0, count: FourierTransform.maximumLength + 1)
    #expect {
      try FourierTransform.forward(real: long)
    } throws: {
      "\($0)" == "a Fourier transform of 67108865 frames is too long: expected at most 67108864"
    }
  }

  @Test func threadsThatShareAPlanGetEqualBits() async throws {
    // More lengths than plans are kept, so that plans come and go under the feet of the others.
    let lengths = Array(90...140) + [1024, 1009]
    let expected = try lengths.map { try FourierTransform.forward(real: noise($0)) }
    try await withThrowingTaskGroup(of: [ComplexPlanes].self) { group in
      for _ in 0..<8 {
        group.addTask { try lengths.map { try FourierTransform.forward(real: noise($0)) } }
      }
      for try await bins in group { #expect(bins == expected) }
    }
  }
}
