/// One input of a kernel as it lies in memory for one call.
package struct InputPlanes {
  package var start: UnsafePointer<Float>
  /// Floats from one channel's plane to the next; 0 where one channel spreads over many.
  package var stride: Int
  /// The frame that `start` points at, and how many follow.
  package var first: Int
  package var count: Int
  /// One value per channel over all of these frames.
  package var isUniform: Bool
  /// False where the kernel said that it need not be asked.
  package var isPresent: Bool

  package init(
    start: UnsafePointer<Float>, stride: Int, first: Int, count: Int, isUniform: Bool, isPresent: Bool = true
  ) {
    self.start = start
    self.stride = stride
    self.first = first
    self.count = count
    self.isUniform = isUniform
    self.isPresent = isPresent
  }
}

/// Which input is meant, and no more: what a kernel holds of an input for its loops, since nothing of it is retained.
package struct StreamPlace: BitwiseCopyable, Sendable {
  package let index: Int
  package let channels: Int
}

extension StreamInput {
  package var place: StreamPlace { StreamPlace(index: index, channels: shape.channels) }
}

/// What a kernel works on in one call: at most one block of output, unless it takes stretches, and for each input the
/// frames that it asked for.
///
/// Valid for the duration of the call only; the spans that it hands out cannot outlive it.
package struct RenderBlock {
  /// The frames to render: within one block of the grid, or several whole blocks.
  package let frames: Range<Int>
  package let channels: Int
  private let out: UnsafeMutablePointer<Float>
  private let stride: Int
  private let inputs: UnsafePointer<InputPlanes>?
  private let uniformOut: UnsafeMutablePointer<Bool>

  package init(
    frames: Range<Int>, channels: Int, out: UnsafeMutablePointer<Float>, stride: Int,
    inputs: UnsafePointer<InputPlanes>?, uniformOut: UnsafeMutablePointer<Bool>
  ) {
    self.frames = frames
    self.channels = channels
    self.out = out
    self.stride = stride
    self.inputs = inputs
    self.uniformOut = uniformOut
  }

  package var count: Int { frames.count }

  /// Where `channel` is to be written: `count` samples, not yet set.
  @_lifetime(borrow self)
  package func output(_ channel: Int) -> MutableSpan<Float> {
    precondition(channel >= 0 && channel < channels)
    let span = unsafe MutableSpan(_unsafeStart: out + channel * stride, count: frames.count)
    return unsafe _overrideLifetime(span, borrowing: self)
  }

  /// The samples of an input's channel: those of the frames that `reads` named, by default the frames to render.
  @_lifetime(borrow self)
  package func input(_ input: StreamInput, _ channel: Int = 0) -> Span<Float> {
    let planes = planes(input.index)
    precondition(planes.isPresent)
    let span = unsafe Span(_unsafeStart: planes.start + channel * planes.stride, count: planes.count)
    return unsafe _overrideLifetime(span, borrowing: self)
  }

  /// The samples of an input's channel at the frames to render.
  @_lifetime(borrow self)
  package func own(_ input: StreamPlace, _ channel: Int = 0) -> Span<Float> {
    let planes = planes(input.index)
    let skipped = frames.lowerBound - planes.first
    precondition(planes.isPresent && skipped >= 0 && skipped + frames.count <= planes.count)
    let span = unsafe Span(
      _unsafeStart: planes.start + channel * planes.stride + skipped, count: frames.count)
    return unsafe _overrideLifetime(span, borrowing: self)
  }

  package func isUniform(_ input: StreamPlace) -> Bool { planes(input.index).isUniform }

  /// The one value that a uniform input has in a channel.
  package func value(of input: StreamPlace, _ channel: Int = 0) -> Float {
    let planes = planes(input.index)
    precondition(planes.isPresent && planes.isUniform && planes.count > 0)
    return unsafe planes.start[channel * planes.stride]
  }

  /// The part that lies within one block of the grid, or within so many, and begins at `frame`.
  package func block(from frame: Int, most blocks: Int = 1) -> RenderBlock {
    let end = min(Grid.floor(frame) + blocks * Grid.block, frames.upperBound)
    return frame == frames.lowerBound && end == frames.upperBound ? self : part(frame..<end)
  }

  /// The frame that index 0 of `input` stands for.
  package func firstFrame(_ input: StreamInput) -> Int { planes(input.index).first }

  /// Whether each channel of an input has one value over all of its frames.
  package func isUniform(_ input: StreamInput) -> Bool { planes(input.index).isUniform }

  /// Whether an input is silent over all of its frames, known without looking at each.
  package func isUniformZero(_ input: StreamInput) -> Bool { isUniformZero(input.place) }

  package func isUniformZero(_ input: StreamPlace) -> Bool {
    let planes = planes(input.index)
    guard planes.isUniform else { return false }
    for channel in 0..<(planes.stride == 0 ? 1 : max(1, input.channels))
    where unsafe planes.start[channel * planes.stride] != 0 { return false }
    return true
  }

  /// Tells that every channel of the output has one value over these frames.
  package func markUniform() { unsafe uniformOut.pointee = true }

  /// Writes one value over all frames of a channel.
  package func fill(_ channel: Int, _ value: Float) {
    var y = output(channel)
    for i in y.indices { y[i] = value }
  }

  /// Silence in every channel.
  package func fillWithZero() {
    for channel in 0..<channels { fill(channel, 0) }
    markUniform()
  }

  /// The part of this block that lies in `frames`, inputs as they are.
  package func part(_ part: Range<Int>) -> RenderBlock {
    precondition(part.lowerBound >= frames.lowerBound && part.upperBound <= frames.upperBound)
    return RenderBlock(
      frames: part, channels: channels, out: out + (part.lowerBound - frames.lowerBound), stride: stride,
      inputs: inputs, uniformOut: uniformOut)
  }

  private func planes(_ index: Int) -> InputPlanes {
    guard let inputs else { preconditionFailure("a kernel without inputs asked for one") }
    return unsafe inputs[index]
  }
}
