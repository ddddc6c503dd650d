import Graphs
import Scripting
import Signals
import Workspaces

/// `stdlib/patterns` and `stdlib/scores` in Lua's hands: patterns, and how they become notes. Loaded when first wanted.
struct PatternLibrary {
  let table: LuaTable
  let isPattern: LuaFunction
  let isFollowed: LuaFunction
  let followed: LuaFunction
  let pin: LuaFunction
  let patternOf: LuaFunction
  let text: LuaFunction
  let saved: LuaFunction
  let shownText: LuaFunction
  let chunkOf: LuaFunction
  let isAwaiting: LuaFunction
  let score: LuaFunction
  let held: LuaFunction
  let perform: LuaFunction
  let holdValues: LuaFunction
  let cutNames: LuaFunction
  let telling: LuaFunction
  let kept: LuaFunction
  let copied: LuaFunction
  let putBack: LuaFunction
  let isSmall: LuaFunction
  /// The callables of words by name.
  let words: LuaTable

  init(_ table: LuaTable) throws {
    self.table = table
    func function(_ name: String) throws -> LuaFunction {
      guard let function = try table[name].asFunction else {
        throw LuaError("stdlib/patterns has no \(name)")
      }
      return function
    }
    isPattern = try function("is_pattern")
    isFollowed = try function("is_followed")
    followed = try function("followed")
    pin = try function("pin")
    patternOf = try function("pattern_of")
    text = try function("text")
    saved = try function("saved")
    shownText = try function("shown_text")
    chunkOf = try function("chunk_of")
    isAwaiting = try function("is_awaiting")
    score = try function("score")
    held = try function("held")
    perform = try function("perform")
    holdValues = try function("hold_values")
    cutNames = try function("cut_names")
    telling = try function("telling")
    kept = try function("kept")
    copied = try function("copied")
    putBack = try function("put_back")
    isSmall = try function("is_small")
    guard let words = try table["words"].asTable else { throw LuaError("stdlib/patterns has no words") }
    self.words = words
  }
}

extension Session {
  /// The library, loaded on first use.
  func patternLibrary() throws -> PatternLibrary {
    if let library { return library }
    guard let folder = StandardLibrary.folder else { throw LuaError("the folder stdlib was not found") }
    let environment = try lua.makeTable()
    for (key, value) in try lua.globals.pairs() where key.asString != "_G" { try environment.set(key, value) }
    // The library marks patterns of its own, whose metatable is closed to patches.
    try environment.set(
      "rawset",
      .function(
        try lua.function("rawset") { arguments in
          try arguments[0].asTable?.set(arguments[1], arguments[2])
          return [arguments[0]]
        }))
    let table = try lua.makeTable()
    try table.set(
      "raise", .function(try lua.function("raise") { throw LuaError($0[0].asString ?? "a mistake") }))
    func run(_ path: String, _ arguments: [LuaValue]) throws -> [LuaValue] {
      let source = String(decoding: try AtomicFile.read("\(folder)/\(path)"), as: UTF8.self)
      return try lua.call(try lua.load(source, name: path, environment: environment, isOwn: true), arguments)
    }
    guard let files = try run("patterns/init.lua", []).first?.asTable else {
      throw LuaError("stdlib/patterns/init.lua is expected to return the names of its files")
    }
    for file in try items(files) {
      guard let file = file.asString else { continue }
      let path = file.hasSuffix(".lua") ? "patterns/\(file)" : "patterns/\(file).lua"
      _ = try run(path, [.table(table)])
    }
    for part in ["kept", "controls"] { _ = try run("scores/\(part).lua", [.table(table)]) }
    let native = LuaValue.table(try nativeFunctions())
    for part in ["notes", "holds", "cuts"] { _ = try run("scores/\(part).lua", [.table(table), native]) }
    let library = try PatternLibrary(table)
    self.library = library
    try definePatternWords(library)
    if let play = words["play"]?.value {
      let entry = try lua.makeTable()
      try entry.set("name", "play")
      try entry.set("call", play)
      try entry.set("transforms", true)
      try library.words.set("play", .table(entry))
    }
    return library
  }

  /// Loads the library for whoever tells of all words; where that fails, its words are not told.
  func loadPatterns() { if library == nil { _ = try? patternLibrary() } }

