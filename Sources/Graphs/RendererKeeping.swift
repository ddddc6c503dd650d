import Signals

/// What a renderer takes from the cache, and what it leaves there.
extension Renderer {
  /// Takes what the cache holds from `at` on.
  func reuse(_ node: RenderNode, _ at: Int, _ high: Int, _ isHeld: Bool) -> Bool {
    var limit = min(Grid.ceil(high), at + runBlocks * Grid.block)
    if let periodEnd = node.periodEnd { limit = min(limit, periodEnd) }
    if node.isStateful, let end = node.timeline.askedEnd {
      limit = min(limit, way(node, at, to: max(Grid.ceil(end), limit)))
      if limit <= at { return false }
    }
    let count = (limit - at + Grid.block - 1) / Grid.block
    let first = at >> Grid.blockShift
    cache.find(node.version, &node.kept, from: first, count: count, into: &found)
    if found.isEmpty { return false }
    if isHeld { node.track.trim(before: keepFrom(node)) } else { node.track.reset(at: at) }
    var number = first
    for run in found {
      run.append(to: node.track, from: number, before: first + count)
      number = min(run.blocks.upperBound, first + count)
    }
    node.reusedBlocks += number - first
    found.removeAll(keepingCapacity: true)
    return true
  }

  /// How far a stateful node may take kept blocks, where all up to `end` will be asked of it; `at` where it is to go on by itself.
  ///
  /// Behind the last kept block it needs its state. Without a checkpoint there it would be rolled again from an earlier frame, and
  /// all that it reads with it, which others read at the present one: each hole would cost as much as the whole way to it. So blocks
  /// are taken to the last checkpoint before the hole, or not at all: then what is rendered comes from one pass from the
  /// beginning to the end, holes or not.
  private func way(_ node: RenderNode, _ at: Int, to end: Int) -> Int {
    if at < node.rollEnd { return at }
    if at < node.keptEnd { return node.keptEnd }
    let (hole, checkpoint) = cache.way(node.version, &node.kept, from: at, to: end)
    if hole >= end {
      node.keptEnd = end
    } else if let checkpoint {
      node.keptEnd = checkpoint
    } else {
      node.rollEnd = hole
      return at
    }
    return node.keptEnd
  }

  /// Takes what the disk holds from `at` on; true where that is something, or where events must be prepared first.
  func read(_ lane: SegmentLane, _ node: RenderNode, _ at: Int, _ high: Int, _ isHeld: Bool) -> Bool {
    // Blocks are whole on the disk.
    guard at & (Grid.block - 1) == 0 else { return false }
    if let missing = lane.look(for: at, high) {
      need = missing
      return true
    }
    let count = lane.count(from: at, to: min(Grid.ceil(high), at + runBlocks * Grid.block))
    if count == 0 { return false }
    if isHeld { node.track.trim(before: keepFrom(node)) } else { node.track.reset(at: at) }
    lane.copy(count, from: at, to: node.track)
    node.reusedBlocks += count
    return true
  }

  /// Brings a stateful node to a state at or before `at`; answers the frame to go on from.
  func takeState(_ node: RenderNode, _ at: Int) -> Int {
    let track = node.track
    if node.stateFrame == at {
      if track.end != at || track.base > at { track.reset(at: at) }
      return at
    }
    var best = node.stateFrame.flatMap { $0 <= at ? $0 : nil }
    if node.keeps, let checkpoint = cache.checkpoint(node.version, atOrBefore: at),
      checkpoint.frame > best ?? Int.min
    {
      restore(node, checkpoint)
      best = checkpoint.frame
    }
    if best == nil {
      node.putAtRest()
      best = node.start
    }
    let from = best ?? at
    node.stateFrame = from
    if let trail = node.trail, let state = node.state { trail.note(state, at: from) }
    // Frames that were kept are made again on the way to the state behind them.
    node.replayEnd = at
    if from >= track.base, from <= track.end, track.base < track.end {
      track.truncate(at: from)
    } else {
      track.reset(at: from)
    }
    return from
  }

  func restore(_ node: RenderNode, _ checkpoint: Checkpoint) {
    if case .loop(let plan) = node.work {
      plan.restore(checkpoint.bytes, at: checkpoint.frame)
    } else if let state = node.state {
      checkpoint.bytes.withUnsafeBytes {
        if let source = $0.baseAddress { state.copyMemory(from: source, byteCount: node.stateByteCount) }
      }
    }
  }

  /// Keeps the blocks of a run that the cache has room for.
  func keep(_ node: RenderNode, _ run: Range<Int>) {
    if hasTakenFailed, node.version.hasScore { return }
    let first = run.lowerBound >> Grid.blockShift
    let last = (run.upperBound - 1) >> Grid.blockShift
    cache.choose(node.version, &node.kept, first..<(last + 1), into: &chosen)
    if chosen.isEmpty { return }
    for blocks in chosen {
      let end = min(blocks.upperBound << Grid.blockShift, run.upperBound)
      found.append(KeptRun(copying: node.track, blocks, end: end))
    }
    cache.insert(found, of: node.version, &node.kept)
    found.removeAll(keepingCapacity: true)
  }

  /// Notes the state where a stateful node stands, so that it can go on from there another time.
  func noteCheckpoint(_ node: RenderNode) {
    if hasTakenFailed, node.version.hasScore { return }
    guard node.isStateful, let frame = node.stateFrame, frame > node.start, frame % Grid.block == 0 else {
      return
    }
    let bytes: [UInt8]
    if case .loop(let plan) = node.work {
      guard cache.takes(checkpointOf: plan.checkpointByteCount) else { return }
      bytes = plan.checkpoint(at: frame)
    } else if let state = node.state {
      bytes = Array(UnsafeRawBufferPointer(start: state, count: node.stateByteCount))
    } else {
      return
    }
    cache.insert(Checkpoint(frame: frame, bytes: bytes), of: node.version)
  }
}
