import Signals

/// Whoever waits for an answer was asked to stop waiting.
package struct RenderInterrupted: Error, Sendable {
  /// What must be prepared first, where that is the reason.
  package let need: ScoreNeed?
  package init(need: ScoreNeed? = nil) { self.need = need }
}

/// Makes nodes answer for ranges.
///
/// Asking goes down on a stack of its own, run by run, so that a chain of any depth is answered, and so that what is
/// asked of one input may depend on what another answered. Confined to one thread.
final class Renderer {
  struct Task {
    // Plans outlive the answers that are made with them: nothing is retained on the way.
    let node: Unmanaged<RenderNode>
    let low: Int
    let high: Int
    /// The run in work; empty where the next is still to be chosen.
    var run: Range<Int> = 0..<0
    /// How many inputs of the run have been asked.
    var asked = 0
    /// Where the timeline's stretch begins once the run is rendered; nil where it stays.
    var runLow: Int?
  }

  var stack: [Task] = []
  let cache: SignalCache
  // Room that is used again by every run.
  var found: [KeptRun] = []
  var chosen: [Range<Int>] = []
  /// Blocks of one run.
  var runBlocks = 8
  /// Asked now and then; true ends the answer.
  var isInterrupted: () -> Bool = { false }
  private var steps = 0
  /// Told of a node whose state has come to its mark.
  var onMark: ((RenderNode) -> Void)?
  /// The notes of every score that is read.
  let voices: VoiceBank
  /// Where tracks whose samples are read once take their room.
  let pool = SamplePool()
  /// Whether events that are not prepared end the answer; else they are taken to be none.
  var awaitsScores = true
  /// Whether what could not be told of a score is taken for silence.
  var takesFailed = false
  /// Whether something was: what hangs on scores is no pure answer from then on, and nothing of it is kept.
  var hasTakenFailed = false
  var need: ScoreNeed?
  /// Why what another thread renders is not there.
  var failure: (any Error)?

  init(cache: SignalCache, voices: VoiceBank? = nil) {
    self.cache = cache
    self.voices = voices ?? VoiceBank(beside: cache)
  }

  /// Makes `node` hold `frames`.
  func ensure(_ node: RenderNode, _ frames: Range<Int>) throws(RenderInterrupted) {
    if frames.isEmpty || node.track.covers(frames) { return }
    try flushingDenormals { () throws(RenderInterrupted) in try answer(node, frames) }
  }

  private func answer(_ node: RenderNode, _ frames: Range<Int>) throws(RenderInterrupted) {
    stack.removeAll(keepingCapacity: true)
    push(node, frames)
    while !stack.isEmpty {
      steps &+= 1
      if steps & 0x3f == 0, isInterrupted() {
        abandon()
        throw RenderInterrupted()
      }
      advance()
      if let missing = need {
        need = nil
        abandon()
        throw RenderInterrupted(need: missing)
      }
      if failure != nil {
        abandon()
        throw RenderInterrupted()
      }
    }
  }

  func push(_ node: RenderNode, _ frames: Range<Int>) {
    stack.append(Task(node: .passUnretained(node), low: frames.lowerBound, high: frames.upperBound))
  }

  /// One step of the task on top: choose its next run, ask for one more input, or render.
  private func advance() {
    let place = stack.count - 1
    let task = stack[place]
    task.node._withUnsafeGuaranteedRef { advance($0, task, place) }
  }

  private func advance(_ node: RenderNode, _ task: Task, _ place: Int) {
    if task.run.isEmpty {
      if let low = task.runLow {
        node.timeline.runLow = low
        stack[place].runLow = nil
      }
      if node.track.covers(task.low..<task.high) {
        stack.removeLast()
      } else if let run = nextRun(node, task.low, task.high) {
        stack[place].run = run
        stack[place].asked = 0
        if !node.isPlayed { holdBack(node, run, place) }
        node.group?.gather(around: node, at: run.lowerBound)
      }
      return
    }
    if node.form == .period, case .period(let whole, let period) = node.work {
      copyPeriod(node, whole, period, task.run, place)
      return
    }
    if let sum = node.sum { return addUp(sum, node, task.run, task.asked, place) }
    if node.asksPlainly, !node.order.isEmpty {
      askPlainly(node, task.run, task.asked, place)
      return
    }
    if node.form == .score, case .score(let plan) = node.work, task.asked == 0, !begin(plan, task.run) {
      return
    }
    // What one input gives may have made another start over, further back: before the run is rendered all are there
    // together. Who asks by what others answered looks at each again.
    var asked = node.asksByAnswers ? 0 : task.asked
    while let (input, frames) = request(node, task.run, asked) {
      asked += 1
      guard let frames, !frames.isEmpty else { continue }
      input.track.wanted = frames.upperBound
      if input.track.covers(frames) { continue }
      stack[place].asked = asked
      ask(input, for: node, frames)
      return
    }
    if !node.asksByAnswers, task.asked > 0, isMissingInputs(node, task.run) {
      stack[place].asked = 0
      return
    }
    render(node, task.run)
    stack[place].run = 0..<0
  }

