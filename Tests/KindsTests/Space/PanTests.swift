import Glibc
import Signals
import Testing

@testable import Kinds

@Suite struct PanTests {
  let saw = KernelBench.Given.wave(period: 100) { Float(($0 % 100 + 100) % 100) / 50 - 1 }

  @Test func lawsHold() throws {
    let moving = KernelBench.Given.wave(period: 40) { Float(($0 % 40 + 40) % 40) / 20 - 1 }
    for pos in [0, -1, 0.3, moving] { expectLaws(try KernelBench(.pan, saw, pos)) }
    expectLaws(try KernelBench(.pan, .samples([1, -2, 3], from: 4), moving))
    #expect(try KernelBench(.pan, saw, moving).shape.period == 200)
  }

  @Test func theCentreIsACopyAndTheFarSideSilence() throws {
    let mono = KernelBench.Given.samples([0.1, -0.7, 1])
    #expect(try KernelBench(.pan, mono).render(0..<3) == [[0.1, -0.7, 1], [0.1, -0.7, 1]])
    #expect(try KernelBench(.pan, mono, 1).render(0..<3)[0] == [0, 0, 0])
    #expect(try KernelBench(.pan, mono, -1).render(0..<3)[1] == [0, 0, 0])
  }

  @Test func powerIsEqualEverywhere() {
    for step in -1000...1000 {
      let u = Float(step) / 1000
      let angle = (Double(u) + 1) * Double.pi / 4
      #expect(abs(Double(Pan.gain(u)) - 2.0.squareRoot() * cos(angle)) < 2e-7)
      #expect(abs(Double(Pan.gain(-u)) - 2.0.squareRoot() * sin(angle)) < 2e-7)
    }
  }

  @Test func aFixedPlaceGivesTheBitsOfAMovingOne() throws {
    let level = KernelBench.Given.wave { _ in 0.3 }
    let number = try KernelBench(.pan, saw, .channels(Double(Float(0.3))))
    #expect(bits(number.render(0..<200)) == bits(try KernelBench(.pan, saw, level).render(0..<200)))
  }

  @Test func aSignalIsClampedAndWhatIsNotANumberIsTheCentre() throws {
    let pos = KernelBench.Given.samples([5, -5, .nan, .infinity])
    let planes = try KernelBench(.pan, .samples([1, 1, 1, 1]), pos).render(0..<4)
    #expect(planes[0][0] == 0 && planes[1][1] == 0)
    #expect(planes[0][2...] == [1, 1] && planes[1][2...] == [1, 1])
  }

  @Test func stereoIsBalanced() throws {
    let planes = try KernelBench(.pan, .source(.samples([[1, 1], [2, 2]])), -1).render(0..<2)
    #expect(abs(planes[0][0] - Float(2).squareRoot()) < 1e-6)
    #expect(planes[1] == [0, 0])
    #expect(try KernelBench(.pan, 0.5, 0).kernel.constant == [0.5, 0.5])
  }

