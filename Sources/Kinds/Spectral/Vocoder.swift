import Glibc
package import Signals

extension SignalKind {
  package static let vocoder = SignalKind(
    "vocoder", .spectral,
    "Gives a signal the spectrum of another: a voice makes a chord speak. By channels: the level of each of several bands; "
      + "by phases: the level of every partial, with the phases of the first.",
    example: "saw{110, 165}:vocoder(noise{seed=1} * perc(0.01, 0.5) * 0.1, 16)",
    source: "Homer Dudley, The vocoder, 1939; for phases Flanagan and Golden, Phase vocoder, 1966",
    Stream("input", "The carrier: what is to sound, rich in partials."),
    Stream("modulator", "What it is to sound like."),
    Number(
      "bands", 2...512, .count, default: 24, "How many bands, evenly spaced in pitch from 80 Hz to 12 kHz."),
    Choice("mode", ["channel", "phase"], "By bands, or by every partial."),
    ShortTime.windowNumber(1_024), ShortTime.hopNumber(256)
  ) { context, input, modulator, bands, mode, window, hop in
    try Vocoder(
      context.rate, ShortTime(window: window, hop: hop), input: input, modulator: modulator,
      bands: mode == "phase" ? 0 : Int(bands))
  }
}

/// The carrier's spectrum times what makes its levels the modulator's.
struct Vocoder: Kernel {
  let shape: SignalShape
  private let input: StreamInput
  private let modulator: StreamInput
  private let time: ShortTime
  private let bands: Int
  /// For each bin, where it lies among the bands' centres.
  private let places: [Float]
  /// The first bin that is looked at: what does not move is no sound, and leaks into the one above.
  private let lowest: Int

  /// Without bands, every bin stands for itself.
  init(_ rate: Int, _ time: ShortTime, input: StreamInput, modulator: StreamInput, bands: Int) throws {
    (self.time, self.input, self.modulator, self.bands) = (time, input, modulator, bands)
    let both = input.shape.range.intersection(modulator.shape.range)
    let channels = try SignalShape.channels(of: input, modulator)
    shape = SignalShape(channels: channels, range: try time.range(of: both))
    lowest = rate < 160 * time.window ? 2 : 1
    let top = log(12_000.0 / 80)
    places = (0..<time.bins).map { bin in
      let frequency = max(1, Double(bin) * Double(rate) / Double(time.window))
      return Float(min(max(log(frequency / 80) / top, 0), 1) * Double(max(1, bands - 1)))
    }
  }

  var effort: Double { 96 }
  var memory: Memory { .window(time.grain + time.window + time.hop) }
  var grain: Int { time.grain }
  func reach(_ input: Int) -> Int { time.grain + time.window + time.hop }

  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? {
    time.frames(of: time.numbers(over: block.frames))
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    if block.isUniformZero(input) || block.isUniformZero(modulator) { return block.fillWithZero() }
    let first = block.frames.lowerBound
    time.withRooms(3) { samples, stride in
      let (bins, other) = (samples + stride, samples + 2 * stride)
      withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * max(1, bands)) { room in
        room.initialize(repeating: 0)
        for channel in 0..<block.channels {
          let x = block.input(input, channel)
          let m = block.input(modulator, channel)
          var y = block.output(channel)
          for i in y.indices { y[i] = 0 }
          for number in time.numbers(over: block.frames) {
            let start = number * time.hop - time.window / 2
            time.analyse(x, at: start - block.firstFrame(input), samples, bins)
            time.analyse(m, at: start - block.firstFrame(modulator), samples, other)
            if bands == 0 { replace(bins, other) } else { scale(bins, other, room) }
            time.add(bins, samples, startingAt: start, to: &y, from: first)
          }
          time.finish(&y, from: first)
        }
      }
    }
  }

  /// Each bin's magnitude becomes the modulator's.
  private func replace(_ bins: UnsafeMutablePointer<Float>, _ other: UnsafeMutablePointer<Float>) {
    for i in 0..<time.bins {
      let wanted = unsafe mulAdd(other[2 * i], other[2 * i], other[2 * i + 1] * other[2 * i + 1])
      let present = unsafe mulAdd(bins[2 * i], bins[2 * i], bins[2 * i + 1] * bins[2 * i + 1])
      let factor = present > 1e-30 ? (wanted / present).squareRoot() : 0
      unsafe bins[2 * i] *= factor
      unsafe bins[2 * i + 1] *= factor
    }
  }

  /// Each band's level becomes the modulator's, in between in proportion, so that no step is heard.
  private func scale(
    _ bins: UnsafeMutablePointer<Float>, _ other: UnsafeMutablePointer<Float>,
    _ room: UnsafeMutableBufferPointer<Float>
  ) {
    var present = room.extracting(..<bands).mutableSpan
    var wanted = room.extracting(bands...).mutableSpan
    for band in 0..<bands {
      present[band] = 0
      wanted[band] = 0
    }
    for i in lowest..<time.bins {
      let place = min(Int(places[i]), bands - 2)
      let rest = places[i] - Float(place)
      let c = unsafe mulAdd(bins[2 * i], bins[2 * i], bins[2 * i + 1] * bins[2 * i + 1])
      let m = unsafe mulAdd(other[2 * i], other[2 * i], other[2 * i + 1] * other[2 * i + 1])
      present[place] += c * (1 - rest)
      present[place + 1] += c * rest
      wanted[place] += m * (1 - rest)
      wanted[place + 1] += m * rest
    }
    // What is 80 dB below full scale is no carrier to be made louder.
    let floor = time.fullScale * time.fullScale * 1e-8
    // Nor is a carrier made louder by more than 23 dB: that of single clicks would be past every scale.
    for band in 0..<bands {
      let factor = (wanted[band] / (present[band] + floor)).squareRoot()
      wanted[band] = factor < 14 ? factor : 14
    }
    for i in 0..<time.bins {
      let place = min(Int(places[i]), bands - 2)
      let rest = places[i] - Float(place)
      let factor = mulAdd(rest, wanted[place + 1] - wanted[place], wanted[place])
      unsafe bins[2 * i] *= factor
      unsafe bins[2 * i + 1] *= factor
    }
  }
}
