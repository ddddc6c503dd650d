package import Signals

extension SignalKind {
  package static let env = SignalKind(
    "env", .envelopes,
    "Goes through breakpoints, each a time and a level; holds the first level before and the last after.",
    example: "saw(110) * env({{0, 0}, {0.01, 1}, {0.2, 0.4}, {1.5, 0}}, -3) * 0.7",
    source: "the envelopes of SuperCollider, James McCartney, 1996",
    SampleList(
      "breakpoints", "Lists of two numbers, a time in seconds and a level, in the order of their times."),
    Numbers(
      "curves", .ratio, default: 0,
      "How each piece bends, or one number for all: 0 is straight, below 0 steep first, above 0 steep last, -50 to 50. Number only: all breakpoints are one list."
    )
  ) { try Env.kernel($0, $1, $2) }

  package static let xline = SignalKind(
    "xline", .envelopes,
    "Goes from one value to another by equal ratios, which is a straight line in pitch or in decibels; holds the first "
      + "before and the last after.",
    example: "saw(110):lowpass(xline(200, 4000, 2)) * 0.7",
    Stream(
      "first", Line.levels, .level,
      "The value up to frame 0; not 0. Where signals lie on two sides of 0 it is a straight line."
    ),
    Stream("last", Line.levels, .level, "The value at the end and ever after, on the same side of 0."),
    Stream("length", 0...86_400, .seconds, default: 1, "How long it takes.")
  ) { context, first, last, length in
    guard let first = first.single, let last = last.single, let length = length.single else {
      let rate = Double(context.rate)
      return try MovingForm([first, last, length], standards: [1, 1, 1], end: nil) { frame, p in
        let frames = p[2] * rate
        let (first, last) = (p[0], p[1])
        if frame <= 0 || frame >= frames { return frame <= 0 ? first : last }
        let part = frame / frames
        if first * last > 0 { return first * FastMath.exp2(part * FastMath.log2(last / first)) }
        return first + (last - first) * part
      }
    }
    guard first * last > 0 else {
      throw SignalError(
        "first, last: \(Numerals.text(first)) and \(Numerals.text(last)) were given; expected two numbers above 0, or two "
          + "below (line goes through 0)")
    }
    let frames = length * Double(context.rate)
    var bent = Segment(end: Ramp.frame(frames), anchor: 0, level: first == last ? first : 0)
    if first != last, frames > 0 {
      bent.bend = first
      bent.power = FastMath.log2(last / first) / frames
    }
    return Segments([.hold(first, until: 0), bent, .hold(last, until: .max)])
  }
}

enum Env {
  static func kernel(_ context: KindContext, _ breakpoints: Samples, _ curves: [Double]) throws -> any Kernel
  {
    let points = breakpoints.planes
    guard breakpoints.count == 2, points.count >= 2 else {
      throw SignalError(
        "breakpoints: expected two or more lists of two numbers, a time and a level, as in {{0, 0}, {0.1, 1}, {1, 0}}"
      )
    }
    guard curves.count == 1 || curves.count == points.count - 1 else {
      throw SignalError(
        "curves: \(curves.count) numbers were given; expected one, or \(points.count - 1), one for each piece"
      )
    }
    for curve in curves where curve.magnitude > 50 {
      throw SignalError("curves: \(Numerals.text(curve)) was given; expected -50 to 50")
    }
    for place in points.indices {
      let time = points[place][0]
      guard time >= (place == 0 ? 0 : points[place - 1][0]), time <= 86_400 else {
        throw SignalError(
          // Told as the Float that it is held in, and so as it was given.
          "breakpoints: \(Numerals.text(Double("\(time)") ?? Double(time))) s is the time of number \(place + 1); expected times from 0 to 86400 s, "
            + "none before the one before it")
      }
      guard points[place][1].magnitude <= 1e9 else {
        throw SignalError("breakpoints: the level of number \(place + 1) lies past 1000000000")
      }
    }
    let times = points.map { point -> Double in
      // As near to a whole frame as a Float tells, it is that frame.
      let frames = Double(point[0]) * Double(context.rate)
      return abs(frames - frames.rounded()) <= frames * 0x1p-24 ? frames.rounded() : frames
    }
    let levels = points.map { Double($0[1]) }
    var segments = [Segment.hold(levels[0], until: Ramp.frame(times[0]))]
    for place in 1..<points.count where times[place] > times[place - 1] {
      let curve = curves[curves.count == 1 ? 0 : place - 1]
      segments.append(
        .between(
          levels[place - 1], levels[place], curve: curve, from: times[place - 1], to: times[place]))
    }
    segments.append(.hold(levels[levels.count - 1], until: .max))
    return Segments(segments)
  }
}
