import Designs
import Testing

@testable import Numerics

struct ResamplingTests {
  @Test(arguments: [(3, 2), (2, 3), (160, 147), (1, 4)])
  func aSineStaysItself(factors: (Int, Int)) throws {
    let (up, down) = factors
    func sine(_ step: Double, _ count: Int) -> [Double] {
      (0..<count).map { Complex(angle: step * Double($0)).imaginary }
    }
    let y = try Resampling.resample(
      Vector(sine(0.1, 2000)), up: up, down: down,
      taps: { up, down throws(NumberError) in try Resampling.taps(up, down, .kaiser(beta: 5)) })
    let expected = sine(0.1 * Double(down) / Double(up), y.count)
    let inner = y.count / 4..<y.count * 3 / 4
    #expect(inner.allSatisfy { abs(y.real[$0] - expected[$0]) < 2e-3 })
  }

  @Test func factorsAreTakenInLowestTerms() throws {
    let taps = { (up: Int, down: Int) throws(NumberError) in
      try Resampling.taps(up, down, .kaiser(beta: 5))
    }
    let x = Vector(numbers(30, seed: 6))
    #expect(
      try Resampling.resample(x, up: 480_000, down: 320_000, taps: taps)
        == Resampling.resample(x, up: 3, down: 2, taps: taps))
    #expect(try Resampling.resample(x, up: 48_000, down: 44_099, taps: taps).count == 33)
    #expect {
      try Resampling.resample(x, up: 1 << 39, down: (1 << 38) - 1, taps: taps)
    } throws: {
      ($0 as? NumberError)?.message.hasPrefix("up, down: at most") == true
    }
  }

  @Test(arguments: Resampling.Padding.allCases)
  func whatIsConstantStaysSoPastItsEnds(padding: Resampling.Padding) throws {
    let y = try Resampling.resample(
      Vector([Double](repeating: 2, count: 60)), up: 3, down: 2,
      taps: { up, down throws(NumberError) in try Resampling.taps(up, down, .kaiser(beta: 5)) }, padding,
      past: 2)
    #expect(y.count == 90)
    #expect(y.real.allSatisfy { abs($0 - 2) < 2e-3 })
  }

  @Test func decimatingKeepsWhatIsSlow() throws {
    let x = (0..<400).map { Complex(angle: 0.03 * Double($0)).real }
    for type in Resampling.FilterType.allCases {
      let y = try Resampling.decimate(Vector(x), 4, type).real
      #expect(y.count == 100)
      for n in 25..<75 { #expect(abs(y[n] - x[4 * n]) < 0.02) }
    }
    #expect(throws: NumberError.self) { try Resampling.decimate(Vector(x), 0) }
  }
}
