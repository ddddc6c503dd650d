import Scripting
import Workspaces

/// A table of the user's that scores read: a kit of his own, what an instrument looks up. What is set in it binds no name.
struct TableRead {
  /// As text, where equal texts are equal values.
  let text: String
  /// What was in it.
  let copy: LuaValue
}

extension Session {
  /// Keeps what is in a table that is read under a name.
  func keepTable(_ name: String, _ text: String) throws {
    guard tablesRead[name]?.text != text, let table = table(under: name) else { return }
    tablesRead[name] = TableRead(text: text, copy: try copied(.table(table)))
  }

  private func copied(_ value: LuaValue) throws -> LuaValue {
    try lua.call(try patternLibrary().copied, [value]).first ?? .nil
  }

  private func table(under name: String) -> LuaTable? {
    guard case .other(let box)? = workspace.names[name] else { return nil }
    return (box as? LuaBox)?.value.asTable
  }

  /// The names of tables that scores read and in which something was set since. For the step it is as if a name had been bound
  /// anew: undo binds what was in the table.
  func noteTables() throws -> Set<String> {
    var (changed, told) = (Set<String>(), [String: String?]())
    for source in scores.values {
      for (name, held) in source.readings {
        guard let held, table(under: name) != nil else { continue }
        let now = try told[name] ?? telling(name)
        told[name] = .some(now)
        if now != held { changed.insert(name) }
      }
    }
    for name in changed {
      guard let now = told[name] ?? nil, let former = tablesRead[name], former.text != now else { continue }
      // What undo binds may be set into again.
      workspace.noteChange(of: name, from: .other(LuaBox(try copied(former.copy))))
      try keepTable(name, now)
    }
    return changed
  }
}
