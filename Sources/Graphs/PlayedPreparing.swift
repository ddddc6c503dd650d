import Signals

/// How far a played world is on its way to its first frame.
struct PlayedPreparation {
  /// Its first frame.
  let frame: Int
  /// How far the sounds are rendered for the master's chain to begin; the first frame where there is no chain.
  var reached: Int
  /// Whether what a score plays is to be prepared first.
  var isWaiting = false
}

/// Worlds that begin at any frame: as the pure one is there, going on from it.
extension PlayedGraph {
  /// What plays here, or `snapshot`, as the pure world has it at `frame`, a multiple of the block. It must be prepared
  /// before it is rendered.
  package func anew(at frame: Int, with snapshot: PlaySnapshot?) -> PlayedGraph {
    let cache = renderer.cache
    // Notes that were rendered for one world are the other's too.
    let world = PlayedGraph(
      channels: channels, rate: rate,
      renderers: (
        Renderer(cache: cache, voices: renderer.voices), Renderer(cache: cache, voices: chainRenderer.voices)
      ), log: log, report: report)
    world.preparation = PlayedPreparation(frame: frame, reached: frame)
    // What was heard to its end is over, wherever the transport goes.
    var snapshot = snapshot ?? present
    snapshot.sounds.removeAll {
      ended[EndedSound.Key(version: $0.version.id, start: $0.start)].map { $0 <= heardFrame } ?? false
    }
    // What the sounds are made of is kept as any pure answer's; what a chain makes of a mix never is.
    world.builder.feed = nil
    world.builder.awaitsScores = true
    world.apply(snapshot, at: 0, fade: 0)
    world.preparation?.reached = world.chainStart(frame)
    return world
  }

  /// Where the master's chain must begin to be as it is at `frame`: at rest with the clock, where it has states.
  private func chainStart(_ frame: Int) -> Int {
    guard let chain else { return frame }
    let nodes = PlanBuilder.inOrder([chain]).filter { $0.timeline === chain.timeline }
    if nodes.contains(where: \.isStateful) { return 0 }
    return max(0, frame - Grid.ceil(nodes.map(\.back).max() ?? 0))
  }

  /// Works towards the first frame for `seconds` of this thread's time. Answers whether it is there.
  package func prepare(for seconds: Double) -> Bool {
    guard let aim = preparation else { return true }
    deadline = Self.processorTime() + seconds
    chainDeadline = deadline
    do throws(RenderInterrupted) {
      while true {
        let at = preparation?.reached ?? aim.frame
        let next = min(at + Self.step, aim.frame + Grid.block)
        try prepareSounds(at..<next)
        if let chain {
          chain.timeline.runLow = at
          try work(chain, at..<next)
        }
        if next > aim.frame { break }
        preparation?.reached = next
        if Self.processorTime() > deadline { throw RenderInterrupted() }
      }
    } catch {
      preparation?.isWaiting = error.need != nil
      report.await(error.need)
      return false
    }
    report.await(nil)
    begin()
    return true
  }

  /// Frames of the chain that are worked at once.
  private static let step = 16 * Grid.block

  private func prepareSounds(_ run: Range<Int>) throws(RenderInterrupted) {
    renderer.awaitsScores = true
    defer { renderer.awaitsScores = false }
    for playing in playing {
      let local = (run.lowerBound - playing.sound.start)..<(run.upperBound - playing.sound.start)
      let key = EndedSound.Key(version: playing.sound.version.id, start: playing.sound.start)
      if local.upperBound <= 0, playing.sound.start > 0 { continue }
      if let end = ended[key], run.lowerBound >= end { continue }
      playing.root.timeline.runLow = local.lowerBound
      try renderer.ensure(playing.root, local)
    }
  }

  private func work(_ chain: RenderNode, _ run: Range<Int>) throws(RenderInterrupted) {
    defer { meters.removeAll(keepingCapacity: true) }
    try chainRenderer.ensure(chain, run)
  }

  /// Whether it waits for what a score plays.
  package var isWaiting: Bool { preparation?.isWaiting ?? false }

  /// Part of the way there, from 0 to 1.
  package var preparedPart: Double {
    guard let aim = preparation else { return 1 }
    var (done, whole) = (0.0, 0.0)
    for node in nodes where node.isStateful {
      let goal = max(0, aim.frame - node.timeline.offset - node.start)
      whole += Double(goal)
      done += Double(min(goal, max(0, (node.stateFrame ?? node.start) - node.start)))
    }
    return whole > 0 ? done / whole : 0
  }

  /// From now on it continues what it is.
  private func begin() {
    preparation = nil
    builder.feed = feed
    builder.awaitsScores = false
    for line in timelines.values { line.isPreparing = false }
    for node in builder.nodes.values {
      // Only the pure world fills the cache, and what is yet to come is not pure for long.
      node.keeps = false
      guard node.isPlayed else { continue }
      startTrails(node)
    }
    noteHeld()
  }

  private func startTrails(_ node: RenderNode) {
    guard node.isStateful, let frame = node.stateFrame else { return }
    func start(_ node: RenderNode) {
      guard let state = node.state else { return }
      node.trail = StateTrail(size: node.stateByteCount)
      node.trail?.note(state, at: frame)
    }
    if case .loop(let plan) = node.work { plan.nodes.forEach(start) } else { start(node) }
  }
}
