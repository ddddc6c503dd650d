import Kinds
import Signals
import Testing

struct DustTests {
  @Test func thereAreAsManyAsTheDensitySays() throws {
    for density in [1.0, 20, 1_000, 24_000] {
      let seconds = density < 100 ? 200 : 5
      let samples = try KernelBench(.dust, .init(density), 3).mono(0..<seconds * 48_000)
      let count = Double(samples.count { $0 != 0 })
      let expected = density * Double(seconds)
      #expect(abs(count - expected) < 5 * expected.squareRoot(), "\(density): \(count)")
      #expect(samples.allSatisfy { $0 >= 0 && $0 <= 1 })
      if density >= 1_000 {
        let mean = samples.reduce(0) { $0 + Double($1) } / count
        #expect(abs(mean - 0.5) < 0.02)
      }
    }
  }

  @Test func aDensityThatMovesMovesTheirNumber() throws {
    let samples = try KernelBench(.dust, .wave { $0 < 240_000 ? 10 : 1_000 }, 3).mono(0..<480_000)
    let (few, many) = (samples[..<240_000].count { $0 != 0 }, samples[240_000...].count { $0 != 0 })
    #expect(abs(few - 50) < 30 && abs(many - 5_000) < 350)
    let none = try KernelBench(.dust, .wave { _ in -.infinity }, 3).mono(0..<48_000)
    #expect(abs(none.count { $0 != 0 } - 10) < 10)
  }

  @Test func nothingIsSilent() throws {
    #expect(try KernelBench(.dust, 0).mono(0..<48_000).allSatisfy { $0 == 0 })
    #expect(try KernelBench(.dust, 0).shape.range.isEmpty)
  }

  @Test func channelsAndSeedsDiffer() throws {
    let planes = try KernelBench(.dust, .channels(500, 500), 3).render(0..<48_000)
    let other = try KernelBench(.dust, 500, 4).mono(0..<48_000)
    for (a, b) in [(planes[0], planes[1]), (planes[0], other)] {
      #expect(zip(a, b).count { $0 != 0 && $1 != 0 } < 30)
    }
  }

  @Test func lawsHold() throws {
    expectLaws(try KernelBench(.dust, 3_000, 3))
    expectLaws(try KernelBench(.dust, .wave { n in n % 7 == 0 ? .nan : Float(n % 900) * 20 }, 3))
  }
}
