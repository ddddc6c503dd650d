package import Signals

/// Numbers for places: a place is the chain of reference names from a name down, and stops at other names. What stands
/// below each root is found out again only where the root means something else than before.
struct PlaceTable {
  struct Key: Hashable {
    let parent: Int
    let label: String
  }
  /// What stood below a root.
  struct Root {
    var target: SignalID
    var version: UInt64
    var numbers: [Key: Int] = [:]
    var standings: [PlaySnapshot.Standing] = []
    /// The names that are read below it.
    var slots: [SignalID] = []
  }
  private var roots: [String: Root] = [:]
  /// No number is used again: who plays may still know it.
  private var next = 1

  func root(_ label: String) -> Root? { roots[label] }

  /// Remembers these roots, and forgets the places of all others.
  mutating func keep(_ roots: [String: Root]) { self.roots = roots }

  /// The number of a place: the one that it had before, where it was there.
  mutating func number(_ parent: Int, _ label: String, in root: inout Root, before: Root?) -> Int {
    let key = Key(parent: parent, label: label)
    if let number = root.numbers[key] { return number }
    let number = before?.numbers[key] ?? next
    if number == next { next += 1 }
    root.numbers[key] = number
    return number
  }

  /// How many places are known.
  var count: Int { roots.values.reduce(0) { $0 + $1.numbers.count } }
}

extension SignalManager {
  /// Where each signal with memory stands below what plays. `roots` are names' slots or unnamed rows, with the label
  /// that the place begins with.
  package func standings(_ roots: [(label: String, id: SignalID)]) throws -> [PlaySnapshot.Standing] {
    var standings: [PlaySnapshot.Standing] = []
    var seenSlots: Set<SignalID> = []
    var known: [String: PlaceTable.Root] = [:]
    var pending = roots
    while let (label, id) = pending.popLast() {
      if isSlot(id), !seenSlots.insert(id).inserted { continue }
      let root = try root(label, target(id) ?? id)
      known[label] = root
      standings.append(contentsOf: root.standings)
      for slot in root.slots { pending.append((self[slot].slotName ?? "", slot)) }
    }
    places.keep(known)
    return standings
  }

  /// How many places below what plays have a number.
  package var placeCount: Int { places.count }

  private func root(_ label: String, _ target: SignalID) throws -> PlaceTable.Root {
    let version = try version(of: target)
    let before = places.root(label)
    if let before, before.target == target, before.version == version.id { return before }
    var root = PlaceTable.Root(target: target, version: version.id)
    var seen: Set<SignalID> = []
    var pending = [(target, version, places.number(0, label, in: &root, before: before))]
    while let (id, version, place) = pending.popLast() {
      if isSlot(id) {
        root.slots.append(id)
        continue
      }
      guard seen.insert(id).inserted else { continue }
      if let word = self.word(id) {
        // What a word made stands where the word stands.
        pending.append((word.made, version, place))
        continue
      }
      if version.kernel.memory != .none {
        root.standings.append(PlaySnapshot.Standing(place: place, version: version.id))
      }
      var next = 0
      func descend(_ below: SignalID, _ name: String) {
        if let input = version.inputs[safe: next]?.version {
          pending.append((below, input, places.number(place, name, in: &root, before: before)))
        }
        next += 1
      }
      for (name, argument) in zip(parameterNames(of: self[id]), self[id].arguments) {
        switch argument {
        case .signal(let below): descend(below, name)
        case .signals(let ids): for (index, below) in ids.enumerated() { descend(below, "\(name)\(index)") }
        case .number: if isStream(self[id], name) { next += 1 }
        default: break
        }
      }
    }
    return root
  }

  private func parameterNames(of data: SignalData) -> [String] {
    if data.type == SignalKind.feedbackType { return ["", "body"] }
    return catalogue[data.type]?.parameters.map(\.name) ?? []
  }

  private func isStream(_ data: SignalData, _ name: String) -> Bool {
    guard let kind = catalogue[data.type], let place = kind.place(of: name) else { return false }
    if case .stream = kind.parameters[place].form { return true }
    return false
  }
}

extension Array {
  /// The element at `index`, where there is one.
  subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
