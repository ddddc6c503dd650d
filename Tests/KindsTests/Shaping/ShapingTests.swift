import Glibc
import Signals
import Testing

@testable import Kinds

@Suite struct ShapingTests {
  private func of(_ kind: SignalKind, _ x: [Float], _ arguments: KernelBench.Given...) throws -> [Float] {
    let first = arguments.count > 0 ? arguments[0] : .standard
    let second = arguments.count > 1 ? arguments[1] : .standard
    return try KernelBench(kind, .samples(x), first, second).mono(0..<x.count)
  }

  @Test func whatLiesOutsideIsCutFoldedOrWrapped() throws {
    let x: [Float] = [-3.25, -1, -0.5, 0, 0.75, 1, 1.25, 2.5, 5]
    #expect(try of(.clip, x) == [-1, -1, -0.5, 0, 0.75, 1, 1, 1, 1])
    #expect(try of(.fold, x) == [0.75, -1, -0.5, 0, 0.75, 1, 0.75, -0.5, 1])
    #expect(try of(.wrap, x) == [0.75, -1, -0.5, 0, 0.75, -1, -0.75, 0.5, -1])
    #expect(try of(.clip, x, 0, 0.5) == [0, 0, 0, 0, 0.5, 0.5, 0.5, 0.5, 0.5])
    #expect(try of(.fold, [0.25, 0.75, -0.25], 0, 0.5) == [0.25, 0.25, 0.25])
    #expect(try of(.wrap, [0.25, 0.75, -0.125], 0, 0.5) == [0.25, 0.25, 0.375])
  }

  @Test(arguments: [SignalKind.clip, .fold, .wrap]) func theResultLiesBetweenTheLevels(_ kind: SignalKind)
    throws
  {
    let input = KernelBench.Given.wave { Float($0 * 7_919 % 1_001) * 1_000 + Float($0) * 0.37 }
    for sample in try KernelBench(kind, input, -0.3, 0.7).mono(0..<5_000) {
      #expect(sample >= -0.3 && sample <= 0.7)
    }
    // Levels that do not stand apart are one.
    for sample in try KernelBench(kind, input, 0.5, 0.5).mono(0..<500) { #expect(sample == 0.5) }
    let broken = try KernelBench(kind, Inputs.broken, Inputs.moving(-2, 1), Inputs.moving(1, -2))
    #expect(broken.mono(0..<700).allSatisfy { $0.isFinite })
  }

  @Test func saturationGoesToFullScaleAndNoFurther() throws {
    #expect(try of(.softclip, [0, 0.75, 1.5, 9, -9, .nan]) == [0, 0.6875, 1, 1, -1, 0])
    #expect(try of(.softclip, [0.375, 1], 2) == [0.6875, 1])
    #expect(try of(.tanh, [1e9, -1e9, 0], 1_000) == [1, -1, 0])
    let drive = try KernelBench(.tanh, Inputs.wild, Inputs.moving(0, 5)).mono(0..<500)
    let wild = try KernelBench(.add, Inputs.wild, 0).mono(0..<500)
    for n in 0..<500 {
      let expected = tanh(Double(wild[n]) * Double(5 * Float(n % 77) / 76))
      #expect(abs(Double(drive[n]) - expected) < 1e-6)
    }
  }

  @Test func rectifying() throws {
    #expect(try of(.rectify, [-2, -0.0, 0, 3]) == [2, 0, 0, 3])
    #expect(try of(.rectify, [-2, -0.0, 0, 3], "half") == [0, 0, 0, 3])
  }

  @Test func aTableIsReadWithStraightLines() throws {
    let table = KernelBench.Given.resolved(.samples(Samples([[2, 0, 4]])))
    #expect(try of(.shape, [-1, -0.5, 0, 0.25, 1, 7, -7, .nan], table) == [2, 1, 0, 1, 4, 4, 2, 0])
    let two = KernelBench.Given.resolved(.samples(Samples([[-3, 5]])))
    #expect(try of(.shape, [-1, 0, 1], two) == [-3, 1, 5])
    let risen = try KernelBench(.shape, Inputs.short, two)
    #expect(risen.shape.range == .all)
    #expect(try KernelBench(.shape, Inputs.short, table).shape.range == SignalRange(-50..<150))
  }

  @Test func aSineBecomesTheHarmonicsThatAreListed() throws {
    let amplitudes = [0.5, 0.25, -0.125, 0.0625]
    let sine = KernelBench.Given.wave(period: 480) { sinf(2 * .pi * Float(($0 % 480 + 480) % 480) / 480) }
    let shaped = try KernelBench(.chebyshev, sine, .resolved(.numbers(amplitudes))).mono(0..<480)
    for (place, amplitude) in amplitudes.enumerated() {
      let magnitude = FourierBin.magnitude(shaped, turns: Double(place + 1) / 480)
      #expect(abs(magnitude - abs(amplitude)) < 1e-6)
    }
    #expect(abs(shaped.reduce(0) { $0 + Double($1) } / 480) < 1e-6)
    #expect(FourierBin.magnitude(shaped, turns: 5.0 / 480) < 1e-6)
    let quiet = try KernelBench(
      .chebyshev, Inputs.short, .resolved(.numbers(amplitudes)), .resolved(.flag(true)))
    #expect(quiet.shape.range == SignalRange(-50..<150))
  }

  @Test func valuesAreThoseOfNumPy() throws {
    let reference = try ShapingReference.read()
    let amplitudes = KernelBench.Given.resolved(
      .numbers([0.5, 0.25, -0.125, Double(Float(0.1)), 0, Double(Float(0.05))]))
    for function in reference.functions {
      let kind = try #require(Catalogue.all[function.kind])
      let x = function.x.map(Float.init)
      let y =
        kind.name == "chebyshev"
        ? try of(kind, x, amplitudes) : try KernelBench(kind, .samples(x)).mono(0..<x.count)
      for (place, expected) in function.y.enumerated() {
        let error = abs(Double(y[place]) - expected)
        #expect(
          error <= 2e-7 * max(1, abs(expected)), "\(kind.name)(\(x[place])): \(y[place]), not \(expected)")
      }
    }
  }

