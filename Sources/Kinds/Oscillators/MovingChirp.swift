import Glibc
import Signals

/// A sweep whose ends move: from frame to frame the phase goes on by the integral of the sweep between the ends that the
/// frame has. Where they rest, the sum is the integral that `Chirp` works out, but for rounding.
struct MovingChirp: RecursiveKernel {
  struct State: KernelState {
    var phase: UInt64
    var isFinite: Bool { true }
  }

  let shape: SignalShape
  let rest = State(phase: 0)
  private let first: StreamInput
  private let last: StreamInput
  private let frames: Double
  private let rate: Double
  private let isExponential: Bool
  /// An exponential sweep counts what lies lower as this.
  private static let least = 0.001

  init(_ context: KindContext, first: StreamInput, last: StreamInput, length: Double, isExponential: Bool)
    throws(SignalError)
  {
    (self.first, self.last, self.isExponential) = (first, last, isExponential)
    rate = Double(context.rate)
    frames = length * rate
    let channels = try SignalShape.channels(of: first, last)
    let end = Ramp.frame(frames)
    shape = SignalShape(channels: channels, range: end > 0 ? SignalRange(0..<end) : .empty)
  }

  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? {
    input.isConstant ? nil : block.frames
  }

  func render(_ block: RenderBlock, channel: Int, _ state: inout State) {
    var y = block.output(channel)
    var phase = state.phase
    for i in y.indices {
      let frame = block.frames.lowerBound + i
      guard shape.range.contains(frame) else {
        y[i] = 0
        continue
      }
      y[i] = SineWave.value(UInt32(truncatingIfNeeded: phase &>> 32))
      let (low, high) = (hertz(first, 20, block, channel, i), hertz(last, 20_000, block, channel, i))
      let mean =
        isExponential
        ? exponential(from: max(low, Self.least), to: max(high, Self.least), frame)
        : low.addingProduct(high - low, (Double(frame) + 0.5) / frames)
      phase &+= Phase.steps(turns: mean / rate)
    }
    state.phase = phase
  }

  /// The mean frequency between a frame and the next: f (e^k - 1) / k, where f grows by e^k.
  private func exponential(from low: Double, to high: Double, _ frame: Int) -> Double {
    let growth = log(high / low) / frames
    let hertz = low * exp(growth * Double(frame))
    return growth == 0 ? hertz : hertz * expm1(growth) / growth
  }

  private func hertz(
    _ input: StreamInput, _ standard: Double, _ block: RenderBlock, _ channel: Int, _ i: Int
  ) -> Double {
    input.constant(channel)
      ?? Double(block.input(input, channel).extracting(block.places(of: input))[i])
      .limited(to: input.bounds, standard: standard)
  }
}
