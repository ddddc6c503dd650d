package import Signals

extension SignalKind {
  package static let neg = SignalKind(
    "neg", .arithmetic, "A signal upside down.", example: "-saw(110) * 0.7",
    Stream("a", "What to negate.")
  ) { Negation(input: $1) }
}

/// 0 - x, so that silence stays +0.
struct Negation: Kernel {
  let input: StreamInput

  var shape: SignalShape { input.shape }
  var constant: [Double]? { input.constant?.map { 0 - $0 } }
  var isElementwise: Bool { true }
  var scalarOperation: ScalarOperation? { .negate }
  var isWorthKeeping: Bool { false }
  var takesStretches: Bool { !input.isConstant }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    for channel in 0..<block.channels {
      let x = block.input(input, channel).extracting(block.places(of: input))
      var y = block.output(channel)
      precondition(x.count == y.count)
      for i in y.indices { y[i] = 0 - x[i] }
    }
    if block.isUniform(input) { block.markUniform() }
  }
}
