import Glibc
package import Signals

extension SignalKind {
  package static let chirp = SignalKind(
    "chirp", .oscillators, "A sine that sweeps from one frequency to another, and ends there.",
    example: "chirp(100, 8000, 2) * 0.7", source: "SciPy, scipy.signal.chirp",
    Stream(
      "first", 0...Quantity.halfRate, .hertz, default: 20,
      "The frequency at frame 0; where an end moves, the sweep goes between the two as they are."),
    Stream("last", 0...Quantity.halfRate, .hertz, default: 20_000, "The frequency at the end."),
    Number(
      "length", 0...86_400, .seconds, default: 1,
      "How long it takes. Number only: it tells where the sweep ends."),
    Choice(
      "sweep", ["linear", "exponential"],
      "Whether equal times are equal steps in hertz or equal intervals; neither end of these is at 0.")
  ) { context, first, last, length, sweep in
    let isExponential = sweep == "exponential"
    guard let first = first.single, let last = last.single else {
      return try MovingChirp(context, first: first, last: last, length: length, isExponential: isExponential)
    }
    return try Chirp(context, first: first, last: last, length: length, isExponential: isExponential)
  }
}

/// A function of the frame alone: the integral of the frequency, in turns.
struct Chirp: Kernel {
  let shape: SignalShape
  /// Turns for each frame at frame 0, and their growth for each frame.
  private let turns: Double
  private let growth: Double
  /// Where the growth is exponential, its factor for each frame of a block, less 1, and its logarithm.
  private let factors: [Double]
  private let logarithm: Double

  init(_ context: KindContext, first: Double, last: Double, length: Double, isExponential: Bool)
    throws(SignalError)
  {
    let rate = Double(context.rate)
    let frames = length * rate
    turns = first / rate
    shape = SignalShape(range: SignalRange(0..<max(0, Int(frames.rounded(.up)))))
    if isExponential, first <= 0 || last <= 0 {
      throw SignalError("chirp: an exponential sweep begins and ends above 0 Hz")
    }
    logarithm = isExponential && frames > 0 ? log(last / first) / frames : 0
    growth = frames > 0 ? (last - first) / rate / frames : 0
    let logarithm = logarithm
    factors = logarithm == 0 ? [] : (0..<Grid.block).map { expm1(Double($0) * logarithm) }
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    let origin = Grid.floor(block.frames.lowerBound)
    let skipped = block.frames.lowerBound - origin
    let inside = shape.range.clamping(block.frames)
    if inside.isEmpty { return block.fillWithZero() }
    var y = block.output(0)
    let end = inside.upperBound - block.frames.lowerBound
    if factors.isEmpty {
      for i in 0..<end {
        let frame = Double(origin + skipped + i)
        y[i] = Self.sine(turns: frame * (turns + 0.5 * growth * frame))
      }
    } else {
      // The integral up to the block's beginning, whole turns left out, and from there.
      let start = (turns * expm1(Double(origin) * logarithm) / logarithm).remainder(dividingBy: 1)
      let scale = turns * exp(Double(origin) * logarithm) / logarithm
      let factors = factors.span
      for i in 0..<end { y[i] = Self.sine(turns: start + scale * factors[skipped + i]) }
    }
    for i in end..<y.count { y[i] = 0 }
  }

  @inline(__always)
  private static func sine(turns: Double) -> Float {
    let rest = turns - turns.rounded(.down)
    return SineWave.value(UInt32(truncatingIfNeeded: Int(rest * 0x1p32)))
  }
}
