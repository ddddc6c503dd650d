import Graphs
import Scripting
import Signals
import Workspaces

/// A global that Lua keeps: a number, a function, a table.
class LuaBox: PlainValue {
  let value: LuaValue
  init(_ value: LuaValue) { self.value = value }

  func isEqual(to other: AnyObject) -> Bool {
    switch (value, (other as? LuaBox)?.value) {
    case (.boolean(let a), .boolean(let b)?): a == b
    case (.integer(let a), .integer(let b)?): a == b
    // 0 and -0 are not one, nor is 3.0 the integer 3: both are told otherwise.
    case (.number(let a), .number(let b)?): a.bitPattern == b.bitPattern
    case (.string(let a), .string(let b)?): a.utf8.elementsEqual(b.utf8)
    default: false
    }
  }
}

/// A reference that does not keep its object alive.
struct WeakObject {
  weak var object: SignalObject?
  init(_ object: SignalObject) { self.object = object }
}

/// Globals: names that what plays follows when they are bound again.
extension Session {
  /// What a global means where it is read.
  func read(_ key: LuaValue) throws -> LuaValue? {
    guard let name = key.asString else { return nil }
    noteFunctionRead(name)
    if !isHidden(name), let value = workspace.names[name] {
      try noteRead(name)
      switch value {
      case .signal:
        guard let slot = workspace.slot(name) else { return nil }
        namesRead.insert(name)
        if !conditions.isEmpty { try refuseCondition(name) }
        return .object(object(slot))
      case .other(let box):
        let value = (box as? LuaBox)?.value ?? .nil
        if value.asTable != nil { valuesRead.insert(name) }
        let isRead = try preparing == nil && isPattern(value)
        return isRead ? try followedPattern(name) : value
      }
    }
    if name == "_" { return lastValue }
    if isRecovering, Self.silentWhileRecovering.contains(name) {
      return try lua.call(lua.load("return function() end", name: "neap", environment: nil), []).first
    }
    if library == nil, patternWordNames().contains(name) { _ = try patternLibrary() }
    if let word = words[name] { return word.value }
    if let own = standardNames[name] { return own }
    if let word = ForeignNames.word(for: name) { throw LuaError("\(name) \(word)") }
    if let reason = AbsentNames.reason(name) { throw LuaError(reason) }
    let own = workspace.names.keys.filter { !isHidden($0) }
    let known = own + Set(words.keys).union(patternWordNames()) + Array(standardNames.keys)
    throw LuaError("\(name) is not bound\(NearestNames.question(name, among: known, own: Set(own)))")
  }

  /// Binds a global.
  func write(_ key: LuaValue, _ value: LuaValue) throws {
    guard let name = key.asString else {
      throw LuaError("a global's name is expected; \(key.described) was given")
    }
    if words[name] != nil || patternWordNames().contains(name) {
      throw LuaError(
        "\(name) is a word of Neap's and keeps its meaning; choose another name, as in my_\(name) = …")
    }
    if standardNames[name] != nil {
      throw LuaError(
        "\(name) is a word of Lua's and keeps its meaning; choose another name, as in my_\(name) = …")
    }
    notePlace(of: name)
    if let object = value.asObject(SignalObject.self) {
      try bind(name, object.signal)
    } else if let awaiting = value.asObject(AwaitingGlide.self) {
      throw LuaError(awaiting.complaint)
    } else if let number = value.asDouble, let knob = knob(name) {
      try setKnob(knob, to: number)
    } else {
      try bindOther(name, value)
    }
  }

  /// Binds a name to a signal; what it was before is kept by what read it earlier in this chunk.
  func bind(_ name: String, _ signal: Signal) throws {
    noteBinding(name)
    guard !manager.isOpen(signal.id) else {
      throw LuaError(
        "\(name): \(SignalManager.openComplaint); return it instead"
      )
    }
    var target = signal
    if let slot = workspace.slot(name), case .signal(let former)? = workspace.names[name] {
      target = manager.substituting([slot.id: former], in: target.id)
    }
    // A bare name binds what that name is now.
    while let bare = manager.target(target.id) { target = manager.signal(bare) }
    target = inSoundTime(seeded(target, name), name)
    if let slot = workspace.slot(name), case .signal(let former)? = workspace.names[name],
      namesRead.contains(name)
    {
      // A circle is refused before anything is rewritten.
      try workspace.refuseCircle(slot, target)
      keepFormer(slot.id, former, except: name)
    }
    try workspace.bind(name, .signal(target))
  }

  func bindOther(_ name: String, _ given: LuaValue) throws {
    noteBinding(name)
    let value = try unfollowed(given)
    if case .other(let box)? = workspace.names[name], let former = (box as? LuaBox)?.value {
      try pinPattern(name, former)
    }
    if try isPattern(value) { try refusePatternCircle(name, value) }
    let users = workspace.users(of: name)
    if !users.isEmpty {
      if let number = value.asDouble, number.isFinite {
        return try bind(name, manager.signal(SignalData(type: "constant", arguments: [.number(number)])))
      }
      throw LuaError(
        "\(name) is used by \(users.joined(separator: ", ")): a signal or a number is expected; \(value.described) was given"
      )
    }
    let isPlaying =
      workspace.slot(name).map { slot in workspace.playing.contains { $0.signal.id == slot.id } } ?? false
    if isPlaying {
      throw LuaError(
        "\(name) plays: a signal is expected; \(value.described) was given (stop(\(name)) ends it)")
    }
    if let slot = workspace.slot(name), case .signal(let former)? = workspace.names[name],
      namesRead.contains(name)
    {
      keepFormer(slot.id, former, except: name)
    }
    try workspace.bind(name, value.isNil ? nil : .other(LuaBox(value)))
  }

