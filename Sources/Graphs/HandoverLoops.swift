import Signals

/// How a loop goes on from the loop that stood in its place.
extension Handover {
  func begin(_ plan: LoopPlan, from former: LoopPlan?) {
    let pairs = pairs(plan, former)
    spliceOutside(plan, pairs)
    for (node, old) in pairs {
      guard let old else { continue }
      if let state = node.state, takeState(from: old, of: node, into: state) {
        node.trail?.note(state, at: at)
      }
    }
    for (node, old) in pairs {
      for index in node.inputs.indices {
        guard let input = inside(node, index, plan) else { continue }
        var oldInput: RenderNode?
        if case .node(let former)? = old?.inputs[safe: index] { oldInput = former }
        if oldInput != nil, node.kernel.reach(index) > 0 { prefill(input, input.back, from: oldInput) }
        // What goes round is heard again with each round, so it goes over before it is read.
        if reads(node, index), input.blend?.old == nil { input.blend = blend(from: oldInput, into: input) }
      }
    }
  }

  /// Lets the inside read what is outside over a splice, where it reads that with memory.
  private func spliceOutside(_ plan: LoopPlan, _ pairs: [(node: RenderNode, old: RenderNode?)]) {
    for external in plan.externals where external.node.isPlayed {
      var before: RenderNode?
      var isRead = external.reach > 0
      for (node, old) in pairs {
        for index in node.inputs.indices where reads(node, index) {
          guard case .node(let input) = node.inputs[index], input === external.node else { continue }
          isRead = true
          if before == nil, case .node(let former)? = old?.inputs[safe: index] { before = former }
        }
      }
      guard isRead, let splice = splice(over: external.node, external.reach, before: before) else { continue }
      plan.replace(external.node, by: splice, reach: external.reach)
    }
  }

  /// Whether a node's memory holds what it reads of an input.
  private func reads(_ node: RenderNode, _ index: Int) -> Bool {
    node.kernel.reach(index) > 0 || (node.isStateful && node.version.isSource(index))
  }

  private func inside(_ node: RenderNode, _ index: Int, _ plan: LoopPlan) -> RenderNode? {
    guard case .node(let input) = node.inputs[index], plan.nodes.contains(where: { $0 === input }) else {
      return nil
    }
    return input
  }

  private func pairs(_ plan: LoopPlan, _ former: LoopPlan?) -> [(node: RenderNode, old: RenderNode?)] {
    plan.nodes.map { node in (node, former.flatMap { self.former(of: node, in: $0) }) }
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