  @Test func moreChannelsAreSpreadEvenly() throws {
    let half = Double(0.5).squareRoot()
    let constant = try #require(try KernelBench(.pan, .channels(1, 10, 100)).kernel.constant)
    #expect(abs(constant[0] - (1 + 10 * half)) < 1e-5 && abs(constant[1] - (100 + 10 * half)) < 1e-5)
    let given = KernelBench.Given.source(.samples([[1, 1], [10, 10], [100, 100]]))
    let planes = try KernelBench(.pan, given).render(0..<2)
    #expect(abs(planes[0][0] - Float(constant[0])) < 1e-4 && abs(planes[1][1] - Float(constant[1])) < 1e-4)
    for count in [4, 5, 8] {
      for channel in 0..<count {
        var alone = [Double](repeating: 0, count: count)
        alone[channel] = 1
        let sides = try #require(
          try KernelBench(
            .pan,
            .resolved(
              .stream(
                StreamInput(
                  shape: SignalShape(channels: count, period: 1), constant: alone)))
          ).kernel.constant)
        #expect(abs(sides[0] * sides[0] + sides[1] * sides[1] - 1) < 1e-5, "each as loud as it was")
      }
    }
  }

  @Test func eachChannelMayHaveAPlace() throws {
    let given = KernelBench.Given.source(.samples([[1], [10], [100]]))
    let planes = try KernelBench(.pan, given, .channels(-1, 0, 1)).render(0..<1)
    let root = Float(2).squareRoot()
    #expect(abs(planes[0][0] - (root + 10)) < 1e-4 && abs(planes[1][0] - (100 * root + 10)) < 1e-4)
  }

  @Test func silenceLeavesThePlaceUnasked() throws {
    let bench = try KernelBench(.pan, .samples([1]), saw)
    #expect(bench.block(at: 128).asked[1] == nil)
    #expect(bench.shape.range == SignalRange(0..<1))
  }

  @Test func errorsSayWhatWasGiven() {
    #expect(
      refusal { try KernelBench(.pan, saw, .source(.wave(channels: 2) { _, _ in 0 })) }
        == "pos: 2 channels were given; expected one")
    #expect(
      refusal { try KernelBench(.pan, .channels(1, 2, 3), .channels(0, 1)) }
        == "pos: 2 channels were given; expected one, or 3, one for each channel of the input")
    #expect(
      refusal { try KernelBench(.pan, saw, 2) }
        == "pos: 2 was given; expected -1 to 1, from -1, left, to 1, right")
  }

  // MARK: A ring of speakers

  @Test func ringsFollowTheLaws() throws {
    let moving = KernelBench.Given.wave(period: 40) { Float(($0 % 40 + 40) % 40) / 20 - 1 }
    for speakers in [3, 4, 8] {
      expectLaws(try KernelBench(.pan, saw, moving, .init(Double(speakers))))
      expectLaws(try KernelBench(.pan, .channels(1, 2, 3), moving, .init(Double(speakers))))
      #expect(try KernelBench(.pan, saw, moving, .init(Double(speakers))).shape.channels == speakers)
    }
  }

  /// At a speaker alone and as it is; between two with equal power; -1 and 1 are one place.
  @Test(arguments: [3, 4, 5, 8, 64]) func aRingHasEqualPower(speakers: Int) throws {
    func gains(_ place: Double) throws -> [Double] {
      try #require(try KernelBench(.pan, 1, .init(place), .init(Double(speakers))).kernel.constant)
    }
    for speaker in 0..<speakers {
      let place = 2 * Double(speaker) / Double(speakers)
      let heard = try gains(place > 1 ? place - 2 : place)
      for (other, gain) in heard.enumerated() { #expect(abs(gain - (other == speaker ? 1 : 0)) < 1e-5) }
    }
    for step in -100...100 {
      let power = try gains(Double(step) / 100).reduce(0) { $0 + $1 * $1 }
      #expect(abs(power - 1) < 1e-5)
    }
    for (a, b) in zip(try gains(-1), try gains(1)) { #expect(abs(a - b) < 1e-6) }
    let half = try gains(1 / Double(speakers))
    #expect(abs(half[0] - 0.5.squareRoot()) < 1e-6 && abs(half[1] - 0.5.squareRoot()) < 1e-6)
  }

  @Test func channelsLieEvenlyRoundARing() throws {
    #expect(try KernelBench(.pan, .channels(1, 10), 0, 4).kernel.constant == [1, 0, 10, 0])
    #expect(
      try KernelBench(.pan, .channels(1, 10), .channels(0.5, -0.5), 4).kernel.constant == [0, 1, 0, 10])
    let planes = try KernelBench(.pan, .source(.samples([[1, 2], [10, 20]])), 0, 4).render(0..<2)
    #expect(planes == [[1, 2], [0, 0], [10, 20], [0, 0]])
  }
}
