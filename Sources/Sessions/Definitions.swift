import Scripting
import Signals

/// How words come into being.
extension Session {
  func defineWords() throws {
    try defineKinds()
    try defineAnswers()
    try definePlots()
    try defineResponses()
    try defineTimelines()
    try defineScope()
    try defineKnobs()
    try defineMeasures()
    try defineDesigns()
    try defineNumbers()
    try definePlaying()
    try defineTempo()
    try defineTransport()
    try defineInstruments()
    try defineMaster()
    try defineHistory()
    try defineChanges()
    try defineFiles()
    try defineRecording()
    try defineInput()
    try defineRendering()
    try defineWorkspaces()
    try defineRecovery()
    try defineSamples()
    try defineHelp()
    defineLessons()
    try defineHomework()
    try defineExplaining()
    try defineFinding()
    try defineLuaWords()
    define(
      "manager", "manager",
      "The signal table and the cache: get_signal, signals, dependents, stats, events, save, load.",
      "manager:stats()", .object(ManagerObject(self)), family: .looking, isMethod: false)
  }

  func define(
    _ name: String, _ family: Family, _ signature: String, _ doc: String, example: String = "",
    isMethod: Bool = false,
    _ body: @escaping (Session, LuaArguments) throws -> [LuaValue]
  ) throws {
    let arity = Arity(signature)
    let value = try lua.function(name) { [unowned self] arguments in
      try arity.check(arguments)
      do {
        let results = try body(self, arguments)
        if family == .looking {
          // Lua holds what it gives: it must not hold Lua.
          let values = arguments.values
          note(results) { [unowned self] in
            try body(self, LuaArguments(state: lua, name: name, values: values))
          }
        }
        return results
      } catch let error as SignalError { throw LuaError(error.message) }
    }
    define(name, signature, doc, example, .function(value), family: family, isMethod: isMethod)
  }

  /// Of what was looked at, how to look again.
  private func note(_ results: [LuaValue], _ remade: @escaping () throws -> [LuaValue]) {
    for value in results {
      guard let sight = value.asObject(Plot.self)?.sight, sight.file == nil, sight.remade == nil else {
        continue
      }
      sight.remade = remade
    }
  }

  func define(_ declaration: any Declaration, _ value: LuaFunction) {
    define(
      declaration.name, declaration.signature, declaration.doc, declaration.example, .function(value),
      family: declaration.family, declaration: declaration, isMethod: declaration.isMethod)
  }

  func define(
    _ name: String, _ signature: String, _ doc: String, _ example: String, _ value: LuaValue,
    family: Family, declaration: (any Declaration)? = nil, isMethod: Bool
  ) {
    words[name] = Word(
      name: name, signature: signature, family: family, doc: doc, example: example, value: value,
      declaration: declaration, isMethod: isMethod)
  }

  /// The words' names, sorted: for completion and for tests.
  package var wordNames: [String] { words.keys.sorted() }
}
