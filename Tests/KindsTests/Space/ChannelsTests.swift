import Signals
import Testing

@testable import Kinds

@Suite struct ChannelsTests {
  let ramp = KernelBench.Given.wave { Float($0) }
  let three = KernelBench.Source.samples([[1, 2], [3, 4], [5, 6]])

  @Test func lawsHold() throws {
    expectLaws(try KernelBench(.stereo, ramp, .samples([1, 2])))
    expectLaws(try KernelBench(.channels, .sources([three, .constant([7, 8])])))
    expectLaws(try KernelBench(.channel, .source(three), 2))
  }

  @Test func stereoPutsTwoSideBySide() throws {
    let bench = try KernelBench(.stereo, .samples([1, 2]), .samples([3], from: 5))
    #expect(bench.render(0..<6) == [[1, 2, 0, 0, 0, 0], [0, 0, 0, 0, 0, 3]])
    #expect(bench.shape.range == SignalRange(0..<6))
    #expect(bench.block(at: 128).isUniform)
    #expect(
      refusal { try KernelBench(.stereo, ramp, .source(three)) }
        == "right: 3 channels were given; expected one (channel(n) picks one)")
  }

  @Test func channelsAreJoinedInOrder() throws {
    let bench = try KernelBench(.channels, .sources([three, .constant([7, 8])]))
    #expect(bench.render(0..<2) == [[1, 2], [3, 4], [5, 6], [7, 7], [8, 8]])
    #expect(
      try KernelBench(.channels, .sources([.constant([1]), .constant([2])])).kernel.constant == [1, 2])
    let many = KernelBench.Source.constant([Double](repeating: 0, count: 65))
    #expect(
      refusal { try KernelBench(.channels, .sources([many])) }
        == "inputs: 65 channels were given; expected 1 to 64")
    #expect(
      refusal { try KernelBench(.channels, .sources([])) }
        == "inputs: 0 channels were given; expected 1 to 64")
  }

  @Test func aChannelIsCountedFromOne() throws {
    #expect(try KernelBench(.channel, .source(three), 1).mono(0..<2) == [1, 2])
    #expect(try KernelBench(.channel, .source(three), 3).mono(0..<2) == [5, 6])
    #expect(try KernelBench(.channel, .channels(4, 5), 2).kernel.constant == [5])
    #expect(
      refusal { try KernelBench(.channel, .source(three), 4) }
        == "number: 4 was given; expected 1 to 3, as the signal has")
    #expect(
      refusal { try KernelBench(.channel, ramp, 2) }
        == "number: 2 was given; the signal has one channel, number 1")
    #expect(
      refusal { try KernelBench(.channel, ramp, 1.5) }
        == "number: 1.5 was given; a whole number is expected")
  }
}
