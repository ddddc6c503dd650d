import Glibc
import Signals
import Testing

@testable import Kinds

@Suite struct StereoImageTests {
  let both = KernelBench.Given.source(.samples([[1, 2, 3], [10, 20, 30]]))
  let moving = KernelBench.Given.wave(period: 96) { sinf(Float(($0 % 96 + 96) % 96) * Float.pi / 48) * 1.5 }

  private func close(_ a: [[Float]], _ b: [[Float]], _ location: SourceLocation = #_sourceLocation) {
    #expect(a.count == b.count, sourceLocation: location)
    for (a, b) in zip(a.joined(), b.joined()) { #expect(abs(a - b) < 1e-5, sourceLocation: location) }
  }

  @Test(arguments: [SignalKind.balance, .width, .rotate]) func lawsHold(_ kind: SignalKind) throws {
    let wave = KernelBench.Given.source(
      .wave(channels: 2, period: 7) { Float((($0 % 7 + 7) % 7) * ($1 + 1)) })
    for given in [0, 0.7, moving] {
      expectLaws(try KernelBench(kind, both, given))
      expectLaws(try KernelBench(kind, wave, given))
      expectLaws(try KernelBench(kind, 0.5, given))
    }
  }

  @Test func balanceTurnsOneSideDown() throws {
    #expect(try KernelBench(.balance, both, 0).render(0..<3) == [[1, 2, 3], [10, 20, 30]])
    #expect(try KernelBench(.balance, both, 1).render(0..<3) == [[0, 0, 0], [10, 20, 30]])
    #expect(try KernelBench(.balance, both, -0.5).render(0..<3) == [[1, 2, 3], [5, 10, 15]])
    #expect(try KernelBench(.balance, .samples([4]), 0.25).render(0..<1) == [[3], [4]])
  }

  @Test func widthTurnsTheDifferenceUpOrDown() throws {
    #expect(try KernelBench(.width, both, 1).render(0..<3) == [[1, 2, 3], [10, 20, 30]])
    #expect(try KernelBench(.width, both, 0).render(0..<1) == [[5.5], [5.5]])
    #expect(try KernelBench(.width, both, 2).render(0..<1) == [[-3.5], [14.5]])
    #expect(try KernelBench(.width, .samples([4]), 2).render(0..<1) == [[4], [4]])
  }

  @Test func rotateTurnsTheImage() throws {
    close(try KernelBench(.rotate, both, 0).render(0..<3), [[1, 2, 3], [10, 20, 30]])
    close(try KernelBench(.rotate, both, .resolved(.number(.pi / 2))).render(0..<1), [[-10], [1]])
    close(try KernelBench(.rotate, both, .resolved(.number(.pi))).render(0..<1), [[-1], [-10]])
    close(
      try KernelBench(.rotate, .source(.samples([[1], [0]])), 0.3).render(0..<1), [[cosf(0.3)], [sinf(0.3)]])
  }

  @Test func aSignalIsHeldToTheRangeAndNoNumberIsTheDefault() throws {
    #expect(try KernelBench(.balance, both, .wave { _ in 7 }).render(0..<1) == [[0], [10]])
    #expect(try KernelBench(.balance, both, .wave { _ in .nan }).render(0..<1) == [[1], [10]])
    #expect(try KernelBench(.width, both, .wave { _ in .infinity }).render(0..<1) == [[1], [10]])
  }

  @Test func moreChannelsArePairs() throws {
    let five = KernelBench.Given.source(.samples([[1], [3], [10], [30], [100]]))
    #expect(try KernelBench(.width, five, 0).render(0..<1) == [[2], [2], [20], [20], [100]])
    #expect(try KernelBench(.width, five, .channels(0, 1)).render(0..<1) == [[2], [2], [10], [30], [100]])
    #expect(try KernelBench(.balance, five, 1).render(0..<1) == [[0], [3], [0], [30], [100]])
    let quarter = KernelBench.Given.resolved(.number(.pi / 2))
    close(try KernelBench(.rotate, five, quarter).render(0..<1), [[-3], [1], [-30], [10], [100]])
    #expect(try KernelBench(.balance, .channels(1, 3, 10), 1).kernel.constant == [0, 3, 10])
    expectLaws(try KernelBench(.rotate, five, moving))
  }

  @Test func constantsAreWorkedOutOnce() throws {
    #expect(try KernelBench(.balance, .channels(1, 2), 0.5).kernel.constant == [0.5, 2])
    #expect(try KernelBench(.width, .channels(1, 3), 0).kernel.constant == [2, 2])
  }

  @Test func errorsSayWhatWasGiven() {
    #expect(
      refusal { try KernelBench(.width, .channels(1, 2, 3, 4, 5), .channels(1, 1, 1)) }
        == "amount: 3 channels were given; expected one, or 2, one for each pair of channels")
    #expect(
      refusal { try KernelBench(.balance, .channels(1, 2), .channels(1, 1)) }
        == "pos: 2 channels were given; expected one, which moves both sides")
  }
}
