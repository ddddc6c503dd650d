import Graphs
import Scripting
import Signals
import Workspaces

/// What `sig.key` and `sig:key(…)` mean.
extension Session {
  func field(of object: SignalObject, _ key: LuaValue) throws -> LuaValue {
    guard let name = key.asString else {
      throw LuaError(
        "a signal is not indexed by \(key.described); sig:get_temporal(from, to) gives its samples as buffers, and array{…} is a list of numbers that is indexed"
      )
    }
    switch name {
    case "uuid": return .string(manager.uuid(of: object.signal.id))
    case "type": return .string(manager.typeName(of: target(of: object)))
    default: break
    }
    if let word = words[name], word.isMethod { return word.value }
    let holders = parameters(named: name, below: object)
    if let only = holders.first, holders.count == 1 { return value(of: only) }
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
    try withExtendedLifetime(value) {
      let changed = try self.changed(holder, to: value)
      let opened = wordsChanged(by: holder.row, below: target)
      try bind(owner, manager.substituting([holder.row: changed.signal], in: target, opening: opened))
    }
  }

  /// The row of a parameter with another value for it.
  private func changed(_ holder: Holder, to value: LuaValue) throws -> SignalObject {
    let (row, parameter) = (holder.row, holder.parameter)
    var given = value
    if let glide = value.asObject(AwaitingGlide.self) {
      guard let present = argument(of: row, parameter.name), let declaration = declaration(of: row) else {
        throw LuaError("\(parameter.name): nothing was given, from which it could glide")
      }
      given = .object(try self.glide(glide, from: present, declaration.name, parameter))
    }
    guard let kind = manager.catalogue[manager[row].type], let place = kind.place(of: parameter.name) else {
      return try remade(row, parameter, given)
    }
    var arguments = manager[row].arguments
    arguments[place] = try argument(given, "\(kind.name).\(parameter.name)", parameter)
    return try withExtendedLifetime(given) { try make(kind, arguments) }
  }

  // MARK: Parameters below a name

  /// A row that has a parameter.
  struct Holder {
    let row: SignalID
    let parameter: any Parameter
  }

  private func target(of object: SignalObject) -> SignalID {
    manager.target(object.signal.id) ?? object.signal.id
  }

  /// The rows below a signal, not through other names, nearest first, each once; those that only a word made, inside
  /// what it is made of, come last.
  func rows(below object: SignalObject) -> [SignalID] {
    let seen = rowsSeen(below: object)
    let known = Set(seen)
    return seen + order(from: [target(of: object)]) { manager.references($0) }.filter { !known.contains($0) }
  }

  /// The rows below a signal that are not hidden inside a word: of a word, what it was given.
  func rowsSeen(below object: SignalObject) -> [SignalID] {
    order(from: [target(of: object)]) { row in manager.word(row)?.inputs ?? manager.references(row) }
  }

  private func parameters(named name: String, below object: SignalObject) -> [Holder] {
    let rows = object.owner == nil ? rowsSeen(below: object) : [object.signal.id]
    return rows.compactMap { row in
      declaration(of: row)?.parameters.first { $0.name == name }.map { Holder(row: row, parameter: $0) }
    }
  }

  private func value(of holder: Holder) -> LuaValue {
    switch argument(of: holder.row, holder.parameter.name) {
    case .number(let number)?:
      // What counts is a whole number in Lua too.
      holder.parameter.isCount
        ? Int(exactly: number).map(LuaValue.integer) ?? .number(number) : .number(number)
    case .numbers(let numbers)?:
      numbers.count == 1 ? .number(numbers[0]) : .object(SampleBuffer(numbers))
    case .text(let text)?: .string(text)
    case .flag(let flag)?: .boolean(flag)
    case .samples(let samples)?: .object(SampleBuffer(samples.planes[0]))
    case .signal(let id)?: .object(object(manager.signal(id)))
    case .signals(let ids)?: listValue(ids)
    case nil: .nil
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
      let type = manager.typeName(of: holder.row)
      counts[type, default: 0] += 1
      let number = counts[type] ?? 1
      let same = holders.count { manager.typeName(of: $0.row) == type }
      return "\(owner):find(\"\(type)\"\(same > 1 ? ", \(number)" : "")).\(name)"
    }
    return
      "\(holders.count) signals below \(owner) have a \(name); say which: \(choices.joined(separator: ", "))"
  }

