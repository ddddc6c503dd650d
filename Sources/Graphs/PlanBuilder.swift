import Signals

/// Builds the nodes that answer for versions, each once for each timeline. Never recurses over the graph.
final class PlanBuilder {
  /// What makes two nodes the same.
  struct Key: Hashable {
    enum Form: Hashable { case plain, period, once }
    let version: UInt64
    let timeline: ObjectIdentifier
    let form: Form
  }
  private struct Job {
    let version: SignalVersion
    let timeline: Timeline
    let form: Key.Form
    var key: Key { Key(version: version.id, timeline: ObjectIdentifier(timeline), form: form) }
  }
  private struct TimelineKey: Hashable {
    let parent: ObjectIdentifier
    let version: UInt64
    /// A period, or below a kind that reads at other times the input's index.
    let place: Int
  }

  /// Versions that are kept along a timeline that is read once too, since another answer reads them.
  var shared: Set<UInt64> = []
  /// Versions that are kept along timelines of which else the top is.
  var again: Set<UInt64> = []
  private(set) var nodes: [Key: RenderNode] = [:]
  /// Whether answers wait until what scores play is known: only then may what hangs on a score be kept.
  var awaitsScores = true
  /// The one version whose blocks are kept, where not all are.
  var keepsOnly: UInt64?
  private var timelines: [TimelineKey: Timeline] = [:]
  /// Where the mix inside a master's chain comes from.
  var feed: MixFeed?
  /// Of the inputs of one sum those that are built.
  var share: SumShares.Share?
  /// The nodes made by the last `node(for:along:)`, inputs before readers.
  private(set) var made: [RenderNode] = []

  /// The node that answers for `version` along `timeline`.
  func node(for version: SignalVersion, along timeline: Timeline) throws(SignalError) -> RenderNode {
    made.removeAll()
    let root = job(version, timeline, reader: nil)
    var pending = [root]
    while let job = pending.last {
      if nodes[job.key] != nil {
        pending.removeLast()
        continue
      }
      let missing = below(job).filter { nodes[$0.key] == nil }
      if missing.isEmpty {
        pending.removeLast()
        let node = try make(job)
        nodes[job.key] = node
        made.append(node)
      } else {
        pending.append(contentsOf: missing)
      }
    }
    guard let node = nodes[root.key] else { throw SignalError("a signal could not be built") }
    return node
  }

  /// Nodes in an order in which inputs stand before readers, from what `roots` reach.
  static func inOrder(_ roots: [RenderNode]) -> [RenderNode] {
    var order: [RenderNode] = []
    var seen: Set<ObjectIdentifier> = []
    var pending = roots.map { ($0, false) }
    while let (node, isDone) = pending.popLast() {
      if isDone {
        order.append(node)
        continue
      }
      guard seen.insert(ObjectIdentifier(node)).inserted else { continue }
      pending.append((node, true))
      for below in node.below { pending.append((below, false)) }
    }
    return order
  }

  /// Lets the tracks take their room from `pool` of which each sample is read once: along the reader's own time, at its
  /// own frames.
  static func passRoom(_ order: [RenderNode], from pool: SamplePool) {
    var readers: [ObjectIdentifier: (count: Int, last: RenderNode)] = [:]
    for node in order {
      for below in node.below { readers[ObjectIdentifier(below), default: (0, node)].count += 1 }
    }
    for node in order where node.canBePassed && node.back == 0 {
      guard let (count, reader) = readers[ObjectIdentifier(node)], count == 1,
        reader.timeline === node.timeline,
        reader.asksOwnFrames
      else { continue }
      node.track.take(from: pool)
    }
  }

  /// Works out how far behind the run each node is read: in whole blocks, since that is how nodes begin.
  static func measureBack(_ order: [RenderNode]) {
    for node in order { node.back = 0 }
    for node in order.reversed() {
      switch node.work {
      case .kernel:
        for (index, input) in node.inputs.enumerated() {
          guard case .node(let input) = input, input.timeline === node.timeline else { continue }
          input.back = max(input.back, node.back + Grid.ceil(node.kernel.reach(index)))
        }
      case .loop(let plan):
        for external in plan.externals {
          external.node.back = max(external.node.back, node.back + Grid.ceil(external.reach))
        }
      case .copy(let input): input.back = max(input.back, node.back)
      case .period, .feed, .score: break
      }
    }
  }

  /// Bytes that the nodes must hold of the past, for delays say; throws where they are more than `limit`.
  @discardableResult
  static func checkMemory(_ nodes: [RenderNode], limit: Int = KeepingPolicy.mostPast) throws(SignalError)
    -> Int
  {
    var bytes = 0
    var longest = 0
    func add(_ node: RenderNode) {
      bytes += node.back * node.track.channels * 4
      longest = max(longest, node.back)
    }
    for node in nodes {
      add(node)
      if case .loop(let plan) = node.work { plan.nodes.forEach(add) }
    }
    guard bytes > limit else { return bytes }
    throw SignalError(
      "the delays in this take \(bytes >> 20) MiB of memory together, the longest \(longest) frames; at most "
        + "\(limit >> 20) MiB are expected: use fewer or shorter ones")
  }

  /// Drops nodes and timelines that are not among `used`.
  func retain(_ used: [RenderNode]) {
    let kept = Set(used.map(ObjectIdentifier.init))
    nodes = nodes.filter { kept.contains(ObjectIdentifier($0.value)) }
    let lines = Set(used.map { ObjectIdentifier($0.timeline) })
    timelines = timelines.filter { lines.contains(ObjectIdentifier($0.value)) }
  }

