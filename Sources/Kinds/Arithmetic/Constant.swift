package import Signals

extension SignalKind {
  package static let constant = SignalKind(
    "constant", .arithmetic, "The same value at all times, or one value for each channel.",
    example: "sine(220) * constant(0.5)",
    Numbers(
      "value", .level,
      "The value, or a list with one for each channel. Number only: a constant does not move.")
  ) { Constant(values: $1) }
}

/// value, for ever.
struct Constant: Kernel {
  let values: [Double]

  var shape: SignalShape { SignalShape(channels: values.count, period: 1) }
  var constant: [Double]? { values }
  var isWorthKeeping: Bool { false }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    for channel in values.indices { block.fill(channel, Float(values[channel])) }
    block.markUniform()
  }
}
