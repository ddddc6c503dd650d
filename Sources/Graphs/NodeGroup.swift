import Signals

/// Nodes of one shape, none of which hangs on another, that render side by side: filters in lanes, and loops that hold
/// such filters step by step.
///
/// Who is rendered with whom changes no bit. Those go along that stand where the run begins and were wanted up to there;
/// others catch up alone.
final class NodeGroup {
  enum Work {
    case lanes(any LaneWork)
    /// A chain: the last stands for all, and what lies between is never seen.
    case cascade(any CascadeWork)
    /// For each place in the loops' steps the work of the filters that stand there, if it is one of lanes.
    case loops([(any LaneWork)?], step: Int)
  }

  let work: Work
  // Members hold on to their group.
  let members: [Unmanaged<RenderNode>]
  /// Those that go along with the run in work, by their number among the members.
  private(set) var active: [(number: Int, node: Unmanaged<RenderNode>)] = []
  /// Room that is used again by every run.
  var lanes: [Lane] = []
  var beside: [Unmanaged<RenderNode>] = []

  init(_ members: [RenderNode], _ work: Work) {
    self.members = members.map(Unmanaged.passUnretained)
    self.work = work
    states = members.compactMap(\.state)
  }

  /// Whether the run in work is rendered by the group and not by its node alone.
  private(set) var goes = false
  /// The states of a chain, in order.
  let states: [UnsafeMutableRawPointer]

  func gather(around leader: RenderNode, at frame: Int) {
    active.removeAll(keepingCapacity: true)
    if case .cascade = work { return gatherChain(around: leader, at: frame) }
    defer { goes = active.count > 1 }
    for (number, member) in members.enumerated() {
      member._withUnsafeGuaranteedRef { node in
        if node === leader || node.stands(at: frame) { active.append((number, member)) }
      }
    }
  }

  /// A chain goes where all of it stands at one frame; what the first hears is then asked for.
  private func gatherChain(around leader: RenderNode, at frame: Int) {
    let isLast = members[members.count - 1].toOpaque() == Unmanaged.passUnretained(leader).toOpaque()
    goes =
      isLast
      && members.allSatisfy {
        $0._withUnsafeGuaranteedRef {
          $0.stateFrame == frame && $0.track.end == frame && $0.replayEnd <= frame
        }
      }
    active.append((0, goes ? members[0] : .passUnretained(leader)))
  }

  /// Finds groups among the nodes of an answer, inputs before readers.
  static func form(among nodes: [RenderNode]) {
    formChains(among: nodes)
    var levels: [ObjectIdentifier: Int] = [:]
    var places: [GroupKey: Int] = [:]
    var found: [(key: GroupKey, nodes: [RenderNode])] = []
    for node in nodes {
      let shape = GroupShape(node)
      var level = 0
      for below in node.below { level = max(level, levels[ObjectIdentifier(below)] ?? 0) }
      // What hangs on one that may be in a group stands a level higher: so none of a level hangs on another.
      levels[ObjectIdentifier(node)] = shape == nil ? level : level + 1
      guard let shape, !node.isPlayed, node.group == nil else { continue }
      let key = GroupKey(timeline: ObjectIdentifier(node.timeline), level: level, shape: shape)
      if let place = places[key], found[place].nodes.count < Lanes.count {
        found[place].nodes.append(node)
      } else {
        places[key] = found.count
        found.append((key, [node]))
      }
    }
    for (_, members) in found where members.count >= Lanes.fewest {
      guard let work = work(of: members) else { continue }
      let group = NodeGroup(members, work)
      for member in members { member.group = group }
    }
  }

  private static func work(of members: [RenderNode]) -> Work? {
    guard case .loop(let first) = members[0].work else {
      return lanes(members).map(Work.lanes)
    }
    let plans = members.compactMap { if case .loop(let plan) = $0.work { plan } else { nil } }
    let works = first.nodes.indices.map { place in lanes(plans.map { $0.nodes[place] }) }
    return .loops(works, step: plans.reduce(Int.max) { min($0, $1.step) })
  }

  private static func lanes(_ nodes: [RenderNode]) -> (any LaneWork)? {
    guard case .kernel = nodes[0].work, let kernel = nodes[0].kernel as? any LaneKernel,
      kernel.laneKey != nil
    else { return nil }
    return type(of: kernel).lanes(nodes.map(\.kernel))
  }

  /// Chains of which nothing between is read or kept by others.
  private static func formChains(among nodes: [RenderNode]) {
    var readers: [ObjectIdentifier: Int] = [:]
    for node in nodes {
      for below in node.below { readers[ObjectIdentifier(below), default: 0] += 1 }
    }
    var chains: [ObjectIdentifier: [RenderNode]] = [:]
    for node in nodes {
      guard let kernel = cascadable(node) else { continue }
      var chain: [RenderNode] = []
      if case .node(let before) = node.inputs[kernel.heard.index], readers[ObjectIdentifier(before)] == 1,
        before.timeline === node.timeline, !before.keeps, before.lane == nil,
        before.version.kernel is any CascadeKernel,
        let held = chains[ObjectIdentifier(before)], held.count < Cascade.most
      {
        chain = held
        chains[ObjectIdentifier(before)] = nil
      }
      chains[ObjectIdentifier(node)] = chain + [node]
    }
    for chain in chains.values where chain.count >= Cascade.fewest {
      guard let kernel = cascadable(chain[0]) else { continue }
      let group = NodeGroup(chain, .cascade(type(of: kernel).cascade(chain.map(\.kernel))))
      for member in chain { member.group = group }
    }
  }

  private static func cascadable(_ node: RenderNode) -> (any CascadeKernel)? {
    guard case .kernel = node.work, !node.isPlayed, node.version.openLoops == 0, node.track.channels == 1,
      let kernel = node.kernel as? any CascadeKernel, kernel.isCascadable
    else { return nil }
    return kernel
  }
}

private struct GroupKey: Hashable {
  let timeline: ObjectIdentifier
  let level: Int
  let shape: GroupShape
}

/// What nodes must have in common to render side by side.
struct GroupShape: Hashable {
  private enum Part: Hashable {
    case copy
    case other(kind: String)
    case lane(ObjectIdentifier, Int)
  }
  private let parts: [Part]

  /// Nil for what renders alone.
  init?(_ node: RenderNode) {
    switch node.work {
    case .kernel:
      guard case .lane = Self.part(node) else { return nil }
      parts = [Self.part(node)]
    case .loop(let plan):
      guard plan.step >= Grid.block else { return nil }
      parts = plan.nodes.map(Self.part)
      if !parts.contains(where: { if case .lane = $0 { true } else { false } }) { return nil }
    default: return nil
    }
  }

  private static func part(_ node: RenderNode) -> Part {
    guard case .kernel = node.work else { return .copy }
    guard node.track.channels == 1, let kernel = node.kernel as? any LaneKernel, let key = kernel.laneKey
    else { return .other(kind: node.version.kind) }
    return .lane(ObjectIdentifier(type(of: kernel)), key)
  }
}

extension RenderNode {
  /// Whether it could go on from `frame` with a run that others begin there.
  fileprivate func stands(at frame: Int) -> Bool {
    stateFrame == frame && track.end == frame && track.wanted >= frame && replayEnd <= frame
  }
}
