import Scripting
import Workspaces

/// What the user's functions in pattern words read: their answers are kept while that holds what it held.
extension Session {
  /// Begins to note which names are read; the depth at which that ends.
  func beginReading() -> Int {
    functionReadings.append([])
    return functionReadings.count - 1
  }

  /// The names that were read since, each with what it holds as text; false where none was.
  func endReading(_ depth: Int) throws -> LuaValue {
    guard functionReadings.indices.contains(depth) else { return .boolean(false) }
    let names = functionReadings[depth].sorted()
    functionReadings.removeLast(functionReadings.count - depth)
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
      if text.isEmpty { holds = false } else if holds { holds = try heldText(name) == text }
    }
    return holds
  }

  /// What a name holds as text; empty where text cannot tell it. A signal is followed by whatever it becomes part of.
  private func heldText(_ name: String) throws -> String {
    switch workspace.names[name] {
    case .signal?: "signal"
    default: try telling(name).map { "= \($0)" } ?? ""
    }
  }
}
