package import Signals

/// Numbers for places: a place is the chain of reference names from a name down, and stops at other names.
struct PlaceTable {
  private struct Key: Hashable {
    let parent: Int
    let label: String
  }
  private var numbers: [Key: Int] = [:]

  mutating func number(_ parent: Int, _ label: String) -> Int {
    let key = Key(parent: parent, label: label)
    if let number = numbers[key] { return number }
    let number = numbers.count + 1
    numbers[key] = number
    return number
  }
}

extension SignalManager {
  /// Where each signal with memory stands below what plays. `roots` are names' slots or unnamed rows, with the label
  /// that the place begins with.
  package func standings(_ roots: [(label: String, id: SignalID)]) throws -> [PlaySnapshot.Standing] {
    var standings: [PlaySnapshot.Standing] = []
    var seenSlots: Set<SignalID> = []
    var pendingRoots = roots
    while let (label, root) = pendingRoots.popLast() {
      if isSlot(root), !seenSlots.insert(root).inserted { continue }
      let target = self.target(root) ?? root
      var seen: Set<SignalID> = []
      var pending = [(target, try version(of: target), places.number(0, label))]
      while let (id, version, place) = pending.popLast() {
        if isSlot(id) {
          pendingRoots.append((self[id].slotName ?? "", id))
          continue
        }
        guard seen.insert(id).inserted else { continue }
        if let word = self.word(id) {
          // What a word made stands where the word stands.
          pending.append((word.made, version, place))
          continue
        }
        if version.kernel.memory != .none {
          standings.append(PlaySnapshot.Standing(place: place, version: version.id))
        }
        var next = 0
        for (name, argument) in zip(parameterNames(of: self[id]), self[id].arguments) {
          switch argument {
          case .signal(let below):
            if let input = version.inputs[safe: next]?.version {
              pending.append((below, input, places.number(place, name)))
            }
            next += 1
          case .signals(let ids):
            for (index, below) in ids.enumerated() {
              if let input = version.inputs[safe: next]?.version {
                pending.append((below, input, places.number(place, "\(name)\(index)")))
              }
              next += 1
            }
          case .number: if isStream(self[id], name) { next += 1 }
          default: break
          }
        }
      }
    }
    return standings
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
