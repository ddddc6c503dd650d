import Scripting

/// What Lua has and a patch has not, since patches come from other people.
enum AbsentNames {
  private static let files =
    "sample, samples and write take sounds, require, dofile and manager:load read below the patch's folder"

  /// Why a global of Lua's is not there.
  static func reason(_ name: String) -> String? {
    switch name {
    case "io": "io is not there: a patch opens no files itself; \(files) (neap --trust gives it)"
    case "package":
      "package is not there; require(\"name\") loads name.lua below the patch's folder (neap --trust gives it)"
    case "warn": "warn is not there; print(…) says it"
    default: nil
    }
  }

  /// Why a library of Lua's has not a function that it has elsewhere.
  static func reason(_ library: String, _ name: String) -> String? {
    guard fields[library]?.contains(name) == true else { return nil }
    let whole = "\(library).\(name) is not there"
    switch (library, name) {
    case ("os", "exit"): return "\(whole): exit(status) leaves"
    case ("os", "execute"): return "\(whole): a patch runs no programs (neap --trust gives it)"
    case ("os", _):
      return "\(whole): a patch has os.clock, date, difftime and time; \(files) (neap --trust gives all)"
    case ("string", _): return "\(whole): Neap runs Lua's source only"
    default: return "\(whole): of \(library) a patch has traceback (neap --trust gives all)"
    }
  }

  private static let fields: [String: Set<String>] = [
    "os": ["execute", "exit", "getenv", "remove", "rename", "setlocale", "tmpname"],
    "string": ["dump"],
    "debug": [
      "debug", "gethook", "getinfo", "getlocal", "getmetatable", "getregistry", "getupvalue", "getuservalue",
      "sethook", "setlocal", "setmetatable", "setupvalue", "setuservalue", "upvalueid", "upvaluejoin",
    ],
  ]
}

extension Session {
  /// One of Lua's own tables as a chunk sees it: what is in it stays.
  func frozen(_ name: String, _ table: LuaValue) throws -> LuaTable {
    let entries = try table.asTable?.pairs() ?? []
    return try lua.makeEnvironment(
      index: { key in
        let value = try table.asTable?.get(key)
        if value?.isNil == true, let field = key.asString, let reason = AbsentNames.reason(name, field) {
          throw LuaError(reason)
        }
        return value
      },
      newIndex: { key, _ in
        throw LuaError(
          "\(name).\(key.asString ?? key.described) cannot be set: Lua's own words keep their meaning")
      }, names: { entries.map(\.key) })
  }
}
