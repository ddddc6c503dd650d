import Signals

/// What is asked for again below kinds that read at other times than their own, although what stands at the top of
/// their time is kept: what several read, and what a window slides over.
enum ReadAgain {
  static func versions(below root: SignalVersion) -> Set<UInt64> {
    var found: Set<UInt64> = []
    var seen: Set<UInt64> = [root.id]
    var pending = [root]
    while let version = pending.popLast() {
      for index in version.inputs.indices {
        guard let input = version.inputs[index].version else { continue }
        let isSlidOver = version.loopDepth != nil || version.kernel.reach(index) > 0
        let isNew = seen.insert(input.id).inserted
        if isNew { pending.append(input) }
        if !isNew || isSlidOver { found.insert(input.id) }
      }
    }
    return found
  }
}
