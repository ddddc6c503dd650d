import Signals

/// State that dies away when nothing comes in.
protocol FadingState: KernelState {
  /// The sum of the magnitudes of all that rings.
  var level: Double { get }
}

extension FadingState {
  var isFinite: Bool { level.isFinite }
  /// Something is left that could be heard: neither too little nor past all numbers.
  var isAudible: Bool { level >= 1e-20 && level < .infinity }
}

/// A recursion that falls silent after its input does: from then on its blocks are uniform and cost nothing.
///
/// What can no longer be heard is given up at the end of a block, whatever comes in, and only what is exactly silent is
/// left out: so no bit depends on how a range was cut.
protocol FadingKernel: RecursiveKernel where State: FadingState {
  var input: StreamInput { get }
  /// The state once nothing rings.
  func settled(_ state: State) -> State
  /// Goes over silent frames with nothing that rings.
  func pass(_ block: RenderBlock, channel: Int, _ state: inout State)
}

extension FadingKernel {
  func settled(_ state: State) -> State { rest }
  func pass(_ block: RenderBlock, channel: Int, _ state: inout State) {}

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    guard let state else { preconditionFailure("a recursive kernel is rendered with its state") }
    let states = state.assumingMemoryBound(to: State.self)
    if block.isUniformZero(input), (0..<shape.channels).allSatisfy({ unsafe states[$0].level == 0 }) {
      for channel in 0..<shape.channels { unsafe pass(block, channel: channel, &states[channel]) }
      block.fillWithZero()
      return
    }
    var at = block.frames.lowerBound
    while true {
      let part = block.block(from: at)
      for channel in 0..<shape.channels { unsafe render(part, channel: channel, &states[channel]) }
      at = part.frames.upperBound
      if at >= block.frames.upperBound { return }
      restoreFiniteState(state)
    }
  }

  func restoreFiniteState(_ state: UnsafeMutableRawPointer) {
    let states = state.assumingMemoryBound(to: State.self)
    for channel in 0..<shape.channels where unsafe !states[channel].isAudible {
      unsafe states[channel] = settled(states[channel])
    }
  }

  /// Its input at each frame; parameters that never change are not asked for.
  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? {
    input.index != self.input.index && input.isConstant ? nil : block.frames
  }
}
