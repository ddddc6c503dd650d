package import Signals

extension SignalKind {
  package static let line = SignalKind(
    "line", .envelopes,
    "Goes from one value to another in a straight line; holds the first before and the last after.",
    example: "saw(55):lowpass(line(300, 3000, 8)) * 0.7", source: "",
    Stream(
      "first", Line.levels, .level, "The value up to frame 0; of two signals it goes from one to the other."),
    Stream("last", Line.levels, .level, "The value at the end and ever after."),
    Stream("length", 0...86_400, .seconds, default: 1, "How long it takes.")
  ) { context, first, last, length in
    if let first = first.single, let last = last.single, let length = length.single {
      return Line(context, first: first, last: last, length: length, frame: 0)
    }
    let rate = Double(context.rate)
    return try MovingForm([first, last, length], standards: [0, 0, 1], end: nil) { frame, p in
      let frames = p[2] * rate
      return frame <= 0 ? p[0] : frame < frames ? p[0] + (p[1] - p[0]) * (frame / frames) : p[1]
    }
  }

  package static let to = SignalKind(
    "to", .envelopes, "Glides to a value from the one before, in a straight line.",
    example: "bass.cutoff = to(3000, 8)",
    source: "",
    Number(
      "last", Line.levels, .level,
      "The value at the end and ever after. Number only: it takes the place of a number, and ends as one."),
    Number(
      "length", 0...86_400, .seconds, default: 1,
      "How long it takes. Number only: when it is over, what is left is the last value."),
    Number(
      "first", Line.levels, .level, default: 0,
      "The value that it starts from. Number only: it is the one that stood there."),
    Number("frame", -1e15...1e15, .count, default: 0, "The frame at which it starts.")
  ) { Line($0, first: $3, last: $1, length: $2, frame: Int($4)) }
}

/// Held, straight, held.
struct Line: Kernel {
  static let levels = -1e9...1e9

  let constant: [Double]?
  private let ramps: [Ramp]

  init(_ context: KindContext, first: Double, last: Double, length: Double, frame: Int) {
    constant = first == last ? [first] : nil
    if first == last {
      ramps = [.hold(first, until: .max)]
      return
    }
    let frames = length * Double(context.rate)
    let straight = Ramp(
      end: frame + Ramp.frame(frames), anchor: Double(frame), level: first,
      slope: frames > 0 ? (last - first) / frames : 0)
    ramps = [.hold(first, until: frame), straight, .hold(last, until: .max)]
  }

  var shape: SignalShape { SignalShape(period: constant == nil ? nil : 1) }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) { Ramp.render(ramps, block) }
}
