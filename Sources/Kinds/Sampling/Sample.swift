import Designs
package import Signals

extension SignalKind {
  package static let sample = SignalKind(
    "sample", .sampling,
    "A sound file, from frame 0 on, resampled to the project's rate; the whole of it or a part, at any speed, backwards, "
      + "in a loop.",
    example: "sample(\"kick.wav\", {rate=0.8})", source: "",
    Text("file", "A WAV, FLAC, OGG or AIFF file; a relative path is looked for beside the patch."),
    Stream(
      "rate", MovingSample.speeds, .ratio, default: 1,
      "How fast it is played, and so how high; negative is backwards."),
    Number(
      "from", 0...86_400, .seconds, default: 0,
      "Where in the file the part begins. Number only: it tells how long the whole is."),
    Number(
      "to", 0...86_400, .seconds, default: 86_400,
      "Where it ends, at most where the file does. Number only: it tells how long the whole is."),
    Number(
      "loop_from", 0...86_400, .seconds, default: 0,
      "Where in the file what is repeated begins. Number only: where a rate that moves has come to hangs on it."
    ),
    Number(
      "loop_to", 0...86_400, .seconds, default: 0,
      "Where it ends; 0 is the part's end where loop_from is given, and without that nothing is repeated. Number only: where a rate that moves has come to hangs on it."
    ),
    Text(
      "content", default: "",
      "A digest of the file's bytes, filled in when the patch names the file, so that a changed file is another signal."
    )
  ) { context, file, rate, from, till, loopFrom, loopEnd, _ in
    let loopTill = loopEnd == 0 && loopFrom > 0 ? till : loopEnd
    guard rate.constant?.contains(0) != true else {
      throw SignalError("rate: 0 was given; a sample that stands still is not heard")
    }
    guard from < till else {
      throw SignalError(
        "from: \(Quantity.seconds.text(from)) was given; less than the end is expected, \(Quantity.seconds.text(till))"
      )
    }
    guard loopTill == 0 || loopFrom < loopTill else {
      throw SignalError(
        "loop_from: \(Quantity.seconds.text(loopFrom)) was given; less than the loop's end is expected, "
          + "\(Quantity.seconds.text(loopTill))")
    }
    let samples = try context.loadSamples(file)
    guard from == 0 || context.frames(from) < samples.count else {
      throw SignalError(
        "from: \(Quantity.seconds.text(from)) was given; \(file) is \(Quantity.seconds.text(context.seconds(samples.count))) long"
      )
    }
    return try SamplePlayer.kernel(
      context, samples, rate: rate, from: from, till: till, loop: (loopFrom, loopTill))
  }
}

/// A part of samples at another speed.
///
/// What is played is a row of samples that may go on for ever, the loop unrolled and backwards turned round; frame n is
/// this row at n times the speed.
struct SamplePlayer: Kernel {
  let shape: SignalShape
  private let samples: Samples
  private let part: Range<Int>
  private let isBackwards: Bool
  /// Places in the row that are repeated; empty for none.
  private let loop: Range<Int>
  private let speed: Double
  /// Nil where frames fall on samples.
  private let sinc: WindowedSinc?

  /// For bounds in seconds; what is played as it stands needs no player.
  static func kernel(
    _ context: KindContext, _ samples: Samples, rate: StreamInput, from: Double, till: Double,
    loop: (from: Double, till: Double)
  ) throws(SignalError) -> any Kernel {
    func frame(_ seconds: Double) -> Int { min(context.frames(seconds), samples.count) }
    let part = frame(from)..<max(frame(from), frame(till))
    let repeated = frame(loop.from)..<max(frame(loop.from), frame(loop.till))
    guard let speed = rate.constant(0), rate.shape.channels == 1 else {
      return try MovingSample(samples, part, loop: repeated, speed: rate)
    }
    if speed == 1, part == 0..<samples.count, loop.till <= loop.from { return Buffer(samples: samples) }
    return SamplePlayer(samples, part, loop: repeated, rate: speed)
  }

  init(_ samples: Samples, _ part: Range<Int>, loop: Range<Int>, rate: Double) {
    (self.samples, self.part) = (samples, part)
    isBackwards = rate < 0
    speed = abs(rate)
    let inside = loop.clamped(to: part)
    self.loop =
      rate < 0
      ? part.upperBound - inside.upperBound..<part.upperBound - inside.lowerBound
      : inside.lowerBound - part.lowerBound..<inside.upperBound - part.lowerBound
    sinc = speed == 1 ? nil : speed < 1 ? .level : WindowedSinc(step: speed)
    let isLooped = !self.loop.isEmpty
    let end = Int((Double(part.count) / speed).rounded(.up))
    shape = SignalShape(
      channels: max(1, samples.channels),
      range: part.isEmpty ? .empty : SignalRange(lower: 0, upper: isLooped ? nil : end))
  }

  var constant: [Double]? {
    part.isEmpty ? [Double](repeating: 0, count: max(1, samples.channels)) : nil
  }
  var isWorthKeeping: Bool { sinc != nil }
  var contents: Samples? { samples }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    if let constant { return block.fill(with: constant) }
    if !shape.range.contains(block.frames.upperBound - 1), !shape.range.contains(block.frames.lowerBound) {
      return block.fillWithZero()
    }
    guard let sinc else {
      for channel in 0..<block.channels {
        var y = block.output(channel)
        unroll(channel, from: block.frames.lowerBound, into: &y)
      }
      return
    }
    let low = Int((Double(block.frames.lowerBound) * speed).rounded(.down)) - sinc.before
    let high = Int((Double(block.frames.upperBound - 1) * speed).rounded(.down)) - sinc.before + sinc.taps
    withUnsafeTemporaryAllocation(of: Float.self, capacity: high - low) { row in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: block.count) { places in
        row.initialize(repeating: 0)
        places.initialize(repeating: 0)
        var x = row.mutableSpan
        var at = places.mutableSpan
        for i in at.indices { at[i] = Double(block.frames.lowerBound + i) * speed }
        for channel in 0..<block.channels {
          unroll(channel, from: low, into: &x)
          var y = block.output(channel)
          sinc.interpolate(x.span, from: low, at: at.span, into: &y)
          silence(&y, block.frames)
        }
      }
    }
  }

  /// Nothing sounds before the beginning and after the end.
  private func silence(_ y: inout MutableSpan<Float>, _ frames: Range<Int>) {
    for i in y.indices where !shape.range.contains(frames.lowerBound + i) { y[i] = 0 }
  }

  /// The row's samples from place `first` on.
  private func unroll(_ channel: Int, from first: Int, into x: inout MutableSpan<Float>) {
    for i in x.indices { x[i] = sample(channel, first + i) }
  }

  /// The row's sample at a place; one channel spreads over many.
  @inline(__always)
  func sample(_ channel: Int, _ place: Int) -> Float {
    var place = place
    if !loop.isEmpty, place >= loop.upperBound {
      place = loop.lowerBound + (place - loop.lowerBound) % loop.count
    }
    if place < 0 || place >= part.count { return 0 }
    let plane = samples.planes[samples.channels == 1 ? 0 : channel]
    return plane[isBackwards ? part.upperBound - 1 - place : part.lowerBound + place]
  }
}
