import Signals

/// What is done to the spectrum of one window.
protocol SpectralProcess: Sendable {
  /// Changes bins, pairs of a real and an imaginary part. `controls` holds one value for each control, at the window's
  /// centre.
  func process(_ spectrum: inout MutableSpan<Float>, _ controls: [Float])
}

/// Window by window through a process that remembers nothing.
struct SpectralKernel: Kernel {
  let shape: SignalShape
  private let input: StreamInput
  private let controls: [StreamInput]
  private let time: ShortTime
  private let process: any SpectralProcess

  init(
    _ time: ShortTime, _ input: StreamInput, _ controls: [StreamInput] = [], _ process: any SpectralProcess
  ) throws {
    (self.time, self.input, self.controls, self.process) = (time, input, controls, process)
    let channels = try SignalShape.spreading([input] + controls).channels
    shape = SignalShape(channels: channels, range: try time.range(of: input.shape.range))
  }

  var effort: Double { 96 }
  var memory: Memory { .window(time.grain + time.window + time.hop) }
  var grain: Int { time.grain }

  func reach(_ input: Int) -> Int { time.grain + time.window + time.hop }

  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? {
    let numbers = time.numbers(over: block.frames)
    if input.index == self.input.index { return time.frames(of: numbers) }
    return input.isConstant ? nil : numbers.lowerBound * time.hop..<numbers.upperBound * time.hop + 1
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    if block.isUniformZero(input) { return block.fillWithZero() }
    let numbers = time.numbers(over: block.frames)
    var values = [Float](repeating: 0, count: controls.count)
    time.withRooms(2) { samples, stride in
      let bins = samples + stride
      for channel in 0..<block.channels {
        let x = block.input(input, channel)
        var y = block.output(channel)
        for i in y.indices { y[i] = 0 }
        for number in numbers {
          let start = number * time.hop - time.window / 2
          time.analyse(x, at: start - block.firstFrame(input), samples, bins)
          for (place, control) in controls.enumerated() {
            values[place] = Self.value(control, channel, block, at: number * time.hop)
          }
          let pairs = UnsafeMutableBufferPointer(start: bins, count: 2 * time.bins)
          var spectrum = pairs.mutableSpan
          process.process(&spectrum, values)
          time.add(bins, samples, startingAt: start, to: &y, from: block.frames.lowerBound)
        }
        time.finish(&y, from: block.frames.lowerBound)
      }
    }
  }

  /// A control's value at one frame.
  static func value(_ control: StreamInput, _ channel: Int, _ block: RenderBlock, at frame: Int) -> Float {
    if let constant = control.constant(channel) { return Float(constant) }
    return block.input(control, channel)[frame - block.firstFrame(control)]
  }
}
