package import Graphs
package import Signals

/// The mixer: what stands between each sound and the mix, as signals.
extension Workspace {
  package func strip(_ label: String) -> MixerStrip { desk.strips[label] ?? MixerStrip() }

  package func setStrip(_ label: String, _ strip: MixerStrip) {
    desk.strips[label] = strip.isNeutral ? nil : strip
  }

  package func setChain(_ chain: Signal?) { desk.chain = chain }

  /// The sounds that have controls: names of signals and what plays, in that order, sorted.
  package var mixerLabels: [String] {
    let names = slots.keys.sorted()
    let others = Set(playing.map(\.label) + desk.strips.keys).subtracting(names)
    return names + others.sorted { ($0.count, $0) < ($1.count, $1) }
  }

  /// Whether it is heard, whatever it gives: neither muted nor beside one that plays alone.
  package func isHeard(_ label: String) -> Bool {
    let strip = strip(label)
    let isSolo = playing.contains { self.strip($0.label).isSoloed }
    return !strip.isMuted && (!isSolo || strip.isSoloed)
  }

  /// Controls of unnamed sounds go with them: the next `s1` is another sound.
  func dropStrayStrips() {
    guard !desk.strips.isEmpty else { return }
    let labels = Set(playing.map(\.label))
    for label in desk.strips.keys where names[label] == nil && !labels.contains(label) {
      desk.strips[label] = nil
    }
  }

  /// What plays of a sound: the sound itself where nothing was set, bit for bit.
  package func mixed(_ item: Playing) -> Signal {
    let strip = strip(item.label)
    var signal = item.signal
    if !isHeard(item.label) {
      // What has memory goes on below a product with zero, and is there when it is heard again.
      signal = manager.signal("mul", of: [signal], [.number(0)])
    } else {
      switch strip.gain {
      case .number(0): break
      case .number(let decibels):
        signal = manager.signal("mul", of: [signal], [.number(Double(Master.factor(decibels)))])
      case .signal(let control):
        let (low, high) = (MixerStrip.gains.lowerBound, MixerStrip.gains.upperBound)
        let held = manager.signal("clip", of: [onClock(control, item)], [.number(low), .number(high)])
        signal = manager.signal("mul", of: [signal, manager.signal("undb", of: [held])])
      }
    }
    switch strip.pan {
    case .number(0): return signal
    case .number(let place): return manager.signal("pan", of: [signal], [.number(place), .number(2)])
    case .signal(let control):
      return manager.signal("pan", of: [signal, onClock(control, item)], [.number(2)])
    }
  }

  /// A control runs on the clock, though its sound began later.
  private func onClock(_ control: Signal, _ item: Playing) -> Signal {
    guard item.start != 0 else { return control }
    return manager.signal("offset", of: [control], [.number(-Double(item.start) / Double(manager.rate))])
  }

  /// Replaces rows in controls and, for nil, in the chain.
  package func rewriteMixer(_ labels: Set<String?>, _ rewritten: (SignalID) -> Signal?) {
    func rewrite(_ control: inout MixerStrip.Control) {
      if case .signal(let signal) = control, let signal = rewritten(signal.id) { control = .signal(signal) }
    }
    for case let label? in labels {
      guard var strip = desk.strips[label] else { continue }
      rewrite(&strip.gain)
      rewrite(&strip.pan)
      desk.strips[label] = strip
    }
    if labels.contains(nil), let chain = desk.chain, let made = rewritten(chain.id) { desk.chain = made }
  }

  /// Controls that are signals, with the places where they stand.
  var controls: [(label: String, id: SignalID)] {
    let used = desk.strips.sorted { $0.key < $1.key }.flatMap { label, strip in
      [("mixer.\(label).gain", strip.gain), ("mixer.\(label).pan", strip.pan)]
    }
    return used.compactMap { label, control in
      if case .signal(let signal) = control { (label, signal.id) } else { nil }
    }
  }

  /// What moves the mixer, and the master's chain: heard on the clock.
  package var mixerRows: [SignalID] { controls.map(\.id) + (desk.chain.map { [$0.id] } ?? []) }

  /// The controls, and the master, whose rows are those.
  package func mixerUsers(_ isMeant: (SignalID) -> Bool) -> [String] {
    let found = controls.filter { isMeant($0.id) }.map(\.label)
    return desk.chain.map { isMeant($0.id) } == true ? found + ["master"] : found
  }

  /// Where the volume, a control or the chain still is what `after` has, it becomes what `before` has.
  package func takeBackMixer(from after: Desk, to before: Desk) { desk.carryMixer(from: after, to: before) }

  /// The chain with the mix of these sounds in place of the open one.
  func closed(_ chain: Signal, over sounds: [(signal: SignalID, start: Int)]) -> Signal {
    var replacements: [SignalID: Signal] = [:]
    var seen: Set<SignalID> = []
    var pending = [chain.id]
    while let next = pending.popLast() {
      guard seen.insert(next).inserted else { continue }
      let data = manager[next]
      if data.isOpenMix, case .number(let channels)? = data.arguments.first {
        replacements[next] = manager.signal(.mix(channels: Int(channels), of: sounds))
      }
      pending.append(contentsOf: manager.references(next).filter(manager.isOpen))
    }
    return manager.substituting(replacements, in: chain.id)
  }
}
