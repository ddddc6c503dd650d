import Graphs
import Signals
import Workspaces

/// Recordings while they are made, and for as long as something reads them.
extension Session {
  /// After each chunk, and now and then between them. An input ends where the chunk that began it failed or was taken back,
  /// and where the sound server did; a recording that has ended is freed when no row names it.
  func tendInput(hasFailed: Bool = false) {
    guard input != nil || !takes.isEmpty else { return }
    if let running = input {
      if hasFailed, running.isNew { endInput(because: "the chunk that began it failed") }
      if running.isNew, workspace.presentStep > running.stepBefore { running.begunIn = workspace.presentStep }
      running.isNew = false
      if let begun = running.begunIn, workspace.presentStep < begun {
        endInput(because: "what began it is taken back")
      } else if let problem = running.problem {
        endInput(because: problem)
      }
    }
    keepTakes()
    for number in takes.keys where number != input?.number {
      let row = SignalData(type: "recorded", arguments: [.number(Double(number))])
      guard manager.existing(row) == nil else { continue }
      takes[number] = nil
      onTake(number, nil)
    }
  }

  private func endInput(because reason: String) {
    guard let running = input else { return }
    input = nil
    let seconds = Numerals.fixed(Double(running.take.count) / Double(manager.rate), 1)
    onHint("the input is recorded no longer, after \(seconds) s: \(reason)")
  }

  /// Tells what has come since.
  func keepTakes() {
    for (number, (take, told)) in takes where take.count > told {
      let more = take.samples(from: told)
      takes[number] = (take, told + more.count)
      onTake(number, more)
    }
  }

  /// A former session's recording is a buffer in this one.
  func recovered(_ data: SignalData) -> SignalData? {
    guard takesGone != nil, data.type == "recorded", case .number(let number)? = data.arguments.first
    else { return nil }
    let samples = onRecoverTake(Int(bounded: number))
    if samples == nil { takesGone?.insert(Int(bounded: number)) }
    return SignalData(type: "buffer", arguments: [.samples(Samples([samples ?? []]))])
  }
}
