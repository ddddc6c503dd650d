import Signals

/// A recursive filter with as many doubles of state for each channel as it was given coefficients: they lie one after
/// another, channel after channel.
protocol CarriedSums: Kernel {
  var input: StreamInput { get }
  /// Doubles of state for each channel.
  var order: Int { get }
  func run(_ x: Span<Float>, _ y: inout MutableSpan<Float>, _ sums: UnsafeMutableBufferPointer<Double>)
}

extension CarriedSums {
  var memory: Memory { .recursive }
  var asksSameFrames: Bool { true }
  var takesStretches: Bool { !input.isConstant }
  var stateByteCount: Int { max(1, shape.channels * order) * MemoryLayout<Double>.stride }

  private func sums(_ state: UnsafeMutableRawPointer, _ channel: Int) -> UnsafeMutableBufferPointer<Double> {
    let all = state.assumingMemoryBound(to: Double.self)
    return UnsafeMutableBufferPointer(start: all + channel * order, count: order)
  }

  func putAtRest(_ state: UnsafeMutableRawPointer) {
    for channel in 0..<shape.channels { sums(state, channel).update(repeating: 0) }
  }

  /// What can no longer be heard is given up too, as for `FadingKernel`.
  func restoreFiniteState(_ state: UnsafeMutableRawPointer) {
    for channel in 0..<shape.channels {
      let sums = sums(state, channel)
      let level = Self.level(sums)
      if !(level >= 1e-20 && level < .infinity) { sums.update(repeating: 0) }
    }
  }

  private static func level(_ sums: UnsafeMutableBufferPointer<Double>) -> Double {
    sums.reduce(0) { $0 + $1.magnitude }
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    guard let state else { preconditionFailure("a recursive kernel is rendered with its state") }
    if block.isUniformZero(input),
      (0..<shape.channels).allSatisfy({ Self.level(sums(state, $0)) == 0 })
    {
      return block.fillWithZero()
    }
    var at = block.frames.lowerBound
    while true {
      let part = block.block(from: at)
      for channel in 0..<shape.channels {
        var y = part.output(channel)
        run(part.input(input, channel).extracting(part.places(of: input)), &y, sums(state, channel))
      }
      at = part.frames.upperBound
      if at >= block.frames.upperBound { return }
      restoreFiniteState(state)
    }
  }
}
