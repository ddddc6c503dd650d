package import Signals

extension SignalKind {
  package static let follow = SignalKind(
    "follow", .envelopes, "The level of a signal as it goes up and down.",
    example: "noise{seed=1} * follow(square(2) * perc(0.001, 2), 0.01, 0.2)",
    source: "Udo Zölzer, DAFX: Digital Audio Effects, 2011, chapter 4",
    Stream("input", "What to look at."),
    Stream(
      "attack", 0...60, .seconds, default: 0.01,
      "How long until a rise is followed up to 0.1 %, which is 60 dB."),
    Stream(
      "release", 0...60, .seconds, default: 0.1, "How long until it is 60 dB down where the signal ends."),
    Choice(
      "mode", ["peak", "rms"],
      "Of the magnitude, or of the root of the mean square: 0.707 for a sine of amplitude 1 where attack and release are equal and much longer than its period. A rise that is followed faster than a fall reads higher."
    )
  ) { try Follow($0, input: $1, attack: $2, release: $3, isSquare: $4 == "rms") }

  package static let channelPeak = SignalKind(
    "channel_peak", .envelopes, "The greatest magnitude among all channels, in one channel.",
    example: "noise{seed=1} * channel_peak(sine{2, 3})",
    Stream("input", "Whose channels to look at.")
  ) { ChannelPeak(input: $1) }
}

/// Peak: to a magnitude above by the attack, to one below by the release. RMS: the mean square by the attack, and
/// from its root down by the release.
struct Follow: RecursiveKernel {
  struct State: KernelState {
    var y: Double
    var square: Double
    var isFinite: Bool { y.isFinite && square.isFinite }
  }

  let shape: SignalShape
  let rest = State(y: 0, square: 0)
  private let rate: Double
  private let input: StreamInput
  private let attack: TableParameter
  private let release: TableParameter
  private let isSquare: Bool

  init(
    _ context: KindContext, input: StreamInput, attack: StreamInput, release: StreamInput, isSquare: Bool
  ) throws {
    rate = Double(context.rate)
    self.input = input
    self.attack = TableParameter(attack, in: 0...60, standard: 0.01)
    self.release = TableParameter(release, in: 0...60, standard: 0.1)
    self.isSquare = isSquare
    shape = try SignalShape.spreading(input, attack, release).recursive(from: input)
  }

  /// At rest at what stands still, as at silence, its blocks are uniform.
  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    guard let states = state?.assumingMemoryBound(to: State.self) else {
      preconditionFailure("a recursive kernel is rendered with its state")
    }
    if block.isUniform(input), (0..<shape.channels).allSatisfy({ unsafe isSettled(block, $0, states[$0]) }) {
      for channel in 0..<shape.channels {
        let x = Double(block.input(input, channel)[0].magnitude)
        unsafe states[channel] = State(y: x, square: isSquare ? x * x : 0)
        block.fill(channel, Float(x))
      }
      return block.markUniform()
    }
    renderEach(block, state)
  }

  private func isSettled(_ block: RenderBlock, _ channel: Int, _ state: State) -> Bool {
    let x = block.input(input, channel)[0].magnitude
    return x.isFinite && FollowingState.isSettled(state.y, at: x)
      && (!isSquare || FollowingState.isSettled(state.square.squareRoot(), at: x))
  }

  func render(_ block: RenderBlock, channel: Int, _ state: inout State) {
    let x = block.input(input, channel).extracting(block.places(of: input))
    var y = block.output(channel)
    let count = block.count
    precondition(x.count == count && y.count == count)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * count) { scratch in
      var table = scratch.mutableSpan
      // A mean square is 120 dB down where its root is 60 dB down.
      let times = isSquare ? 0.5 : 1
      attack.fill(&table, from: 0, block, channel) {
        FastMath.remainder(sixtyDecibelsIn: times * $0, rate: rate)
      }
      release.fill(&table, from: count, block, channel) {
        FastMath.remainder(sixtyDecibelsIn: $0, rate: rate)
      }
      if isSquare {
        Self.followSquare(x, table.span, &y, &state)
      } else {
        Self.followPeak(x, table.span, &y, &state)
      }
    }
  }

  private static func followPeak(
    _ x: Span<Float>, _ table: Span<Double>, _ y: inout MutableSpan<Float>, _ state: inout State
  ) {
    let count = y.count
    precondition(x.count == count && table.count == 2 * count)
    var level = state.y
    for i in y.indices {
      let (rising, falling) = (table[unchecked: i], table[unchecked: count &+ i])
      let target = x[i].isFinite ? Double(x[i].magnitude) : level
      let step = level - target
      level = target.addingProduct(step < 0 ? rising : falling, step)
      y[i] = Float(level)
    }
    state.y = level
  }

  private static func followSquare(
    _ x: Span<Float>, _ table: Span<Double>, _ y: inout MutableSpan<Float>, _ state: inout State
  ) {
    let count = y.count
    precondition(x.count == count && table.count == 2 * count)
    var s = state
    for i in y.indices {
      let sample = x[i].isFinite ? Double(x[i]) : 0
      let target = sample * sample
      s.square = target.addingProduct(table[unchecked: i], s.square - target)
      let level = s.square.squareRoot()
      let fallen = s.y * table[unchecked: count &+ i]
      s.y = level > fallen ? level : fallen
      y[i] = Float(s.y)
    }
    state = s
  }
}

/// The loudest channel, frame by frame.
struct ChannelPeak: Kernel {
  let shape: SignalShape
  let constant: [Double]?
  private let input: StreamInput

  init(input: StreamInput) {
    self.input = StreamInput(index: input.index, shape: input.shape)
    shape = SignalShape(range: input.shape.range, period: input.shape.period)
    constant = input.constant.map { [$0.reduce(0) { max($0, $1.magnitude) }] }
  }

  var isElementwise: Bool { true }
  var isWorthKeeping: Bool { false }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    if let constant { return block.fill(with: constant) }
    var y = block.output(0)
    for i in y.indices { y[i] = 0 }
    Self.add(input, block, to: &y)
    if block.isUniform(input) { block.markUniform() }
  }

  /// Raises `y` to the magnitude of every channel; what is no number raises nothing.
  static func add(_ input: StreamInput, _ block: RenderBlock, to y: inout MutableSpan<Float>) {
    for channel in 0..<input.shape.channels {
      let x = block.input(input, channel).extracting(block.places(of: input))
      precondition(x.count == y.count)
      for i in y.indices { y[i] = x[i].magnitude > y[i] ? x[i].magnitude : y[i] }
    }
  }
}
