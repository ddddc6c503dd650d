import Signals

/// One pure question: a version's samples over a range, run by run.
package final class PureAnswer {
  /// Samples as they come: planes of one run, valid until the next.
  package struct Run {
    package let frames: Range<Int>
    let track: Track

    package var channels: Int { track.channels }
    /// The samples of a channel.
    package func plane(_ channel: Int) -> UnsafeBufferPointer<Float> {
      UnsafeBufferPointer(
        start: track.pointer(frames.lowerBound) + channel * track.stride, count: frames.count)
    }

    func copy(to room: Ahead.Room, at place: Int) {
      for channel in 0..<channels {
        let plane = track.pointer(frames.lowerBound) + channel * track.stride
        unsafe (room.samples + channel * Ahead.Room.stride + place).update(from: plane, count: frames.count)
      }
      let blocks = (frames.count + Grid.block - 1) / Grid.block
      unsafe (room.flags + place / Grid.block).update(from: track.flag(frames.lowerBound), count: blocks)
    }
  }

  private let root: RenderNode
  private let nodes: [RenderNode]
  private let renderer: Renderer
  private let timeline: Timeline
  private let log: EventLog
  /// Why it is not answered.
  private let refusal: SignalError?
  private let cache: SignalCache
  /// Bytes of the past that it holds, counted in the cache's budget.
  private let past: Int
  /// What other threads render of it.
  private let before: Ahead?

  /// - Parameter shared: where given, nothing will be asked again but these versions, so nothing else is kept that is
  ///   read at its own time.
  package convenience init(
    _ version: SignalVersion, shared: Set<UInt64>? = nil, cache: SignalCache, log: EventLog
  ) {
    self.init(version, feed: nil, shared: shared, cache: cache, log: log)
  }

  /// What goes to the disk and comes from there.
  struct Segments {
    let keeper: SegmentKeeper
    /// Versions.
    let chosen: Set<UInt64>
    /// The frame behind the last that is expected to be asked: nothing is prepared for later ones.
    let end: Int
  }

  /// - Parameters:
  ///   - feed: where the mix inside a master's chain comes from.
  ///   - segments: for a question that is asked from an earlier frame to a later one.
  ///   - share: what of a sum is rendered here, where several threads render it.
  init(
    _ version: SignalVersion, feed: MixFeed?, shared: Set<UInt64>?, segments: Segments? = nil,
    share: SumShares.Share? = nil, cache: SignalCache, log: EventLog
  ) {
    self.log = log
    self.cache = cache
    renderer = Renderer(cache: cache)
    timeline = Timeline(isPlayed: false, reading: shared == nil ? .all : .nothing)
    let builder = PlanBuilder()
    builder.shared = shared ?? []
    if shared != nil { builder.again = ReadAgain.versions(below: version) }
    builder.feed = feed
    builder.share = share
    before = share?.before
    do {
      root = try builder.node(for: version, along: timeline)
    } catch {
      // A version that was made has been planned once, so its plan can be built.
      preconditionFailure(error.message)
    }
    nodes = PlanBuilder.inOrder([root])
    PlanBuilder.measureBack(nodes)
    if let segments {
      for node in nodes
      where node.timeline === timeline && segments.chosen.contains(node.version.id) && node.canBeKeptWhole {
        node.lane = SegmentLane(segments.keeper, node.version, end: segments.end)
      }
    }
    NodeGroup.form(among: nodes)
    PlanBuilder.passRoom(nodes, from: renderer.pool)
    do throws(SignalError) {
      past = try PlanBuilder.checkMemory(nodes)
      refusal = nil
    } catch { (past, refusal) = (0, error) }
    if past > 0 { cache.borrow(past) }
    let held = nodes.count { !$0.isPassed }
    renderer.runBlocks = max(
      KeepingPolicy.leastRun,
      min(KeepingPolicy.longestRun, KeepingPolicy.runBytes / (max(1, held) * Grid.block * 4)))
  }

  deinit { if past > 0 { cache.borrow(-past) } }

  /// How many signals render side by side with others.
  package var groupedCount: Int { nodes.count { $0.group != nil } }

  /// How many loops run sample by sample as one list.
  package var flatLoopCount: Int {
    nodes.count { if case .loop(let plan) = $0.work { plan.flat != nil } else { false } }
  }

  /// Prepares what a score plays, so that the answer can go on.
  package var onNeed: (ScoreNeed) throws -> Void = { _ in
    throw SignalError("what a pattern plays is not prepared")
  }

  package var isInterrupted: () -> Bool {
    get { renderer.isInterrupted }
    set { renderer.isInterrupted = newValue }
  }

  /// Renders `frames` in order and shows each run to `body`.
  package func forEachRun(
    of frames: Range<Int>, progress: (Int, Int) -> Void = { _, _ in }, _ body: (Run) throws -> Void
  ) throws {
    defer { finish() }
    expect(to: frames.upperBound)
    try forEachRun(ofPiece: frames, progress: progress, body)
  }

  /// Tells beforehand how far the question goes, where it is asked in parts.
  func expect(to end: Int) { timeline.askedEnd = end }

  /// The same for a part of a question, which `finish` ends.
  func forEachRun(
    ofPiece frames: Range<Int>, progress: (Int, Int) -> Void = { _, _ in }, _ body: (Run) throws -> Void
  ) throws {
    if let refusal { throw refusal }
    before?.begin(at: Grid.floor(frames.lowerBound))
    var at = frames.lowerBound
    while at < frames.upperBound {
      let next = min(Grid.floor(at) + renderer.runBlocks * Grid.block, frames.upperBound)
      timeline.runLow = Grid.floor(at)
      try ensure(at..<next)
      try body(Run(frames: at..<next, track: root.track))
      progress(next - frames.lowerBound, frames.count)
      at = next
    }
  }

  /// Comes to a frame, so that what has memory stands there.
  func roll(to frame: Int) throws {
    if let refusal { throw refusal }
    before?.begin(at: Grid.floor(frame))
    timeline.runLow = Grid.floor(frame)
    try ensure(frame..<frame + 1)
  }

  private func ensure(_ frames: Range<Int>) throws {
    while true {
      do throws(RenderInterrupted) { return try renderer.ensure(root, frames) } catch {
        if let failure = renderer.failure {
          renderer.failure = nil
          throw failure
        }
        guard let need = error.need else { throw error }
        try onNeed(need)
        guard need.events.missing(in: need.frames) == nil else {
          throw SignalError("what a pattern plays could not be prepared")
        }
      }
    }
  }

  /// Notes what was rendered and where recursions stand, so that the next question can go on from there.
  func finish() {
    var rendered: [UInt64: Int] = [:]
    func note(_ node: RenderNode) {
      if node.renderedBlocks > 0 { rendered[node.version.id, default: 0] += node.renderedBlocks }
      node.note(in: log)
      if node.keeps, node.stateFrame == node.track.end { renderer.noteCheckpoint(node) }
    }
    nodes.forEach(note)
    renderer.voices.forEach(note)
    log.note(newest: rendered)
  }
}
