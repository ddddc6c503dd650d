package import Signals

extension SignalKind {
  package static let trigger = SignalKind(
    "trigger", .envelopes,
    "1 for a while whenever a signal rises past a threshold, 0 elsewhere. It begins anew where that happens again before "
      + "the while is over.",
    example: "saw(110) * trigger(sine(3), 0.1) * 0.7",
    source: "the unit Trig1 of SuperCollider, James McCartney, 1996",
    Stream("input", "What to look at."),
    Stream(
      "length", Trigger.lengths, .seconds, default: 0,
      "How long the while is, as it stands where the while begins; at least one frame."),
    Stream(
      "threshold", Scaling.levels, .level, default: 0,
      "What is to be passed: at or below it first, then above it.")
  ) { try Trigger($0, input: $1, length: $2, threshold: $3) }

  package static let sampleHold = SignalKind(
    "sample_hold", .envelopes,
    "Takes the value of a signal whenever another rises past 0, and holds it until that happens again.",
    example: "saw(noise{seed=1}:sample_hold(square(8)):range(100, 400)) * 0.7",
    Stream("input", "What to take values of."),
    Stream("trig", Scaling.levels, .level, "What tells when: at or below 0 first, then above it.")
  ) { try SampleHold(input: $1, trig: $2) }
}

struct Trigger: RecursiveKernel {
  struct State: KernelState {
    var wasAbove: Bool
    /// Frames for which it is still 1.
    var left: Int
    var isFinite: Bool { true }
  }

  let shape: SignalShape
  let rest = State(wasAbove: false, left: 0)
  static let lengths = 0...3_600.0
  private let length: StreamInput
  private let rate: Double
  private let input: StreamInput
  private let threshold: StreamInput

  init(_ context: KindContext, input: StreamInput, length: StreamInput, threshold: StreamInput) throws {
    (self.input, self.threshold) = (input, threshold)
    self.length = length
    rate = Double(context.rate)
    shape = try SignalShape.spreading(input, threshold, length).recursive(from: input)
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    renderEach(block, state)
    // Over what stands still it can but end.
    guard block.isUniform(input), block.isUniform(threshold), block.count > 0 else { return }
    let isSteady = (0..<shape.channels).allSatisfy { channel in
      let y = block.output(channel)
      return y[0] == y[y.count - 1]
    }
    if isSteady { block.markUniform() }
  }

  /// How long a while is that begins at a place in the block.
  private func frames(_ block: RenderBlock, _ channel: Int, _ i: Int) -> Int {
    let seconds =
      length.constant(channel)
      ?? Double(block.input(length, channel).extracting(block.places(of: length))[i])
    return max(1, Int((seconds.limited(to: Self.lengths, standard: 0) * rate).rounded()))
  }

  func render(_ block: RenderBlock, channel: Int, _ state: inout State) {
    let x = block.input(input, channel).extracting(block.places(of: input))
    let least = block.input(threshold, channel).extracting(block.places(of: threshold))
    var y = block.output(channel)
    precondition(x.count == y.count && least.count == y.count)
    var s = state
    for i in y.indices {
      let isAbove = x[i] > least[i].limited(to: -1e9...1e9, standard: 0)
      if isAbove, !s.wasAbove { s.left = frames(block, channel, i) }
      s.wasAbove = isAbove
      y[i] = s.left > 0 ? 1 : 0
      if s.left > 0 { s.left -= 1 }
    }
    state = s
  }
}

struct SampleHold: RecursiveKernel {
  struct State: KernelState {
    var wasAbove: Bool
    var held: Float
    var isFinite: Bool { held.isFinite }
  }

  let shape: SignalShape
  let rest = State(wasAbove: false, held: 0)
  private let input: StreamInput
  private let trig: StreamInput

  init(input: StreamInput, trig: StreamInput) throws {
    (self.input, self.trig) = (input, trig)
    shape = try SignalShape.spreading(input, trig).recursive(from: input)
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    renderEach(block, state)
    // Where nothing can rise past 0 but at the first frame, one value is held.
    if block.isUniform(trig) { block.markUniform() }
  }

  func render(_ block: RenderBlock, channel: Int, _ state: inout State) {
    let x = block.input(input, channel).extracting(block.places(of: input))
    let trig = block.input(trig, channel).extracting(block.places(of: trig))
    var y = block.output(channel)
    precondition(x.count == y.count && trig.count == y.count)
    var s = state
    for i in y.indices {
      let isAbove = trig[i] > 0
      if isAbove, !s.wasAbove, x[i].isFinite { s.held = x[i] + 0 }
      s.wasAbove = isAbove
      y[i] = s.held
    }
    state = s
  }
}
