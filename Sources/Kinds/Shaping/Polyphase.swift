import Designs
import Glibc
package import Signals

extension SignalKind {
  package static let polyphaseUp = SignalKind(
    "polyphase_up", .shaping,
    "A signal brought to a higher rate, of which one sample in so many is kept: together with its fellows it is the "
      + "signal at the higher rate. It is 24 frames late.",
    example: "saw(440):polyphase_up(4, 1) * 0.7", source: Polyphase.source,
    Stream("input", "What to bring to a higher rate."),
    Number("factor", 1...32, .count, "How many times the rate."),
    Number("number", 1...32, .count, "Which sample of each so many it keeps, from 1 to the factor.")
  ) { _, input, factor, number in
    guard number <= factor else {
      throw SignalError(
        "number: \(Numerals.text(number)) was given; expected 1 to \(Numerals.text(factor)), the factor")
    }
    return try PolyphaseUp(input: input, factor: Int(factor), phase: Int(number) - 1)
  }

  package static let polyphaseDown = SignalKind(
    "polyphase_down", .shaping,
    "The signal at a higher rate whose samples several signals hold in turn, as polyphase_up makes them, brought down to "
      + "the rate that they have. It is 24 frames late.",
    example:
      "channels{saw(440):polyphase_up(2, 1):tanh(4), saw(440):polyphase_up(2, 2):tanh(4)}:polyphase_down(2) * 0.7",
    source: Polyphase.source,
    Stream("input", "All channels of the first signal, then all of the second, and so on."),
    Number("factor", 1...32, .count, "How many times the rate: how many signals there are.")
  ) { try PolyphaseDown(input: $1, factor: Int($2)) }
}

/// The low-pass filter between two rates: a sinc under a window of Kaiser's, 100 dB down from 0.567 of the lower rate
/// on and flat up to 0.433 of it, whose phases are filters at the lower rate.
struct Polyphase {
  static let source = "Crochiere and Rabiner, Multirate Digital Signal Processing, 1983"
  /// Frames at the lower rate on either side of the middle.
  static let reach = 24
  private static let beta = 10.06

  /// Taps 0 to 2 x `reach` x `factor` at the higher rate, with the sum 1.
  static func taps(_ factor: Int) -> [Double] {
    let middle = reach * factor
    var taps = (0...2 * middle).map { place -> Double in
      let x = Double(place - middle)
      let edge = x / Double(middle)
      let angle = .pi * x / Double(factor)
      return (x == 0 ? 1 : sin(angle) / angle)
        * ModifiedBessel.i0(beta * max(0, 1 - edge * edge).squareRoot())
    }
    let sum = taps.reduce(0, +)
    for place in taps.indices { taps[place] /= sum }
    return taps
  }

  /// Adds a filtered plane: `taps` from the newest frame back, as many as a multiple of four.
  static func add(
    _ taps: [Float], _ block: RenderBlock, _ input: StreamInput, _ channel: Int,
    into y: inout MutableSpan<Float>
  ) {
    for late in stride(from: 0, to: taps.count, by: 4) {
      let (t0, t1, t2, t3) = (taps[late], taps[late + 1], taps[late + 2], taps[late + 3])
      let x0 = block.input(input, channel).extracting(block.places(of: input, earlierBy: late))
      let x1 = block.input(input, channel).extracting(block.places(of: input, earlierBy: late + 1))
      let x2 = block.input(input, channel).extracting(block.places(of: input, earlierBy: late + 2))
      let x3 = block.input(input, channel).extracting(block.places(of: input, earlierBy: late + 3))
      let count = y.count
      precondition(x0.count == count && x1.count == count && x2.count == count && x3.count == count)
      for i in y.indices {
        y[i] = mulAdd(t3, x3[i], mulAdd(t2, x2[i], mulAdd(t1, x1[i], mulAdd(t0, x0[i], y[i]))))
      }
    }
  }

  /// Zeros behind, up to a multiple of four.
  static func padded(_ taps: [Float]) -> [Float] {
    taps + [Float](repeating: 0, count: (4 - taps.count % 4) % 4)
  }
}

struct PolyphaseUp: Kernel {
  let shape: SignalShape
  private let input: StreamInput
  private let taps: [Float]

  init(input: StreamInput, factor: Int, phase: Int) throws {
    self.input = StreamInput(index: input.index, shape: input.shape)
    let all = Polyphase.taps(factor)
    taps = Polyphase.padded(
      stride(from: phase, to: all.count, by: factor).map { Float(all[$0] * Double(factor)) })
    let range = input.shape.range
    shape = SignalShape(
      channels: input.shape.channels,
      range: SignalRange(lower: range.lower, upper: try range.moved(by: 2 * Polyphase.reach).upper),
      period: input.shape.period)
  }

  var memory: Memory { .window(taps.count - 1) }

  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? {
    block.frames.lowerBound - (taps.count - 1)..<block.frames.upperBound
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    if block.isUniformZero(input) { return block.fillWithZero() }
    for channel in 0..<block.channels {
      var y = block.output(channel)
      for i in y.indices { y[i] = 0 }
      Polyphase.add(taps, block, input, channel, into: &y)
    }
  }
}

struct PolyphaseDown: Kernel {
  let shape: SignalShape
  private let input: StreamInput
  /// For each signal, from the newest frame back.
  private let taps: [[Float]]

  init(input: StreamInput, factor: Int) throws {
    let channels = input.shape.channels / factor
    guard channels * factor == input.shape.channels else {
      throw SignalError(
        "input: \(input.shape.channels) channels were given; expected a multiple of \(factor), the factor")
    }
    self.input = StreamInput(index: input.index, shape: input.shape)
    let all = Polyphase.taps(factor)
    taps = (0..<factor).map { phase in
      Polyphase.padded(
        (0...2 * Polyphase.reach).map { late in
          let place = late * factor - phase
          return place >= 0 ? Float(all[place]) : 0
        })
    }
    let range = input.shape.range
    shape = SignalShape(
      channels: channels,
      range: SignalRange(lower: range.lower, upper: try range.moved(by: 2 * Polyphase.reach).upper),
      period: input.shape.period)
  }

  var memory: Memory { .window(taps[0].count - 1) }

  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? {
    block.frames.lowerBound - (taps[0].count - 1)..<block.frames.upperBound
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    if block.isUniformZero(input) { return block.fillWithZero() }
    for channel in 0..<block.channels {
      var y = block.output(channel)
      for i in y.indices { y[i] = 0 }
      for (phase, taps) in taps.enumerated() {
        Polyphase.add(taps, block, input, phase * block.channels + channel, into: &y)
      }
    }
  }
}