  private func unknownField(_ name: String, _ object: SignalObject) -> String {
    var known = Set(words.values.filter(\.isMethod).map(\.name))
    for row in rowsSeen(below: object) {
      known.formUnion(declaration(of: row)?.parameters.map(\.name) ?? [])
    }
    let type = manager.typeName(of: target(of: object))
    let owners = names(below: object) { !parameters(named: name, below: $0).isEmpty }
    if let owner = owners.first {
      return
        "\(name) is no parameter of this \(type) itself, but of \(owners.joined(separator: ", ")), which it is made of: say \(owner).\(name)"
    }
    let hidden = rows(below: object).first { row in
      declaration(of: row)?.parameters.contains { $0.name == name } == true
    }
    let inside = hidden.map { row -> String in
      let path =
        "\(manager[object.signal.id].slotName ?? "sig"):find(\"\(manager.typeName(of: row))\").\(name)"
      return "; inside of what it is made of there is \(path)"
    }
    if type == SignalKind.scoreType
      || rows(below: object).contains(where: { manager[$0].type == SignalKind.scoreType }),
      hidden == nil, let knows = instrumentControls.first(where: { $0 == name })
    {
      let value =
        ["pan": "0.5", "gain": "-6", "legato": "1", "amp": "0.5", "speed": "2", "cut": "\"a\""][knows]
        ?? "500"
      return
        "\(knows) is no parameter of what a pattern plays: controls stand beside the instrument, as in pattern:on(synths.default, {\(knows) = \(value)}), or in the pattern, pattern:set{\(knows) = \(value)}"
    }
    if let foreign = ForeignNames.method(for: name) { return "\(name) \(foreign)" }
    if patternWordNames().contains(name) {
      return
        "\(name) is a word of patterns, and this is a signal: it stands before on or hold, as in p\"bd sn\":\(name)(…):on(kits.default)"
    }
    return "\(name) is neither a method of signals nor a parameter of this \(type)"
      + (inside ?? NearestNames.question(name, among: known))
  }

  /// The controls that instruments know.
  private var instrumentControls: Set<String> {
    var names: Set<String> = ["gain", "pan", "legato", "cut", "amp", "speed"]
    for table in (try? library?.table["declared"].asTable?.pairs().map(\.1)) ?? [] {
      names.formUnion((try? table.asTable?["controls"].asTable?.keys().compactMap(\.asString)) ?? [])
    }
    return names
  }

  /// The names on which a signal is built, nearest first, that `isWanted` says yes to.
  private func names(below object: SignalObject, _ isWanted: (SignalObject) -> Bool) -> [String] {
    var found: [String] = []
    var seen: Set<SignalID> = []
    var pending = [target(of: object)]
    var next = 0
    while next < pending.count {
      let row = pending[next]
      next += 1
      guard seen.insert(row).inserted else { continue }
      if let name = manager[row].slotName, workspace.slot(name)?.id == row,
        isWanted(SignalObject(manager.signal(row), self))
      {
        found.append(name)
      }
      pending.append(contentsOf: manager.word(row)?.inputs ?? manager.references(row))
    }
    return found
  }

  /// `sig:find(type, number)`: the numberth row of a type below a signal, nearest first.
  func find(_ arguments: LuaArguments) throws -> [LuaValue] {
    let object = try signalArgument(arguments, 0)
    guard let type = arguments[1].asString else {
      throw LuaError(
        "find: a kind's name is expected, as in bass:find(\"lowpass\"); \(arguments[1].described) was given")
    }
    let found = rows(below: object).filter { manager.typeName(of: $0) == type }
    let number = arguments[2].asInteger ?? 1
    guard number >= 1, number <= found.count else {
      let types = Set(rowsSeen(below: object).map { manager.typeName(of: $0) })
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
    if try isPattern(arguments[place]) {
      throw LuaError(
        "\(arguments.name): a signal is expected; a pattern was given, of which :on(synths.default) makes sounds and :hold() a control"
      )
    }
    throw LuaError(
      "\(arguments.name): a signal is expected; \(uncalled(arguments[place]) ?? "\(arguments[place].described) was given")"
    )
  }
}

extension Parameter {
  fileprivate var isCount: Bool {
    guard case .number(_, let quantity) = form else { return false }
    return quantity == .count || quantity == .frames
  }
}
