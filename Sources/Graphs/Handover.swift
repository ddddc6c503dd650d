import Signals

/// What a played node takes over from the one that stood in its place before an edit: its state, and what it had read.
/// What it reads goes over from the former to the present by the edit's own fade.
///
/// Everything is copied at the edit, so that no chain of former signals is held.
struct Handover {
  /// The edit frame, on the node's own timeline.
  let at: Int
  /// Frames of the edit's fade.
  let fade: Int
  /// The places of the present versions, and the versions that stood at places before.
  let places: [UInt64: [Int]]
  let standing: [Int: UInt64]
  /// Frames of a signal that were not asked for when they were played, where they can be told at once.
  let past: (SignalVersion, Range<Int>) -> Track?

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
      let formerPlan: LoopPlan? = if case .loop(let former)? = former?.work { former } else { nil }
      return begin(plan, from: formerPlan)
    }
    var former = former
    if node.isStateful {
      node.start = at
      node.putAtRest()
      if let state = node.state {
        if let old = former, !takeState(from: old, of: node, into: state) { former = nil }
        node.trail?.note(state, at: at)
      }
    }
    for index in node.inputs.indices {
      let reach = node.kernel.reach(index)
      guard reach > 0 || (node.isStateful && node.version.isSource(index)),
        case .node(let input) = node.inputs[index], input.isPlayed
      else { continue }
      var before: RenderNode?
      if case .node(let formerInput)? = former?.inputs[safe: index] { before = formerInput }
      if let splice = splice(over: input, reach, before: before) { node.inputs[index] = .node(splice) }
    }
  }

  private func startTrails(_ node: RenderNode) {
    func start(_ node: RenderNode) {
      if node.state != nil { node.trail = StateTrail(size: node.stateByteCount) }
    }
    if case .loop(let plan) = node.work { plan.nodes.forEach(start) } else { start(node) }
  }

  func takeState(from former: RenderNode, of node: RenderNode, into state: UnsafeMutableRawPointer)
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

  /// A node that is `before` up to the edit and goes over to `input` from there on; nil where `input` itself will do.
  func splice(over input: RenderNode, _ reach: Int, before: RenderNode?) -> RenderNode? {
    let first = at - Grid.ceil(reach)
    let stood = input.since != at
    let isSame = stood && (before == nil || before === input)
    // What is read as it comes goes on as it was; an input that holds all that may be read needs no splice.
    if isSame, reach == 0 ? before != nil : input.track.base <= first || input.track.frames.isEmpty {
      return nil
    }
    let splice = RenderNode(input.version, input.timeline, work: .copy(input), inputs: [], keeps: false)
    splice.since = at
    if isSame, reach > 0 {
      if let whole = past(input.version, first..<at) {
        splice.track.reset(at: first)
        splice.track.append(from: whole, at: first, count: at - first)
      } else if !prefill(splice, reach, from: input) {
        splice.blend = Blend(from: at, length: fade)
      }
    } else {
      splice.blend = blend(from: before, into: splice)
      prefill(splice, reach, from: before)
    }
    return splice
  }

  /// From what `before` holds to what `node` gives, or from silence.
  func blend(from before: RenderNode?, into node: RenderNode) -> Blend {
    guard let held = before?.track, held.base <= at, held.end > at, fits(held, node.track) else {
      return Blend(from: at, length: fade)
    }
    return Blend(from: held, at: at, length: fade)
  }

  /// Gives `node` the last `reach` frames before the edit that `source` held. Older ones are silent, and where they
  /// are not so by nature the held ones rise from that. Answers whether anything was held.
  @discardableResult
  func prefill(_ node: RenderNode, _ reach: Int, from source: RenderNode?) -> Bool {
    let track = node.track
    let first = at - Grid.ceil(reach)
    track.reset(at: first)
    track.extendWithZero(to: at)
    guard let held = source?.track, held.end >= at, fits(held, track) else { return false }
    let from = max(first, held.base)
    if from >= at { return false }
    track.truncate(at: from)
    track.append(from: held, at: from, count: at - from)
    if from > max(first, 0) { track.fadeIn(from..<min(at, from + fade)) }
    return true
  }

  private func fits(_ held: Track, _ track: Track) -> Bool {
    held.channels == track.channels || held.channels == 1
  }
}
