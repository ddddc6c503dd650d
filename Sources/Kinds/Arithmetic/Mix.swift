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
struct Mix: SumKernel {
  let shape: SignalShape
  let constant: [Double]?
  private let inputs: [StreamPlace]
  private let hasConstant: Bool
  static let group = 8
  /// Blocks that are summed at once: few enough that the sums stay near.
  private static let piece = 4

  init(_ inputs: [StreamInput]) throws {
    shape = try SignalShape.spreading(inputs)
    constant =
      inputs.allSatisfy(\.isConstant)
      ? (0..<shape.channels).map { channel in
        stride(from: 0, to: inputs.count, by: Self.group).reduce(0) { sum, start in
          sum + inputs[start...].prefix(Self.group).reduce(0) { $0 + ($1.constant(channel) ?? 0) }
        }
      } : nil
    self.inputs = inputs.map(\.place)
    hasConstant = inputs.contains(where: \.isConstant)
  }

  var isElementwise: Bool { true }
  var takesStretches: Bool { !hasConstant }
  var leavesOutSilence: Bool { !hasConstant }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    if let constant { return block.fill(with: constant) }
    var isUniform = true
    for input in inputs where !block.isUniform(input) { isUniform = false }
    // A uniform mix is worked out on one frame, by the same loops.
    if isUniform {
      let part = block.part(block.frames.prefix(1))
      render(part)
      for channel in 0..<block.channels { block.fill(channel, part.output(channel)[0]) }
      return block.markUniform()
    }
    var at = block.frames.lowerBound
    while at < block.frames.upperBound {
      let part = block.block(from: at, most: Self.piece)
      render(part)
      at = part.frames.upperBound
    }
  }

  func add(_ part: Range<Int>, _ block: RenderBlock) {
    let inputs = inputs.span
    withUnsafeTemporaryAllocation(of: Float.self, capacity: Self.piece * Grid.block) { room in
      room.initialize(repeating: 0)
      var at = block.frames.lowerBound
      while at < block.frames.upperBound {
        let piece = block.block(from: at, most: Self.piece)
        var scratch = room.extracting(..<piece.count).mutableSpan
        for channel in 0..<block.channels {
          var y = piece.output(channel)
          add(inputs, part.lowerBound, piece, channel, &scratch, into: &y)
        }
        at = piece.frames.upperBound
      }
    }
  }

  private func add(
    _ inputs: Span<StreamPlace>, _ start: Int, _ block: RenderBlock, _ channel: Int,
    _ scratch: inout MutableSpan<Float>, into y: inout MutableSpan<Float>
  ) {
    if start == 0 {
      sum(inputs, 0, block, channel, into: &y)
    } else if sum(inputs, start, block, channel, into: &scratch) {
      precondition(y.count == scratch.count)
      for i in y.indices { y[i] += scratch[i] }
    }
  }

  /// At most a piece.
  private func render(_ block: RenderBlock) {
    let inputs = inputs.span
    withUnsafeTemporaryAllocation(of: Float.self, capacity: Self.piece * Grid.block) { scratch in
      var scratch = scratch.extracting(..<block.count).mutableSpan
      for channel in 0..<block.channels {
        var y = block.output(channel)
        add(inputs, 0, block, channel, &scratch, into: &y)
        var start = Self.group
        while start < inputs.count {
          add(inputs, start, block, channel, &scratch, into: &y)
          start += Self.group
        }
      }
    }
  }

  /// The sum of the group that begins at `start`; false, for groups after the first, where all of it is silent.
  @discardableResult
  private func sum(
    _ inputs: Span<StreamPlace>, _ start: Int, _ block: RenderBlock, _ channel: Int,
    into y: inout MutableSpan<Float>
  ) -> Bool {
    let end = min(start + Self.group, inputs.count)
    var heard = 0
    for place in start..<end where !block.isUniformZero(inputs[place]) { heard += 1 }
    if heard == Self.group {
      sumOfEight(inputs, start, block, channel, into: &y)
      return true
    }
    if heard == 0 {
      if start > 0 { return false }
      for i in 0..<block.count { y[i] = 0 }
      return true
    }
    var isFirst = true
    for place in start..<end where !block.isUniformZero(inputs[place]) {
      let x = block.own(inputs[place], channel)
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
    _ inputs: Span<StreamPlace>, _ start: Int, _ block: RenderBlock, _ channel: Int,
    into y: inout MutableSpan<Float>
  ) {
    let x0 = block.own(inputs[start], channel)
    let x1 = block.own(inputs[start + 1], channel)
    let x2 = block.own(inputs[start + 2], channel)
    let x3 = block.own(inputs[start + 3], channel)
    let x4 = block.own(inputs[start + 4], channel)
    let x5 = block.own(inputs[start + 5], channel)
    let x6 = block.own(inputs[start + 6], channel)
    let x7 = block.own(inputs[start + 7], channel)
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
