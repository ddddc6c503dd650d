package import Graphs
import Signals

/// What names are bound to, and who uses them.
extension Workspace {
  /// The slot of a name that is bound to a signal.
  package func slot(_ name: String) -> Signal? { slots[name] }

  /// The names and the unnamed sounds that use `name`, sorted: what else would lose its input with it.
  package func users(of name: String) -> [String] {
    guard let slot = slots[name] else { return [] }
    let dependents = Set(manager.dependents(of: slot.id))
    let names = slots.filter { $0.key != name && dependents.contains($0.value.id) }.map(\.key)
    let sounds = playing.filter { !manager.isSlot($0.signal.id) && dependents.contains($0.signal.id) }.map(
      \.label)
    return (names + sounds).sorted() + mixerUsers { dependents.contains($0) || $0 == slot.id }
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
    var value = value
    if case .other(let state as any ChangingState)? = value { value = .other(state.restored()) }
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
}
