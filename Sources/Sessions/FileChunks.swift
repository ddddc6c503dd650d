import Scripting
import Signals
import Storage
import Workspaces

/// `require`, `dofile` and `loadfile`, as in Lua, below the patch's folder; what they load sees Neap's words.
extension Session {
  func defineFileChunks() throws {
    standardNames["require"] = .function(
      try lua.function("require") { [unowned self] arguments in [try require(arguments)] })
    standardNames["dofile"] = .function(
      try lua.function("dofile") { [unowned self] arguments in
        let path = try fileName(arguments)
        return try lua.call(try load(source(path), path, false))
      })
    standardNames["loadfile"] = .function(
      try lua.function("loadfile") { [unowned self] arguments in
        let path = try fileName(arguments)
        do { return [.function(try load(source(path), path, false))] } catch {
          return [.nil, .string((error as? LuaError)?.message ?? "\(error)")]
        }
      })
  }

  private func fileName(_ arguments: LuaArguments) throws -> String {
    if let name = arguments[0].asString, !name.isEmpty { return name }
    throw LuaError(
      "\(arguments.name): a file's name is expected, as in \(arguments.name)(\"drums.lua\"); \(arguments[0].described) was given"
    )
  }

  private func source(_ path: String) throws -> String {
    do {
      return String(decoding: try AtomicFile.read(readable(path), limit: 64 << 20), as: UTF8.self)
    } catch let error as SignalError {
      throw LuaError(error.message)
    }
  }

  private func require(_ arguments: LuaArguments) throws -> LuaValue {
    guard let name = arguments[0].asString, !name.isEmpty else {
      throw LuaError(
        "require: a module's name is expected, as in require(\"drums\"), which is drums.lua; \(arguments[0].described) was given"
      )
    }
    guard !name.unicodeScalars.contains("\0") else {
      throw LuaError("require: a module's name holds no zero bytes")
    }
    if let module = modules[name] { return module }
    if modulesOnTheWay.contains(name) {
      throw LuaError(
        "require: \((modulesOnTheWay + [name]).joined(separator: " -> ")): modules cannot need each other")
    }
    let path = name.replacing(".", with: "/")
    let candidates = ["\(path).lua", "\(path)/init.lua"]
    guard let found = try candidates.first(where: { files.isThere($0) }) ?? elsewhere(name) else {
      throw LuaError(
        "require: there is neither \(candidates.joined(separator: " nor ")) below the patch's folder")
    }
    modulesOnTheWay.append(name)
    defer { modulesOnTheWay.removeLast() }
    let result = try lua.call(try load(source(found), found, false), [.string(name), .string(found)]).first
    let module: LuaValue = if let result, !result.isNil { result } else { .boolean(true) }
    modules[name] = module
    modulesOfChunk.insert(name)
    return module
  }

  /// A module that `package.path` finds for a trusted patch. It is no more trusted than any other, and native code is not
  /// loaded. As in Lua, relative templates begin where the process runs, which need not be the patch's folder.
  private func elsewhere(_ name: String) throws -> String? {
    guard lua.runsTrusted, let package = try lua.libraries?["package"].asTable,
      let search = try package["searchpath"].asFunction
    else { return nil }
    guard let found = try lua.call(search, [.string(name), package["path"]]).first?.asString else {
      return nil
    }
    return found.hasPrefix("/") ? found : (WorkingFolder.path ?? ".") + "/" + found
  }

  /// What a chunk that failed has loaded is loaded anew the next time: its names are gone.
  func forgetModules() {
    for name in modulesOfChunk { modules[name] = nil }
  }
}
