import Designs
import Testing

@testable import Numerics

struct LinearFilterTests {
  @Test func theFilterIsItsDifferenceEquation() throws {
    let (b, a) = ([0.3, -0.2, 0.5], [2.0, -0.6, 0.3, 0.1])
    let x = numbers(60, seed: 1)
    var y: [Double] = []
    for n in x.indices {
      func past(_ list: [Double], _ k: Int) -> Double { n >= k ? list[n - k] : 0 }
      let sum = b.indices.reduce(0) { $0 + b[$1] * past(x, $1) }
      y.append((sum - (1...3).reduce(0) { $0 + a[$1] * past(y, $1) }) / 2)
    }
    #expect(worst(try LinearFilter.lfilter(b, a, Vector(x)), Vector(y)) < 1e-14)
  }

  private func joined(_ parts: [Vector]) -> Vector {
    let isComplex = parts.contains(where: \.isComplex)
    return Vector(parts.flatMap(\.real), isComplex ? parts.flatMap(\.imaginaryParts) : nil)
  }

  private static let chunks = [0..<1, 1..<25, 25..<26, 26..<60]

  /// Chunk by chunk it is the whole, of complex numbers too.
  @Test(arguments: [true, false]) func theStateGoesOn(isComplex: Bool) throws {
    let (b, a) = ([0.3, -0.2, 0.5], [1, -0.6, 0.3])
    let x = isComplex ? complexNumbers(60, seed: 2) : Vector(numbers(60, seed: 2))
    var state = Vector([0, 0])
    let parts = try Self.chunks.map { try LinearFilter.lfilter(b, a, x[$0], state: &state) }
    #expect(joined(parts) == (try LinearFilter.lfilter(b, a, x)))
    #expect(state.isComplex == isComplex)
    let sections = [[0.3, -0.2, 0.5, 1, -0.6, 0.3], [1, 0.5, 0.1, 1, 0.2, -0.4]]
    var states = [Vector([0, 0]), Vector([0, 0])]
    let others = try Self.chunks.map { try LinearFilter.sosfilt(sections, x[$0], state: &states) }
    #expect(joined(others) == (try LinearFilter.sosfilt(sections, x)))
  }

  /// A filter of many taps is a transform, and the same.
  @Test func manyTapsAreTheSameFilter() throws {
    let (b, x) = (numbers(700, seed: 4), complexNumbers(2_000, seed: 5))
    let direct = try Convolution.convolve(Vector(b), x, .full, .direct)
    #expect(worst(try LinearFilter.lfilter(b, [1], x), direct[0..<2_000]) < 1e-13)
    var state = Vector([Double](repeating: 0, count: 699))
    let parts = try [0..<600, 600..<603, 603..<2_000].map {
      try LinearFilter.lfilter(b, [1], x[$0], state: &state)
    }
    #expect(worst(joined(parts), direct[0..<2_000]) < 1e-13)
    #expect(worst(state, direct[2_000..<2_699]) < 1e-13)
    // What is not finite comes out no earlier than it went in.
    var odd = x.real
    odd[1_500] = .infinity
    let y = try LinearFilter.lfilter(b, [1], Vector(odd)).real
    #expect(y[..<1_500].allSatisfy(\.isFinite) && !y[1_500].isFinite)
  }

  @Test func theRestingStateGoesOnWithTheSame() throws {
    let (b, a) = ([0.3, -0.2, 0.5], [1, -0.6, 0.3])
    var state = Vector(try LinearFilter.restingState(b, a))
    let y = try LinearFilter.lfilter(b, a, Vector([Double](repeating: 1, count: 20)), state: &state)
    #expect(y.real.allSatisfy { abs($0 - 0.6 / 0.7) < 1e-14 })
  }

  @Test func forwardAndBackwardMovesNothing() throws {
    let x = (0..<200).map { Complex(angle: 0.05 * Double($0)).real }
    let y = try LinearFilter.filtfilt([0.1], [1, -0.9], Vector(x)).real
    // The square of the magnitude, and no phase.
    let gain = 0.1 / (Complex(1) - 0.9 * Complex(angle: -0.05)).magnitude
    for n in 60..<140 { #expect(abs(y[n] - gain * gain * x[n]) < 2e-3) }
  }

  @Test func rootsMakeTheirPolynomial() throws {
    for seed in 1...20 {
      let b = [0, 0] + numbers(2 + seed % 9, seed: seed) + (seed % 3 == 0 ? [0, 0] : [])
      let a = [1] + numbers(seed % 7, seed: seed + 50)
      let form = try FilterForms.tf2zpk(b, a)
      let (top, bottom) = form.transferFunction
      #expect(worst(Vector(top), Vector(Array(b.dropFirst(2)))) < 1e-10)
      #expect(worst(Vector(bottom), Vector(a)) < 1e-10)
    }
    #expect(throws: NumberError.self) { try FilterForms.tf2zpk([1, .nan], [1]) }
    #expect(throws: NumberError.self) { try FilterForms.tf2zpk(numbers(2_000, seed: 1), [1]) }
  }

  @Test func sectionsAreTheWholeFilter() throws {
    let zeros = [Complex(-1), Complex(0.3, 0.4), Complex(0.3, -0.4)]
    let poles = [Complex(0.9), Complex(0.2, 0.7), Complex(0.2, -0.7), Complex(-0.5), Complex(0.1)]
    let sections = try FilterForms.zpk2sos(zeros, poles, 0.25)
    let (b, a) = ZeroPoleGain(zeros: zeros, poles: poles, gain: 0.25).transferFunction
    let x = try Sequences.unitImpulse(50, 0)
    let whole = try LinearFilter.lfilter([0, 0] + b, a, x)
    let found = try LinearFilter.sosfilt(sections, x)
    let isSame = worst(found, whole) < 1e-12
    let isEarlier = worst(found[0..<48], whole[2..<50]) < 1e-12
    #expect(isSame || isEarlier)
    #expect(throws: NumberError.self) { try FilterForms.zpk2sos([], [Complex(0, 0.5)], 1) }
  }

  @Test func theGroupDelayOfADelayIsItsLength() throws {
    let delays = try FilterForms.groupDelay([0, 0, 0, 1], [1], at: [0, 0.15, 0.3])
    #expect(delays.allSatisfy { abs($0 - 3) < 1e-12 })
    // Nothing comes out at 0 Hz.
    #expect(try FilterForms.groupDelay([1, -1], [1], at: [0]) == [0])
    // Half a sample earlier everywhere, but at the pole.
    #expect(try FilterForms.groupDelay([1], [1, -1], at: [0, 0.25]) == [0, -0.5])
  }

  @Test func predictionFindsItsFilter() throws {
    let a = [1, -1.2, 0.8, -0.3]
    let y = try LinearFilter.lfilter([1], a, Vector(numbers(20_000, seed: 3)))
    #expect(worst(try LinearPrediction.lpc(y, 3), Vector(a)) < 0.02)
  }
}
