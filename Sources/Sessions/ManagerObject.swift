import Graphs
import Scripting
import Signals
import Workspaces

/// `manager`, as Lua sees it.
final class ManagerObject: LuaObject {
  unowned let session: Session

  init(_ session: Session) { self.session = session }

  static let luaType = LuaType(
    "manager", of: ManagerObject.self,
    index: { object, key, state in try object.session.managerField(key, state) },
    describe: { object, _ in
      let statistics = object.session.manager.cache.statistics
      return
        "manager: \(object.session.manager.count) signals, \(statistics.blocks) blocks kept in \(statistics.bytes >> 10) KiB"
    })
}

extension Session {
  static let managerMethods = ["get_signal", "signals", "dependents", "stats", "events", "save", "load"]

  fileprivate func managerField(_ key: LuaValue, _ state: LuaState) throws -> LuaValue {
    guard let name = key.asString, Self.managerMethods.contains(name) else {
      let given = key.asString ?? key.described
      throw LuaError(
        "manager has no \(given), only \(Self.managerMethods.joined(separator: ", "))\(NearestNames.question(given, among: Self.managerMethods))"
      )
    }
    if let made = managerFunctions[name] { return made }
    let function = LuaValue.function(
      try lua.function(name) { [unowned self] arguments in
        guard arguments[0].asObject(ManagerObject.self) != nil else {
          throw LuaError("manager: call it with a colon, as in manager:\(name)()")
        }
        do { return try managerCall(name, arguments) } catch let error as SignalError {
          throw LuaError(error.message)
        }
      })
    managerFunctions[name] = function
    return function
  }

  private func managerCall(_ name: String, _ arguments: LuaArguments) throws -> [LuaValue] {
    switch name {
    case "get_signal":
      guard let uuid = arguments[1].asString else {
        throw LuaError("get_signal: a uuid is expected; \(arguments[1].described) was given")
      }
      guard let signal = workspace.signal(uuid: uuid) else {
        throw LuaError("get_signal: no signal has the uuid \(uuid)")
      }
      return [.object(object(signal))]
    case "signals":
      var ids: Set<SignalID> = []
      var pending =
        workspace.names.keys.compactMap { workspace.slot($0)?.id } + workspace.playing.map(\.signal.id)
        + workspace.held.map(\.id)
      while let next = pending.popLast() {
        if ids.insert(next).inserted { pending.append(contentsOf: manager.references(next)) }
      }
      return [try listOf(ids.sorted().filter { !manager.isSlot($0) })]
    case "dependents":
      let object = try signalArgument(arguments, 1)
      return [try listOf(manager.dependents(of: object.signal.id).filter { !manager.isSlot($0) })]
    case "stats": return [try statistics(arguments[1])]
    case "events": return [try events()]
    case "save":
      try save(to: try path(arguments[1], name), withSteps: false)
      return []
    default:
      try restore(try path(arguments[1], name))
      return []
    }
  }

  private func path(_ value: LuaValue, _ name: String) throws -> String {
    guard let path = value.asString, !path.isEmpty else {
      throw LuaError(
        "\(name): a file's name is expected, as in manager:\(name)(\"song.neap\"); \(value.described) was given"
      )
    }
    return path
  }

  private func listOf(_ ids: [SignalID]) throws -> LuaValue {
    let table = try lua.makeTable()
    for (index, id) in ids.enumerated() {
      try table.set(.integer(index + 1), .object(object(manager.signal(id))))
    }
    return .table(table)
  }

  private func statistics(_ value: LuaValue) throws -> LuaValue {
    var statistics = manager.cache.statistics
    if let object = value.asObject(SignalObject.self) {
      statistics = manager.cache.statistics(of: try manager.version(of: object.signal.id).id)
    }
    let table = try lua.makeTable()
    for (key, number) in [
      ("hits", statistics.hits), ("misses", statistics.misses), ("bytes", statistics.bytes),
      ("blocks", statistics.blocks),
    ] { try table.set(.string(key), .integer(number)) }
    return .table(table)
  }

  private func events() throws -> LuaValue {
    let list = try lua.makeTable()
    for (index, entry) in manager.log.drain().enumerated() {
      let item = try lua.makeTable()
      try item.set("event", .string(entry.event.rawValue))
      try item.set("type", .string(entry.kind))
      try item.set("blocks", .integer(entry.blocks))
      if let row = manager.row(ofVersion: entry.version) {
        try item.set("signal", .object(object(manager.signal(row))))
      }
      try list.set(.integer(index + 1), .table(item))
    }
    return .table(list)
  }
}
