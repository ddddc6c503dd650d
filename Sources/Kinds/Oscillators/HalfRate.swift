/// Near half the sample rate an oscillator fades: a frequency that crosses it neither clicks nor folds.
enum HalfRate {
  /// Turns a frame up to which all is whole: 240 Hz below half of 48 kHz, where nobody hears.
  static let whole = Float(0.495)

  /// How loud what goes so many turns a frame still is: a smooth fall to nothing at half a turn.
  @inline(__always)
  static func level(_ turns: Float) -> Float {
    if turns <= whole { return 1 }
    if turns >= 0.5 { return 0 }
    let rest = (0.5 - turns) * (1 / (0.5 - whole))
    return rest * rest * (3 - 2 * rest)
  }

  static func fade(_ y: inout MutableSpan<Float>, at turns: Float) {
    if turns <= whole { return }
    let level = level(turns)
    for i in y.indices { y[i] *= level }
  }
}