  /// While a node goes the way to a frame again, the stretch begins there for what it reads, too: each of several delays asks
  /// another part of that, and what one gave up for another would be rolled from its own beginning at every block.
  private func holdBack(_ node: RenderNode, _ run: Range<Int>, _ place: Int) {
    let low = Grid.floor(run.lowerBound) + node.back
    guard low < node.timeline.runLow, !node.timeline.isPreparing else { return }
    stack[place].runLow = node.timeline.runLow
    node.timeline.runLow = low
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
      } else if track.base < track.end {
        // What was given up is not rolled again in the middle of an edit: silence stands for it.
        if low < track.base { track.prependZero(from: Grid.floor(low)) }
        if track.covers(low..<high) { return nil }
        goal = max(goal, track.base)
      }
    }
    let isHeld = track.base < track.end && track.base <= goal && goal <= track.end
    var at = isHeld ? track.end : goal
    // Before it goes on in any way: what is silent or taken from the cache is never rendered, and would only grow.
    if isHeld { track.trim(before: keepFrom(node)) }
    if let silent = silence(node, from: at, high) {
      if !isHeld { track.reset(at: at) }
      node.lane?.gather(at..<silent, nil)
      track.extendWithZero(to: silent)
      return nil
    }
    if node.form == .period {
      if !isHeld { track.reset(at: at) }
      return at..<min(Grid.ceil(high), at + runBlocks * Grid.block)
    }
    if let lane = node.lane, at >= node.replayEnd, read(lane, node, at, high, isHeld) { return nil }
    // What is to go on needs the states of all that has memory, kept blocks or not.
    if node.keeps, at >= node.replayEnd, !(node.timeline.isPreparing && node.version.hasMemory),
      reuse(node, at, high, isHeld)
    {
      return nil
    }
    if node.isStateful {
      at = takeState(node, at)
    } else if !isHeld {
      track.reset(at: at)
    }
    return at..<end(of: node, from: at, max(at + 1, Grid.ceil(high)))
  }

  /// Where a node begins when it cannot go on: as far back as its readers reach.
  private func goal(_ node: RenderNode, _ low: Int) -> Int {
    // What one reads alone is read at no frame before.
    let reach = Grid.floor(node.isPassed ? low : min(low, node.timeline.runLow - node.back))
    return max(reach, node.periodEnd == nil ? node.since : 0)
  }

  private func end(of node: RenderNode, from at: Int, _ high: Int) -> Int {
    var end = min(high, at + runBlocks * Grid.block)
    if node.kernel.grain > Grid.block {
      // A grain is worked out once, whatever part of it is asked.
      end = Grid.grain(node.kernel.grain, holding: node.isReadingElsewhere ? at : end - 1).upperBound
    } else if node.isReadingElsewhere {
      // What a block reads is bounded by its kernel; what many read together is not.
      end = min(end, Grid.floor(at) + Grid.block)
    }
    if let limit = node.periodEnd { end = min(end, limit) }
    if node.replayEnd > at { end = min(end, node.replayEnd) }
    if node.mark > at { end = min(end, node.mark) }
    if node.isStateful {
      // A run ends at the checkpoint grid, so that the state there can be noted.
      let next = (at / Checkpoint.grid + 1) * Checkpoint.grid
      if at >= 0 { end = min(end, next) }
    }
    return end
  }

  /// How far a signal is known to be silent from `at` on, or nil.
  private func silence(_ node: RenderNode, from at: Int, _ high: Int) -> Int? {
    let limit = Grid.ceil(high)
    guard at < limit, node.periodEnd == nil, node.version.openLoops == 0 else { return nil }
    if node.form == .copy || node.form == .feed { return nil }
    if node.isStateful, !node.isPlayed || node.stateFrame == nil, at < node.start {
      return min(limit, node.start)
    }
    let range = node.version.shape.range
    if let upper = range.upper, at >= upper, !node.ringsOn { return limit }
    if let lower = range.lower, at + Grid.block <= lower, !(node.isPlayed && node.version.hasMemory) {
      return min(limit, Grid.floor(lower))
    }
    return nil
  }
}
