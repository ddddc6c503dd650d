import Signals

/// Sums of many inputs at work.
extension Renderer {
  /// Asks for the inputs group by group, from the `first`th on, and adds each group as soon as it is there.
  func addUp(_ sum: any SumKernel, _ node: RenderNode, _ run: Range<Int>, _ first: Int, _ place: Int) {
    let group = type(of: sum).group
    let share = node.share?.inputs ?? 0..<node.order.count
    var first = max(first, share.lowerBound)
    while first < share.upperBound {
      let part = first..<min(first + group, share.upperBound)
      for number in part {
        if let missing = missingInput(node, number, run) {
          stack[place].asked = first
          return ask(missing, for: node, run)
        }
      }
      if first == share.lowerBound {
        begin(node, run)
        node.track.presumeUniformity(run)
        if let before = node.share?.before, !take(before, into: node.track, run) {
          node.track.truncate(at: run.lowerBound)
          return
        }
      }
      add(part, of: sum, node, run)
      first = part.upperBound
    }
    end(node, run)
    stack[place].run = 0..<0
  }

  /// What others have added; false where they could not.
  private func take(_ before: Ahead, into track: Track, _ run: Range<Int>) -> Bool {
    do {
      try before.take(run, isInterrupted: isInterrupted) { part, first, room in
        for channel in 0..<track.channels {
          let plane = unsafe room.samples + channel * Ahead.Room.stride + first
          unsafe (track.pointer(part.lowerBound) + channel * track.stride).update(
            from: plane, count: part.count)
        }
        track.restrictUniformity(to: room.flags + first / Grid.block, part)
      }
      return true
    } catch {
      failure = error
      return false
    }
  }

  private func add(_ part: Range<Int>, of sum: any SumKernel, _ node: RenderNode, _ run: Range<Int>) {
    var isHeard = part.lowerBound == 0
    for index in part {
      bind(node, index, run)
      guard let track = node.tracks[index], !node.leavesOut(index, run) else { continue }
      isHeard = true
      track._withUnsafeGuaranteedRef { node.track.restrictUniformity(to: $0, run) }
    }
    if isHeard { sum.add(part, block(node, run)) }
    for index in part {
      node.tracks[index]?._withUnsafeGuaranteedRef { if $0.pool != nil { $0.giveUp(before: run.upperBound) } }
    }
  }

  /// Takes back what was begun and will not be ended.
  func abandon() {
    for task in stack.reversed() {
      task.node._withUnsafeGuaranteedRef {
        if $0.sum != nil, !task.run.isEmpty { $0.track.truncate(at: task.run.lowerBound) }
        if let low = task.runLow { $0.timeline.runLow = low }
      }
    }
  }
}
