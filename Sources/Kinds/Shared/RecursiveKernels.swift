import Signals

extension RecursiveKernel {
  /// Each channel with its state, as a recursive kernel does unless it has more to say of the block.
  func renderEach(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    guard let states = state?.assumingMemoryBound(to: State.self) else {
      preconditionFailure("a recursive kernel is rendered with its state")
    }
    for channel in 0..<shape.channels { unsafe render(block, channel: channel, &states[channel]) }
  }
}
