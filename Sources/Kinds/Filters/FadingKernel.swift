import Signals

/// State that dies away when nothing comes in.
protocol FadingState: KernelState {
  /// Nothing that is left could be heard.
  var isFaint: Bool { get }
}

/// A recursion that falls silent after its input does: from then on its blocks are uniform and cost nothing.
protocol FadingKernel: RecursiveKernel where State: FadingState {
  var input: StreamInput { get }
}

extension FadingKernel {
  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    guard let state else { preconditionFailure("a recursive kernel is rendered with its state") }
    let states = state.assumingMemoryBound(to: State.self)
    // A part of a block must not fall silent before the whole of it would.
    if block.frames.lowerBound == Grid.floor(block.frames.lowerBound), block.isUniformZero(input),
      (0..<shape.channels).allSatisfy({ unsafe states[$0].isFaint })
    {
      putAtRest(state)
      block.fillWithZero()
      return
    }
    for channel in 0..<shape.channels { unsafe render(block, channel: channel, &states[channel]) }
  }

  /// Its input at each frame; parameters that never change are not asked for.
  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? {
    input.index != self.input.index && input.isConstant ? nil : block.frames
  }
}
