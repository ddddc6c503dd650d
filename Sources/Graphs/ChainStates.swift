import Signals

/// The states of a master's chain, noted together at frames of the checkpoint grid, so that a seek goes on from there.
///
/// Each is that of so far before the frame as its readers reach back: there it is asked to go on.
struct ChainStates {
  /// What has state and no checkpoints of its own, in an order that is the same for each chain of one version.
  let nodes: [RenderNode]
  /// The frame that is prepared, which is noted too: a loop begins there again.
  let aim: Int
  private var noted: [Int: [Int: [UInt8]]] = [:]

  init(_ nodes: [RenderNode], aim: Int) { (self.nodes, self.aim) = (nodes, aim) }

  private func size(_ node: RenderNode) -> Int {
    if case .loop(let plan) = node.work { plan.checkpointByteCount } else { node.stateByteCount }
  }

  var byteCount: Int { nodes.reduce(0) { $0 + size($1) } }

  /// Gives all of them the states of a checkpoint; false where it is not of these.
  func restore(_ checkpoint: Checkpoint) -> Bool {
    guard checkpoint.bytes.count == byteCount else { return false }
    var place = 0
    for node in nodes {
      let bytes = Array(checkpoint.bytes[place..<place + size(node)])
      place += bytes.count
      let frame = checkpoint.frame - Grid.ceil(node.back)
      if case .loop(let plan) = node.work {
        plan.restore(bytes, at: frame)
      } else if let state = node.state {
        state.copyMemory(from: bytes, byteCount: bytes.count)
      }
      node.track.reset(at: frame)
      node.stateFrame = frame
    }
    return true
  }

  /// Where the next of a node's states is noted.
  func mark(_ node: RenderNode, after frame: Int) -> Int {
    let back = Grid.ceil(node.back)
    let next = ((frame + back) / Checkpoint.grid + 1) * Checkpoint.grid
    return (frame + back < aim ? min(next, aim) : next) - back
  }

  /// Notes the state of a node at its mark. Answers the checkpoint, once all have come to it.
  mutating func note(_ node: RenderNode) -> Checkpoint? {
    guard let number = nodes.firstIndex(where: { $0 === node }) else { return nil }
    let frame = node.mark + Grid.ceil(node.back)
    if case .loop(let plan) = node.work {
      noted[frame, default: [:]][number] = plan.checkpoint(at: node.mark)
    } else if let state = node.state {
      let bytes = UnsafeRawBufferPointer(start: state, count: node.stateByteCount)
      noted[frame, default: [:]][number] = Array(bytes)
    }
    guard let all = noted[frame], all.count == nodes.count else { return nil }
    noted = noted.filter { $0.key > frame }
    return Checkpoint(frame: frame, bytes: nodes.indices.flatMap { all[$0] ?? [] })
  }
}

extension PlayedGraph {
  /// Lets the master's chain begin to be as it is at `frame`: from states that were noted, or at rest with the clock.
  /// Answers where.
  func beginChain(_ frame: Int) -> Int {
    guard let chain else { return frame }
    let nodes = PlanBuilder.inOrder([chain]).filter { $0.timeline === chain.timeline }
    let stateful = nodes.filter(\.isStateful)
    guard !stateful.isEmpty else { return max(0, frame - Grid.ceil(nodes.map(\.back).max() ?? 0)) }
    let states = ChainStates(stateful.filter { !$0.keeps }, aim: frame)
    guard !states.nodes.isEmpty else { return max(0, frame - Grid.ceil(nodes.map(\.back).max() ?? 0)) }
    guard renderer.cache.takes(checkpointOf: states.byteCount), isMixWhole else { return 0 }
    var start = 0
    if let kept = renderer.cache.checkpoint(chain.version, atOrBefore: frame), states.restore(kept) {
      start = kept.frame
    }
    for node in states.nodes { node.mark = states.mark(node, after: start - Grid.ceil(node.back)) }
    chainStates = states
    chainRenderer.onMark = { [unowned self] in noteChain($0) }
    return start
  }

  private func noteChain(_ node: RenderNode) {
    guard let chain, let checkpoint = chainStates?.note(node) else {
      return node.mark = chainStates?.mark(node, after: node.mark) ?? .min
    }
    if isMixWhole { renderer.cache.insert(checkpoint, of: chain.version) }
    node.mark = chainStates?.mark(node, after: node.mark) ?? .min
  }

  /// Whether the mix is that of all the sounds that the chain's version tells of.
  private var isMixWhole: Bool {
    (mixNode?.kernel as? MasterMix)?.sounds == playing.count && givenUp.isEmpty && ended.isEmpty
  }

  /// The mix as the master's chain reads it.
  var mixNode: RenderNode? {
    guard let chain else { return nil }
    return PlanBuilder.inOrder([chain]).first { $0.form == .feed && $0.timeline === chain.timeline }
  }
}
