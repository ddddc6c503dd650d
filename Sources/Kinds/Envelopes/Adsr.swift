package import Signals

extension SignalKind {
  package static let adsr = SignalKind(
    "adsr", .envelopes,
    "An envelope: up to 1, down to the sustain level, held, and at the end of its duration down to 0.",
    example: "saw(110) * adsr(0.01, 0.1, 0.7, 0.2, 1) * 0.7", source: "",
    Number(
      "attack", 0...60, .seconds, default: 0.01,
      "From 0 up to 1, in a straight line. Its times are numbers: they tell where it ends."),
    Number("decay", 0...60, .seconds, default: 0.1, "From 1 down to the sustain level, in a straight line."),
    Number("sustain", 0...1, .ratio, default: 0.7, "The level that is held."),
    Number("release", 0...60, .seconds, default: 0.2, "From whatever level it has at `duration` down to 0."),
    Number("duration", 0...86_400, .seconds, default: 1, "From the beginning to the release.")
  ) { Adsr($0, attack: $1, decay: $2, sustain: $3, release: $4, duration: $5) }
}

/// Straight pieces, worked out from the frame number alone.
struct Adsr: Kernel {
  let shape: SignalShape
  private let ramps: [Ramp]

  init(
    _ context: KindContext, attack: Double, decay: Double, sustain: Double, release: Double, duration: Double
  ) {
    let rate = Double(context.rate)
    let (top, settled, over, end) = (
      attack * rate, (attack + decay) * rate, duration * rate, (duration + release) * rate
    )
    var ramps: [Ramp] = [.hold(0, until: 0)]
    var reached = 0
    func add(_ level: Double, to next: Double, from anchor: Double, until time: Double, cut: Double) {
      let end = Ramp.frame(min(time, cut))
      guard end > reached else { return }
      ramps.append(Ramp(end: end, anchor: anchor, level: level, slope: (next - level) / (time - anchor)))
      reached = end
    }
    add(0, to: 1, from: 0, until: top, cut: over)
    add(1, to: sustain, from: top, until: settled, cut: over)
    if Ramp.frame(over) > reached {
      reached = Ramp.frame(over)
      ramps.append(.hold(sustain, until: reached))
    }
    let left: Double
    if over < top {
      left = over / top
    } else if over < settled {
      left = 1 + (sustain - 1) * (over - top) / (settled - top)
    } else {
      left = sustain
    }
    add(left, to: 0, from: over, until: end, cut: end)
    self.ramps = ramps
    shape = SignalShape(range: reached > 0 ? SignalRange(0..<reached) : .empty)
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) { Ramp.render(ramps, block) }
}
