import Signals

/// How far a played world is on its way to its first frame.
struct PlayedPreparation {
  /// Its first frame.
  let frame: Int
  /// Where they begin together.
  var start = 0
  /// How far the sounds, and with them the mix and the master's chain, are worked together.
  var reached: Int
  /// Where the master's chain begins, behind what it reads of the mix before; the first frame where there is none.
  var chainStart: Int
  /// The first frame of the mix that lacks what a score plays.
  var mixCut: Int?
  /// Where each sound's way begins, and how far it is, in frames of the clock.
  var ways: [(start: Int, reached: Int)] = []
  /// Whether all sounds are where the chain begins, and go on together.
  var isInStep = false
  /// Whether states are noted block by block, for edits to go on from.
  var hasTrails = false
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
    world.preparation = PlayedPreparation(frame: frame, reached: frame, chainStart: frame)
    world.over = over
    world.costs = costs
    // What the sounds are made of is kept as any pure answer's; what a chain makes of a mix never is.
    world.builder.feed = nil
    world.builder.awaitsScores = true
    world.apply(snapshot ?? present, at: 0, fade: 0)
    let chainStart = world.beginChain(frame)
    world.preparation?.chainStart = chainStart
    // The chain looks back at a mix that the sounds pass once.
    world.preparation?.reached = chainStart - Grid.ceil(world.mixNode?.back ?? 0)
    world.preparation?.start = world.preparation?.reached ?? frame
    world.preparation?.ways = world.playing.map {
      let start = world.start($0, for: world.preparation?.reached ?? frame)
      return (start, start)
    }
    return world
  }

  /// What plays without what has ended by `frame`, as far as that was rendered; nil where nothing has.
  package func remaining(at frame: Int) -> PlaySnapshot? {
    guard !ended.isEmpty else { return nil }
    var snapshot = present
    snapshot.sounds.removeAll {
      ended[EndedSound.Key(version: $0.version.id, start: $0.start)].map { $0 <= frame } ?? false
    }
    return snapshot.sounds.count < present.sounds.count ? snapshot : nil
  }

  /// What another tempo makes of the sounds has other versions: they are told by their names and starts.
  package func remaining(of snapshot: PlaySnapshot, at frame: Int) -> PlaySnapshot {
    var rest = snapshot
    for sound in present.sounds
    where ended[EndedSound.Key(version: sound.version.id, start: sound.start)].map({ $0 <= frame }) ?? false {
      rest.sounds.removeAll { $0.name == sound.name && $0.start == sound.start }
    }
    return rest
  }

  /// Where a sound's way to `frame` begins: at the first of the states that are kept for it. From there on all goes in
  /// step, so that nothing is rendered for each of its readers anew.
  private func start(_ playing: Playing, for frame: Int) -> Int {
    let offset = playing.sound.start
    var start = frame
    for node in PlanBuilder.inOrder([playing.root])
    where node.isStateful && node.timeline === playing.root.timeline {
      let back = Grid.ceil(node.back)
      // The next time, and with each pass of a loop, it begins here.
      node.mark = frame - offset - back
      guard node.mark > node.start else { continue }
      let kept = renderer.cache.checkpoint(node.version, atOrBefore: node.mark)?.frame
      start = min(start, (kept ?? node.start) + back + offset)
    }
    return start
  }

  /// Works towards the first frame for `seconds` of this thread's time. Answers whether it is there.
  package func prepare(for seconds: Double) -> Bool {
    guard let aim = preparation else { return true }
    deadline = Self.processorTime() + seconds
    chainDeadline = deadline
    do throws(RenderInterrupted) {
      if !aim.isInStep {
        for number in playing.indices { try goOn(number, to: aim.reached) }
        preparation?.isInStep = true
      }
      let mix = mixNode
      while true {
        let at = preparation?.reached ?? aim.frame
        let isBefore = at < aim.chainStart
        // An edit may come at the first frame, which what is read ahead of has passed by then.
        if aim.frame - at <= Self.step { startAllTrails() }
        let next = min(at + Self.step, isBefore ? aim.chainStart : aim.frame + Grid.block)
        // Where the chain reads ahead the mix is there already: no sound is asked for what it has passed.
        let fresh = max(at, mix.map { $0.track.frames.isEmpty ? at : $0.track.end } ?? at)
        if fresh < next {
          for playing in playing { try prepare(playing, fresh..<next) }
        }
        if let chain {
          chain.timeline.runLow = max(at, aim.chainStart)
          if let mix { try work(mix, at..<next) }
          if !isBefore { try work(chain, at..<next) }
        }
        if next > aim.frame { break }
        preparation?.reached = next
        if Self.processorTime() > deadline { throw RenderInterrupted() }
      }
    } catch {
      if let cut = preparation?.mixCut {
        mixNode?.track.truncate(at: cut)
        preparation?.mixCut = nil
      }
      preparation?.isWaiting = error.need != nil
      report.await(error.need)
      return false
    }
    report.await(nil)
    begin()
    return true
  }

  /// Frames that are worked at once.
  private static let step = 16 * Grid.block

  /// Brings a sound to `frame`.
  private func goOn(_ number: Int, to frame: Int) throws(RenderInterrupted) {
    while let at = preparation?.ways[number].reached, at < frame {
      let next = min(at + Self.step, frame)
      try prepare(playing[number], at..<next)
      preparation?.ways[number].reached = next
      if Self.processorTime() > deadline { throw RenderInterrupted() }
    }
  }

  private func prepare(_ playing: Playing, _ run: Range<Int>) throws(RenderInterrupted) {
    let local = (run.lowerBound - playing.sound.start)..<(run.upperBound - playing.sound.start)
    if local.upperBound <= 0, playing.sound.start > 0 { return }
    renderer.awaitsScores = true
    defer { renderer.awaitsScores = false }
    playing.root.timeline.runLow = local.lowerBound
    try renderer.ensure(playing.root, local)
  }

  private func work(_ node: RenderNode, _ run: Range<Int>) throws(RenderInterrupted) {
    defer { meters.removeAll(keepingCapacity: true) }
    try chainRenderer.ensure(node, run)
  }

  /// Whether it waits for what a score plays.
  package var isWaiting: Bool { preparation?.isWaiting ?? false }

  /// Part of the way there, from 0 to 1.
  package var preparedPart: Double {
    guard let aim = preparation else { return 1 }
    var whole = 0
    var done = 0
    for way in aim.ways {
      whole += aim.frame - way.start
      done += (aim.isInStep ? aim.reached : way.reached) - way.start
    }
    if aim.ways.isEmpty, chain != nil {
      whole = aim.frame - aim.start
      done = aim.reached - aim.start
    }
    return whole > 0 ? Double(done) / Double(whole) : 0
  }

  /// From now on it continues what it is.
  private func begin() {
    preparation = nil
    chainStates = nil
    chainRenderer.onMark = nil
    builder.feed = feed
    builder.awaitsScores = false
    for line in timelines.values { line.isPreparing = false }
    for node in builder.nodes.values {
      // Only the pure world fills the cache, and what is yet to come is not pure for long.
      node.keeps = false
    }
    noteHeld()
  }

  private func startAllTrails() {
    guard preparation?.hasTrails == false else { return }
    preparation?.hasTrails = true
    for node in builder.nodes.values where node.timeline.isPlayed { startTrails(node) }
  }

  private func startTrails(_ node: RenderNode) {
    guard node.isStateful else { return }
    let frame = node.stateFrame
    func start(_ node: RenderNode) {
      guard let state = node.state else { return }
      node.trail = StateTrail(size: node.stateByteCount)
      if let frame { node.trail?.note(state, at: frame) }
    }
    if case .loop(let plan) = node.work { plan.nodes.forEach(start) } else { start(node) }
  }
}
