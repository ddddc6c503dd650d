import CProcessor
import Signals

/// Whoever waits for an answer was asked to stop waiting.
package struct RenderInterrupted: Error, Sendable {
  package init() {}
}

/// Makes nodes answer for ranges.
///
/// Asking goes down on a stack of its own, run by run, so that a chain of any depth is answered, and so that what is
/// asked of one input may depend on what another answered. Confined to one thread.
final class Renderer {
  private struct Task {
    // Plans outlive the answers that are made with them.
    unowned(unsafe) let node: RenderNode
    let low: Int
    let high: Int
    /// The run in work; empty where the next is still to be chosen.
    var run: Range<Int> = 0..<0
    /// How many inputs of the run have been asked.
    var asked = 0
  }

  private var stack: [Task] = []
  private let cache: SignalCache
  private var found: [KeptBlock] = []
  /// Blocks of one run.
  var runBlocks = 8
  /// Asked now and then; true ends the answer.
  var isInterrupted: () -> Bool = { false }
  private var steps = 0

  init(cache: SignalCache) { self.cache = cache }

  /// Makes `node` hold `frames`.
  func ensure(_ node: RenderNode, _ frames: Range<Int>) throws(RenderInterrupted) {
    if frames.isEmpty || node.track.covers(frames) { return }
    let word = processor_flush_denormals()
    defer { processor_restore(word) }
    stack.removeAll(keepingCapacity: true)
    stack.append(Task(node: node, low: frames.lowerBound, high: frames.upperBound))
    while !stack.isEmpty {
      steps &+= 1
      if steps & 0x3ff == 0, isInterrupted() { throw RenderInterrupted() }
      advance()
    }
  }

  /// One step of the task on top: choose its next run, ask for one more input, or render.
  private func advance() {
    let place = stack.count - 1
    let task = stack[place]
    let node = task.node
    if task.run.isEmpty {
      if node.track.covers(task.low..<task.high) {
        stack.removeLast()
      } else if let run = nextRun(node, task.low, task.high) {
        stack[place].run = run
        stack[place].asked = 0
      }
      return
    }
    if case .period(let whole, let period) = node.work {
      copyPeriod(node, whole, period, task.run, place)
      return
    }
    var asked = task.asked
    while let (input, frames) = request(node, task.run, asked) {
      asked += 1
      guard let frames, !frames.isEmpty, !input.track.covers(frames) else { continue }
      stack[place].asked = asked
      if input.timeline !== node.timeline { input.timeline.runLow = Grid.floor(frames.lowerBound) }
      stack.append(Task(node: input, low: frames.lowerBound, high: frames.upperBound))
      return
    }
    render(node, task.run)
    stack[place].run = 0..<0
  }

  // MARK: Choosing

  /// The next frames to render so that `node` comes to hold [low, high); nil where it went on without rendering.
  private func nextRun(_ node: RenderNode, _ low: Int, _ high: Int) -> Range<Int>? {
    let track = node.track
    var goal = goal(node, low)
    if node.isPlayed {
      if track.base == track.end, low < goal {
        // What was not there before an edit was silent before it.
        track.reset(at: Grid.floor(low))
        track.extendWithZero(to: goal)
      } else if track.base < track.end, goal < track.base {
        // What was given up is not rolled again in the middle of an edit: silence stands for it.
        if low < track.base { track.prependZero(from: Grid.floor(low)) }
        goal = track.base
      }
    }
    let isHeld = track.base < track.end && track.base <= goal && goal <= track.end
    var at = isHeld ? track.end : goal
    if !node.isPlayed && track.end > goal && isHeld { track.trim(before: goal) }
    if let silent = silence(node, from: at, high) {
      if !isHeld { track.reset(at: at) }
      track.extendWithZero(to: silent)
      return nil
    }
    if case .period = node.work {
      if !isHeld { track.reset(at: at) }
      return at..<min(Grid.ceil(high), at + runBlocks * Grid.block)
    }
    if node.keeps, at >= node.replayEnd, reuse(node, at, high, isHeld) { return nil }
    if node.isStateful {
      at = takeState(node, at)
    } else if !isHeld {
      track.reset(at: at)
    }
    return at..<end(of: node, from: at, max(at + 1, Grid.ceil(high)))
  }

  /// Where a node begins when it cannot go on: as far back as its readers reach.
  private func goal(_ node: RenderNode, _ low: Int) -> Int {
    let reach = Grid.floor(min(low, node.timeline.runLow - node.back))
    return max(reach, node.periodEnd == nil ? node.since : 0)
  }

