import Glibc
import Signals

/// A loop as it renders: the nodes that hang on it in the order of their steps, and what they read from outside.
///
/// The order follows every reading that is nearer than a step; readings further back find what earlier steps left.
final class LoopPlan {
  /// What is read from outside, and how far behind the frame.
  struct External {
    let node: RenderNode
    let reach: Int
  }

  /// A node's part in a step: by its kernel, or a copy of what another held.
  struct Step {
    let node: Unmanaged<RenderNode>
    let source: Unmanaged<Track>?
  }

  let nodes: [RenderNode]
  let body: RenderNode
  /// `nodes` as they step; what runs reads these, and retains nothing.
  let steps: UnsafeMutableBufferPointer<Step>
  private(set) var externals: [External]
  /// Frames of one step: at most a block, or several whole ones.
  let step: Int
  /// The whole loop as one list of operations, where it is arithmetic and short delays alone.
  let flat: FlatLoop?

  init(nodes: [RenderNode], body: RenderNode, externals: [External], step: Int) {
    self.nodes = nodes
    self.body = body
    self.externals = externals
    self.step = step
    flat = FlatLoop(nodes, step: step)
    steps = .allocate(capacity: nodes.count)
    bindSteps()
  }

  /// Where the step that begins at `at` ends, steps being of `length` frames: within its block, or after whole ones.
  func end(ofStepFrom at: Int, _ length: Int, _ run: Range<Int>) -> Int {
    length > Grid.block
      ? min(Grid.floor(at) + length, run.upperBound) : min(at + length, Grid.floor(at) + Grid.block)
  }

  private func bindSteps() {
    _ = steps.initialize(
      from: nodes.map { node in
        guard case .copy(let source) = node.work else {
          return Step(node: .passUnretained(node), source: nil)
        }
        return Step(node: .passUnretained(node), source: .passUnretained(source.track))
      })
  }

  // The nodes refer to each other in a circle, which ends here.
  deinit {
    steps.deallocate()
    for node in nodes {
      node.inputs = []
      node.work = .kernel
    }
  }

  /// Lets the inside read `splice` where it read `external`.
  func replace(_ external: RenderNode, by splice: RenderNode, reach: Int) {
    externals = externals.filter { $0.node !== external } + [External(node: splice, reach: reach)]
    for node in nodes {
      for (index, input) in node.inputs.enumerated() {
        if case .node(let input) = input, input === external { node.inputs[index] = .node(splice) }
      }
      if case .copy(let source) = node.work, source === external { node.work = .copy(splice) }
    }
    bindSteps()
  }

  func putAtRest(at frame: Int) {
    for node in nodes {
      if let state = node.state { node.kernel.putAtRest(state) }
      node.track.reset(at: frame - Grid.ceil(node.back))
      node.track.extendWithZero(to: frame)
      node.stateFrame = frame
      if let trail = node.trail, let state = node.state { trail.note(state, at: frame) }
    }
  }

  /// Bytes of a checkpoint.
  var checkpointByteCount: Int {
    nodes.reduce(0) { $0 + $1.stateByteCount + $1.back * $1.track.channels * 4 }
  }

  /// All that the loop needs to go on from `frame`, where it stands.
  func checkpoint(at frame: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(checkpointByteCount)
    for node in nodes {
      if let state = node.state {
        bytes.append(contentsOf: UnsafeRawBufferPointer(start: state, count: node.stateByteCount))
      }
      for channel in 0..<node.track.channels where node.back > 0 {
        let plane = node.track.pointer(frame - node.back) + channel * node.track.stride
        bytes.append(contentsOf: UnsafeRawBufferPointer(start: plane, count: node.back * 4))
      }
    }
    return bytes
  }

  /// Goes back to what `checkpoint` noted at `frame`.
  func restore(_ bytes: [UInt8], at frame: Int) {
    bytes.withUnsafeBytes { source in
      guard var from = source.baseAddress else { return }
      for node in nodes {
        if let state = node.state {
          unsafe memcpy(state, from, node.stateByteCount)
          from += node.stateByteCount
        }
        node.track.reset(at: frame - Grid.ceil(node.back))
        node.track.extendWithZero(to: frame)
        node.stateFrame = frame
        for channel in 0..<node.track.channels where node.back > 0 {
          let plane = node.track.pointer(frame - node.back) + channel * node.track.stride
          unsafe memcpy(plane, from, node.back * 4)
          from += node.back * 4
        }
        node.track.forgetUniformity(from: frame - node.back)
      }
    }
  }
}