  /// The node that answers for a version along a timeline, where there is one.
  func existing(_ version: UInt64, along timeline: Timeline) -> RenderNode? {
    nodes[Key(version: version, timeline: ObjectIdentifier(timeline), form: .plain)]
  }

  private func job(_ version: SignalVersion, _ timeline: Timeline, reader: Job?) -> Job {
    guard let period = version.shape.period, version.openLoops == 0,
      !(timeline.isPlayed && version.hasMemory), KeepingPolicy.holdsPeriod(version, period)
    else { return Job(version: version, timeline: timeline, form: .plain) }
    if let reader, reader.form == .once, reader.version.shape.period == period,
      reader.version.kernel.memory == .none
    {
      return Job(version: version, timeline: timeline, form: .once)
    }
    return Job(version: version, timeline: timeline, form: .period)
  }

  private func timeline(below parent: Timeline, version: UInt64, place: Int, top: SignalVersion) -> Timeline {
    let key = TimelineKey(parent: ObjectIdentifier(parent), version: version, place: place)
    if let line = timelines[key] { return line }
    let line = Timeline(isPlayed: false, reading: parent.reading == .all ? .all : .top(top.id))
    timelines[key] = line
    return line
  }

  /// The inputs to be built for a job, in the order of the inputs that are versions.
  private func below(_ job: Job) -> [Job] {
    if job.form == .period {
      let line = timeline(
        below: job.timeline, version: 0, place: job.version.shape.period ?? 0, top: job.version)
      return [Job(version: job.version, timeline: line, form: .once)]
    }
    if job.version.loopDepth != nil {
      return LoopBuilder.externals(of: job.version).map { self.job($0, job.timeline, reader: nil) }
    }
    return job.version.inputs.indices.compactMap { index in
      guard let input = job.version.inputs[index].version, isBuilt(index, of: job.version) else { return nil }
      guard job.version.kernel.isReadElsewhere(index) else {
        return self.job(input, job.timeline, reader: job)
      }
      // One for each input: what two of them share may be asked for at two times at once.
      let line = timeline(below: job.timeline, version: job.version.id, place: index, top: input)
      return self.job(input, line, reader: nil)
    }
  }

  private func isBuilt(_ input: Int, of version: SignalVersion) -> Bool {
    share.map { $0.version != version.id || $0.inputs.contains(input) } ?? true
  }

  private func isReadAgain(_ job: Job) -> Bool {
    let version = job.version
    let isRolled = version.kernel.memory == .recursive || version.loopDepth != nil
    return switch job.timeline.reading {
    case .all: true
    // What rolls forward to frame 0 goes there at once; each other that reads the same would roll it again.
    case .nothing: shared.contains(version.id) || (isRolled && version.shape.range.lower ?? 0 < 0)
    // What has state is asked for again, too, where what was given up of the top is.
    case .top(let top):
      version.id == top || shared.contains(version.id) || again.contains(version.id) || isRolled
    }
  }

  private func make(_ job: Job) throws(SignalError) -> RenderNode {
    let below = below(job)
    let found = below.compactMap { nodes[$0.key] }
    let isPure = !job.timeline.isPlayed || job.timeline.isPreparing
    switch job.form {
    case .period:
      return RenderNode(
        job.version, job.timeline, work: .period(found[0], job.version.shape.period ?? 1), inputs: [],
        keeps: false)
    case .plain, .once:
      if job.version.kernel is MasterMix {
        guard let feed else { throw SignalError(SignalManager.openComplaint) }
        return RenderNode(job.version, job.timeline, work: .feed(feed), inputs: [], keeps: false)
      }
      // A mix that was given up halfway must leave nothing behind it in the cache.
      let keeps =
        isPure && isReadAgain(job) && feed == nil && KeepingPolicy.keeps(job.version)
        && (awaitsScores || !job.version.hasScore) && (keepsOnly ?? job.version.id) == job.version.id
      if let score = job.version.score {
        return RenderNode(
          job.version, job.timeline, work: .score(ScorePlan(score)), inputs: [], keeps: keeps)
      }
      if job.version.loopDepth != nil {
        var outside: [UInt64: RenderNode] = [:]
        for node in found { outside[node.version.id] = node }
        let plan = try LoopBuilder.plan(job.version, job.timeline, outside)
        return RenderNode(job.version, job.timeline, work: .loop(plan), inputs: [], keeps: keeps)
      }
      var next = 0
      let inputs: [RenderNode.Input] = job.version.inputs.enumerated().map { index, input in
        guard input.version != nil, isBuilt(index, of: job.version) else { return .constant }
        defer { next += 1 }
        return .node(found[next])
      }
      let share = share.flatMap { $0.version == job.version.id ? $0 : nil }
      let isWhole = share.map { $0.inputs.upperBound == inputs.count } ?? true
      let node = RenderNode(
        job.version, job.timeline, inputs: inputs,
        periodEnd: job.form == .once ? job.version.shape.period : nil, keeps: keeps && isWhole)
      node.share = share
      return node
    }
  }
}

extension RenderNode {
  /// What this node reads, in no particular order.
  var below: [RenderNode] {
    switch work {
    case .kernel: inputs.compactMap { if case .node(let node) = $0 { node } else { nil } }
    case .period(let node, _), .copy(let node): [node]
    case .loop(let plan): plan.externals.map(\.node)
    case .feed, .score: []
    }
  }
}
