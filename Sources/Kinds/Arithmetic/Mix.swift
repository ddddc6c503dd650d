package import Signals

extension SignalKind {
  package static let mix = SignalKind(
    "mix", .arithmetic, "The sum of any number of signals. One channel spreads over many.",
    example: "mix{saw(110), saw(111)} * 0.4",
    Streams("inputs", "What to add up.")
  ) { try Mix($1) }
}

/// Sums left to right in groups of eight, then the groups left to right; each sum starts from +0.
///
/// A sum that starts from +0 is never -0, and adding a zero of either sign to such a sum changes no bit: silent
/// inputs are left out.
struct Mix: Kernel {
  let shape: SignalShape
  let constant: [Double]?
  // Without their constants, which rendering does not need, and which would be retained wherever one is read.
  private let inputs: [StreamInput]
  private static let group = 8

  init(_ inputs: [StreamInput]) throws {
    shape = try SignalShape.spreading(inputs)
    constant =
      inputs.allSatisfy(\.isConstant)
      ? (0..<shape.channels).map { channel in
        stride(from: 0, to: inputs.count, by: Self.group).reduce(0) { sum, start in
          sum + inputs[start...].prefix(Self.group).reduce(0) { $0 + ($1.constant(channel) ?? 0) }
        }
      } : nil
    self.inputs = inputs.map { StreamInput(index: $0.index, shape: $0.shape) }
  }

  var isElementwise: Bool { true }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    if let constant { return block.fill(with: constant) }
    var isUniform = true
    for input in inputs where !block.isUniform(input) { isUniform = false }
    // A uniform mix is worked out on one frame, by the same loops.
    let part = isUniform ? block.part(block.frames.prefix(1)) : block
    withUnsafeTemporaryAllocation(of: Float.self, capacity: Grid.block) { scratch in
      var scratch = scratch.mutableSpan
      for channel in 0..<block.channels {
        var y = part.output(channel)
        sum(0, part, channel, into: &y)
        for start in stride(from: Self.group, to: inputs.count, by: Self.group)
        where sum(start, part, channel, into: &scratch) {
          for i in y.indices { y[i] += scratch[i] }
        }
        if isUniform { block.fill(channel, y[0]) }
      }
    }
    if isUniform { block.markUniform() }
  }

  /// The sum of the group that begins at `start`; false, for groups after the first, where all of it is silent.
  @discardableResult
  private func sum(_ start: Int, _ block: RenderBlock, _ channel: Int, into y: inout MutableSpan<Float>)
    -> Bool
  {
    let end = min(start + Self.group, inputs.count)
    var heard = 0
    for place in start..<end where !block.isUniformZero(inputs[place]) { heard += 1 }
    if heard == Self.group {
      sumOfEight(start, block, channel, into: &y)
      return true
    }
    if heard == 0 {
      if start > 0 { return false }
      for i in 0..<block.count { y[i] = 0 }
      return true
    }
    var isFirst = true
    for place in start..<end where !block.isUniformZero(inputs[place]) {
      let x = block.input(inputs[place], channel).extracting(block.places(of: inputs[place]))
      precondition(y.count >= x.count)
      if isFirst {
        for i in x.indices { y[i] = 0 + x[i] }
      } else {
        for i in x.indices { y[i] += x[i] }
      }
      isFirst = false
    }
    return true
  }

  private func sumOfEight(
    _ start: Int, _ block: RenderBlock, _ channel: Int, into y: inout MutableSpan<Float>
  ) {
    let x0 = block.input(inputs[start], channel).extracting(block.places(of: inputs[start]))
    let x1 = block.input(inputs[start + 1], channel).extracting(block.places(of: inputs[start + 1]))
    let x2 = block.input(inputs[start + 2], channel).extracting(block.places(of: inputs[start + 2]))
    let x3 = block.input(inputs[start + 3], channel).extracting(block.places(of: inputs[start + 3]))
    let x4 = block.input(inputs[start + 4], channel).extracting(block.places(of: inputs[start + 4]))
    let x5 = block.input(inputs[start + 5], channel).extracting(block.places(of: inputs[start + 5]))
    let x6 = block.input(inputs[start + 6], channel).extracting(block.places(of: inputs[start + 6]))
    let x7 = block.input(inputs[start + 7], channel).extracting(block.places(of: inputs[start + 7]))
    let count = x0.count
    precondition(x1.count == count && x2.count == count && x3.count == count && x4.count == count)
    precondition(x5.count == count && x6.count == count && x7.count == count && y.count >= count)
    for i in 0..<count {
      var sum = 0 + x0[i]
      sum += x1[i]
      sum += x2[i]
      sum += x3[i]
      sum += x4[i]
      sum += x5[i]
      sum += x6[i]
      sum += x7[i]
      y[i] = sum
    }
  }
}
