/// A recursion that stands in a chain of its like, each of one channel: the stages run side by side, each a sample behind
/// the one before it, to the bits that they have one after another.
package protocol CascadeKernel: Kernel {
  /// Whether this one can.
  var isCascadable: Bool { get }
  /// What it hears.
  var heard: StreamPlace { get }
  /// The work of at most `Cascade.most` such kernels of this one's type, in order.
  static func cascade(_ kernels: [any Kernel]) -> any CascadeWork
}

/// A chain at work.
package protocol CascadeWork: AnyObject {
  /// Renders whole blocks: from the block of the first stage, over which its input is not known to be uniform, into that
  /// of the last. Looks at the states at each block's end.
  func render(
    from first: RenderBlock, into last: RenderBlock, _ states: UnsafeBufferPointer<UnsafeMutableRawPointer>)
}

package enum Cascade {
  package static let most = 16
  /// Of fewer, the way in and out costs what it saves.
  package static let fewest = 5
}
