package import Signals

extension SignalKind {
  package static let spectralBlur = SignalKind(
    "spectral_blur", .spectral,
    "Smears a spectrum over time: each partial is as loud as it was on average over the last while, and sounds on as it "
      + "did when it was loudest.",
    example: "(saw(220) * perc(0.01, 0.3)):spectral_blur(0.3) * 2",
    source: "Trevor Wishart, Audible Design, 1994 (spectral blurring)",
    Stream("input", "What to smear."),
    Number(
      "length", 0...10, .seconds, default: 0.2,
      "How long the while is; 0 changes nothing. Number only: it is the size of what is remembered."),
    ShortTime.windowNumber(), ShortTime.hopNumber()
  ) { context, input, length, window, hop in
    let time = try ShortTime(window: window, hop: hop)
    let count = 1 + Int((length * Double(context.rate) / Double(time.hop)).rounded())
    guard count <= 1_024 else {
      throw SignalError(
        "length: \(Quantity.seconds.text(length)) was given, \(count) windows; at most 1024 are expected: make it shorter, "
          + "or the hop longer")
    }
    return try SpectralBlur(time, input: input, count: count)
  }
}

/// Each bin has the average magnitude of the last `count` windows, and the phase it had in the loudest of them, gone on
/// from there as far as it went from the window before, and the more by chance the softer it has become: a function of so
/// many windows alone.
struct SpectralBlur: Kernel {
  let shape: SignalShape
  private let input: StreamInput
  private let time: ShortTime
  private let count: Int

  init(_ time: ShortTime, input: StreamInput, count: Int) throws {
    (self.time, self.input, self.count) = (time, input, count)
    let range = try time.range(of: input.shape.range)
    let later = try range.moved(by: (count - 1) * time.hop)
    shape = SignalShape(
      channels: input.shape.channels, range: SignalRange(lower: range.lower, upper: later.upper))
  }

  var effort: Double { 96 }
  var memory: Memory { .window(time.grain + time.window + (count + 1) * time.hop) }
  var grain: Int { time.grain }

  /// The windows that are analysed: one more than are averaged, to tell how phases go on.
  private func analysed(for block: RenderBlock) -> ClosedRange<Int> {
    let numbers = time.numbers(over: block.frames)
    return numbers.lowerBound - count...numbers.upperBound
  }

  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? {
    time.frames(of: analysed(for: block))
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    if block.isUniformZero(input) { return block.fillWithZero() }
    let analysed = analysed(for: block)
    let size = time.bins * analysed.count
    withUnsafeTemporaryAllocation(of: Float.self, capacity: size) { magnitudes in
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: size) { angles in
        magnitudes.initialize(repeating: 0)
        angles.initialize(repeating: 0)
        time.withRooms(2) { samples, stride in
          for channel in 0..<block.channels {
            let x = block.input(input, channel)
            for (row, number) in analysed.enumerated() {
              let start = number * time.hop - time.window / 2
              time.analyse(x, at: start - block.firstFrame(input), samples, samples + stride)
              var m = magnitudes.extracting(row * time.bins..<(row + 1) * time.bins).mutableSpan
              var a = angles.extracting(row * time.bins..<(row + 1) * time.bins).mutableSpan
              Self.polar(samples + stride, &m, &a)
            }
            synthesise(block, channel, magnitudes, angles, analysed, samples, samples + stride)
          }
        }
      }
    }
  }

  private static func polar(
    _ bins: UnsafeMutablePointer<Float>, _ magnitudes: inout MutableSpan<Float>,
    _ angles: inout MutableSpan<UInt32>
  ) {
    precondition(magnitudes.count == angles.count)
    for i in magnitudes.indices {
      let (re, im) = unsafe (bins[2 &* i], bins[2 &* i &+ 1])
      magnitudes[i] = mulAdd(re, re, im * im).squareRoot()
      angles[i] = Angle.of(re, im)
    }
  }

  private func synthesise(
    _ block: RenderBlock, _ channel: Int, _ magnitudes: UnsafeMutableBufferPointer<Float>,
    _ angles: UnsafeMutableBufferPointer<UInt32>, _ analysed: ClosedRange<Int>,
    _ samples: UnsafeMutablePointer<Float>, _ bins: UnsafeMutablePointer<Float>
  ) {
    var y = block.output(channel)
    for i in y.indices { y[i] = 0 }
    let width = time.bins
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * width) { sumScratch in
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: width) { loudestScratch in
        sumScratch.initialize(repeating: 0)
        loudestScratch.initialize(repeating: 0)
        var sums = sumScratch.extracting(..<width).mutableSpan
        var most = sumScratch.extracting(width...).mutableSpan
        var loudest = loudestScratch.mutableSpan
        for row in count..<analysed.count {
          for i in sums.indices {
            sums[i] = 0
            most[i] = 0
            loudest[i] = UInt32(truncatingIfNeeded: row)
          }
          for earlier in row - count + 1...row {
            let m = magnitudes.extracting(earlier * width..<(earlier + 1) * width).span
            Self.gather(m, UInt32(truncatingIfNeeded: earlier), &sums, &most, &loudest)
          }
          let scale = 1 / Float(count)
          for i in 0..<width {
            let place = Int(loudest[i])
            let angle = angles[place * width + i]
            // How far the phase goes from one window to the next, as often as windows went by since.
            let step = angle &- angles[(place - 1) * width + i]
            let now =
              angle &+ step &* UInt32(truncatingIfNeeded: row - place)
              &+ Self.scatter(
                i, analysed.lowerBound + row, loudness: magnitudes[row * width + i], of: most[i])
            let magnitude = sums[i] * scale
            unsafe bins[2 * i] = magnitude * Angle.cosine(now)
            unsafe bins[2 * i + 1] = magnitude * Angle.sine(now)
          }
          let start = (analysed.lowerBound + row) * time.hop - time.window / 2
          time.add(bins, samples, startingAt: start, to: &y, from: block.frames.lowerBound)
        }
      }
    }
    time.finish(&y, from: block.frames.lowerBound)
  }

  /// What is much softer now than it was sounds on with a phase by chance: else a click, whose partials keep their
  /// distances, would come back once a window.
  @inline(__always)
  private static func scatter(_ bin: Int, _ number: Int, loudness: Float, of most: Float) -> UInt32 {
    let gone = 1 - 2 * loudness / max(most, 0x1p-100)
    var x =
      UInt32(truncatingIfNeeded: bin) &* 0x9e37_79b1 &+ UInt32(truncatingIfNeeded: number) &* 0x85eb_ca77
    x = (x ^ (x &>> 16)) &* 0x7feb_352d
    x = (x ^ (x &>> 15)) &* 0x846c_a68b
    let chance = Float(Int32(bitPattern: x ^ (x &>> 16)) &>> 1) * (gone > 0 ? gone : 0)
    return UInt32(bitPattern: Int32(chance) &<< 1)
  }

  /// Adds magnitudes up and notes where each is greatest, the latest of nearly equals.
  private static func gather(
    _ m: Span<Float>, _ row: UInt32, _ sums: inout MutableSpan<Float>, _ most: inout MutableSpan<Float>,
    _ loudest: inout MutableSpan<UInt32>
  ) {
    precondition(m.count == sums.count && most.count == m.count && loudest.count == m.count)
    for i in m.indices {
      let isLouder = m[i] * 1.02 >= most[i]
      sums[i] += m[i]
      most[i] = m[i] > most[i] ? m[i] : most[i]
      loudest[i] = isLouder ? row : loudest[i]
    }
  }
}
