import Signals

/// Kernels at work: block by block into a node's track.
extension Renderer {
  func render(_ node: RenderNode, _ run: Range<Int>) {
    let track = node.track
    track.trim(before: keepFrom(node))
    track.extend(to: run.upperBound)
    switch node.work {
    case .loop(let plan): renderLoop(node, plan, run)
    case .score(let plan):
      plan.take(voices)
      plan.render(run, into: track)
    case .copy(let source):
      track.truncate(at: run.lowerBound)
      track.append(from: source.track, at: run.lowerBound, count: run.count)
      track.copyUniformity(from: source.track, run)
      blend(node, run)
    case .feed(let feed): feed.fill(track, run)
    default:
      var at = run.lowerBound
      let grain = node.kernel.grain
      while at < run.upperBound {
        let next = min(Grid.grain(grain, holding: at).upperBound, run.upperBound)
        renderPart(node, at..<next, isWhole: next % Grid.block == 0 || next == node.periodEnd)
        at = next
      }
    }
    let blocks = (run.count + Grid.block - 1) / Grid.block
    node.renderedBlocks += blocks
    if node.isStateful {
      node.stateFrame = run.upperBound
      if node.keeps, isWorthNoting(node, run.upperBound) { noteCheckpoint(node) }
    }
    if node.keeps { keep(node, run) }
  }

  private func isWorthNoting(_ node: RenderNode, _ frame: Int) -> Bool {
    frame % SignalCache.checkpointGrid == 0 || frame == node.mark
  }

  /// The first frame that is still wanted of a node on a pure timeline.
  func keepFrom(_ node: RenderNode) -> Int {
    if node.isPlayed || node.version.openLoops != 0 { return node.track.base }
    if let end = node.periodEnd, end * node.track.channels * 4 <= KeepingPolicy.wholePeriod { return 0 }
    let task = stack[stack.count - 1]
    return Grid.floor(min(task.low, node.timeline.runLow - node.back))
  }

  /// One block of a node with a kernel, or in a loop a part of one.
  func renderPart(_ node: RenderNode, _ frames: Range<Int>, isWhole: Bool) {
    var isUniform = true
    for index in node.order {
      bind(node, index, frames)
      if !node.planes[index].isUniform { isUniform = false }
    }
    let kernel = node.kernel
    if kernel.grain > Grid.block {
      renderGrain(node, frames)
    } else if isSilent(node, frames) {
      // Whether a block is uniform, and which zero it holds, must not depend on the run that it was rendered in.
      block(node, frames).fillWithZero()
    } else if isUniform, !node.inputs.isEmpty, kernel.isElementwise {
      let first = frames.lowerBound..<(frames.lowerBound + 1)
      kernel.render(block(node, first), node.state)
      let block = block(node, frames)
      for channel in 0..<node.track.channels {
        block.fill(channel, node.track.pointer(frames.lowerBound)[channel * node.track.stride])
      }
      block.markUniform()
    } else {
      kernel.render(block(node, frames), node.state)
    }
    if let state = node.state, isWhole {
      kernel.restoreFiniteState(state)
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

  func renderLoop(_ node: RenderNode, _ plan: LoopPlan, _ run: Range<Int>) {
    if !node.isPlayed {
      for inner in plan.nodes { inner.track.trim(before: run.lowerBound - Grid.ceil(inner.back)) }
    } else {
      // A loop that stood still while others went on may have been given up: silence stands for what it held.
      for inner in plan.nodes where inner.track.base > run.lowerBound - inner.back {
        inner.track.prependZero(from: run.lowerBound - Grid.ceil(inner.back))
      }
    }
    var at = run.lowerBound
    while at < run.upperBound {
      let blockEnd = Grid.floor(at) + Grid.block
      while at < blockEnd {
        let next = min(at + plan.step, blockEnd)
        for inner in plan.nodes {
          if case .copy(let source) = inner.work {
            inner.track.append(from: source.track, at: at, count: next - at)
            inner.track.restFinite(from: at)
            blend(inner, at..<next)
          } else {
            inner.track.extend(to: next)
            renderPart(inner, at..<next, isWhole: next == blockEnd)
            unsafe inner.track.flag(at).pointee = false
            blend(inner, at..<next)
          }
        }
        at = next
      }
    }
    node.track.truncate(at: run.lowerBound)
    node.track.append(from: plan.body.track, at: run.lowerBound, count: run.count)
  }

  private func blend(_ node: RenderNode, _ run: Range<Int>) {
    guard let blend = node.blend else { return }
    blend.mix(into: node.track, run)
    if run.lowerBound >= blend.end { node.blend = nil }
  }

  /// Points an input's planes at the frames that `part` needs of it.
  func bind(_ node: RenderNode, _ index: Int, _ part: Range<Int>) {
    guard case .node(let input) = node.inputs[index] else {
      node.planes[index].first = part.lowerBound
      node.planes[index].count = min(part.count, node.kernel.grain)
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
    let track = input.track
    precondition(
      track.covers(frames),
      "\(node.version.kind) reads \(frames) of \(input.version.kind), which holds \(track.frames)")
    node.planes[index] = InputPlanes(
      start: track.pointer(frames.lowerBound), stride: track.channels == 1 ? 0 : track.stride,
      first: frames.lowerBound, count: frames.count, isUniform: track.isUniform(frames))
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
        stack.append(Task(node: whole, low: wanted.lowerBound, high: wanted.upperBound))
        return
      }
      track.append(from: whole.track, at: phase, count: count)
    }
    stack[place].run = 0..<0
  }
}
