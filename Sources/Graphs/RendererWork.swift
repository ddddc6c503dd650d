import Signals

/// Kernels at work: block by block into a node's track.
extension Renderer {
  func render(_ node: RenderNode, _ run: Range<Int>) {
    if let group = node.group, group.goes { return render(group, run) }
    begin(node, run)
    if node.form == .kernel {
      renderKernel(node, run)
      return end(node, run)
    }
    switch node.work {
    case .loop(let plan): renderLoop(node, plan, run)
    case .score(let plan):
      plan.take(voices)
      plan.render(run, into: node.track)
    case .copy(let source):
      node.track.truncate(at: run.lowerBound)
      node.track.append(from: source.track, at: run.lowerBound, count: run.count)
      node.track.copyUniformity(from: source.track, run)
      blend(node, run)
    case .feed(let feed): feed.fill(node.track, run)
    default: renderKernel(node, run)
    }
    end(node, run)
  }

  func begin(_ node: RenderNode, _ run: Range<Int>) {
    node.track.trim(before: keepFrom(node))
    node.track.extend(to: run.upperBound)
  }

  func end(_ node: RenderNode, _ run: Range<Int>) {
    let blocks = (run.count + Grid.block - 1) / Grid.block
    node.renderedBlocks += blocks
    if node.isStateful {
      node.stateFrame = run.upperBound
      if node.keeps, isWorthNoting(node, run.upperBound) { noteCheckpoint(node) }
      if run.upperBound == node.mark { onMark?(node) }
    }
    // What is rolled through once on the way to a frame is not read again: its states are kept.
    if node.keeps, !node.timeline.isPreparing { keep(node, run) }
    if let lane = node.lane, !(hasTakenFailed && node.version.hasScore) { lane.gather(run, node.track) }
    for track in node.tracks {
      track?._withUnsafeGuaranteedRef { if $0.pool != nil { $0.giveUp(before: run.upperBound) } }
    }
  }

  private func isWorthNoting(_ node: RenderNode, _ frame: Int) -> Bool {
    frame % Checkpoint.grid == 0 || frame == node.mark
  }

  /// The first frame that is still wanted of a node on a pure timeline.
  func keepFrom(_ node: RenderNode) -> Int {
    if node.isPlayed || node.version.openLoops != 0 { return node.track.base }
    if let end = node.periodEnd, end * node.track.channels * 4 <= KeepingPolicy.wholePeriod { return 0 }
    let low = stack[stack.count - 1].low
    return Grid.floor(node.isPassed ? low : min(low, node.timeline.runLow - node.back))
  }

  /// A run of a node with a kernel, for which its track has room: in stretches where that can be, else by blocks.
  func renderKernel(_ node: RenderNode, _ run: Range<Int>) {
    var at = run.lowerBound
    while at < run.upperBound {
      var next = stretch(node, from: at, to: run.upperBound, least: 2 * Grid.block)
      if next > at {
        renderStretch(node, at..<next)
      } else {
        next = min(Grid.grain(node.grain, holding: at).upperBound, run.upperBound)
        renderPart(node, at..<next, isWhole: next & (Grid.block - 1) == 0 || next == node.periodEnd)
      }
      at = next
    }
  }

  /// The end of the stretch from `at` on, at most to `limit`, that the kernel can render in one call; `at` where that is
  /// less than `least` frames.
  func stretch(_ node: RenderNode, from at: Int, to limit: Int, least: Int) -> Int {
    var end = Grid.floor(limit)
    let least = at + least
    guard node.takesStretches, end >= least, at == Grid.floor(at), node.trail == nil,
      !isSilent(node, at..<at + Grid.block), !isSilent(node, end - Grid.block..<end)
    else { return at }
    var isUniform = !node.order.isEmpty
    for index in node.order {
      bind(node, index, at..<end)
      guard let input = node.tracks[index] else { continue }
      let planes = node.planes[index]
      guard planes.isPresent else { return at }
      if planes.isUniform, node.bounds != nil { continue }
      isUniform = false
      let room = input._withUnsafeGuaranteedRef {
        $0.framesBeforeUniform(planes.first..<planes.first + planes.count)
      }
      end = min(end, at + Grid.floor(room))
      if end < least { return at }
    }
    // What is uniform altogether is so block by block.
    return isUniform && node.bounds != nil ? at : end
  }

  private func renderStretch(_ node: RenderNode, _ frames: Range<Int>) {
    for index in node.order { bind(node, index, frames) }
    node.kernel.render(block(node, frames), node.state)
    if let state = node.state { node.kernel.restoreFiniteState(state) }
  }

