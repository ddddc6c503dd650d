/// The grid that rendering lies on. Its step is part of the bits: state is examined and oscillators are anchored
/// at block boundaries, so a signal's samples are defined with it.
package enum Grid {
  /// Frames of one block.
  package static let block = 128
  /// The block of a frame is `frame >> blockShift`, for negative frames too.
  package static let blockShift = 7

  /// The frame at or before `frame` that begins a block; right for negative frames too.
  @inlinable package static func floor(_ frame: Int) -> Int { frame & ~(block - 1) }

  /// The frame at or after `frame` that begins a block.
  @inlinable package static func ceil(_ frame: Int) -> Int { floor(frame + block - 1) }

  /// The grain of `grain` frames, counted from frame 0, that holds `frame`; right for negative frames too.
  @inlinable package static func grain(_ grain: Int, holding frame: Int) -> Range<Int> {
    let place = frame >= 0 ? frame / grain : (frame + 1) / grain - 1
    return place * grain..<(place + 1) * grain
  }

  /// `frames` widened to whole blocks.
  @inlinable package static func covering(_ frames: Range<Int>) -> Range<Int> {
    frames.isEmpty
      ? floor(frames.lowerBound)..<floor(frames.lowerBound)
      : floor(frames.lowerBound)..<ceil(frames.upperBound)
  }
}