  @Test func lawsHold() throws {
    let table = KernelBench.Given.resolved(.samples(Samples([[-1, 0.5, 0, 0.3, 1]])))
    let amplitudes = KernelBench.Given.resolved(.numbers([0.3, 0.5, 0.2]))
    for input in [Inputs.wild, Inputs.short, .channels(0.3, -4), 0.7] {
      for kind in [SignalKind.clip, .fold, .wrap] {
        expectLaws(try KernelBench(kind, input))
        expectLaws(try KernelBench(kind, input, -0.3, Inputs.moving(0.1, 0.9)))
        expectLaws(try KernelBench(kind, input, 0.1, 0.5))
      }
      for kind in [SignalKind.softclip, .tanh] {
        expectLaws(try KernelBench(kind, input, 3))
        expectLaws(try KernelBench(kind, input, Inputs.moving(0, 4)))
      }
      expectLaws(try KernelBench(.rectify, input, "half"))
      expectLaws(try KernelBench(.shape, input, table))
      expectLaws(try KernelBench(.chebyshev, input, amplitudes))
      for dither in ["none", "rectangular", "triangular"] {
        expectLaws(try KernelBench(.quantize, input, 5, .init(stringLiteral: dither)))
        expectLaws(try KernelBench(.quantize, input, Inputs.moving(1, 9), .init(stringLiteral: dither)))
      }
      expectLaws(try KernelBench(.bitcrush, input, 5, 9_000))
      expectLaws(try KernelBench(.bitcrush, input, Inputs.moving(1, 9), Inputs.moving(1_000, 60_000)))
    }
  }

  /// A parameter that is known to stand still gives the bits of one that stands still sample by sample.
  @Test func aUniformParameterChangesNoBit() throws {
    for kind in [SignalKind.clip, .fold, .wrap] {
      #expect(
        try KernelBench(kind, Inputs.wild, -0.3, 0.6).mono(0..<300)
          == KernelBench(kind, Inputs.wild, Inputs.level(-0.3), Inputs.level(0.6)).mono(0..<300))
    }
    for kind in [SignalKind.softclip, .tanh, .quantize] {
      #expect(
        try KernelBench(kind, Inputs.wild, 3.3).mono(0..<300)
          == KernelBench(kind, Inputs.wild, Inputs.level(3.3)).mono(0..<300))
    }
  }
}
