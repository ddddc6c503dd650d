import Signals

/// Makes the plan of a loop, and of the loops that hang on it: they step together.
enum LoopBuilder {
  /// The closed versions that the inside of a loop reads.
  static func externals(of loop: SignalVersion) -> [SignalVersion] { LoopInside(loop).externals }

  /// The loop's plan; `outside` holds the nodes of its externals by version.
  static func plan(_ loop: SignalVersion, _ timeline: Timeline, _ outside: [UInt64: RenderNode])
    throws(SignalError) -> LoopPlan
  {
    let inside = LoopInside(loop)
    let (step, order) = try schedule(inside)
    let nodes = inside.items.map { item in
      // Inputs inside may come round later; they are bound below.
      let isCopy = item.version.isPlaceholder || item.version.loopDepth != nil
      let inputs = isCopy ? [] : [RenderNode.Input](repeating: .constant, count: item.version.inputs.count)
      return RenderNode(item.version, timeline, inputs: inputs, keeps: false)
    }
    var reaches: [UInt64: Int] = [:]
    for (number, item) in inside.items.enumerated() {
      if let loop = inside.loop(of: item) {
        nodes[number].work = .copy(try source(loop, inside, nodes, outside))
      } else if item.version.loopDepth != nil {
        nodes[number].work = .copy(try source(number, inside, nodes, outside))
      } else {
        bind(nodes[number], item, nodes, outside, &reaches)
      }
    }
    for version in inside.externals where reaches[version.id] == nil { reaches[version.id] = 0 }
    let externals = outside.values.map { LoopPlan.External(node: $0, reach: reaches[$0.version.id] ?? 0) }
    return LoopPlan(
      nodes: order.map { nodes[$0] }, body: try source(0, inside, nodes, outside), externals: externals,
      step: step)
  }

  /// The node of a loop's body.
  private static func source(
    _ loop: Int, _ inside: LoopInside, _ nodes: [RenderNode], _ outside: [UInt64: RenderNode]
  ) throws(SignalError) -> RenderNode {
    let item = inside.items[loop]
    if let place = item.inputs.first ?? nil { return nodes[place] }
    guard let body = item.version.inputs.first?.version, let node = outside[body.id] else {
      throw SignalError("feedback: the function gave no signal")
    }
    return node
  }

  private static func bind(
    _ node: RenderNode, _ item: LoopInside.Item, _ nodes: [RenderNode], _ outside: [UInt64: RenderNode],
    _ reaches: inout [UInt64: Int]
  ) {
    for (index, input) in item.version.inputs.enumerated() {
      guard let version = input.version else { continue }
      let reach = item.version.kernel.reach(index)
      if let place = item.inputs[index] {
        nodes[place].back = max(nodes[place].back, reach)
        node.inputs[index] = .node(nodes[place])
      } else if let outer = outside[version.id] {
        reaches[version.id] = max(reaches[version.id] ?? 0, reach)
        node.inputs[index] = .node(outer)
      }
    }
  }

  /// Steps longer than the runs of the renderer gain nothing.
  private static let longestStep = 16 * Grid.block

  /// The longest step in which no node needs what the same step has yet to make, and the order within it.
  private static func schedule(_ inside: LoopInside) throws(SignalError) -> (step: Int, order: [Int]) {
    var edges: [(from: Int, to: Int, delay: Int)] = []
    for (number, item) in inside.items.enumerated() where number > 0 {
      if let loop = inside.loop(of: item) {
        if let body = inside.items[loop].inputs.first ?? nil { edges.append((body, number, 0)) }
        continue
      }
      guard item.version.kernel.grain == Grid.block, item.version.kernel.lead == 0 else {
        throw SignalError(
          "feedback: \(item.version.kind) works on long stretches at once and reads ahead, so it cannot stand inside a loop; "
            + "put it before or behind the feedback")
      }
      for (index, input) in item.inputs.enumerated() {
        guard let input else { continue }
        edges.append(
          (input, number, item.version.loopDepth == nil ? item.version.kernel.leastDelay(index) : 0))
      }
    }
    // Long steps are whole blocks, so that each block's end falls to the end of a step or of a kernel's block.
    var steps = Set(
      edges.map(\.delay).filter { $0 > 0 }.map {
        $0 < Grid.block ? $0 : min(Grid.floor($0), longestStep)
      })
    steps.insert(Grid.block)
    steps.insert(longestStep)
    // The loop itself, item 0, is the plan: it has no place in its order.
    let numbers = Array(inside.items.indices.dropFirst())
    for step in steps.sorted(by: >) {
      if let order = sorted(numbers, edges.filter { $0.delay < step }.map { ($0.from, $0.to) }) {
        return (step, order)
      }
    }
    let path = inside.items.dropFirst().map { $0.version.isPlaceholder ? "loop" : $0.version.kind }
    throw SignalError(
      "feedback: this loop has no delay: \((path.last == "loop" ? path : path + ["loop"]).joined(separator: " -> ")); put :delay(seconds) or :z(1) "
        + "between the loop and itself")
  }

  private static func sorted(_ numbers: [Int], _ edges: [(Int, Int)]) -> [Int]? {
    var waiting: [Int: Int] = [:]
    var readers: [Int: [Int]] = [:]
    for (from, to) in edges {
      waiting[to, default: 0] += 1
      readers[from, default: []].append(to)
    }
    var ready = Array(numbers.filter { waiting[$0] == nil }.reversed())
    var order: [Int] = []
    while let next = ready.popLast() {
      order.append(next)
      for reader in readers[next] ?? [] {
        let left = (waiting[reader] ?? 1) - 1
        waiting[reader] = left
        if left == 0 { ready.append(reader) }
      }
    }
    return order.count == numbers.count ? order : nil
  }
}

extension SignalVersion {
  /// The depth of the loop that this stands for inside its own body.
  package var placeholderDepth: Int? { (kernel as? LoopPlaceholder)?.depth }
  var isPlaceholder: Bool { kernel is LoopPlaceholder }
}
