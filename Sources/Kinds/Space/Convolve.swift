package import Signals
import Spectra

extension SignalKind {
  package static let convolve = SignalKind(
    "convolve", .space,
    "A signal as it sounds through something of which an impulse response is known: a room, a loudspeaker, a body.",
    example: "(saw(110) * perc(0.01, 0.2)):convolve(noise{seed=1} * perc(0.001, 1) * 0.02)",
    source:
      "Thomas G. Stockham, High-speed convolution and correlation, 1966; partitions as in William G. Gardner, "
      + "Efficient convolution without input-output delay, 1995",
    Stream("input", "What goes in."),
    Stream(
      "response",
      "What comes out for an impulse at frame 0: a signal that ends, as a sample does, of up to 2^22 frames, one channel "
        + "for all or one for each.")
  ) { _, input, response in try Convolve(input: input, response: response) }
}

/// Overlap-save on a grid: a grain of output is the end of a circular convolution of twice its length, summed over the
/// response's partitions of one grain each.
struct Convolve: Kernel {
  let shape: SignalShape
  let grain: Int
  private let input: StreamInput
  private let response: StreamInput
  /// The frames of the response.
  private let frames: Range<Int>
  private let transform: RealTransform
  private let spectra: ResponseSpectra
  var ownByteCount: Int { spectra.byteCount }
  var effort: Double { 128 }

  private static let most = 1 << 22

  init(input: StreamInput, response: StreamInput) throws {
    guard let frames = response.shape.range.frames else {
      throw SignalError(
        "response: a signal that ends is expected, as a sample or noise() * perc(0.01, 2); this one goes on for ever"
      )
    }
    guard frames.count <= Self.most else {
      throw SignalError(
        "response: \(frames.count) frames were given; at most \(Self.most) are expected")
    }
    (self.input, self.response, self.frames) = (input, response, frames)
    // Up to 2^16 frames in one partition: long enough for little work a frame, short enough to begin soon.
    var grain = 1_024
    while grain < frames.count, grain < 1 << 16 { grain *= 2 }
    self.grain = grain
    transform = try ShortTime.transform(2 * grain)
    spectra = ResponseSpectra(
      transform, count: frames.count, grain: grain, channels: response.shape.channels)
    let channels = try SignalShape.channels(of: input, response)
    let (low, high) = (frames.lowerBound, max(frames.lowerBound, frames.upperBound - 1))
    let (early, late) = (try input.shape.range.moved(by: low), try input.shape.range.moved(by: high))
    let isSilent = frames.isEmpty || input.shape.range.isEmpty
    shape = SignalShape(
      channels: channels, range: isSilent ? .empty : SignalRange(lower: early.lower, upper: late.upper))
  }

  private var partitions: Int { spectra.partitions }

  var memory: Memory { .window(reach(0)) }
  func reach(_ input: Int) -> Int {
    input == 0 ? max(0, grain * (partitions + 1) + frames.lowerBound) : 0
  }
  /// The response is what it is by itself, whatever plays.
  func isReadElsewhere(_ input: Int) -> Bool { input == response.index }
  var askOrder: [Int]? { [response.index, input.index] }

  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? {
    if input.index == response.index { return frames.isEmpty || spectra.known != nil ? nil : frames }
    let first = Grid.grain(grain, holding: block.frames.lowerBound).lowerBound - partitions * grain
    let end = Grid.grain(grain, holding: block.frames.upperBound - 1).upperBound
    return first - frames.lowerBound..<end - frames.lowerBound
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    if frames.isEmpty { return block.fillWithZero() }
    let known = spectra.known ?? spectra.learn(response, block)
    if block.isUniformZero(input) { return block.fillWithZero() }
    let length = 2 * grain
    let room = length + 16
    withUnsafeTemporaryAllocation(
      byteCount: 3 * room * MemoryLayout<Float>.stride, alignment: RealTransform.alignment
    ) { bytes in
      let floats = bytes.bindMemory(to: Float.self)
      floats.initialize(repeating: 0)
      guard let samples = floats.baseAddress else { return }
      let (bins, sums) = (samples + room, samples + 2 * room)
      for channel in 0..<block.channels {
        unsafe sums.update(repeating: 0, count: length + 2)
        let x = block.input(input, channel)
        for partition in 0..<partitions {
          load(block, x, partition, samples)
          transform.forward(samples, bins)
          spectra.multiply(known.span, bins, partition, channel, addingTo: sums)
        }
        transform.inverse(sums, samples)
        let start = block.frames.lowerBound - Grid.grain(grain, holding: block.frames.lowerBound).lowerBound
        var y = block.output(channel)
        for i in y.indices { y[i] = unsafe samples[grain + start + i] + 0 }
      }
    }
  }

  /// The two grains of input that a partition takes. What is not finite counts as
  /// silence.
  private func load(
    _ block: RenderBlock, _ x: Span<Float>, _ partition: Int, _ samples: UnsafeMutablePointer<Float>
  ) {
    let own = Grid.grain(grain, holding: block.frames.lowerBound).lowerBound
    let place = own - (partition + 1) * grain - frames.lowerBound - block.firstFrame(input)
    let x = x.extracting(place..<place + 2 * grain)
    for i in x.indices { unsafe samples[i] = x[i].magnitude < ShortTime.loudest ? x[i] : 0 }
  }
}