  /// One block of a node with a kernel, or in a loop a part of one.
  func renderPart(_ node: RenderNode, _ frames: Range<Int>, isWhole: Bool) {
    var isUniform = true
    for index in node.order {
      bind(node, index, frames)
      if !node.planes[index].isUniform { isUniform = false }
    }
    if node.grain > Grid.block {
      renderGrain(node, frames)
    } else if isSilent(node, frames) {
      // Whether a block is uniform, and which zero it holds, must not depend on the run that it was rendered in.
      block(node, frames).fillWithZero()
    } else if isUniform, !node.order.isEmpty, node.isElementwise {
      let first = frames.lowerBound..<(frames.lowerBound + 1)
      node.kernel.render(block(node, first), node.state)
      let block = block(node, frames)
      for channel in 0..<node.track.channels {
        block.fill(channel, node.track.pointer(frames.lowerBound)[channel * node.track.stride])
      }
      block.markUniform()
    } else {
      node.kernel.render(block(node, frames), node.state)
    }
    if isWhole, let state = node.state {
      node.kernel.restoreFiniteState(state)
      node.trail?.note(state, at: frames.upperBound)
    }
    if frames.lowerBound % Grid.block != 0 || (!isWhole) {
      unsafe node.track.flag(frames.lowerBound).pointee = false
    }
  }

  /// A part of a grain: what lies outside of the signal's range is silent, whatever the arithmetic leaves there.
  private func renderGrain(_ node: RenderNode, _ frames: Range<Int>) {
    let track = node.track
    node.kernel.render(block(node, frames), node.state)
    track.forgetUniformity(from: frames.lowerBound)
    let range = node.version.shape.range
    if range.contains(frames.lowerBound), range.contains(frames.upperBound - 1) { return }
    for at in frames where !range.contains(at) {
      for channel in 0..<track.channels { unsafe track.pointer(at)[channel * track.stride] = 0 }
    }
    // A block that lies wholly outside is uniform, as it is where it is not rendered at all.
    var at = Grid.ceil(frames.lowerBound)
    while at + Grid.block <= frames.upperBound {
      if isSilent(node, at..<at + Grid.block) { unsafe track.flag(at).pointee = true }
      at += Grid.block
    }
  }

  /// Whether a block lies wholly outside of its signal's range.
  func isSilent(_ node: RenderNode, _ frames: Range<Int>) -> Bool {
    guard !node.isStateful, node.periodEnd == nil, node.version.openLoops == 0 else { return false }
    let range = node.version.shape.range
    if node.ringsOn { return false }
    if let upper = range.upper, Grid.floor(frames.lowerBound) >= upper { return true }
    if let lower = range.lower, Grid.floor(frames.lowerBound) + Grid.block <= lower { return true }
    return false
  }

  func blend(_ node: RenderNode, _ run: Range<Int>) {
    guard let blend = node.blend else { return }
    blend.mix(into: node.track, run)
    if run.lowerBound >= blend.end { node.blend = nil }
  }

  /// Points an input's planes at the frames that `part` needs of it.
  func bind(_ node: RenderNode, _ index: Int, _ part: Range<Int>) {
    guard let input = node.tracks[index] else {
      node.planes[index].first = part.lowerBound
      node.planes[index].count = min(part.count, node.grain)
      return
    }
    if node.leavesOut(index, part) {
      node.planes[index] = InputPlanes(
        start: Silence.plane, stride: 0, first: part.lowerBound, count: part.count, isUniform: true)
      return
    }
    var frames = part
    if !node.asksPlainly {
      guard let wanted = node.reads(index, block(node, part)), !wanted.isEmpty else {
        node.planes[index].isPresent = false
        node.planes[index].isUniform = false
        return
      }
      frames = wanted
    }
    input._withUnsafeGuaranteedRef { track in
      precondition(
        track.covers(frames),
        "\(node.version.kind) reads \(frames) of its input \(index), which holds \(track.frames)")
      node.planes[index] = InputPlanes(
        start: track.pointer(frames.lowerBound), stride: track.channels == 1 ? 0 : track.stride,
        first: frames.lowerBound, count: frames.count, isUniform: track.isUniform(frames))
    }
  }

  /// A block that is read and not written: its inputs are bound, and its track need not hold it.
  func blockOfInputs(_ node: RenderNode, _ frames: Range<Int>) -> RenderBlock {
    let track = node.track
    return RenderBlock(
      frames: frames, channels: track.channels, out: track.pointer(track.base), stride: track.stride,
      inputs: node.planes, uniformOut: track.flag(track.base))
  }

  func block(_ node: RenderNode, _ frames: Range<Int>) -> RenderBlock {
    let track = node.track
    let isHeld = track.covers(frames)
    return RenderBlock(
      frames: frames, channels: track.channels,
      out: isHeld ? track.pointer(frames.lowerBound) : track.pointer(track.base),
      stride: track.stride, inputs: node.planes,
      uniformOut: track.flag(isHeld ? frames.lowerBound : track.base))
  }

  func copyPeriod(
    _ node: RenderNode, _ whole: RenderNode, _ period: Int, _ run: Range<Int>, _ place: Int
  ) {
    let track = node.track
    if !node.isPlayed {
      track.trim(before: Grid.floor(min(stack[place].low, node.timeline.runLow - node.back)))
    }
    while track.end < run.upperBound {
      let phase = ((track.end % period) + period) % period
      let count = min(period - phase, run.upperBound - track.end)
      let wanted = period <= 2048 ? 0..<period : phase..<(phase + count)
      if !whole.track.covers(wanted) {
        whole.timeline.runLow = Grid.floor(wanted.lowerBound)
        push(whole, wanted)
        return
      }
      track.append(from: whole.track, at: phase, count: count)
    }
    stack[place].run = 0..<0
  }
}
