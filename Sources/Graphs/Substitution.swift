package import Signals

extension SignalManager {
  /// `root` with every row of `replacements` replaced below it, not through names; the same handle's row where nothing
  /// was to be replaced.
  ///
  /// - Parameter opened: words in whose place what they made shall stand.
  package func substituting(
    _ replacements: [SignalID: Signal], in root: SignalID, opening opened: Set<SignalID> = []
  ) -> Signal {
    var made: [SignalID: Signal] = [:]
    func result(_ id: SignalID) -> SignalID? {
      if let replacement = replacements[id] { return replacement.id }
      if isSlot(id) { return id }
      return made[id]?.id
    }
    var pending = [root]
    while let next = pending.last {
      if result(next) != nil {
        pending.removeLast()
        continue
      }
      let data = self[next]
      let missing = data.references.filter { result($0) == nil }
      if missing.isEmpty {
        if opened.contains(next), let word = WordRow(data) {
          made[next] = signal(result(word.made) ?? word.made)
        } else {
          made[next] = signal(data.mapping { result($0) ?? $0 })
        }
        pending.removeLast()
      } else {
        pending.append(contentsOf: missing)
      }
    }
    return withExtendedLifetime((made, replacements)) { signal(result(root) ?? root) }
  }

  /// The rows that read `slot`, at any distance but not through other names.
  package func nearDependents(of slot: SignalID) -> Set<SignalID> {
    var found: Set<SignalID> = []
    var pending = [slot]
    while let next = pending.popLast() {
      for reader in readers(of: next) where !isSlot(reader) && found.insert(reader).inserted {
        pending.append(reader)
      }
    }
    return found
  }
}
