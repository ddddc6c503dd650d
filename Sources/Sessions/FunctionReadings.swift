import Graphs
import Scripting
import Workspaces

/// What a user's function in a pattern word has read so far.
struct FunctionReading {
  var names: Set<String> = []
  /// Where `math.random` stood around it.
  let outerDraws: LuaState.Draws?
}

/// What the user's functions in pattern words read: their answers are kept while that holds what it held.
extension Session {
  /// Begins to note which names are read; the depth at which that ends. Meanwhile `math.random` is the sequence of `seed`, so
  /// that an answer does not hang on what was asked before it.
  func beginReading(seed: Int) throws -> Int {
    functionReadings.append(FunctionReading(outerDraws: lua.draws))
    try lua.seed(seed)
    return functionReadings.count - 1
  }

  /// Ends those from `depth` on, also where one failed.
  func dropReadings(to depth: Int) {
    guard functionReadings.indices.contains(depth) else { return }
    if let draws = functionReadings[depth].outerDraws { lua.setDraws(draws) }
    functionReadings.removeLast(functionReadings.count - depth)
  }

  /// Notes that a name was read, bound or not, or a word that answers what is at the time.
  func noteFunctionRead(_ name: String) {
    guard !functionReadings.isEmpty, words[name] == nil || Self.stateful.contains(name),
      standardNames[name] == nil
    else { return }
    for index in functionReadings.indices { functionReadings[index].names.insert(name) }
  }

  private static let stateful: Set<String> = [
    "tempo", "meter", "bar", "beat", "bars", "beats", "quantum", "speed", "position", "mixer", "volume",
    "levels", "fade",
  ]

  /// The names that were read since, each with what it holds as text; false where none was.
  func endReading(_ depth: Int) throws -> LuaValue {
    guard functionReadings.indices.contains(depth) else { return .boolean(false) }
    let names = functionReadings[depth].names.sorted()
    dropReadings(to: depth)
    if names.isEmpty { return .boolean(false) }
    let table = try lua.makeTable()
    for name in names { try table.set(.string(name), .string(try heldText(name))) }
    return .table(table)
  }

  /// Whether the names hold what they held; who asks reads them by that.
  func readingHolds(_ read: LuaTable) throws -> Bool {
    var holds = true
    for (key, text) in try read.pairs() {
      guard let name = key.asString, let text = text.asString else { continue }
      try noteRead(name)
      // What is at work around it hangs on the same.
      for index in functionReadings.indices { functionReadings[index].names.insert(name) }
      if text.isEmpty { holds = false } else if holds { holds = try heldText(name) == text }
    }
    return holds
  }

  /// What a name holds as text; empty where text cannot tell it.
  private func heldText(_ name: String) throws -> String {
    switch workspace.names[name] {
    case .signal(let signal)?: "signal \(signal.id)"
    case .other?: try telling(name).map { "= \($0)" } ?? ""
    case nil: words[name] == nil ? "unbound" : ""
    }
  }
}