  private func end(of node: RenderNode, from at: Int, _ high: Int) -> Int {
    var end = min(high, at + runBlocks * Grid.block)
    if let limit = node.periodEnd { end = min(end, limit) }
    if node.replayEnd > at { end = min(end, node.replayEnd) }
    if node.isStateful {
      // A run ends at the checkpoint grid, so that the state there can be noted.
      let next = (at / SignalCache.checkpointGrid + 1) * SignalCache.checkpointGrid
      if at >= 0 { end = min(end, next) }
    }
    return end
  }

  /// How far a signal is known to be silent from `at` on, or nil.
  private func silence(_ node: RenderNode, from at: Int, _ high: Int) -> Int? {
    let limit = Grid.ceil(high)
    guard at < limit, node.periodEnd == nil, node.version.openLoops == 0 else { return nil }
    if case .copy = node.work { return nil }
    if node.isStateful, !node.isPlayed || node.stateFrame == nil, at < node.start {
      return min(limit, node.start)
    }
    let range = node.version.shape.range
    if let upper = range.upper, at >= upper { return limit }
    if let lower = range.lower, at + Grid.block <= lower, !(node.isPlayed && node.version.hasMemory) {
      return min(limit, Grid.floor(lower))
    }
    return nil
  }

  /// Takes what the cache holds from `at` on.
  private func reuse(_ node: RenderNode, _ at: Int, _ high: Int, _ isHeld: Bool) -> Bool {
    var limit = min(Grid.ceil(high), at + runBlocks * Grid.block)
    if let periodEnd = node.periodEnd { limit = min(limit, periodEnd) }
    let count = (limit - at + Grid.block - 1) / Grid.block
    cache.find(node.version, from: at >> Grid.blockShift, count: count, into: &found)
    if found.isEmpty { return false }
    if !isHeld { node.track.reset(at: at) }
    for block in found { block.append(to: node.track) }
    node.reusedBlocks += found.count
    found.removeAll(keepingCapacity: true)
    return true
  }

