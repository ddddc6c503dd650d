package import Signals

extension SignalKind {
  package static let adsr = SignalKind(
    "adsr", .envelopes,
    "An envelope: up to 1, down to the sustain level, held, and at the end of its duration down to 0.",
    example: "saw(110) * adsr(0.01, 0.1, 0.7, 0.2, 1) * 0.7", source: "",
    Stream(
      "attack", 0...60, .seconds, default: 0.01,
      "From 0 up to 1, in a straight line. Where what shapes it moves, each moment has the level it would have if that had always been so."
    ),
    Stream("decay", 0...60, .seconds, default: 0.1, "From 1 down to the sustain level, in a straight line."),
    Stream("sustain", 0...1, .ratio, default: 0.7, "The level that is held."),
    Stream("release", 0...60, .seconds, default: 0.2, "From whatever level it has at `duration` down to 0."),
    Number(
      "duration", 0...86_400, .seconds, default: 1,
      "From the beginning to the release. Number only: it tells where the envelope ends.")
  ) { context, attack, decay, sustain, release, duration in
    let inputs = [attack, decay, sustain, release]
    if let attack = attack.single, let decay = decay.single, let sustain = sustain.single,
      let release = release.single
    {
      return Adsr(
        context, attack: attack, decay: decay, sustain: sustain, release: release, duration: duration)
    }
    let (rate, over) = (Double(context.rate), duration * Double(context.rate))
    let end = MovingForm.end(context, duration, MovingForm.latest(release))
    return try MovingForm(inputs, standards: [0.01, 0.1, 0.7, 0.2], end: end) { frame, p in
      Adsr.level(frame, (p[0] * rate, p[1] * rate, p[2], p[3] * rate), over)
    }
  }
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

  /// The level at a frame, from attack, decay, sustain and release, times in frames.
  static func level(_ frame: Double, _ form: (Double, Double, Double, Double), _ over: Double) -> Double {
    let (attack, decay, sustain, release) = form
    func held(_ time: Double) -> Double {
      if time < attack { return time / attack }
      return time < attack + decay ? 1 + (sustain - 1) * (time - attack) / decay : sustain
    }
    if frame < over { return held(frame) }
    return frame < over + release ? held(over) * (1 - (frame - over) / release) : 0
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) { Ramp.render(ramps, block) }
}
