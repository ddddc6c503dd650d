import Scripting
import Workspaces

/// What was in a table of the user's, and in the tables in it: a kit of his own, what an instrument looks up.
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
    guard let box = table(under: name) else { return }
    if let known = tablesRead[name], known.text == text, known.isState(of: box) { return }
    tablesRead[name] = try TableState(box, text: text, lua, patternLibrary())
  }

  private func table(under name: String) -> LuaBox? {
    guard case .other(let object)? = workspace.names[name], let box = object as? LuaBox else { return nil }
    return box.value.asTable == nil ? nil : box
  }

  /// The names of tables in which something was set since. For the step it is as if a name had been bound anew: undo puts back
  /// what was in the table. Answers those whose scores have read something else.
  func noteTables() throws -> Set<String> {
    let now = tellingOnce()
    for (name, former) in tablesRead {
      guard let box = table(under: name) else {
        // What was set in it before it went is not known, and is taken back with the name.
        workspace.keep(former)
        tablesRead[name] = nil
        continue
      }
      guard let text = try now(name), text != former.text || !former.isState(of: box) else { continue }
      try keepTable(name, text)
      workspace.noteChange(of: name, from: former, to: tablesRead[name] ?? former)
    }
    for name in namesBound where tablesRead[name] == nil && table(under: name) != nil { try keepSmall(name) }
    var changed: Set<String> = []
    for source in scores.values {
      for (name, held) in source.readings where held != nil && table(under: name) != nil {
        if try now(name) != held { changed.insert(name) }
      }
    }
    return changed
  }

  /// A table that no score reads is kept where that is soon done.
  private func keepSmall(_ name: String) throws {
    // Without a prompt nobody takes anything back.
    guard let library = try journal == nil ? library : patternLibrary(),
      let table = table(under: name)?.value, try !isPattern(table),
      try lua.call(library.isSmall, [table]).first?.asBoolean == true, let text = try telling(name)
    else { return }
    try keepTable(name, text)
  }

  /// What a name was bound to once, as a value that it may be bound to again.
  func revived(_ object: AnyObject) -> LuaValue {
    let object = (object as? TableState)?.restored() ?? object
    return (object as? LuaBox)?.value ?? .nil
  }
}
