package import Signals

extension SignalKind {
  package static let knob = SignalKind(
    "knob", .arithmetic,
    "A number to be changed by hand: it stands wherever a number or a signal does. Bound to a name, cut = 900 sets it, and knobs() steps it by keys; what depends on it follows.",
    example: "saw(110):lowpass(knob(800, 50, 5000)) * 0.4",
    Number(
      "value", Knob.reach, .level,
      "What it is now, from lo to hi. Number only: a knob moves when it is set."),
    Number(
      "lo", Knob.reach, .level, default: 0,
      "The least that it can be. Number only: it is where the knob ends."),
    Number(
      "hi", Knob.reach, .level, default: 1, "The most that it can be. Number only: it is where the knob ends."
    )
  ) { try Knob(value: $1, lo: $2, hi: $3) }
}

/// One value at all times. Whatever reads it is of the version that the number itself would give.
struct Knob: Kernel {
  static let reach = -1e9...1e9
  let value: Double

  init(value: Double, lo: Double, hi: Double) throws(SignalError) {
    guard lo < hi else {
      throw SignalError(
        "knob: lo, \(Numerals.text(lo)), is expected to lie below hi, \(Numerals.text(hi)), as in knob(800, 50, 5000)"
      )
    }
    guard ![lo, hi].contains(where: \.isSubnormal) else {
      throw SignalError(
        "knob: \(Numerals.text(lo.isSubnormal ? lo : hi)) was given; what ends a knob is expected to be 0 or at least 2.3e-308, the least that a number holds in full"
      )
    }
    guard (lo...hi).contains(value) else {
      throw SignalError(
        "knob: value: \(Numerals.text(value)) was given; expected \(Numerals.text(lo)) to \(Numerals.text(hi))"
      )
    }
    self.value = value
  }

  var shape: SignalShape { SignalShape(channels: 1, period: 1) }
  var constant: [Double]? { [value] }
  var isWorthKeeping: Bool { false }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    block.fill(0, Float(value))
    block.markUniform()
  }
}
