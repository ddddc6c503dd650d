import Scripting
import Workspaces

/// What was in a table of the user's that scores read, and in the tables in it: a kit of his own, what an instrument looks up.
/// What is set in it binds no name. As a value it is a copy.
final class TableState: LuaBox, ChangingState {
  /// Where equal texts are equal values.
  let text: String
  private let living: LuaBox
  /// Each table with its copy.
  private let copies: LuaValue
  private let lua: LuaState
  private let putBack: LuaFunction

  fileprivate init(_ living: LuaBox, text: String, _ lua: LuaState, _ library: PatternLibrary) throws {
    let copied = try lua.call(library.copied, [living.value])
    (self.living, self.text, self.lua, putBack) = (living, text, lua, library.putBack)
    copies = copied.last ?? .nil
    super.init(copied.first ?? .nil)
  }

  func isState(of object: AnyObject) -> Bool { (object as? LuaBox)?.value == living.value }

  func restored() -> AnyObject {
    // Where Lua has no memory left the copy is better than what the table holds.
    guard (try? lua.call(putBack, [copies])) != nil else { return LuaBox(value) }
    return living
  }
}

extension Session {
  /// Keeps what is in a table that is read under a name.
  func keepTable(_ name: String, _ text: String) throws {
    guard tablesRead[name]?.text != text, let box = table(under: name) else { return }
    tablesRead[name] = try TableState(box, text: text, lua, patternLibrary())
  }

  private func table(under name: String) -> LuaBox? {
    guard case .other(let object)? = workspace.names[name], let box = object as? LuaBox else { return nil }
    return box.value.asTable == nil ? nil : box
  }

  /// The names of tables that scores read and in which something was set since. For the step it is as if a name had been bound
  /// anew: undo puts back what was in the table.
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
      try keepTable(name, now)
      workspace.noteChange(of: name, from: former, to: tablesRead[name] ?? former)
    }
    return changed
  }

  /// What a name was bound to once, as a value that it may be bound to again.
  func revived(_ object: AnyObject) -> LuaValue {
    let object = (object as? TableState)?.restored() ?? object
    return (object as? LuaBox)?.value ?? .nil
  }
}
