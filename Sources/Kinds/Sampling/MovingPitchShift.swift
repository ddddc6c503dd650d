import Designs
import Glibc
import Signals

/// A signal higher or lower by what moves. It is stretched, window by window, and what is stretched is read at the ratio
/// of pitches; each window is taken from where the present ratio has it in the input, so that input and output keep step
/// however the ratio moves. Phases go on from window to window.
struct MovingPitchShift: Kernel {
  static let semitones = -24.0...24.0
  private static let lowest = 0.25

  /// Behind it in the state stand the bins of the last window, then what is stretched, then the input before the next
  /// frame.
  private struct Head {
    /// Where the next frame lies in what is stretched.
    var place: Double
    /// The next window.
    var number: Int
    var isBegun: Bool
  }

  let shape: SignalShape
  private let input: StreamInput
  private let pitch: StreamInput
  private let time: ShortTime
  private let sinc = WindowedSinc.level
  /// Frames of what is stretched that are kept before the last window's beginning.
  private let kept: Int

  init(input: StreamInput, semitones: StreamInput, window: Double) throws {
    (self.input, pitch) = (input, semitones)
    time = try PhaseVocoder.shortTime(window)
    kept = sinc.taps
    shape = try SignalShape.spreading(input, semitones).recursive(from: input)
  }

  var memory: Memory { .recursive }
  /// A window's middle may lie that far ahead of the frame that it is for, at the lowest ratio, and its end further.
  var lead: Int {
    Int(Double(time.window / 2 + sinc.taps + time.hop) / Self.lowest) + time.window / 2 + time.hop
  }
  /// Frames of the input that a window may take before the frame that it is for, and the one a hop before.
  private var history: Int { time.window / 2 + time.hop }

  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? {
    if input.index == self.input.index { return block.frames.lowerBound..<block.frames.upperBound + lead }
    return input.isConstant ? nil : block.frames
  }

  private var bins: Int { 2 * time.bins }
  private var stateStride: Int {
    let bytes = MemoryLayout<Head>.stride + (bins + kept + time.window + history) * MemoryLayout<Float>.stride
    return (bytes + 15) / 16 * 16
  }
  var stateByteCount: Int { stateStride * shape.channels }

  func putAtRest(_ state: UnsafeMutableRawPointer) {
    state.initializeMemory(as: UInt8.self, repeating: 0, count: stateByteCount)
    for channel in 0..<shape.channels {
      (state + channel * stateStride).storeBytes(of: Head(place: 0, number: 0, isBegun: false), as: Head.self)
    }
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    guard let state else { preconditionFailure("a recursive kernel is rendered with its state") }
    for channel in 0..<block.channels { render(block, channel, state + channel * stateStride) }
  }

  private func render(_ block: RenderBlock, _ channel: Int, _ state: UnsafeMutableRawPointer) {
    var head = state.load(as: Head.self)
    let former = (state + MemoryLayout<Head>.stride).assumingMemoryBound(to: Float.self)
    let stretched = UnsafeMutableBufferPointer(start: former + bins, count: kept + time.window)
    let past = UnsafeMutableBufferPointer(start: former + bins + kept + time.window, count: history)
    let own = block.frames.lowerBound - block.firstFrame(input)
    let x = block.input(input, channel)
    let constant = pitch.constant(channel)
    var y = block.output(channel)
    for i in y.indices {
      let given =
        constant ?? Double(block.input(pitch, channel)[block.frames.lowerBound - block.firstFrame(pitch) + i])
      let ratio = FastMath.exp2(given.limited(to: Self.semitones, standard: 0) / 12)
      let last = Int(head.place.rounded(.down)) - sinc.before + sinc.taps
      if !head.isBegun { head.number = time.numbers(over: last - sinc.taps..<last).lowerBound }
      while head.number * time.hop - time.window / 2 < last {
        let late = (Double(head.number * time.hop) - head.place) / ratio
        let source = i + Int(late.rounded()) - time.window / 2 - time.hop
        withUnsafeTemporaryAllocation(of: Float.self, capacity: time.window + time.hop) { part in
          for k in part.indices {
            let frame = source + k
            // What lies before all that is known is silent.
            let sample =
              frame >= 0 ? x[own + frame] : frame >= -past.count ? past[past.count + frame] : 0
            part.initializeElement(at: k, to: sample)
          }
          add(head, part.span, share: min(1, 1 / ratio), former, stretched)
        }
        head.number += 1
        head.isBegun = true
      }
      let origin = (head.number - 1) * time.hop - time.window / 2 - kept
      y[i] = sinc.value(at: head.place - Double(origin), speed: 1) { stretched[$0] }
      head.place += ratio
    }
    let count = block.count
    for k in past.indices {
      past[k] = k + count < past.count ? past[k + count] : x[own + k + count - past.count]
    }
    state.storeBytes(of: head, as: Head.self)
  }

  /// Adds a window to what is stretched: what lies before its beginning is finished.
  private func add(
    _ head: Head, _ x: Span<Float>, share: Double, _ former: UnsafeMutablePointer<Float>,
    _ stretched: UnsafeMutableBufferPointer<Float>
  ) {
    let begin = head.number * time.hop - time.window / 2
    if head.isBegun {
      for i in 0..<stretched.count - time.hop { stretched[i] = stretched[i + time.hop] }
      for i in stretched.count - time.hop..<stretched.count { stretched[i] = 0 }
    }
    time.withRooms(5) { room, width in
      let chain = PhaseVocoder.Chain(
        samples: room, bins: room + width, other: room + 2 * width, former: room + 3 * width,
        power: room + 4 * width)
      unsafe chain.former.update(from: former, count: bins)
      chain.analyse(time, x, at: time.hop)
      if head.isBegun { chain.turn(time) }
      unsafe former.update(from: chain.bins, count: bins)
      // What would alias when it is read faster.
      for i in min(2 * Int(Double(time.bins) * share), bins)..<bins { unsafe chain.bins[i] = 0 }
      var plane = stretched.mutableSpan
      time.add(chain.bins, chain.samples, startingAt: begin, to: &plane, from: begin - kept)
    }
    // No window comes after that reaches the next hop.
    var done = UnsafeMutableBufferPointer(rebasing: stretched[kept..<kept + time.hop]).mutableSpan
    time.finish(&done, from: begin)
  }

  func restoreFiniteState(_ state: UnsafeMutableRawPointer) {}
}