  /// Whether a value is a pattern.
  func isPattern(_ value: LuaValue) throws -> Bool {
    guard let library, case .table = value else { return false }
    return try lua.call(library.isPattern, [value]).first?.asBoolean ?? false
  }

  /// A pattern that a name holds, as it is where the name is read: what is built on it follows the name.
  func followedPattern(_ name: String) throws -> LuaValue {
    if let known = chunkPatterns[name] { return known }
    let library = try patternLibrary()
    let made = try lua.call(library.followed, [.string(name)]).first ?? .nil
    chunkPatterns[name] = made
    return made
  }

  /// What is bound to a name keeps the name's former meaning, and so does what this chunk built on it before.
  func pinPattern(_ name: String, _ former: LuaValue) throws {
    guard let made = chunkPatterns.removeValue(forKey: name), let library else { return }
    _ = try lua.call(library.pin, [made, former])
    scores.pinned()
  }

  /// What a bare name's pattern stands for.
  func unfollowed(_ value: LuaValue) throws -> LuaValue {
    guard let library, try lua.call(library.isFollowed, [value]).first?.asBoolean == true,
      let name = chunkPatterns.first(where: { $0.value == value })?.key,
      case .other(let box)? = workspace.names[name]
    else { return value }
    return (box as? LuaBox)?.value ?? value
  }

  /// Throws where patterns would hang on each other in a circle of names.
  func refusePatternCircle(_ name: String, _ pattern: LuaValue) throws {
    guard let table = pattern.asTable, let answer = try table["answer"].asFunction, let library,
      let rational = try library.table["rational"].asTable, let zero = try rational["zero"].asTable
    else { return }
    namesOnTheWay = [name]
    defer { namesOnTheWay = [] }
    do { try lua.call(answer, [.table(zero), .table(zero)]) } catch {
      throw LuaError(Self.withoutLibraryPlace(error.message))
    }
  }

