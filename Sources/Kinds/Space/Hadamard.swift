package import Signals

extension SignalKind {
  package static let hadamard = SignalKind(
    "hadamard", .space,
    "Mixes channels into each other: each output is the sum of all inputs, with signs that keep the energy. Twice is "
      + "the signal itself. The heart of a feedback delay network.",
    example: "stereo(saw(110), saw(165)):hadamard() * 0.5", source: "J. Stautner, M. Puckette, 1982",
    Stream(
      "input", "What to mix: 1, 2, 4, 8, 16, 32 or 64 channels; for other numbers there is no such matrix."),
    Number(
      "outputs", 0...64, .count, default: 0, "How many of the outputs are wanted, from the first; 0 is all.")
  ) { try Hadamard(input: $1, outputs: Int($2)) }
}

/// The Walsh-Hadamard transform over channels, divided by the square root of their number.
struct Hadamard: Kernel {
  let shape: SignalShape
  let constant: [Double]?
  private let input: StreamInput
  private let scale: Float

  init(input: StreamInput, outputs: Int) throws(SignalError) {
    let count = input.shape.channels
    guard count <= 64, count & (count - 1) == 0 else {
      throw SignalError(
        "input: \(count) channels were given; expected 1, 2, 4, 8, 16, 32 or 64, as in channels{a, b, c, d}"
      )
    }
    self.input = input
    let scale = 1 / Double(count).squareRoot()
    self.scale = Float(scale)
    var shape = input.shape
    shape.channels = outputs == 0 ? count : min(outputs, count)
    self.shape = shape
    constant = input.constant.map { x in
      (0..<shape.channels).map { row in
        x.indices.reduce(0) { $0 + x[$1] * Double(Self.sign(row, $1)) } * scale
      }
    }
  }

  /// The Walsh function of a row at a channel.
  private static func sign(_ row: Int, _ channel: Int) -> Float {
    (row & channel).nonzeroBitCount & 1 == 0 ? 1 : -1
  }

  var isElementwise: Bool { true }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    if let constant { return block.fill(with: constant) }
    if block.isUniformZero(input) { return block.fillWithZero() }
    if block.channels < input.shape.channels {
      sum(block)
    } else {
      transform(block)
    }
    if block.isUniform(input) { block.markUniform() }
  }

  /// Row by row: for a few of them.
  private func sum(_ block: RenderBlock) {
    for row in 0..<block.channels {
      var y = block.output(row)
      for i in y.indices { y[i] = 0 }
      for channel in 0..<input.shape.channels {
        let x = block.input(input, channel).extracting(block.places(of: input))
        let weight = scale * Self.sign(row, channel)
        precondition(x.count == y.count)
        for i in y.indices { y[i] = mulAdd(weight, x[i], y[i]) }
      }
    }
  }

  /// All rows, by halves.
  private func transform(_ block: RenderBlock) {
    for channel in 0..<block.channels {
      let x = block.input(input, channel).extracting(block.places(of: input))
      var y = block.output(channel)
      precondition(x.count == y.count)
      for i in y.indices { y[i] = x[i] * scale }
    }
    var half = 1
    while half < block.channels {
      for channel in 0..<block.channels where channel & half == 0 {
        var a = block.output(channel)
        var b = block.output(channel + half)
        precondition(a.count == b.count)
        for i in a.indices {
          let (p, q) = (a[i], b[i])
          a[i] = p + q
          b[i] = p - q
        }
      }
      half *= 2
    }
  }
}
