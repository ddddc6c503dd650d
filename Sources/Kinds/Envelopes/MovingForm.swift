import Signals

/// A form in time whose parameters move: each frame has the value that it would have if they had always been as they are
/// there. So any frame can be asked for alone.
struct MovingForm: Kernel {
  typealias Form = @Sendable (_ frame: Double, _ parameters: [Double]) -> Double

  let shape: SignalShape
  private let inputs: [StreamInput]
  /// Counts for what is not a number in each.
  private let standards: [Double]
  private let form: Form

  /// `end` is the first frame at which it is zero for good, nil where it is not.
  init(_ inputs: [StreamInput], standards: [Double], end: Int?, _ form: @escaping Form) throws(SignalError) {
    (self.inputs, self.standards, self.form) = (inputs, standards, form)
    let channels = try SignalShape.spreading(inputs).channels
    shape = SignalShape(channels: channels, range: end.map { SignalRange(0..<max(1, $0)) } ?? .all)
  }

  private func isHeard(_ block: RenderBlock) -> Bool { !shape.range.clamping(block.frames).isEmpty }

  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? {
    input.isConstant || !isHeard(block) ? nil : block.frames
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    if !isHeard(block) { return block.fillWithZero() }
    let first = block.frames.lowerBound
    var numbers = standards
    for channel in 0..<block.channels {
      for i in 0..<block.count {
        for (place, input) in inputs.enumerated() {
          numbers[place] =
            input.constant(channel)
            ?? Double(block.input(input, channel).extracting(block.places(of: input))[i])
            .limited(to: input.bounds, standard: standards[place])
        }
        var y = block.output(channel)
        y[i] = shape.range.contains(first + i) ? Float(form(Double(first + i), numbers)) : 0
      }
    }
  }
}

extension MovingForm {
  /// The latest that a time may be, in seconds.
  static func latest(_ time: StreamInput) -> Double { time.constant?.max() ?? time.bounds.upperBound }

  /// A time in frames, from one in seconds that came through single precision: what lies no farther from a whole number
  /// of frames than that rounds is that number. Else a form that ends with a step would end a frame late.
  static func frames(_ seconds: Double, _ rate: Double) -> Double {
    let (frames, whole) = (seconds * rate, (seconds * rate).rounded())
    return abs(frames - whole) <= whole * 0x1p-23 ? whole : frames
  }

  static func end(_ context: KindContext, _ times: Double...) -> Int {
    Ramp.frame(times.reduce(0, +) * Double(context.rate))
  }
}
