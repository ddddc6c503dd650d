import Signals
import Testing

@testable import Kinds

@Suite struct MixTests {
  private func wave(_ seed: Int) -> KernelBench.Source {
    .wave { frame, _ in Float((frame &* 7919 &+ seed &* 104_729) % 1013) / 1013 * (seed % 3 == 0 ? 1e-3 : 10)
    }
  }

  @Test func sumsAreTakenInGroupsOfEight() throws {
    let sources = (0..<19).map(wave)
    let mix = try KernelBench(.mix, .sources(sources)).mono(0..<200)
    for frame in 0..<200 {
      var total: Float = 0
      for start in stride(from: 0, to: sources.count, by: 8) {
        var sum: Float = 0
        for source in sources[start...].prefix(8) { sum += source.value(frame, 0) }
        total += sum
      }
      #expect(mix[frame].bitPattern == total.bitPattern)
    }
  }

  @Test(arguments: [1, 2, 7, 8, 9, 16, 17]) func lawsHold(_ count: Int) throws {
    var sources = (0..<count).map(wave)
    if count > 2 { sources[1] = .samples([[1, 2, 3]], from: 140) }
    expectLaws(try KernelBench(.mix, .sources(sources)))
    let sounds = (0..<count).map { KernelBench.Source.samples([[1, -0.0, 3]], from: 100 * $0) }
    expectLaws(try KernelBench(.mix, .sources(sounds)), over: -300..<2000)
  }

  @Test func leavingOutSilenceChangesNoBit() throws {
    let silence = KernelBench.Source.samples([[0]], from: 9999)
    let zeros = KernelBench.Source.wave { _, _ in -0.0 }
    for sound in [wave(3), .wave { _, _ in -0.0 }] {
      let skipped = try KernelBench(.mix, .sources([silence, sound, silence])).render(0..<200)
      let summed = try KernelBench(.mix, .sources([zeros, sound, zeros])).render(0..<200)
      #expect(bits(skipped) == bits(summed))
    }
    let all = [KernelBench.Source](repeating: zeros, count: 8)
    #expect(try KernelBench(.mix, .sources(all)).mono(0..<4).allSatisfy { $0.bitPattern == 0 })
  }

  @Test func constantsAreAddedAndUniformBlocksMarked() throws {
    let bench = try KernelBench(.mix, .sources([.constant([0.1]), .constant([0.2]), .constant([1, 2])]))
    #expect(bench.kernel.constant == [0.1 + 0.2 + 1, 0.1 + 0.2 + 2])
    let late = try KernelBench(.mix, .sources([.constant([0.25]), .samples([[1]], from: 500)]))
    #expect(late.block(at: 0).isUniform)
    #expect(!late.block(at: 500).isUniform)
    #expect(late.mono(499..<502) == [0.25, 1.25, 0.25])
  }

  @Test func nothingMixedIsSilence() throws {
    let bench = try KernelBench(.mix, .sources([]))
    #expect(bench.kernel.constant == [0])
    #expect(bench.shape.range.isEmpty)
  }

  @Test func channelsSpread() throws {
    let stereo = KernelBench.Source.samples([[1, 2], [3, 4]])
    let bench = try KernelBench(.mix, .sources([stereo, .samples([[10, 20]])]))
    #expect(bench.render(0..<2) == [[11, 22], [13, 24]])
    #expect(bench.shape.range == SignalRange(0..<2))
  }
}