  private func nativeFunctions() throws -> LuaTable {
    let table = try lua.makeTable()
    func native(_ name: String, _ body: @escaping (Session, LuaArguments) throws -> [LuaValue]) throws {
      let function = try lua.function(name) { [unowned self] arguments in
        do { return try body(self, arguments) } catch let error as SignalError {
          throw LuaError(error.message)
        }
      }
      try table.set(.string(name), .function(function))
    }
    try native("pattern_named") { session, arguments in
      [try session.patternNamed(arguments[0].asString ?? "")]
    }
    try native("seconds_per_cycle") { session, arguments in
      let tempo = session.workspace.tempo
      return [.number(tempo.secondsPerCycle(at: tempo.frame(at: arguments[0].asDouble ?? 0)))]
    }
    try native("is_signal_word") { session, arguments in
      [.boolean(arguments[0].asString.flatMap { session.words[$0]?.isMethod } ?? false)]
    }
    try native("is_signal") { _, arguments in [.boolean(arguments[0].asObject(SignalObject.self) != nil)] }
    try native("sample") { session, arguments in
      let object = try session.signalArgument(arguments, 0)
      let frame = Int(bounded: session.workspace.tempo.frame(at: arguments[1].asDouble ?? 0))
      let planes = try session.manager.samples(of: object.signal, frame..<frame + 1)
      return [.number(Double(planes[0][0]))]
    }
    try native("on") { session, arguments in [try session.on(arguments)] }
    try native("hold") { session, arguments in [.object(try session.held(arguments[0]))] }
    try native("kits") { session, _ in [try session.instruments("kits")] }
    try native("synths") { session, _ in [try session.instruments("synths")] }
    try native("instrument") { session, arguments in [try session.instrument(of: arguments)] }
    try native("too_low") { session, arguments in
      session.lowNotes.append((try session.scoreSource(arguments), arguments[1].asDouble ?? 0))
      return []
    }
    try native("known") { session, arguments in
      let source = try session.scoreSource(arguments)
      return [.boolean(source.voices[arguments[1].asString ?? ""] != nil)]
    }
    try native("voice") { session, arguments in
      try session.noteVoice(arguments)
      return []
    }
    try native("note") { session, arguments in
      try session.noteEvent(arguments)
      return []
    }
    try native("play") { session, arguments in
      guard let instrument = arguments[0].asFunction else {
        throw LuaError("a function from a note to a signal is expected; \(arguments[0].described) was given")
      }
      // Equal notes are one sound, so chance in an instrument is the note's own.
      return try session.lua.drawing(from: Session.seed(arguments[2].asString ?? "", 0)) {
        Array(try session.lua.call(instrument, [arguments[1]], within: Session.patience).prefix(1))
      }
    }
    try native("begin_reading") { session, arguments in
      [.integer(try session.beginReading(seed: arguments[0].asInteger ?? 0))]
    }
    try native("end_reading") { session, arguments in [try session.endReading(arguments[0].asInteger ?? 0)] }
    try native("holds") { session, arguments in
      [.boolean(try arguments[0].asTable.map { try session.readingHolds($0) } ?? true)]
    }
    try native("name_of") { session, arguments in
      [try session.name(ofHeld: arguments[0]).map(LuaValue.string) ?? .nil]
    }
    try native("awaited") { _, arguments in
      guard let word = arguments[0].asObject(AwaitingEither.self) else { return [] }
      return [.string(word.name)] + word.given
    }
    try native("source_of") { session, arguments in
      [arguments[0].asFunction.flatMap { session.lua.source(of: $0) }.map(LuaValue.string) ?? .nil]
    }
    try native("held_by") { session, arguments in
      guard let name = arguments[1].asString, case .other(let box)? = session.workspace.names[name] else {
        return [.nil]
      }
      try session.noteRead(name, by: session.scoreSource(arguments))
      return [(box as? LuaBox)?.value ?? .nil]
    }
    try native("code_of") { session, arguments in
      try arguments[0].asFunction.map { try session.lua.code(of: $0) } ?? []
    }
    try native("value") { session, arguments in
      let source = try session.scoreSource(arguments)
      let onset = session.frame(ofCycle: arguments[1])
      guard onset < source.wanted.upperBound, let value = arguments[2].asDouble else { return [] }
      guard Float(value).isFinite else { throw LuaError("hold: \(value) was given; no sample can hold it") }
      let event = ScoreEvents.Event(onset: onset, value: Float(value))
      if onset >= source.wanted.lowerBound {
        source.making.append(event)
      } else if source.valueBefore.map({ $0.onset <= onset }) ?? true {
        source.valueBefore = event
      }
      return []
    }
    try native("failed") { session, arguments in
      let source = try session.scoreSource(arguments)
      guard source.failures != nil else { return [.boolean(false)] }
      let fault = try session.fault(of: source, arguments[2].asString ?? "")
      source.failures?.append((session.frame(ofCycle: arguments[1]), fault.message))
      return [.boolean(true)]
    }
    return table
  }

  private func patternNamed(_ name: String) throws -> LuaValue {
    try noteRead(name)
    if let place = namesOnTheWay.firstIndex(of: name) {
      let round = (namesOnTheWay[place...] + [name]).joined(separator: " -> ")
      throw LuaError("\(round): these patterns would depend on each other in a circle")
    }
    guard case .other(let box)? = workspace.names[name], let value = (box as? LuaBox)?.value else {
      throw LuaError("\(name): a pattern is expected, as p\"bd sn\"; \(named(name)) was given")
    }
    guard try isPattern(value) else {
      throw LuaError("\(name): a pattern is expected, as p\"bd sn\"; \(value.described) was given")
    }
    if !namesOnTheWay.isEmpty, let table = value.asTable, let answer = try table["answer"].asFunction,
      let rational = try library?.table["rational"].asTable, let zero = try rational["zero"].asTable
    {
      // While a circle is looked for each name on the way is noted.
      namesOnTheWay.append(name)
      defer { namesOnTheWay.removeLast() }
      try lua.call(answer, [.table(zero), .table(zero)])
    }
    return value
  }

  func scoreSource(_ arguments: LuaArguments) throws -> ScoreSource {
    guard let number = try arguments[0].asTable?["number"].asInteger, let source = scores[number] else {
      throw LuaError("a score that is no longer there was asked")
    }
    return preparing?.table == arguments[0].asTable ? preparing ?? source : source
  }

  func frame(ofCycle value: LuaValue) -> Int {
    Int(bounded: workspace.tempo.frame(at: value.asDouble ?? 0))
  }
}
