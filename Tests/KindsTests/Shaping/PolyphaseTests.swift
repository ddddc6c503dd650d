import Glibc
import Signals
import Testing

@testable import Kinds

@Suite struct PolyphaseTests {
  /// A signal through `function` at a higher rate.
  private func oversampled(
    _ input: KernelBench.Given, _ factor: Int, _ frames: Range<Int>, _ function: (Float) -> Float
  ) throws -> [Float] {
    let early = frames.lowerBound - 100..<frames.upperBound
    let planes = try (1...factor).map { number in
      try KernelBench(.polyphaseUp, input, .init(integerLiteral: factor), .init(integerLiteral: number))
        .mono(early).map(function)
    }
    let down = try KernelBench(
      .polyphaseDown, .source(.samples(planes, from: early.lowerBound)), .init(integerLiteral: factor))
    return down.mono(frames)
  }

  @Test func theSamplesAreThoseOfSciPy() throws {
    let reference = try ShapingReference.read()
    for example in reference.oversampled {
      let samples = try oversampled(reference.input, example.factor, 0..<reference.signal.count) {
        example.drive == 0 ? $0 : Float(tanh(example.drive * Double($0)))
      }
      #expect(ShapingReference.worst(samples, example.y) < 1e-6, "\(example.factor) times")
    }
  }

  @Test(arguments: [1, 2, 3, 4, 8, 32]) func whatIsNotShapedComesOutLate(factor: Int) throws {
    let tone = KernelBench.Given.wave {
      Float(
        0.5 * sin(2 * .pi * 1_000 * Double($0) / 48_000) + 0.5 * sin(2 * .pi * 20_000 * Double($0) / 48_000))
    }
    let out = try oversampled(tone, factor, 0..<480) { $0 }
    let late = try KernelBench(.z, tone, 48).mono(0..<480)
    let worst = zip(out, late).map { abs($0 - $1) }.max() ?? 1
    #expect(worst < 3e-5, "\(worst)")
  }

  /// The third harmonic of 10 kHz would be heard at 18 kHz.
  @Test func whatIsMadeAboveHalfTheRateIsGone() throws {
    let tone = KernelBench.Given.wave { Float(sin(2 * .pi * 10_000 * Double($0) / 48_000)) }
    let cubed = try oversampled(tone, 2, 0..<4_800) { $0 * $0 * $0 }
    #expect(abs(FourierBin.magnitude(cubed, turns: 10.0 / 48) - 0.75) < 1e-4)
    #expect(FourierBin.magnitude(cubed, turns: 18.0 / 48) < FourierBin.factor(decibels: -95))
  }

  @Test func lawsHold() throws {
    for input in [Inputs.wild, Inputs.short, .channels(0.3, -4, 1, 2)] {
      expectLaws(try KernelBench(.polyphaseUp, input, 3, 2))
      expectLaws(try KernelBench(.polyphaseDown, input, 1))
    }
    expectLaws(try KernelBench(.polyphaseDown, .channels(0.3, -4, 1, 2), 2))
    #expect(try KernelBench(.polyphaseDown, .channels(0.3, -4, 1, 2), 2).shape.channels == 2)
    #expect(
      refusal { try KernelBench(.polyphaseDown, .channels(0.3, -4, 1), 2) }
        == "input: 3 channels were given; expected a multiple of 2, the factor")
    #expect(
      refusal { try KernelBench(.polyphaseUp, Inputs.wild, 2, 3) }
        == "number: 3 was given; expected 1 to 2, the factor")
  }
}
