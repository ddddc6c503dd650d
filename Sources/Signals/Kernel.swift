/// What a kernel remembers, and so what must be known to begin in the middle.
package enum Memory: Hashable, Sendable {
  /// Each block follows from the inputs' same block, or from time alone.
  case none
  /// Reads at most so many frames into its inputs' past.
  case window(Int)
  /// Goes on from its own state at the end of the block before.
  case recursive
  /// Reads its first input, or every one, at other times than its own; the pure world answers for it.
  case elsewhere
}

/// The arithmetic of one signal: how a range of it follows from its inputs. Immutable; state lies outside.
package protocol Kernel: Sendable, SendableMetatype {
  /// Channels, range and period, worked out from the inputs when the kernel is made.
  var shape: SignalShape { get }
  var memory: Memory { get }
  /// One value per channel, where the signal never changes.
  var constant: [Double]? { get }
  /// Output frame n depends on nothing but the inputs' frame n: the same values give the same value.
  var isElementwise: Bool { get }
  /// What it does to each sample by itself, where that is one plain step.
  var scalarOperation: ScalarOperation? { get }
  /// Whether it costs more to render a block than to copy one that was kept.
  var isWorthKeeping: Bool { get }
  /// Whether its samples may be others when they are asked for again: nothing of it, or of what hangs on it, is kept.
  var isLive: Bool { get }
  /// What a frame of a channel costs to render, its inputs' frames aside, in multiples of what a sum costs: to an order of
  /// magnitude, since nothing but what is kept first hangs on it.
  var effort: Double { get }
  /// The order in which inputs are asked; later ones may be asked for what depends on earlier ones.
  var askOrder: [Int]? { get }
  /// Frames of the grid on which it is worked out, from frame 0 on: a multiple of `Grid.block`. A call still asks for
  /// part of one grain, and the same part has the same bits whatever is asked beside it.
  var grain: Int { get }
  /// Frames of the first input that one frame asks for, where that is not about one.
  var density: Double { get }
  /// Whether it leaves out inputs that are silent, and takes others that are uniform as they are, over a stretch too.
  var leavesOutSilence: Bool { get }
  /// Whether it follows from time alone, to the same bits a period later.
  var repeatsItself: Bool { get }
  /// Whether it always asks every input for its own frames.
  var asksSameFrames: Bool { get }
  /// Whether one call may ask for several whole blocks: over them no input is known to be uniform but those that never
  /// change, of which one block is at hand. At each block's end within, the kernel looks at its state itself.
  var takesStretches: Bool { get }
  /// The fewest frames by which input `input` is heard late: 0 where frame n may depend on its frame n.
  func leastDelay(_ input: Int) -> Int
  /// How far behind its own frame the output reads input `input`: a window lies over the first, unless told otherwise.
  func reach(_ input: Int) -> Int
  /// How far ahead of its own frame the output reads its inputs; a longer grain's own length aside.
  var lead: Int { get }
  /// Whether input `input` is read at other times than the output's own, and so purely.
  func isReadElsewhere(_ input: Int) -> Bool
  /// The frames of `input` that `block` needs, or nil for none; inputs asked before it can be read.
  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>?
  /// Samples that it plays and that none of its parameters holds: those of a file.
  var contents: Samples? { get }
  /// Bytes that it holds of its own, beside its state: they count in the cache's budget.
  var ownByteCount: Int { get }
  /// Bytes of state, all channels.
  var stateByteCount: Int { get }
  func putAtRest(_ state: UnsafeMutableRawPointer)
  /// Renders one block, or in a loop a part of one.
  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?)
  /// Puts to rest each channel whose state is not finite; called at the end of a block.
  func restoreFiniteState(_ state: UnsafeMutableRawPointer)
}

extension Kernel {
  package func reach(_ input: Int) -> Int {
    if input == 0, case .window(let frames) = memory { frames } else { 0 }
  }

  package func isReadElsewhere(_ input: Int) -> Bool { memory == .elsewhere && input == 0 }

  package var lead: Int { 0 }
  package var memory: Memory { .none }
  package var constant: [Double]? { nil }
  package var isElementwise: Bool { false }
  package var scalarOperation: ScalarOperation? { nil }
  package var isWorthKeeping: Bool { true }
  package var isLive: Bool { false }
  package var askOrder: [Int]? { nil }
  package var effort: Double {
    if !isWorthKeeping { return 1 }
    return switch memory {
    case .none: 4
    case .window, .elsewhere: 8
    case .recursive: 16
    }
  }
  package var grain: Int { Grid.block }
  package var density: Double { 1 }
  package var takesStretches: Bool { false }
  package var leavesOutSilence: Bool { false }
  package var repeatsItself: Bool { false }
  package var asksSameFrames: Bool { askOrder == nil && memory == .none }
  package var contents: Samples? { nil }
  package var ownByteCount: Int { 0 }
  package func leastDelay(_ input: Int) -> Int { 0 }
  package func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? { block.frames }
  package var stateByteCount: Int { 0 }
  package func putAtRest(_ state: UnsafeMutableRawPointer) {}
  package func restoreFiniteState(_ state: UnsafeMutableRawPointer) {}
}

/// State that can be examined.
package protocol KernelState: BitwiseCopyable {
  var isFinite: Bool { get }
}

/// A kernel that goes on from where it was: each channel has a state of its own.
package protocol RecursiveKernel: Kernel {
  associatedtype State: KernelState
  /// The state before anything was heard.
  var rest: State { get }
  func render(_ block: RenderBlock, channel: Int, _ state: inout State)
}

extension RecursiveKernel {
  package var memory: Memory { .recursive }
  package var stateByteCount: Int { MemoryLayout<State>.stride * shape.channels }

  package func putAtRest(_ state: UnsafeMutableRawPointer) {
    let states = state.assumingMemoryBound(to: State.self)
    for channel in 0..<shape.channels { unsafe states[channel] = rest }
  }

  package func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    guard let states = state?.assumingMemoryBound(to: State.self) else {
      preconditionFailure("a recursive kernel is rendered with its state")
    }
    for channel in 0..<shape.channels { unsafe render(block, channel: channel, &states[channel]) }
  }

  package func restoreFiniteState(_ state: UnsafeMutableRawPointer) {
    let states = state.assumingMemoryBound(to: State.self)
    for channel in 0..<shape.channels where unsafe !states[channel].isFinite { unsafe states[channel] = rest }
  }
}
