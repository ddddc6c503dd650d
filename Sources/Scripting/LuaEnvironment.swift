internal import LuaShim

extension LuaState {
  /// The table of Lua's own functions.
  package var globals: LuaTable {
    get throws(LuaError) {
      guard case .table(let table)? = try perform(.globals).first else { throw .memory }
      return table
    }
  }

  /// All of Lua's libraries that the globals lack, of a trusted state.
  package var libraries: LuaTable? {
    get throws(LuaError) { try perform(.libraries).first?.asTable }
  }

  /// From now on chunks with this environment are trusted, and what they define.
  package func trust(_ environment: LuaTable) throws(LuaError) {
    _ = try perform(.trust, [.reference(environment.reference)])
  }

  /// What `load` makes has these globals where nothing tells whose are meant: no function of Lua's that has any is on the way there.
  package func standBy(_ environment: LuaTable) throws(LuaError) {
    _ = try perform(.environment, [.reference(environment.reference)])
  }

  /// Whether all of Lua's functions that are on the way here are trusted, and there is one. A function that reads no global
  /// is not, since nothing tells whose it is.
  package var runsTrusted: Bool { host.map { ls_trusts($0) } ?? false }

  /// A table for a chunk to have its globals in, every read and write of which Swift answers. Nothing can be stored
  /// past it: it is always empty, and `rawset` refuses it. Lua's messages go on naming its globals.
  /// - Parameters:
  ///   - index: The value of a name; nil, or `.nil`, where there is none.
  ///   - newIndex: A name is to be bound to a value.
  ///   - names: What `pairs` walks, in that order by `index`; nil for nothing.
  package func makeEnvironment(
    index: @escaping (LuaValue) throws -> LuaValue?,
    newIndex: @escaping (LuaValue, LuaValue) throws -> Void,
    names: (() throws -> [LuaValue])? = nil
  ) throws(LuaError) -> LuaTable {
    let metatable = try makeTable()
    try metatable.set("__metatable", false)
    try metatable.set("__index", .function(try function("index") { [try index($0[1]) ?? .nil] }))
    try metatable.set(
      "__newindex",
      .function(
        try function("newIndex") {
          try newIndex($0[1], $0[2])
          return []
        }))
    if let names {
      let pairs = try function("pairs") { arguments in
        let walk = Array(try names())
        var place = 0
        let step = try arguments.state.function("next") { _ in
          while place < walk.count {
            defer { place += 1 }
            if let value = try index(walk[place]), !value.isNil { return [walk[place], value] }
          }
          return [.nil]
        }
        return [.function(step), arguments[0], .nil]
      }
      try metatable.set("__pairs", .function(pairs))
    }
    let environment = try makeTable()
    try environment.setMetatable(metatable)
    return environment
  }
}
