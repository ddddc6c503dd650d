import Signals

/// A straight piece of an envelope, in frames.
struct Ramp: Sendable {
  /// The frames that it holds for: up to `end`, from where the piece before it ends.
  let end: Int
  /// Where it has the value `level`; may lie between frames.
  let anchor: Double
  let level: Double
  /// Change for each frame.
  let slope: Double

  static func hold(_ level: Double, until end: Int) -> Ramp {
    Ramp(end: end, anchor: 0, level: level, slope: 0)
  }

  func value(at frame: Double) -> Double { level.addingProduct(frame - anchor, slope) }

  /// The first frame at or after a time in frames.
  static func frame(_ time: Double) -> Int { Int(time.rounded(.up)) }

  /// Writes pieces, in order, over a block; what follows the last is zero. Tells where the block is uniform.
  static func render(_ ramps: [Ramp], _ block: RenderBlock) {
    var from = block.frames.lowerBound
    for ramp in ramps where ramp.end > from {
      if ramp.slope == 0, from == block.frames.lowerBound, ramp.end >= block.frames.upperBound {
        block.fill(0, Float(ramp.level))
        block.markUniform()
        return
      }
      let to = min(ramp.end, block.frames.upperBound)
      ramp.render(block, from..<to)
      from = to
      if from == block.frames.upperBound { return }
    }
    if from == block.frames.lowerBound { return block.fillWithZero() }
    var y = block.output(0)
    for i in (from - block.frames.lowerBound)..<block.count { y[i] = 0 }
  }

  /// Counted from where the grid's block begins, so that a sample is the same whatever part of it is asked
  /// for.
  private func render(_ block: RenderBlock, _ frames: Range<Int>) {
    let first = block.frames.lowerBound
    let origin = Grid.floor(first)
    let start = value(at: Double(origin))
    let skipped = Int32(truncatingIfNeeded: first - origin)
    let (low, high) = (frames.lowerBound - first, frames.upperBound - first)
    var y = block.output(0)
    precondition(low >= 0 && high <= y.count)
    for i in low..<high {
      y[i] = Float(start.addingProduct(Double(Int32(truncatingIfNeeded: i) &+ skipped), slope))
    }
  }
}
