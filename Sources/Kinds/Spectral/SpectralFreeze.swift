package import Signals

extension SignalKind {
  package static let spectralFreeze = SignalKind(
    "spectral_freeze", .spectral,
    "Holds the sound of one moment for ever: up to that time a signal as it is, from there on its spectrum of then.",
    example: "(saw(220) * perc(0.01, 1) * 0.5):spectral_freeze(0.2)",
    source: "James L. Flanagan and Roger M. Golden, Phase vocoder, 1966",
    Stream("input", "What to hold."),
    Number(
      "time", -86_400...86_400, .seconds, default: 0,
      "The moment that is held; to the nearest analysis. Number only: one moment is held for ever."),
    ShortTime.windowNumber(), ShortTime.hopNumber()
  ) { context, input, time, window, hop in
    let short = try ShortTime(window: window, hop: hop)
    let number = (Double(context.frames(time)) / Double(short.hop)).rounded()
    return SpectralFreeze(short, input: input, last: Int(number))
  }
}

/// The spectrum of window `last` stands for all later ones, the phase of each peak going on as far from window to window
/// as it went from the one before to that, and that of the bins about it likewise.
struct SpectralFreeze: Kernel {
  let shape: SignalShape
  private let input: StreamInput
  private let time: ShortTime
  private let last: Int

  init(_ time: ShortTime, input: StreamInput, last: Int) {
    (self.time, self.input, self.last) = (time, input, last)
    shape = SignalShape(
      channels: input.shape.channels, range: SignalRange(lower: input.shape.range.lower, upper: nil))
  }

  var memory: Memory { .elsewhere }
  var grain: Int { time.grain }

  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? {
    let numbers = time.numbers(over: block.frames)
    if numbers.upperBound <= last { return time.frames(of: numbers) }
    return time.frames(of: min(numbers.lowerBound, last - 1)...last)
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    if block.isUniformZero(input) { return block.fillWithZero() }
    let numbers = time.numbers(over: block.frames)
    let first = block.frames.lowerBound
    time.withRooms(5) { samples, stride in
      let (bins, held, before) = (samples + stride, samples + 2 * stride, samples + 3 * stride)
      let power = samples + 4 * stride
      for channel in 0..<block.channels {
        let x = block.input(input, channel)
        var y = block.output(channel)
        for i in y.indices { y[i] = 0 }
        func analyse(_ number: Int, _ bins: UnsafeMutablePointer<Float>) {
          let start = number * time.hop - time.window / 2
          time.analyse(x, at: start - block.firstFrame(input), samples, bins)
        }
        if numbers.upperBound > last {
          analyse(last, held)
          analyse(last - 1, before)
          SpectralPeaks.power(held, time.bins, into: power)
        }
        for number in numbers {
          if number <= last {
            analyse(number, bins)
          } else {
            advance(held, before, power, number - last, into: bins)
          }
          time.add(
            bins, samples, startingAt: number * time.hop - time.window / 2, to: &y, from: first)
        }
        time.finish(&y, from: first)
      }
    }
  }

  private func advance(
    _ held: UnsafeMutablePointer<Float>, _ before: UnsafeMutablePointer<Float>,
    _ power: UnsafeMutablePointer<Float>, _ count: Int, into bins: UnsafeMutablePointer<Float>
  ) {
    unsafe bins.update(from: held, count: 2 * time.bins)
    SpectralPeaks.turn(bins, power, time.bins) { peak in
      let step =
        unsafe Angle.of(held[2 * peak], held[2 * peak + 1])
        &- Angle.of(before[2 * peak], before[2 * peak + 1])
      let turned = step &* UInt32(truncatingIfNeeded: count)
      return (Angle.cosine(turned), Angle.sine(turned))
    }
  }
}