  /// However it is bound: typed, by a field, out of the history.
  private func noteBinding(_ name: String) {
    namesBound.insert(name)
    bindings += 1
  }

  /// Makes what this chunk built on a name so far keep the name's former value.
  private func keepFormer(_ slot: SignalID, _ former: Signal, except name: String) {
    let near = manager.nearDependents(of: slot)
    func rewritten(_ id: SignalID) -> Signal? {
      id == slot ? former : near.contains(id) ? manager.substituting([slot: former], in: id) : nil
    }
    chunkObjects.removeAll { $0.object == nil }
    for weak in chunkObjects {
      if let object = weak.object, let signal = rewritten(object.signal.id) { object.signal = signal }
    }
    for other in namesBound where other != name {
      if case .signal(let signal)? = workspace.names[other], let signal = rewritten(signal.id) {
        workspace.rebind(other, to: signal)
      }
    }
    workspace.rewriteMixer(marks.mixed) { rewritten($0) }
    workspace.setPlaying(
      workspace.playing.map { item in
        guard item.isNew(in: self), !manager.isSlot(item.signal.id), let signal = rewritten(item.signal.id)
        else { return item }
        return Workspace.Playing(label: item.label, signal: signal, start: item.start)
      })
  }

  /// A name that a sound with a start of its own plays has that sound's time: frames that this chunk noted are the
  /// clock's, and are counted from the start.
  private func inSoundTime(_ signal: Signal, _ name: String) -> Signal {
    let frames = notedFrames
    guard !frames.isEmpty, let slot = workspace.slot(name) else { return signal }
    let dependents = Set(manager.dependents(of: slot.id)).union([slot.id])
    // A followed file's sounds stand apart while it is evaluated, and those that it asks for have no start yet.
    let sounds = following.map { $0.former + workspace.playing.filter { !labelsAdded.contains($0.label) } }
    let starts = Set((sounds ?? workspace.playing).filter { dependents.contains($0.signal.id) }.map(\.start))
    guard let start = starts.first, starts.count == 1, start != 0 else { return signal }
    var replacements: [SignalID: Signal] = [:]
    for row in rows(below: object(signal)) {
      guard let frame = manager.frame(of: row), frames.contains(frame) else { continue }
      let data = manager[row]
      guard let place = manager.catalogue[data.type]?.place(of: "frame") else { continue }
      var arguments = data.arguments
      arguments[place] = .number(Double(frame - start))
      replacements[row] = manager.signal(SignalData(type: data.type, arguments: arguments))
    }
    return replacements.isEmpty ? signal : manager.substituting(replacements, in: signal.id)
  }

  /// Throws where a name that a file brings could not be bound by hand.
  func checkName(_ name: String) throws {
    if isIdentifier(name), words[name] == nil, standardNames[name] == nil, name != "_" { return }
    throw LuaError("it binds \"\(name)\", which cannot be a name")
  }

  func isIdentifier(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.first.map { !(48...57).contains($0) } == true
      && name.utf8.allSatisfy {
        (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 95
      }
  }

  /// Who uses a name, where a row at fault stands: the nearest name or sound above that row.
  func user(of name: String?, at id: SignalID) -> String {
    let above = [id] + manager.dependents(of: id)
    let names = above.compactMap { manager[$0].slotName }.filter { $0 != name && workspace.names[$0] != nil }
    let sounds = workspace.playing.filter { above.contains($0.signal.id) }.map(\.label)
    let mixing = workspace.mixerUsers { above.contains($0) }
    return (names.sorted().first ?? sounds.first { $0 != name } ?? mixing.first).map {
      "\($0), which uses it"
    }
      ?? "what was made of it"
  }

  // MARK: Seeds

  /// `signal` with what was made without a seed given one, from the name and the order below it.
  func seeded(_ signal: Signal, _ name: String) -> Signal {
    if unseeded.isEmpty { return signal }
    var replacements: [SignalID: Signal] = [:]
    var seen: Set<SignalID> = []
    var pending = [signal.id]
    while let next = pending.popLast() {
      guard !manager.isSlot(next), seen.insert(next).inserted else { continue }
      if unseeded.contains(next), let place = manager.catalogue[manager[next].type]?.place(of: "seed") {
        var arguments = manager[next].arguments
        arguments[place] = .number(Double(Session.seed(name, replacements.count)))
        replacements[next] = manager.signal(SignalData(type: manager[next].type, arguments: arguments))
      }
      pending.append(contentsOf: manager.references(next).reversed())
    }
    return replacements.isEmpty ? signal : manager.substituting(replacements, in: signal.id)
  }

  /// FNV-1a (Fowler, Noll, Vo, 1991) of a name and a number, in 31 bits.
  static func seed(_ name: String, _ number: Int) -> Int {
    var hash: UInt32 = 2_166_136_261
    for byte in Array(name.utf8) + Array("#\(number)".utf8) { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return Int(hash >> 1)
  }
}

extension Workspace.Playing {
  /// Whether it was added by the chunk that runs.
  fileprivate func isNew(in session: Session) -> Bool { session.labelsAdded.contains(label) }
}
