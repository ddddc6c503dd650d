import Signals

/// Copies all of `x`.
@inline(__always)
func copy(_ x: Span<Float>, into y: inout MutableSpan<Float>) {
  precondition(x.count == y.count)
  for i in y.indices { y[i] = x[i] }
}

/// Copies `frames` of a plane to `y` from `place` on, and zero where the plane has none. The plane's first sample
/// is frame `first`.
func copy(
  _ frames: Range<Int>, of x: Span<Float>, from first: Int, into y: inout MutableSpan<Float>, at place: Int
) {
  let there = frames.clamped(to: first..<first + x.count)
  let part = there.isEmpty ? first..<first : there
  let begin = place + (there.isEmpty ? frames.count : there.lowerBound - frames.lowerBound)
  let source = x.extracting(part.lowerBound - first..<part.upperBound - first)
  let end = begin + part.count
  precondition(place >= 0 && begin >= place && end >= begin && place + frames.count <= y.count)
  for i in place..<begin { y[i] = 0 }
  for i in source.indices { y[begin &+ i] = source[i] }
  for i in end..<place + frames.count { y[i] = 0 }
}

extension RenderBlock {
  /// Where the frames to render lie among the samples of an input that is read at its own time.
  @inline(__always)
  func places(of input: StreamInput) -> Range<Int> { places(of: input, earlierBy: 0) }

  /// Where the frames that lie `delay` before the frames to render are found among the samples of an input.
  @inline(__always)
  func places(of input: StreamInput, earlierBy delay: Int) -> Range<Int> {
    let start = frames.lowerBound - delay - firstFrame(input)
    return start..<start + frames.count
  }

  /// Writes the one value of each channel, and marks the block.
  func fill(with constant: [Double]) {
    for channel in constant.indices { fill(channel, Float(constant[channel])) }
    markUniform()
  }

  /// Writes what a uniform input holds, channel by channel.
  func fill(fromUniform source: StreamInput) {
    for channel in 0..<channels { fill(channel, input(source, channel)[0]) }
    markUniform()
  }
}

extension SignalRange {
  /// The same frames, later by `frames`; what lies past every clock is an error.
  func moved(by frames: Int) throws(SignalError) -> SignalRange {
    if isEmpty { return self }
    for bound in [lower, upper] {
      guard let bound else { continue }
      let (sum, isOver) = bound.addingReportingOverflow(frames)
      if isOver || abs(sum) > 1 << 60 {
        throw SignalError("the signal would be shifted past the end of time")
      }
    }
    return shifted(by: frames)
  }

  /// The part of `frames` that lies inside.
  func clamping(_ frames: Range<Int>) -> Range<Int> {
    let low = max(frames.lowerBound, lower ?? frames.lowerBound)
    return low..<max(low, min(frames.upperBound, upper ?? frames.upperBound))
  }
}
