import Graphs
import Scripting
import Signals
import Workspaces

/// What `sig.key` and `sig:key(…)` mean.
extension Session {
  func field(of object: SignalObject, _ key: LuaValue) throws -> LuaValue {
    guard let name = key.asString else {
      throw LuaError(
        "a signal is not indexed by \(key.described); sig:get_temporal(from, to) gives its samples as buffers"
      )
    }
    switch name {
    case "uuid": return .string(manager.uuid(of: object.signal.id))
    case "type": return .string(manager[target(of: object)].type)
    default: break
    }
    if let word = words[name], word.isMethod { return word.value }
    let holders = parameters(named: name, below: object)
    if let only = holders.first, holders.count == 1 { return value(of: only.row, only.place) }
    if holders.count > 1 { throw LuaError(several(name, holders, object)) }
    throw LuaError(unknownField(name, object))
  }

  func setField(of object: SignalObject, _ key: LuaValue, _ value: LuaValue) throws {
    guard let name = key.asString else { throw LuaError("a signal is not indexed by \(key.described)") }
    if name == "uuid" || name == "type" {
      throw LuaError("\(name) cannot be set: it follows from what the signal is")
    }
    let holders = parameters(named: name, below: object)
    guard let holder = holders.first else { throw LuaError(unknownField(name, object)) }
    if holders.count > 1 { throw LuaError(several(name, holders, object)) }
    guard let owner = object.owner ?? manager[object.signal.id].slotName, let slot = workspace.slot(owner),
      let target = manager.target(slot.id)
    else {
      throw LuaError(
        "\(name) can be set on a signal that has a name: bind it first, as in lead = … and then lead.\(name) = …"
      )
    }
    let data = manager[holder.row]
    guard let kind = manager.catalogue[data.type] else { return }
    let parameter = kind.parameters[holder.place]
    var arguments = data.arguments
    var given = value
    if let glide = value.asObject(AwaitingGlide.self) {
      given = .object(try self.glide(glide, from: arguments[holder.place], kind, parameter))
    }
    arguments[holder.place] = try argument(given, "\(data.type).\(name)", parameter)
    let changed = try withExtendedLifetime(given) { try make(kind, arguments) }
    try bind(owner, manager.substituting([holder.row: changed.signal], in: target))
  }

  // MARK: Parameters below a name

  /// A row that has the parameter, and the parameter's place in it.
  struct Holder {
    let row: SignalID
    let place: Int
  }

  private func target(of object: SignalObject) -> SignalID {
    manager.target(object.signal.id) ?? object.signal.id
  }

  /// The rows below a signal, not through other names, nearest first; each once.
  func rows(below object: SignalObject) -> [SignalID] {
    var seen: Set<SignalID> = []
    var order: [SignalID] = []
    var pending = [target(of: object)]
    while !pending.isEmpty {
      let next = pending.removeFirst()
      guard !manager.isSlot(next), seen.insert(next).inserted else { continue }
      order.append(next)
      pending.append(contentsOf: manager.references(next))
    }
    return order
  }

  private func parameters(named name: String, below object: SignalObject) -> [Holder] {
    let rows = object.owner == nil ? rows(below: object) : [object.signal.id]
    return rows.compactMap { row in
      manager.catalogue[manager[row].type]?.place(of: name).map { Holder(row: row, place: $0) }
    }
  }

  private func isCount(_ row: SignalID, _ place: Int) -> Bool {
    guard let kind = manager.catalogue[manager[row].type],
      case .number(_, let quantity) = kind.parameters[place].form
    else { return false }
    return quantity == .count || quantity == .frames
  }

  private func value(of row: SignalID, _ place: Int) -> LuaValue {
    switch manager[row].arguments[place] {
    case .number(let number):
      // What counts is a whole number in Lua too.
      isCount(row, place) ? Int(exactly: number).map(LuaValue.integer) ?? .number(number) : .number(number)
    case .numbers(let numbers):
      numbers.count == 1 ? .number(numbers[0]) : .object(SampleBuffer(numbers.map(Float.init)))
    case .text(let text): .string(text)
    case .flag(let flag): .boolean(flag)
    case .samples(let samples): .object(SampleBuffer(samples.planes[0]))
    case .signal(let id): .object(object(manager.signal(id)))
    case .signals(let ids): listValue(ids)
    }
  }

  private func listValue(_ ids: [SignalID]) -> LuaValue {
    guard let table = try? lua.makeTable() else { return .nil }
    for (index, id) in ids.enumerated() {
      try? table.set(.integer(index + 1), .object(object(manager.signal(id))))
    }
    return .table(table)
  }

  /// What to type where several rows have the parameter.
  private func several(_ name: String, _ holders: [Holder], _ object: SignalObject) -> String {
    let owner = manager[object.signal.id].slotName ?? "sig"
    var counts: [String: Int] = [:]
    let choices = holders.map { holder -> String in
      let type = manager[holder.row].type
      counts[type, default: 0] += 1
      let number = counts[type] ?? 1
      let same = holders.count { manager[$0.row].type == type }
      return "\(owner):find(\"\(type)\"\(same > 1 ? ", \(number)" : "")).\(name)"
    }
    return
      "\(holders.count) signals below \(owner) have a \(name); say which: \(choices.joined(separator: ", "))"
  }

  private func unknownField(_ name: String, _ object: SignalObject) -> String {
    var known = Set(words.values.filter(\.isMethod).map(\.name))
    for row in rows(below: object) {
      known.formUnion(manager.catalogue[manager[row].type]?.parameters.map(\.name) ?? [])
    }
    let type = manager[target(of: object)].type
    return
      "\(name) is neither a method of signals nor a parameter of this \(type)\(NearestNames.question(name, among: known))"
  }

  /// `sig:find(type, number)`: the numberth row of a type below a signal, nearest first.
  func find(_ arguments: LuaArguments) throws -> [LuaValue] {
    let object = try signalArgument(arguments, 0)
    guard let type = arguments[1].asString else {
      throw LuaError(
        "find: a kind's name is expected, as in bass:find(\"lowpass\"); \(arguments[1].described) was given")
    }
    let found = rows(below: object).filter { manager[$0].type == type }
    let number = arguments[2].asInteger ?? 1
    guard number >= 1, number <= found.count else {
      let types = Set(rows(below: object).map { manager[$0].type })
      throw LuaError(
        found.isEmpty
          ? "find: no \(type) below this signal, only \(types.sorted().joined(separator: ", "))"
          : "find: \(found.count) of \(type) stand below this signal; number \(number) was asked for")
    }
    let owner = object.owner ?? manager[object.signal.id].slotName
    return [.object(self.object(manager.signal(found[number - 1]), owner: owner))]
  }

  /// A signal among a call's arguments, or a sentence.
  func signalArgument(_ arguments: LuaArguments, _ place: Int) throws -> SignalObject {
    if let object = arguments[place].asObject(SignalObject.self) { return object }
    if place == 0, arguments.count == 0 {
      throw LuaError(
        "\(arguments.name): a signal is expected; nothing was given (methods are called with a colon: sig:\(arguments.name)(…))"
      )
    }
    throw LuaError("\(arguments.name): a signal is expected; \(arguments[place].described) was given")
  }
}
