import Designs
package import Signals

extension SignalKind {
  package static let lag = SignalKind(
    "lag", .envelopes,
    "Glides to each new value, fast at first and ever slower. What has no beginning is followed from its first value on.",
    example: "saw(110):lowpass(square(2):range(300, 3000):lag(0.2)) * 0.7",
    source: "the unit Lag of SuperCollider, James McCartney, 1996",
    Stream("input", "What to follow."),
    Stream(
      "time", 0...3_600, .seconds, default: 0.1,
      "How long until 0.1 % is left of what is between: 60 dB; 0.145 of it is the time constant.")
  ) { try Lag($0, input: $1, time: $2) }

  package static let slew = SignalKind(
    "slew", .envelopes,
    "Goes to each new value in straight lines, no faster than told. What has no beginning is followed from its first "
      + "value on.",
    example: "saw(110):lowpass(square(2):range(300, 3000):slew(20000, 5000)) * 0.7",
    source: "the unit Slew of SuperCollider, James McCartney, 1996",
    Stream("input", "What to follow."),
    Stream("up", 0...1e9, .level, default: 1, "How far it may rise in a second."),
    Stream("down", 0...1e9, .level, default: 1, "How far it may fall in a second.")
  ) { try Slew($0, input: $1, up: $2, down: $3) }
}

/// Where something that follows an input stands.
struct FollowingState: KernelState {
  var y: Double
  /// False until the first sample, which is then taken as it is.
  var isStarted: Bool
  var isFinite: Bool { y.isFinite }

  /// Before its beginning a signal is zero; one without beginning had its first value ever before.
  static func rest(before input: StreamInput) -> FollowingState {
    FollowingState(y: 0, isStarted: input.shape.range.lower != nil)
  }

  /// Nothing that could be heard is left between it and a value that stays.
  static func isSettled(_ y: Double, at x: Float) -> Bool {
    Float(y) == x || (y - Double(x)).magnitude < 1e-20
  }

  /// The sample, or where it is not finite, what is followed already.
  @inline(__always)
  mutating func target(_ sample: Float) -> Double {
    let x = sample.isFinite ? Double(sample) : y
    if !isStarted { (y, isStarted) = (x, true) }
    return x
  }
}

/// A recursion that comes to rest at what stands still: from then on its blocks are uniform and cost nothing.
protocol FollowingKernel: RecursiveKernel where State == FollowingState {
  var input: StreamInput { get }
}

extension FollowingKernel {
  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    guard let states = state?.assumingMemoryBound(to: State.self) else {
      preconditionFailure("a recursive kernel is rendered with its state")
    }
    if block.isUniform(input), (0..<shape.channels).allSatisfy({ unsafe isSettled(block, $0, states[$0]) }) {
      for channel in 0..<shape.channels {
        let x = block.input(input, channel)[0]
        unsafe states[channel] = State(y: Double(x), isStarted: true)
        block.fill(channel, x + 0)
      }
      return block.markUniform()
    }
    renderEach(block, state)
  }

  private func isSettled(_ block: RenderBlock, _ channel: Int, _ state: State) -> Bool {
    let x = block.input(input, channel)[0]
    return x.isFinite && (!state.isStarted || State.isSettled(state.y, at: x))
  }
}

/// What is between is multiplied by the same at every frame.
struct Lag: FollowingKernel {
  let shape: SignalShape
  let rest: FollowingState
  private let rate: Double
  let input: StreamInput
  private let time: TableParameter
  /// One for each channel or one for all, where it does not move.
  private let fixed: [Double]?

  init(_ context: KindContext, input: StreamInput, time: StreamInput) throws {
    rate = Double(context.rate)
    fixed = time.constant
    self.input = input
    self.time = TableParameter(time, in: 0...3_600, standard: 0.1)
    rest = .rest(before: input)
    shape = try SignalShape.spreading(input, time).recursive(from: input)
  }

  func render(_ block: RenderBlock, channel: Int, _ state: inout FollowingState) {
    let x = block.input(input, channel).extracting(block.places(of: input))
    var y = block.output(channel)
    precondition(x.count == y.count)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: block.count) { scratch in
      var left = scratch.mutableSpan
      time.fill(&left, from: 0, block, channel) { FastMath.remainder(sixtyDecibelsIn: $0, rate: rate) }
      var s = state
      for i in y.indices {
        let target = s.target(x[i])
        s.y = target.addingProduct(left[i], s.y - target)
        y[i] = Float(s.y) + 0
      }
      state = s
    }
  }
}

/// No more than so far from one frame to the next.
struct Slew: FollowingKernel {
  let shape: SignalShape
  let rest: FollowingState
  private let secondsPerFrame: Double
  let input: StreamInput
  private let up: TableParameter
  private let down: TableParameter

  init(_ context: KindContext, input: StreamInput, up: StreamInput, down: StreamInput) throws {
    secondsPerFrame = 1 / Double(context.rate)
    self.input = input
    self.up = TableParameter(up, in: 0...1e9, standard: 1)
    self.down = TableParameter(down, in: 0...1e9, standard: 1)
    rest = .rest(before: input)
    shape = try SignalShape.spreading(input, up, down).recursive(from: input)
  }

  func render(_ block: RenderBlock, channel: Int, _ state: inout FollowingState) {
    let x = block.input(input, channel).extracting(block.places(of: input))
    var y = block.output(channel)
    let count = block.count
    precondition(x.count == count && y.count == count)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * count) { scratch in
      var table = scratch.mutableSpan
      up.fill(&table, from: 0, block, channel) { $0 * secondsPerFrame }
      down.fill(&table, from: count, block, channel) { $0 * secondsPerFrame }
      precondition(table.count == 2 * count)
      var s = state
      for i in y.indices {
        let step = s.target(x[i]) - s.y
        let (rise, fall) = (table[unchecked: i], -table[unchecked: count &+ i])
        let held = step < rise ? step : rise
        s.y += held > fall ? held : fall
        y[i] = Float(s.y) + 0
      }
      state = s
    }
  }
}

extension Lag: LinearResponse {
  func response(at hertz: Double, channel: Int) -> (real: Double, imaginary: Double)? {
    guard let fixed else { return nil }
    let left = FastMath.remainder(sixtyDecibelsIn: fixed[fixed.count == 1 ? 0 : channel], rate: rate)
    return Rational.response([1 - left], [1, -left], 2 * .pi * hertz / rate)
  }
}
