import Signals

/// Groups at work.
extension Renderer {
  /// A run of all that go along.
  func render(_ group: NodeGroup, _ run: Range<Int>) {
    if case .cascade(let work) = group.work { return render(work, group, run) }
    for active in group.active { active.node._withUnsafeGuaranteedRef { begin($0, run) } }
    switch group.work {
    case .lanes(let work): renderLanes(work, group, run) { $0 }
    case .loops(let works, let step): renderLoops(works, step, group, run)
    case .cascade: break
    }
    for active in group.active { active.node._withUnsafeGuaranteedRef { end($0, run) } }
  }

  /// The nodes that `pick` finds for the members: in lanes where they can, else one by one.
  @inline(__always)
  private func renderLanes(
    _ work: any LaneWork, _ group: NodeGroup, _ frames: Range<Int>,
    _ pick: (Unmanaged<RenderNode>) -> Unmanaged<RenderNode>
  ) {
    group.lanes.removeAll(keepingCapacity: true)
    group.beside.removeAll(keepingCapacity: true)
    for active in group.active {
      let picked = pick(active.node)
      picked._withUnsafeGuaranteedRef { node in
        let end = stretch(node, from: frames.lowerBound, to: frames.upperBound, least: Grid.block)
        guard end == frames.upperBound, let state = node.state else { return renderKernel(node, frames) }
        group.lanes.append(Lane(number: active.number, block: block(node, frames), state: state))
        group.beside.append(picked)
      }
    }
    if group.lanes.count >= Lanes.fewest {
      group.lanes.withUnsafeBufferPointer { work.render($0) }
    } else {
      for node in group.beside { node._withUnsafeGuaranteedRef { renderKernel($0, frames) } }
    }
  }

  /// A run of a chain: what lies between is left empty, where each stands. Where that can not be, one after another.
  private func render(_ work: any CascadeWork, _ group: NodeGroup, _ run: Range<Int>) {
    let last = group.members.count - 1
    let isWhole = group.members[0]._withUnsafeGuaranteedRef {
      stretch($0, from: run.lowerBound, to: run.upperBound, least: Grid.block) == run.upperBound
    }
    for (number, member) in group.members.enumerated() {
      member._withUnsafeGuaranteedRef { node in
        if !isWhole || number == last { begin(node, run) }
        if !isWhole { renderKernel(node, run) }
      }
    }
    if isWhole {
      let from = group.members[0]._withUnsafeGuaranteedRef { blockOfInputs($0, run) }
      let into = group.members[last]._withUnsafeGuaranteedRef { block($0, run) }
      group.states.withUnsafeBufferPointer { work.render(from: from, into: into, $0) }
    }
    for (number, member) in group.members.enumerated() {
      member._withUnsafeGuaranteedRef { node in
        end(node, run)
        if isWhole, number < last { node.track.reset(at: run.upperBound) }
      }
    }
  }

  /// Loops of one shape, a place of their steps at a time.
  private func renderLoops(
    _ works: [(any LaneWork)?], _ step: Int, _ group: NodeGroup, _ run: Range<Int>
  ) {
    forEachLoop(group) { beginLoop($0, $1, run) }
    var at = run.lowerBound
    while at < run.upperBound {
      let next = min(Grid.floor(at) + step, run.upperBound)
      for place in works.indices {
        if let work = works[place] {
          renderPlace(place, work, group, at..<next)
        } else {
          forEachLoop(group) { _, plan in
            let step = plan.steps[place]
            step.node._withUnsafeGuaranteedRef { renderStep($0, from: step.source, at..<next) }
          }
        }
      }
      at = next
    }
    forEachLoop(group) { endLoop($0, $1, run) }
  }

  /// The filters that stand at one place of the loops' steps.
  private func renderPlace(_ place: Int, _ work: any LaneWork, _ group: NodeGroup, _ frames: Range<Int>) {
    forEachLoop(group) { _, plan in
      plan.steps[place].node._withUnsafeGuaranteedRef { $0.track.extend(to: frames.upperBound) }
    }
    renderLanes(work, group, frames) { member in
      member._withUnsafeGuaranteedRef { node in
        guard let plan = node.loop else { preconditionFailure("a group of loops holds loops") }
        return plan._withUnsafeGuaranteedRef { $0.steps[place].node }
      }
    }
    forEachLoop(group) { _, plan in
      plan.steps[place].node._withUnsafeGuaranteedRef {
        $0.track.forgetUniformity(from: frames.lowerBound)
      }
    }
  }

  @inline(__always)
  private func forEachLoop(_ group: NodeGroup, _ body: (RenderNode, LoopPlan) -> Void) {
    for active in group.active {
      active.node._withUnsafeGuaranteedRef { node in
        node.loop?._withUnsafeGuaranteedRef { body(node, $0) }
      }
    }
  }
}
