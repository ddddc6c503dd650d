package import Graphs
import Signals

/// Manager, names, what plays and the steps of undo together. Confined to one thread.
///
/// Edits are made in a transaction: `begin`, any number of changes, then `commit` or `rollback`.
package final class Workspace {
  /// What a name is bound to.
  package enum Value {
    /// A signal; the name's slot refers to it.
    case signal(Signal)
    /// What Lua keeps: a number, a function, a table.
    case other(AnyObject)
  }

  /// One of what plays.
  package struct Playing {
    /// The name, or `s1`, `s2` where it has none.
    package let label: String
    /// A name's slot, or a row.
    package let signal: Signal
    /// The frame of the clock at which it begins.
    package let start: Int

    package init(label: String, signal: Signal, start: Int) {
      (self.label, self.signal, self.start) = (label, signal, start)
    }
  }

  /// What an evaluated chunk changed.
  private struct Step {
    var names: [String: (before: Value?, after: Value?)]
    var playing: (before: [Playing], after: [Playing])
    var volume: (before: Double, after: Double)
    let title: String
    /// How many steps were in force when it began.
    let present: Int
  }

  package let manager: SignalManager
  package private(set) var names: [String: Value] = [:]
  package internal(set) var playing: [Playing] = []
  /// In decibels.
  package internal(set) var volume = -12.0
  private(set) var slots: [String: Signal] = [:]
  /// When the versions that play end: asked again with each snapshot.
  private var ends: [UInt64: Int?] = [:]
  private var steps: [Step] = []
  /// How many of `steps` are in force.
  private var present = 0
  private var open: Step?
  private static let mostSteps = 1_000

  package init(manager: SignalManager) { self.manager = manager }

  // MARK: Transactions

  /// Begins a step named for the history.
  package func begin(_ title: String) {
    open = Step(
      names: [:], playing: (playing, playing), volume: (volume, volume), title: title, present: present)
  }

  /// Ends the step; whether it changed anything. One that does not count is not kept for undo.
  @discardableResult
  package func commit(counts: Bool = true) -> Bool {
    guard var step = open else { return false }
    open = nil
    step.playing.after = playing
    step.volume.after = volume
    for name in step.names.keys { step.names[name]?.after = names[name] }
    let isChanged = isChange(step)
    guard isChanged, counts else { return isChanged }
    steps.removeLast(steps.count - present)
    steps.append(step)
    if steps.count > Self.mostSteps { steps.removeFirst(steps.count - Self.mostSteps) }
    present = steps.count
    return true
  }

  /// Takes back all that the step changed.
  package func rollback() {
    guard let step = open else { return }
    open = nil
    present = step.present
    setAll(step.names.mapValues(\.before))
    playing = step.playing.before
    volume = step.volume.before
  }

  /// What begins at `frame` begins at `later` instead.
  package func postpone(from frame: Int, to later: Int) {
    playing = playing.map {
      $0.start == frame ? Playing(label: $0.label, signal: $0.signal, start: later) : $0
    }
  }

  private func isChange(_ step: Step) -> Bool {
    step.volume.before != step.volume.after
      || step.playing.before.map { ($0.signal.id.index, $0.start) }.elementsEqual(
        step.playing.after.map { ($0.signal.id.index, $0.start) }, by: ==) == false
      || step.names.values.contains { !Self.isSame($0.before, $0.after) }
  }

  /// Whether a name means the same twice.
  package static func isSame(_ a: Value?, _ b: Value?) -> Bool {
    switch (a, b) {
    case (nil, nil): true
    case (.signal(let a), .signal(let b)): a.id == b.id
    case (.other(let a), .other(let b)): a === b
    default: false
    }
  }

  // MARK: Names

  /// The slot of a name that is bound to a signal.
  package func slot(_ name: String) -> Signal? { slots[name] }

  /// The names and the unnamed sounds that use `name`, sorted: what else would lose its input with it.
  package func users(of name: String) -> [String] {
    guard let slot = slots[name] else { return [] }
    let dependents = Set(manager.dependents(of: slot.id))
    let names = slots.filter { $0.key != name && dependents.contains($0.value.id) }.map(\.key)
    let sounds = playing.filter { !manager.isSlot($0.signal.id) && dependents.contains($0.signal.id) }.map(
      \.label)
    return (names + sounds).sorted()
  }

  /// Binds a name, or unbinds it.
  package func bind(_ name: String, _ value: Value?) throws {
    if case .signal(let signal)? = value {
      let slot = slots[name] ?? manager.slot(name)
      try refuseCircle(slot, signal)
    }
    note(name)
    set(name, value)
  }

  /// Throws where binding a slot would let names depend on each other in a circle.
  package func refuseCircle(_ slot: Signal, _ signal: Signal) throws {
    if let cycle = manager.cycle(binding: slot.id, to: signal.id) { throw Self.circle(cycle, manager) }
  }

  /// What a rewritten binding refers to now, where it was made in the open step.
  package func rebind(_ name: String, to signal: Signal) { set(name, .signal(signal)) }

  func note(_ name: String) {
    if open?.names[name] == nil { open?.names[name] = (before: names[name], after: nil) }
  }

  /// Sets names together. All are unbound first, so that no circle stands on the way from one state to another.
  func setAll(_ values: [String: Value?]) {
    for name in values.keys { if let slot = slots[name] { try? manager.bind(slot.id, to: nil) } }
    for (name, value) in values { set(name, value) }
  }

  func set(_ name: String, _ value: Value?) {
    names[name] = value
    switch value {
    case .signal(let signal)?:
      let slot = slots[name] ?? manager.slot(name)
      slots[name] = slot
      // A circle was refused when the name was bound; going back cannot close one.
      try? manager.bind(slot.id, to: signal.id)
    default:
      if let slot = slots.removeValue(forKey: name) { try? manager.bind(slot.id, to: nil) }
    }
  }

  private static func circle(_ cycle: [SignalID], _ manager: SignalManager) -> SignalError {
    var names: [String] = []
    for id in cycle { if let name = manager[id].slotName, names.last != name { names.append(name) } }
    let round = (names + [names.first ?? "a name"]).joined(separator: " -> ")
    return SignalError(
      "\(round): names cannot depend on each other in a circle; a loop is made with feedback(function(loop) … end)"
    )
  }

  // MARK: What plays

  func end(of version: SignalVersion) -> Int? {
    if let end = ends[version.id] { return end }
    if ends.count > 1_000 { ends.removeAll() }
    let end = SoundEnd.driven(version)
    ends[version.id] = .some(end)
    return end
  }

  /// Takes sounds that are over from what plays. No step: nothing of it is heard.
  package func forget(_ ended: Set<EndedSound.Key>) {
    playing.removeAll { item in
      guard let version = try? manager.version(of: item.signal.id) else { return false }
      return ended.contains(EndedSound.Key(version: version.id, start: item.start))
    }
  }

  package func setPlaying(_ list: [Playing]) { playing = list }
  package func setVolume(_ decibels: Double) { volume = decibels }

  /// The first of `s1`, `s2`, … that no sound bears.
  package func freeLabel() -> String {
    var number = 1
    while playing.contains(where: { $0.label == "s\(number)" }) { number += 1 }
    return "s\(number)"
  }

  // MARK: History

  /// Goes back one step; its title, or nil where there is none.
  package func undo() -> String? {
    guard present > 0 else { return nil }
    present -= 1
    let step = steps[present]
    restore(step.names.mapValues(\.before), step.playing.before, step.volume.before)
    return step.title
  }

  /// Goes forward one step.
  package func redo() -> String? {
    guard present < steps.count else { return nil }
    let step = steps[present]
    present += 1
    restore(step.names.mapValues(\.after), step.playing.after, step.volume.after)
    return step.title
  }

  private func restore(_ values: [String: Value?], _ playing: [Playing], _ volume: Double) {
    for name in values.keys { note(name) }
    setAll(values)
    self.playing = playing
    self.volume = volume
  }
}
