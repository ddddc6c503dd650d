import Signals

/// Makes the plan of a loop, and of the loops that hang on it: they step together.
enum LoopBuilder {
  /// The closed versions that the inside of a loop reads.
  static func externals(of loop: SignalVersion) -> [SignalVersion] {
    var found: [SignalVersion] = []
    var seen: Set<UInt64> = []
    if let body = loop.inputs.first?.version, body.openLoops == 0 { return [body] }
    for version in inside(loop) {
      for case .version(let input) in version.inputs
      where input.openLoops == 0 && seen.insert(input.id).inserted { found.append(input) }
    }
    return found
  }

  /// The versions that hang on the loop, inputs before readers as far as they do not go round.
  private static func inside(_ loop: SignalVersion) -> [SignalVersion] {
    guard let body = loop.inputs.first?.version, body.openLoops != 0 else { return [] }
    var order: [SignalVersion] = []
    var seen: Set<UInt64> = []
    var pending = [(body, false)]
    while let (version, isDone) = pending.popLast() {
      if isDone {
        order.append(version)
        continue
      }
      guard seen.insert(version.id).inserted else { continue }
      pending.append((version, true))
      for case .version(let input) in version.inputs where input.openLoops != 0 {
        pending.append((input, false))
      }
    }
    return order
  }

  /// The loop's plan; `outside` holds the nodes of its externals by version.
  static func plan(_ loop: SignalVersion, _ timeline: Timeline, _ outside: [UInt64: RenderNode])
    throws(SignalError) -> LoopPlan
  {
    let inside = inside(loop)
    let (step, order) = try schedule(loop, inside)
    var nodes: [UInt64: RenderNode] = [:]
    for version in inside {
      // Inputs inside may come round later; they are bound below.
      let inputs = [RenderNode.Input](
        repeating: .constant, count: version.isPlaceholder ? 0 : version.inputs.count)
      nodes[version.id] = RenderNode(
        version, timeline, inputs: version.loopDepth == nil ? inputs : [], keeps: false)
    }
    var reaches: [UInt64: Int] = [:]
    for version in inside {
      guard let node = nodes[version.id] else { continue }
      let reach = if case .window(let frames) = version.kernel.memory { frames } else { 0 }
      if version.isPlaceholder || version.loopDepth != nil { continue }
      for (index, input) in version.inputs.enumerated() {
        guard let input = input.version else { continue }
        if let inner = nodes[input.id] {
          inner.back = max(inner.back, reach)
          node.inputs[index] = .node(inner)
        } else if let outer = outside[input.id] {
          reaches[input.id] = max(reaches[input.id] ?? 0, reach)
          node.inputs[index] = .node(outer)
        }
      }
    }
    guard let bodyVersion = loop.inputs.first?.version,
      let body = nodes[bodyVersion.id] ?? outside[bodyVersion.id]
    else { throw SignalError("feedback: the function gave no signal") }
    try bindRounds(inside + [loop], nodes, outside)
    let externals = outside.values.map { LoopPlan.External(node: $0, reach: reaches[$0.version.id] ?? 0) }
    return LoopPlan(nodes: order.compactMap { nodes[$0] }, body: body, externals: externals, step: step)
  }

  /// Lets each placeholder, and each loop inside, copy the body that it stands for.
  private static func bindRounds(
    _ versions: [SignalVersion], _ nodes: [UInt64: RenderNode], _ outside: [UInt64: RenderNode]
  ) throws(SignalError) {
    for loop in versions {
      guard let depth = loop.loopDepth, let body = loop.inputs.first?.version,
        let source = nodes[body.id] ?? outside[body.id]
      else { continue }
      nodes[loop.id]?.work = .copy(source)
      for version in versions where version.placeholderDepth == depth {
        nodes[version.id]?.work = .copy(source)
      }
    }
  }

  /// The longest step in which no node needs what the same step has yet to make, and the order within it.
  private static func schedule(_ loop: SignalVersion, _ inside: [SignalVersion])
    throws(SignalError) -> (step: Int, order: [UInt64])
  {
    var edges: [(from: UInt64, to: UInt64, delay: Int)] = []
    let loops = inside.filter { $0.loopDepth != nil } + [loop]
    for version in inside {
      if let depth = version.placeholderDepth {
        for loop in loops where loop.loopDepth == depth {
          if let body = loop.inputs.first?.version { edges.append((body.id, version.id, 0)) }
        }
        continue
      }
      for (index, input) in version.inputs.enumerated() {
        guard let input = input.version, input.openLoops != 0 else { continue }
        edges.append((input.id, version.id, version.loopDepth == nil ? version.kernel.leastDelay(index) : 0))
      }
    }
    var steps = Set(edges.map(\.delay).filter { $0 > 0 && $0 < Grid.block })
    steps.insert(Grid.block)
    for step in steps.sorted(by: >) {
      if let order = sorted(inside.map(\.id), edges.filter { $0.delay < step }.map { ($0.from, $0.to) }) {
        return (step, order)
      }
    }
    throw SignalError(
      "feedback: this loop has no delay: \(path(inside)); put :delay(seconds) or :z(1) between the loop and itself"
    )
  }

  private static func path(_ inside: [SignalVersion]) -> String {
    (inside.map { $0.isPlaceholder ? "loop" : $0.kind } + ["loop"]).joined(separator: " -> ")
  }

  private static func sorted(_ ids: [UInt64], _ edges: [(UInt64, UInt64)]) -> [UInt64]? {
    var waiting: [UInt64: Int] = [:]
    var readers: [UInt64: [UInt64]] = [:]
    for (from, to) in edges {
      waiting[to, default: 0] += 1
      readers[from, default: []].append(to)
    }
    var ready = Array(ids.filter { waiting[$0] == nil }.reversed())
    var order: [UInt64] = []
    while let next = ready.popLast() {
      order.append(next)
      for reader in readers[next] ?? [] {
        let left = (waiting[reader] ?? 1) - 1
        waiting[reader] = left
        if left == 0 { ready.append(reader) }
      }
    }
    return order.count == ids.count ? order : nil
  }
}

extension SignalVersion {
  /// The depth of the loop that this stands for inside its own body.
  var placeholderDepth: Int? { (kernel as? LoopPlaceholder)?.depth }
  var isPlaceholder: Bool { kernel is LoopPlaceholder }
}
