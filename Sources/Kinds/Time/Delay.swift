import Glibc
package import Signals

extension SignalKind {
  package static let delay = SignalKind(
    "delay", .time,
    "A signal late by a time that may move. Fractions of a frame are kept, by cubic interpolation; a whole "
      + "number of frames is an exact copy. A time that moves is at least two frames.",
    example: "saw(110):delay(0.25) * 0.5",
    Stream("input", "What to delay."),
    Stream("time", 0...60, .seconds, default: 0.25, "How late."),
    Number(
      "longest", 0...60, .seconds, default: 2,
      "The longest delay kept where time is a signal. Number only: it is the size of what is remembered.")
  ) { try Delay($0, input: $1, time: $2, longest: $3) }
}

/// Lagrange interpolation of third order: between the middle two of four samples, or below one frame of delay
/// between the newest two.
struct Delay: Kernel {
  let shape: SignalShape
  let memory: Memory
  private let input: StreamInput
  private let time: StreamInput
  private let rate: Double
  /// The longest delay in frames where the time moves.
  private let longest: Double
  /// For each channel, where the time never changes.
  private let taps: [Taps]?
  private let newest: Int

  init(_ context: KindContext, input: StreamInput, time: StreamInput, longest: Double) throws(SignalError) {
    self.input = input
    self.time = time
    rate = Double(context.rate)
    self.longest = max(2, longest * rate)
    var shape = try SignalShape.spreading(input, time)
    if time.isConstant {
      let rate = rate
      let taps = (0..<shape.channels).map { Taps(snapping: (time.constant($0) ?? 0) * rate) }
      newest = taps.reduce(Int.max) { min($0, $1.newest) }
      let oldest = taps.reduce(0) { max($0, $1.oldest) }
      memory = .window(oldest)
      shape.range = try Self.range(of: input, newest, oldest)
      shape.period = input.shape.period
      self.taps = taps
    } else {
      taps = nil
      newest = 1
      let oldest = Taps(self.longest).oldest
      memory = .window(oldest)
      shape.range = try Self.range(of: input, 0, oldest)
    }
    self.shape = shape
  }

  private static func range(of input: StreamInput, _ least: Int, _ greatest: Int) throws(SignalError)
    -> SignalRange
  {
    let (low, high) = (try input.shape.range.moved(by: least), try input.shape.range.moved(by: greatest))
    return SignalRange(lower: low.lower, upper: high.upper)
  }

  var takesStretches: Bool { taps != nil && !input.isConstant }
  var askOrder: [Int]? { [time.index, input.index] }

  func leastDelay(_ input: Int) -> Int { input == self.input.index ? newest : 0 }

  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? {
    if input.index == time.index { return taps == nil ? block.frames : nil }
    if case .window(let oldest) = memory, taps != nil {
      return block.frames.lowerBound - oldest..<block.frames.upperBound - newest
    }
    let (least, greatest) = timesInFrames(block)
    return block.frames.lowerBound - Taps(greatest).oldest..<block.frames.upperBound - Taps(least).newest
  }

  /// The least and the greatest delay of a block whose time moves.
  private func timesInFrames(_ block: RenderBlock) -> (Double, Double) {
    var (low, high) = (Float.infinity, -Float.infinity)
    for channel in 0..<time.shape.channels {
      let t = block.input(time, channel).extracting(block.places(of: time))
      for i in t.indices {
        let x = t[i].limited(to: 0...60, standard: 0.25)
        low = x < low ? x : low
        high = x > high ? x : high
      }
    }
    return (frames(low), frames(high))
  }

  /// A moving time in frames; never below two, so that no sample depends on its own frame.
  @inline(__always)
  private func frames(_ seconds: Float) -> Double {
    let frames = Double(seconds.limited(to: 0...60, standard: 0.25)) * rate
    let enough = frames > 2 ? frames : 2
    return enough < longest ? enough : longest
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    if block.isUniformZero(input) { return block.fillWithZero() }
    for channel in 0..<block.channels {
      if let taps {
        render(block, channel, taps[channel])
      } else if block.isUniform(time) {
        render(block, channel, Taps(frames(block.input(time, channel)[0])))
      } else {
        renderMoving(block, channel)
      }
    }
    if taps != nil, block.isUniform(input) { block.markUniform() }
  }

  private func render(_ block: RenderBlock, _ channel: Int, _ taps: Taps) {
    var y = block.output(channel)
    let x0 = block.input(input, channel).extracting(block.places(of: input, earlierBy: taps.newest))
    if taps.isWhole { return copy(x0, into: &y) }
    let x1 = block.input(input, channel).extracting(block.places(of: input, earlierBy: taps.newest + 1))
    let x2 = block.input(input, channel).extracting(block.places(of: input, earlierBy: taps.newest + 2))
    let x3 = block.input(input, channel).extracting(block.places(of: input, earlierBy: taps.newest + 3))
    precondition(x0.count == y.count && x1.count == y.count && x2.count == y.count && x3.count == y.count)
    for i in y.indices { y[i] = taps.weights.sum(x0[i], x1[i], x2[i], x3[i]) }
  }

  private func renderMoving(_ block: RenderBlock, _ channel: Int) {
    let x = block.input(input, channel)
    let t = block.input(time, channel).extracting(block.places(of: time))
    let first = block.frames.lowerBound - block.firstFrame(input)
    let last = x.count - 3
    var y = block.output(channel)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: Grid.block) { scratch in
      let scratch = scratch.extracting(..<y.count)
      var delays = scratch.mutableSpan
      precondition(t.count == delays.count)
      for i in t.indices { delays[i] = frames(t[i]) }
      for i in delays.indices {
        let whole = delays[i].rounded(.down)
        let oldest = first &+ i &- wholeNumber(whole) &- 2
        precondition(oldest >= 0 && oldest < last)
        // Inside, as just seen.
        y[i] = unsafe CubicWeights(1 + Float(delays[i] - whole)).sum(
          x[unchecked: oldest &+ 3], x[unchecked: oldest &+ 2], x[unchecked: oldest &+ 1],
          x[unchecked: oldest])
      }
    }
  }

  /// Which samples a delay is made of.
  private struct Taps {
    /// The least delay among them, in frames.
    let newest: Int
    let isWhole: Bool
    let weights: CubicWeights

    init(_ delay: Double) {
      newest = max(0, Int(delay) - 1)
      isWhole = false
      weights = CubicWeights(Float(delay - Double(newest)))
    }

    /// A delay in frames; within a millionth of a whole number it is that number.
    init(snapping delay: Double) {
      let whole = delay.rounded()
      isWhole = abs(delay - whole) < 1e-6
      newest = isWhole ? Int(whole) : max(0, Int(delay) - 1)
      weights = CubicWeights(isWhole ? 0 : Float(delay - Double(newest)))
    }

    var oldest: Int { isWhole ? newest : newest + 3 }

    /// The weights of the samples from the newest on.
    var list: [Double] {
      isWhole ? [1] : [weights.w0, weights.w1, weights.w2, weights.w3].map(Double.init)
    }
  }
}

extension Delay: LinearResponse {
  func response(at hertz: Double, channel: Int) -> (real: Double, imaginary: Double)? {
    guard let taps else { return nil }
    let own = taps[channel]
    var sum = (real: 0.0, imaginary: 0.0)
    for (place, weight) in own.list.enumerated() {
      let angle = 2 * .pi * hertz / rate * Double(own.newest + place)
      sum.real += weight * cos(angle)
      sum.imaginary -= weight * sin(angle)
    }
    return sum
  }
}
