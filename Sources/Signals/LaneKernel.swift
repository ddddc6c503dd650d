/// A recursion of which eight run side by side, one in each lane, each to the bits that it has alone: a lane does the
/// operations of its scalar form in the same order, fused in both or in neither.
package protocol LaneKernel: Kernel {
  /// Kernels with equal keys can run side by side; nil where this one can not.
  var laneKey: Int? { get }
  /// The work of at most `Lanes.count` kernels of this one's type and key, of one channel each.
  static func lanes(_ kernels: [any Kernel]) -> any LaneWork
}

/// Several kernels at work side by side.
package protocol LaneWork: AnyObject {
  /// Renders whole blocks, the same frames in all lanes; over them no input is known to be uniform but those that never
  /// change. Looks at the states at each block's end. Kernels that are not among the lanes stand still.
  func render(_ lanes: UnsafeBufferPointer<Lane>)
}

/// One kernel's part in a call.
package struct Lane {
  /// Its place among the kernels that the work was made of.
  package let number: Int
  package let block: RenderBlock
  package let state: UnsafeMutableRawPointer

  package init(number: Int, block: RenderBlock, state: UnsafeMutableRawPointer) {
    (self.number, self.block, self.state) = (number, block, state)
  }
}

package enum Lanes {
  package static let count = 8
  /// Of fewer the way into lanes and back costs what it saves.
  package static let fewest = 3
}
