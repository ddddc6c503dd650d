package import Signals

/// Stands for a loop inside its own body. Rendered by the loop's plan, never by itself.
struct LoopPlaceholder: Kernel {
  let depth: Int
  let channels: Int

  // Where the loop sounds follows from the rest of its body, so the placeholder adds nothing to a union.
  var shape: SignalShape { SignalShape(channels: channels, range: .empty) }
  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) { block.fillWithZero() }
}

/// A closed loop. Rendered by its plan.
struct Loop: Kernel {
  let shape: SignalShape
  var memory: Memory { .recursive }

  /// Begins at rest at `begin`.
  init(body: SignalShape, begin: Int?) {
    shape = SignalShape(channels: body.channels, range: SignalRange(lower: begin, upper: nil))
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) { block.fillWithZero() }
}

extension SignalKind {
  /// The most loops inside one another.
  package static let deepestLoop = 8

  /// A name: refers to what it is bound to.
  package static let slotType = "slot"
  /// Inside `feedback`, the loop itself.
  package static let loopType = "loop_return"
  package static let feedbackType = "feedback"
}
