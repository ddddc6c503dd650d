import Signals
import Testing

@testable import Kinds

@Suite struct BufferTests {
  private func bench(_ planes: [[Float]]) throws -> KernelBench {
    try KernelBench(.buffer, .resolved(.samples(Samples(planes))))
  }

  @Test func samplesStandFromFrameZeroOn() throws {
    let buffer = try bench([[0, 1, 2, 3, 4]])
    #expect(buffer.mono(-2..<7) == [0, 0, 0, 1, 2, 3, 4, 0, 0])
    #expect(buffer.shape == SignalShape(range: SignalRange(0..<5)))
    #expect(buffer.shape.period == nil)
  }

  @Test func lawsHold() throws {
    expectLaws(try bench([(0..<300).map(Float.init)]))
    expectLaws(try bench([[1, 2], [3, 4]]))
  }

  @Test func anEmptyBufferIsSilence() throws {
    #expect(try bench([[]]).kernel.constant == [0])
    #expect(try bench([[], []]).kernel.constant == [0, 0])
    #expect(try bench([[]]).shape.range.isEmpty)
    #expect(try bench([[]]).mono(0..<3) == [0, 0, 0])
  }

  @Test func aFileIsLoadedByItsName() throws {
    let kick = try KernelBench(.sample, "kick.wav") { name in
      name == "kick.wav" ? Samples([[1, 2], [3, 4]]) : Samples([[]])
    }
    #expect(kick.render(0..<3) == [[1, 2, 0], [3, 4, 0]])
    #expect(
      refusal { try KernelBench(.sample, "kik.wav") { throw SignalError("there is no file \($0)") } }
        == "there is no file kik.wav")
    #expect(refusal { try KernelBench(.sample, 3) } == "file: expected a string")
  }
}
