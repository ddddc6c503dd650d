import Signals

/// What a run needs of a node's inputs, asked for until all of it is there.
extension Renderer {
  func ask(_ input: RenderNode, for node: RenderNode, _ frames: Range<Int>) {
    if input.timeline !== node.timeline { input.timeline.runLow = Grid.floor(frames.lowerBound) }
    push(input, frames)
  }

  /// Asks what lacks the first of the inputs that must hold a run, from the `first`th on and then all again; renders
  /// where none lacks any. Inputs are counted over all that go side by side.
  func askPlainly(_ node: RenderNode, _ run: Range<Int>, _ first: Int, _ place: Int) {
    let active = node.group?.active
    let count = active?[0].node._withUnsafeGuaranteedRef { $0.order.count } ?? node.order.count
    let total = (active?.count ?? 1) * count
    var number = first
    var isWhole = first == 0
    while number < total {
      let missing: RenderNode?
      if let active {
        missing = active[number / count].node._withUnsafeGuaranteedRef {
          missingInput($0, number % count, run)
        }
      } else {
        missing = missingInput(node, number, run)
      }
      if let missing {
        stack[place].asked = number
        return ask(missing, for: node, run)
      }
      number += 1
      if number == total, !isWhole { (number, isWhole) = (0, true) }
    }
    render(node, run)
    stack[place].run = 0..<0
  }

  /// The input that stands at a place of the order of asking, where it does not hold a run.
  @inline(__always)
  func missingInput(_ node: RenderNode, _ number: Int, _ run: Range<Int>) -> RenderNode? {
    let index = node.order[number]
    guard let track = node.tracks[index], !node.leavesOut(index, run) else { return nil }
    let isHeld = track._withUnsafeGuaranteedRef { track in
      track.wanted = run.upperBound
      return track.covers(run)
    }
    guard !isHeld, case .node(let input) = node.inputs[index] else { return nil }
    return input
  }

  func isMissingInputs(_ node: RenderNode, _ run: Range<Int>) -> Bool {
    var number = 0
    while let (input, frames) = request(node, run, number) {
      if let frames, !frames.isEmpty, !input.track.covers(frames) { return true }
      number += 1
    }
    return false
  }

  /// The `number`th input to ask for a run, and its frames, nil for none; nil behind the last. Nodes that go side by side
  /// ask one after another.
  func request(_ node: RenderNode, _ run: Range<Int>, _ number: Int) -> (RenderNode, Range<Int>?)? {
    guard let group = node.group else { return request(of: node, run, number) }
    var rest = number
    for active in group.active {
      let member = active.node.takeUnretainedValue()
      let count = member.requestCount
      if rest < count { return request(of: member, run, rest) }
      rest -= count
    }
    return nil
  }

  private func request(of node: RenderNode, _ run: Range<Int>, _ number: Int) -> (RenderNode, Range<Int>?)? {
    switch node.work {
    case .kernel:
      guard number < node.order.count else { return nil }
      let index = node.order[number]
      guard node.tracks[index] != nil, case .node(let input) = node.inputs[index] else { return (node, nil) }
      if node.asksPlainly { return (input, run) }
      for earlier in node.order[..<number] { bind(node, earlier, run) }
      guard let frames = node.reads(index, block(node, run)) else {
        node.planes[index].isPresent = false
        return (input, nil)
      }
      // What goes side by side is asked as far as its readers go, whatever their delays, so that it goes in step.
      let isInStep = input.group != nil && !frames.isEmpty && node.timeline === input.timeline
      return (input, isInStep ? frames.lowerBound..<max(frames.upperBound, run.upperBound) : frames)
    case .loop(let plan):
      guard number < plan.externals.count else { return nil }
      let external = plan.externals[number]
      return (external.node, (run.lowerBound - external.reach)..<run.upperBound)
    case .copy(let source):
      return number == 0 ? (source, run) : nil
    case .score(let plan):
      guard number < plan.wanted.count else { return nil }
      let (voice, end) = plan.wanted[number]
      guard let input = voice.node else { return nil }
      return (input, voice.tape.end..<end)
    case .period, .feed:
      return nil
    }
  }

  /// Finds out what a score needs for a run; false where its events are yet to be prepared.
  func begin(_ plan: ScorePlan, _ run: Range<Int>) -> Bool {
    if awaitsScores, let missing = plan.missing(run, takingFailed: takesFailed) {
      need = missing
      return false
    }
    if awaitsScores, takesFailed, !hasTakenFailed, plan.missing(run, takingFailed: false) != nil {
      hasTakenFailed = true
    }
    plan.choose(run, voices)
    return true
  }
}
