package import Signals

extension SignalKind {
  package static let matrix = SignalKind(
    "matrix", .arithmetic,
    "Mixes channels into channels: each channel of the output is a sum of all of the input's.",
    example: "sine{440, 550}:matrix{{0.6, 0.3}, {0.3, 0.6}}",
    Stream("input", "Whose channels to mix."),
    SampleList(
      "gains",
      "A list for each channel of the output, with a factor for each channel of the input.")
  ) { try Matrix(input: $1, gains: $2) }
}

/// For each channel of the output, the sum of the channels of the input times their gains, left to right.
struct Matrix: Kernel {
  let shape: SignalShape
  let constant: [Double]?
  private let input: StreamInput
  private let gains: [[Float]]

  init(input: StreamInput, gains: Samples) throws {
    guard gains.count == input.shape.channels else {
      throw SignalError(
        "gains: each list holds \(gains.count) factors; expected \(input.shape.channels), one for each channel of the "
          + "input")
    }
    guard gains.channels <= 64 else {
      throw SignalError("gains: \(gains.channels) lists were given; expected 1 to 64, one for each channel")
    }
    self.input = StreamInput(index: input.index, shape: input.shape)
    self.gains = gains.planes
    let isHeard = gains.planes.contains { $0.contains { $0 != 0 } }
    shape = SignalShape(
      channels: gains.channels, range: isHeard ? input.shape.range : .empty, period: input.shape.period)
    constant =
      input.isConstant
      ? gains.planes.map { row in
        row.indices.reduce(0) { $0 + Double(row[$1]) * (input.constant($1) ?? 0) }
      } : nil
  }

  var isElementwise: Bool { true }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    if let constant { return block.fill(with: constant) }
    let isUniform = block.isUniform(input)
    let part = isUniform ? block.part(block.frames.prefix(1)) : block
    for (channel, row) in gains.enumerated() {
      var y = part.output(channel)
      for i in y.indices { y[i] = 0 }
      for (source, gain) in row.enumerated() where gain != 0 {
        let x = part.input(input, source).extracting(part.places(of: input))
        precondition(x.count == y.count)
        for i in y.indices { y[i] = mulAdd(x[i], gain, y[i]) }
      }
      if isUniform { block.fill(channel, y[0]) }
    }
    if isUniform { block.markUniform() }
  }
}
