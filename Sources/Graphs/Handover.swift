import Glibc
import Signals

/// What a played node takes over from the one that stood in its place before an edit.
///
/// Everything is copied at the edit, so that no chain of former signals is held.
struct Handover {
  /// The edit frame, on the node's own timeline.
  let at: Int
  /// The places of the present versions, and the versions that stood at places before.
  let places: [UInt64: [Int]]
  let standing: [Int: UInt64]

  /// Makes `node` begin at the edit: from its former self, or at rest.
  func begin(_ node: RenderNode, from former: RenderNode?) {
    startTrails(node)
    // At the very beginning there is no former world: the pure answer holds.
    guard at > 0 else { return }
    node.since = at
    node.track.reset(at: at)
    if case .score(let plan) = node.work {
      let formerPlan: ScorePlan? = if case .score(let former)? = former?.work { former } else { nil }
      return plan.begin(at: at, from: formerPlan)
    }
    if case .loop(let plan) = node.work {
      node.start = at
      plan.putAtRest(at: at)
      node.stateFrame = at
      for external in plan.externals where external.reach > 0 {
        let splice = splice(over: external.node, external.reach, before: external.node)
        plan.replace(external.node, by: splice, reach: external.reach)
      }
      if let former, case .loop(let formerPlan) = former.work { hand(plan, formerPlan) }
      return
    }
    if node.isStateful {
      node.start = at
      node.putAtRest()
      if let state = node.state {
        if let former { _ = takeState(from: former, of: node, into: state) }
        node.trail?.note(state, at: at)
      }
    }
    if case .window = node.kernel.memory { splice(node, former) }
  }

  private func startTrails(_ node: RenderNode) {
    func start(_ node: RenderNode) {
      if node.state != nil { node.trail = StateTrail(size: node.stateByteCount) }
    }
    if case .loop(let plan) = node.work { plan.nodes.forEach(start) } else { start(node) }
  }

  private func takeState(from former: RenderNode, of node: RenderNode, into state: UnsafeMutableRawPointer)
    -> Bool
  {
    guard former.stateByteCount == node.stateByteCount, former.version.kind == node.version.kind,
      former.version.shape.channels == node.version.shape.channels,
      former.trail?.restore(at, into: state) == true
    else { return false }
    // A state that is not finite is not handed on.
    node.kernel.restoreFiniteState(state)
    return true
  }

  /// Lets a node that reads the past read, before the edit, what its former self read; silence where it had none.
  private func splice(_ node: RenderNode, _ former: RenderNode?) {
    for index in node.inputs.indices {
      let reach = node.kernel.reach(index)
      guard reach > 0, case .node(let input) = node.inputs[index] else { continue }
      var before: RenderNode?
      if let former, case .node(let formerInput)? = former.inputs[safe: index] { before = formerInput }
      // An input that stands unchanged and still holds all that may be read needs no splice.
      if before === input, input.track.base <= at - reach || input.track.base == input.track.end { continue }
      node.inputs[index] = .node(splice(over: input, reach, before: before))
    }
  }

  /// A node that is `before` up to the edit and `input` from it on.
  private func splice(over input: RenderNode, _ reach: Int, before: RenderNode?) -> RenderNode {
    let splice = RenderNode(input.version, input.timeline, work: .copy(input), inputs: [], keeps: false)
    splice.since = at
    prefill(splice, reach, from: before)
    return splice
  }

  /// Gives `node` the last `reach` frames before the edit that `source` held, older ones being silent.
  private func prefill(_ node: RenderNode, _ reach: Int, from source: RenderNode?) {
    let track = node.track
    let first = at - Grid.ceil(reach)
    track.reset(at: first)
    track.extendWithZero(to: at)
    guard let held = source?.track, held.end >= at, held.channels == track.channels || held.channels == 1
    else { return }
    let from = max(first, held.base)
    if from >= at { return }
    track.truncate(at: from)
    track.append(from: held, at: from, count: at - from)
  }

  /// Hands a loop's states and what can still be read of it to the loop in its place.
  private func hand(_ plan: LoopPlan, _ former: LoopPlan) {
    for node in plan.nodes {
      guard let old = self.former(of: node, in: former) else { continue }
      if let state = node.state, takeState(from: old, of: node, into: state) {
        node.trail?.note(state, at: at)
      }
      if case .window = node.kernel.memory {
        for index in node.inputs.indices {
          guard case .node(let input) = node.inputs[index], plan.nodes.contains(where: { $0 === input }),
            case .node(let oldInput)? = old.inputs[safe: index]
          else { continue }
          prefill(input, input.back, from: oldInput)
        }
      }
    }
  }

  private func former(of node: RenderNode, in plan: LoopPlan) -> RenderNode? {
    if let same = plan.nodes.first(where: { $0.version.id == node.version.id }) { return same }
    for place in places[node.version.id] ?? [] {
      guard let version = standing[place] else { continue }
      if let old = plan.nodes.first(where: {
        $0.version.id == version && $0.version.kind == node.version.kind
      }) {
        return old
      }
    }
    return nil
  }
}
