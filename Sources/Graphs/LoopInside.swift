import Signals

/// What hangs on a loop: versions, each as often as there are loops that it can hang on.
///
/// Loops side by side at one depth share the placeholder's version, so what is inside is told apart by the loops that
/// its placeholders stand for.
struct LoopInside {
  struct Item {
    let version: SignalVersion
    /// The items, by depth, of the loops that the version hangs on.
    let scope: [Int: Int]
    /// The items of the version's inputs; nil for constants and for what is outside.
    var inputs: [Int?] = []
  }
  private struct Key: Hashable {
    let version: UInt64
    let scope: [Int: Int]
  }

  /// The loop itself is item 0.
  private(set) var items: [Item] = []
  private var places: [Key: Int] = [:]

  init(_ loop: SignalVersion) {
    items.append(Item(version: loop, scope: [:]))
    var pending = [0]
    while let number = pending.popLast() {
      let item = items[number]
      var scope = item.scope
      if let depth = item.version.loopDepth { scope[depth] = number }
      items[number].inputs = item.version.inputs.map { input in
        guard let input = input.version, input.openLoops != 0 else { return nil }
        let own = scope.filter { input.openLoops & (1 << UInt64($0.key)) != 0 }
        let key = Key(version: input.id, scope: own)
        if let place = places[key] { return place }
        items.append(Item(version: input, scope: own))
        places[key] = items.count - 1
        pending.append(items.count - 1)
        return items.count - 1
      }
    }
  }

  /// The versions outside that are read from inside.
  var externals: [SignalVersion] {
    var seen: Set<UInt64> = []
    return items.flatMap { $0.version.inputs.compactMap(\.version) }
      .filter { $0.openLoops == 0 && seen.insert($0.id).inserted }
  }

  /// The item of the loop that a placeholder stands for.
  func loop(of item: Item) -> Int? { item.version.placeholderDepth.flatMap { item.scope[$0] } }
}