  /// Brings a stateful node to a state at or before `at`; answers the frame to go on from.
  private func takeState(_ node: RenderNode, _ at: Int) -> Int {
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

  private func restore(_ node: RenderNode, _ checkpoint: Checkpoint) {
    if case .loop(let plan) = node.work {
      plan.restore(checkpoint.bytes, at: checkpoint.frame)
    } else if let state = node.state {
      checkpoint.bytes.withUnsafeBytes {
        if let source = $0.baseAddress { state.copyMemory(from: source, byteCount: node.stateByteCount) }
      }
    }
  }

  // MARK: Asking

  /// The `number`th input to ask for a run, and its frames, nil for none; nil behind the last.
  private func request(_ node: RenderNode, _ run: Range<Int>, _ number: Int) -> (RenderNode, Range<Int>?)? {
    switch node.work {
    case .kernel:
      guard number < node.order.count else { return nil }
      let index = node.order[number]
      guard case .node(let input) = node.inputs[index] else { return (node, nil) }
      if node.asksPlainly { return (input, run) }
      for earlier in node.order[..<number] { bind(node, earlier, run) }
      let frames = node.reads(index, block(node, run))
      if frames == nil { node.planes[index].isPresent = false }
      return (input, frames)
    case .loop(let plan):
      guard number < plan.externals.count else { return nil }
      let external = plan.externals[number]
      return (external.node, (run.lowerBound - external.reach)..<run.upperBound)
    case .copy(let source):
      return number == 0 ? (source, run) : nil
    case .period:
      return nil
    }
  }

  // MARK: Rendering

  private func render(_ node: RenderNode, _ run: Range<Int>) {
    let track = node.track
    track.trim(before: keepFrom(node))
    track.extend(to: run.upperBound)
    switch node.work {
    case .loop(let plan): renderLoop(node, plan, run)
    case .copy(let source):
      track.truncate(at: run.lowerBound)
      track.append(from: source.track, at: run.lowerBound, count: run.count)
    default:
      var at = run.lowerBound
      while at < run.upperBound {
        let next = min(Grid.floor(at) + Grid.block, run.upperBound)
        renderPart(node, at..<next, isWhole: next % Grid.block == 0 || next == node.periodEnd)
        at = next
      }
    }
    let blocks = (run.count + Grid.block - 1) / Grid.block
    node.renderedBlocks += blocks
    if node.isStateful {
      node.stateFrame = run.upperBound
      if node.keeps, run.upperBound % SignalCache.checkpointGrid == 0 { noteCheckpoint(node) }
    }
    if node.keeps { keep(node, run) }
  }

  /// The first frame that is still wanted of a node on a pure timeline.
  private func keepFrom(_ node: RenderNode) -> Int {
    if node.isPlayed || node.version.openLoops != 0 { return node.track.base }
    if let end = node.periodEnd, end * node.track.channels * 4 <= KeepingPolicy.wholePeriod { return 0 }
    let task = stack[stack.count - 1]
    return Grid.floor(min(task.low, node.timeline.runLow - node.back))
  }

  /// One block of a node with a kernel, or in a loop a part of one.
  private func renderPart(_ node: RenderNode, _ frames: Range<Int>, isWhole: Bool) {
    var isUniform = true
    for index in node.order {
      bind(node, index, frames)
      if !node.planes[index].isUniform { isUniform = false }
    }
    let kernel = node.kernel
    if isSilent(node, frames) {
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

  /// Whether a block lies wholly outside of its signal's range.
  private func isSilent(_ node: RenderNode, _ frames: Range<Int>) -> Bool {
    guard !node.isStateful, node.periodEnd == nil, node.version.openLoops == 0 else { return false }
    let range = node.version.shape.range
    if let upper = range.upper, Grid.floor(frames.lowerBound) >= upper { return true }
    if let lower = range.lower, Grid.floor(frames.lowerBound) + Grid.block <= lower { return true }
    return false
  }

  private func renderLoop(_ node: RenderNode, _ plan: LoopPlan, _ run: Range<Int>) {
    if !node.isPlayed {
      for inner in plan.nodes { inner.track.trim(before: run.lowerBound - Grid.ceil(inner.back)) }
    }
    var at = run.lowerBound
    while at < run.upperBound {
      let blockEnd = Grid.floor(at) + Grid.block
      while at < blockEnd {
        let next = min(at + plan.step, blockEnd)
        for inner in plan.nodes {
          if case .copy(let source) = inner.work {
            inner.track.append(from: source.track, at: at, count: next - at)
          } else {
            inner.track.extend(to: next)
            renderPart(inner, at..<next, isWhole: next == blockEnd)
            unsafe inner.track.flag(at).pointee = false
          }
        }
        at = next
      }
    }
    node.track.truncate(at: run.lowerBound)
    node.track.append(from: plan.body.track, at: run.lowerBound, count: run.count)
  }

  /// Points an input's planes at the frames that `part` needs of it.
  private func bind(_ node: RenderNode, _ index: Int, _ part: Range<Int>) {
    guard case .node(let input) = node.inputs[index] else {
      node.planes[index].first = part.lowerBound
      node.planes[index].count = min(part.count, Grid.block)
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

  private func block(_ node: RenderNode, _ frames: Range<Int>) -> RenderBlock {
    let track = node.track
    let isHeld = track.covers(frames)
    return RenderBlock(
      frames: frames, channels: track.channels,
      out: isHeld ? track.pointer(frames.lowerBound) : track.pointer(track.base),
      stride: track.stride, inputs: node.planes,
      uniformOut: track.flag(isHeld ? frames.lowerBound : track.base))
  }

  private func copyPeriod(
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

  // MARK: Keeping

  private func keep(_ node: RenderNode, _ run: Range<Int>) {
    var at = run.lowerBound
    while at < run.upperBound {
      let count = min(Grid.block, run.upperBound - at)
      cache.insert(
        KeptBlock(copying: node.track, at: at, count: count), at >> Grid.blockShift, of: node.version)
      at += count
    }
  }

  /// Notes the state where a stateful node stands, so that it can go on from there another time.
  func noteCheckpoint(_ node: RenderNode) {
    guard node.isStateful, let frame = node.stateFrame, frame > node.start, frame % Grid.block == 0 else {
      return
    }
    let bytes: [UInt8]
    if case .loop(let plan) = node.work {
      bytes = plan.checkpoint(at: frame)
    } else if let state = node.state {
      bytes = Array(UnsafeRawBufferPointer(start: state, count: node.stateByteCount))
    } else {
      return
    }
    cache.insert(Checkpoint(frame: frame, bytes: bytes), of: node.version)
  }
}
