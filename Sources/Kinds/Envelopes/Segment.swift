import Signals

/// A piece of an envelope, straight or bent, in frames: level + slope x time + bend x 2 ^ (power x time), where time
/// counts from `anchor`.
struct Segment: Sendable {
  /// The frames that it holds for: up to `end`, from where the piece before it ends.
  let end: Int
  /// May lie between frames.
  let anchor: Double
  var level: Double
  var slope = 0.0
  var bend = 0.0
  var power = 0.0

  static func hold(_ level: Double, until end: Int) -> Segment { Segment(end: end, anchor: 0, level: level) }

  /// From one level to another between two times in frames: straight where `curve` is 0; steep at first where it is
  /// below, and steep at the end where it is above, by e to its power.
  static func between(_ first: Double, _ last: Double, curve: Double, from start: Double, to end: Double)
    -> Segment
  {
    let length = end - start
    var segment = Segment(end: Ramp.frame(end), anchor: start, level: first)
    guard length > 0 else { return segment }
    if curve.magnitude < 1e-6 {
      segment.slope = (last - first) / length
    } else {
      // (1 - e^(curve x part)) / (1 - e^curve) goes from 0 to 1.
      segment.bend = (first - last) / (1 - FastMath.exp2(curve * FastMath.log2OfE))
      segment.level = first - segment.bend
      segment.power = curve * FastMath.log2OfE / length
    }
    return segment
  }

  /// Writes pieces, in order, over a block; the last one holds for ever. Tells where the block is uniform.
  static func render(_ segments: [Segment], _ block: RenderBlock) {
    var from = block.frames.lowerBound
    for segment in segments where segment.end > from {
      let to = min(segment.end, block.frames.upperBound)
      if segment.slope == 0, segment.bend == 0, from == block.frames.lowerBound, to == block.frames.upperBound
      {
        block.fill(0, Float(segment.level))
        block.markUniform()
        return
      }
      segment.render(block, from..<to)
      from = to
      if from == block.frames.upperBound { return }
    }
  }

  /// Counted from where the grid's block begins, so that a sample is the same whatever part of it is asked
  /// for.
  private func render(_ block: RenderBlock, _ frames: Range<Int>) {
    let first = block.frames.lowerBound
    let origin = Grid.floor(first)
    let early = Double(origin) - anchor
    let start = level.addingProduct(early, slope)
    let turns = early * power
    let skipped = Int32(truncatingIfNeeded: first - origin)
    let (low, high) = (frames.lowerBound - first, frames.upperBound - first)
    var y = block.output(0)
    precondition(low >= 0 && high <= y.count)
    if bend == 0 {
      for i in low..<high {
        y[i] = Float(start.addingProduct(Double(Int32(truncatingIfNeeded: i) &+ skipped), slope))
      }
    } else {
      for i in low..<high {
        let time = Double(Int32(truncatingIfNeeded: i) &+ skipped)
        y[i] = Float(level.addingProduct(bend, FastMath.exp2(turns.addingProduct(time, power))))
      }
    }
  }
}

/// Pieces one after another.
struct Segments: Kernel {
  let shape: SignalShape
  let constant: [Double]?
  private let segments: [Segment]

  /// The last of `segments` holds for ever.
  init(_ segments: [Segment]) {
    self.segments = segments
    let levels = segments.filter { $0.slope == 0 && $0.bend == 0 }.map(\.level)
    let first = segments.first?.level ?? 0
    constant = levels.count == segments.count && levels.allSatisfy { $0 == first } ? [first] : nil
    let isSilentAfter = segments.last?.level == 0
    let begin = first == 0 ? segments.first?.end : nil
    let end = isSilentAfter ? segments.dropLast().last?.end : nil
    if constant == [0] {
      shape = SignalShape(range: .empty)
    } else {
      shape = SignalShape(range: SignalRange(lower: begin, upper: end), period: constant == nil ? nil : 1)
    }
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    if let constant { return block.fill(with: constant) }
    Segment.render(segments, block)
  }
}
