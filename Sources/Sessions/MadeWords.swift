import Graphs
import Scripting
import Signals

/// Words that are made of others: what they were given stays with what they made, so that their parameters are read and
/// set as a kind's are.
extension Session {
  /// What a word answered, remembering the word and what it was given. What no row can hold, as a function, is not
  /// remembered, and neither then is the word.
  func remembering(_ word: LuaWord, _ given: [String: Argument], _ answer: LuaValue) -> LuaValue {
    guard let object = answer.asObject(SignalObject.self) else { return answer }
    let row = WordRow(name: word.name, made: object.signal.id, given: given)
    return withExtendedLifetime(object) { .object(self.object(manager.signal(row.data))) }
  }

  /// What declares the parameters of a row: its kind, or the word that made it.
  func declaration(of row: SignalID) -> (any Declaration)? {
    if let made = manager.word(row) { return words[made.name]?.declaration as? LuaWord }
    return manager.catalogue[manager[row].type]
  }

  /// What was given for a row's parameter; nil where nothing was.
  func argument(of row: SignalID, _ parameter: String) -> Argument? {
    if let made = manager.word(row) { return made.given[parameter] }
    guard let place = manager.catalogue[manager[row].type]?.place(of: parameter) else { return nil }
    return manager[row].arguments[place]
  }

  /// The word of a row made anew with another value for one parameter: what it answers now.
  func remade(_ row: SignalID, _ parameter: any Parameter, _ value: LuaValue) throws -> SignalObject {
    guard let made = manager.word(row), let word = words[made.name]?.declaration as? LuaWord else {
      throw LuaError("\(manager.typeName(of: row)) is no word of Neap's any more")
    }
    let values = try word.parameters.map { declared -> LuaValue? in
      if declared.name == parameter.name { return value.isNil ? nil : value }
      return try made.given[declared.name].map { try self.value(given: $0) }
    }
    let outer = loopDepth
    loopDepth = max(outer, manager.depth(inside: row))
    defer { loopDepth = outer }
    guard let object = try call(word, values).asObject(SignalObject.self) else {
      throw LuaError("\(word.name): a signal was expected of it")
    }
    keepSeeds(of: row, in: object)
    return object
  }

  /// A parameter's value as a word written in Lua takes it.
  private func value(given argument: Argument) throws -> LuaValue {
    switch argument {
    case .number(let number): .number(number)
    case .numbers(let numbers): .table(try table(numbers))
    case .text(let text): .string(text)
    case .flag(let flag): .boolean(flag)
    case .samples(let samples):
      samples.channels == 1
        ? .object(SampleBuffer(samples.planes[0]))
        : .table(try list(samples.planes.map { .object(SampleBuffer($0)) }))
    case .signal(let id): .object(object(manager.signal(id)))
    case .signals(let ids): .table(try list(ids.map { .object(object(manager.signal($0))) }))
    }
  }

  func list(_ values: [LuaValue]) throws -> LuaTable {
    let table = try lua.makeTable()
    for (place, value) in values.enumerated() { try table.set(.integer(place + 1), value) }
    return table
  }

  /// What a word seeds itself goes on with the seeds it had: an edit of its level is not another noise.
  private func keepSeeds(of row: SignalID, in object: SignalObject) {
    let former = seededRows(below: row)
    let present = seededRows(below: object.signal.id).filter { unseeded.contains($0) }
    guard former.count == present.count, !present.isEmpty else { return }
    var replacements: [SignalID: Signal] = [:]
    for (new, old) in zip(present, former) where manager[new].type == manager[old].type {
      replacements[new] = manager.signal(old)
    }
    object.signal = manager.substituting(replacements, in: object.signal.id)
  }

  /// What has a seed below what a word made, but for what it was given.
  private func seededRows(below row: SignalID) -> [SignalID] {
    guard let made = manager.word(row) else { return [] }
    let outside = reached(made.inputs)
    return order(from: [made.made]) { manager.references($0) }
      .filter { !outside.contains($0) && manager.catalogue[manager[$0].type]?.place(of: "seed") != nil }
  }

  // MARK: What lies below

  /// The rows from `roots` down, not through names, nearest first; each once.
  func order(from roots: [SignalID], _ below: (SignalID) -> [SignalID]) -> [SignalID] {
    var seen: Set<SignalID> = []
    var order: [SignalID] = []
    var pending = roots
    var next = 0
    while next < pending.count {
      let row = pending[next]
      next += 1
      guard !manager.isSlot(row), seen.insert(row).inserted else { continue }
      order.append(row)
      pending.append(contentsOf: below(row))
    }
    return order
  }

  private func reached(_ roots: [SignalID]) -> Set<SignalID> {
    Set(order(from: roots) { manager.references($0) })
  }

  /// The words below `root` inside which a row lies that they were not given: changed there, they are no longer what
  /// they say.
  func wordsChanged(by row: SignalID, below root: SignalID) -> Set<SignalID> {
    let words = order(from: [root]) { manager.references($0) }.filter { manager.word($0) != nil && $0 != row }
    return Set(
      words.filter { word in
        guard let made = manager.word(word) else { return false }
        return reached([made.made]).contains(row) && !reached(made.inputs).contains(row)
      })
  }
}
