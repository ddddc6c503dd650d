import Signals
import Testing

/// What holds for every kernel: the bits do not depend on how a range is cut, nothing sounds outside the range, a
/// period repeats, a block that is told to be uniform is, and inputs are read no further than the memory says.
func expectLaws(
  _ bench: KernelBench, over frames: Range<Int> = -300..<700, location: SourceLocation = #_sourceLocation
) {
  let whole = bench.render(frames)
  for step in [1, 7, 64] {
    let cut = bench.render(frames, step: step)
    #expect(differences(cut, whole) == 0, "cut every \(step) frames", sourceLocation: location)
  }
  // Where a kernel works on longer stretches, the renderer cuts off what lies outside its range.
  for plane in whole where bench.kernel.grain == Grid.block {
    let loud = plane.indices.filter {
      plane[$0].bitPattern != 0 && !bench.shape.range.contains(frames.lowerBound + $0)
    }
    #expect(loud.isEmpty, "sounds outside \(bench.shape.range)", sourceLocation: location)
  }
  if let period = bench.shape.period, period < 1 << 16 {
    let next = bench.render(frames.lowerBound + period..<frames.upperBound + period)
    #expect(differences(next, whole) == 0, "repeats after \(period) frames", sourceLocation: location)
  }
  for frame in stride(from: Grid.floor(frames.lowerBound), to: frames.upperBound, by: Grid.block) {
    let block = bench.block(at: frame)
    let samples = bench.render(frame..<frame + Grid.block)
    // The block is rendered from rest, where a recursion may be uniform that is not so after what came before.
    if block.isUniform, bench.kernel.memory != .recursive {
      #expect(samples.allSatisfy { Set($0.map(\.bitPattern)).count == 1 }, sourceLocation: location)
    }
    for (index, asked) in block.asked.enumerated() {
      guard let asked else { continue }
      let late = bench.kernel.leastDelay(index)
      switch bench.kernel.memory {
      case .none, .recursive:
        #expect(
          asked.lowerBound >= frame && asked.upperBound <= frame + Grid.block + bench.kernel.lead,
          sourceLocation: location)
      case .window where bench.kernel.isReadElsewhere(index): break
      case .window:
        // With longer stretches comes looking ahead.
        let isAhead = bench.kernel.grain > Grid.block
        #expect(
          asked.lowerBound >= frame - bench.kernel.reach(index)
            && (isAhead || asked.upperBound <= frame + Grid.block - late + bench.kernel.lead),
          sourceLocation: location)
      case .elsewhere: break
      }
    }
  }
}

/// How many samples differ in their bits.
func differences(_ a: [[Float]], _ b: [[Float]]) -> Int {
  zip(bits(a).joined(), bits(b).joined()).reduce(0) { $1.0 == $1.1 ? $0 : $0 + 1 }
}

func bits(_ planes: [[Float]]) -> [[UInt32]] { planes.map { $0.map(\.bitPattern) } }

/// The sentence with which a kind refuses what it is given.
func refusal(_ make: () throws -> KernelBench) -> String? {
  do {
    _ = try make()
    return nil
  } catch { return "\(error)" }
}
