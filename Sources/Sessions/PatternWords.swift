import Graphs
import Scripting
import Signals
import Workspaces

/// The words of patterns. One that means something for signals too acts by what it is given.
extension Session {
  /// The names of the words that the library will bring, known without loading it.
  func patternWordNames() -> Set<String> {
    if let known = patternNames { return known }
    var names: Set<String> = []
    if let folder = StandardLibrary.folder,
      let bytes = try? AtomicFile.read("\(folder)/patterns/names.txt")
    {
      names = Set(
        String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace).map(String.init))
    }
    patternNames = names
    return names
  }

  func definePatternWords(_ library: PatternLibrary) throws {
    for (key, value) in try library.words.pairs() {
      guard let name = key.asString, let table = value.asTable else { continue }
      let call = try table["call"]
      let doc = try table["doc"].asString ?? ""
      let example = try table["example"].asString ?? ""
      let declaration = PatternDeclaration(
        name: name, doc: doc, example: example, source: try table["source"].asString ?? "",
        parameters: try patternParameters(table))
      guard let former = words[name] else {
        words[name] = Word(
          name: name, signature: try table["signature"].asString ?? declaration.signature, family: .patterns,
          doc: doc, example: example, value: call, declaration: declaration, isMethod: false)
        continue
      }
      guard let function = call.asFunction else { continue }
      words[name] = Word(
        name: name, signature: former.signature, family: former.family,
        doc: former.doc + " Of a pattern: " + doc, example: former.example,
        value: .function(try choosing(name, former.value, function)), declaration: former.declaration,
        isMethod: former.isMethod)
      try namePatternCallable(library, words[name]?.value ?? .nil, name)
    }
  }

  /// The library knows a word by its callable.
  private func namePatternCallable(_ library: PatternLibrary, _ value: LuaValue, _ name: String) throws {
    try library.table["names"].asTable?.set(value, .string(name))
  }

  private func patternParameters(_ table: LuaTable) throws -> [any Parameter] {
    guard let list = try table["parameters"].asTable else { return [] }
    return try items(list).compactMap { item -> (any Parameter)? in
      guard let entry = item.asTable, let name = try entry["name"].asString else { return nil }
      let what = try entry["what"].asString ?? "a value"
      return PatternParameter(
        name: name, doc: try entry["doc"].asString ?? "", what: what,
        isOptional: try entry["optional"].isTrue || !entry["default"].isNil)
    }
  }

  /// A word of signals and of patterns: by its first argument; where neither is there yet, it awaits either.
  private func choosing(_ name: String, _ signals: LuaValue, _ patterns: LuaFunction) throws -> LuaFunction {
    try lua.function(name) { [unowned self] arguments in
      guard let function = signals.asFunction else { return try lua.call(patterns, arguments.values) }
      for value in arguments.values.prefix(1) where try isPattern(value) {
        return try lua.call(patterns, arguments.values)
      }
      let isAboutSignals = try arguments.values.contains { value in
        if value.asObject(SignalObject.self) != nil { return true }
        guard let table = value.asTable, try !isPattern(value) else { return false }
        return try items(table).contains { $0.asObject(SignalObject.self) != nil }
      }
      if !isAboutSignals, let awaiting = try? lua.call(patterns, arguments.values).first, !awaiting.isNil {
        let made = try? lua.call(function, arguments.values)
        if let made, made.first?.asDouble != nil || made.first?.asObject(SignalObject.self) != nil {
          return made
        }
        return [.object(AwaitingEither(name, signal: function, pattern: awaiting, arguments.values, self))]
      }
      return try lua.call(function, arguments.values)
    }
  }
}

/// A word of patterns, for help and the reference.
struct PatternDeclaration: Declaration {
  let name: String
  var family: Family { .patterns }
  let doc: String
  let example: String
  let source: String
  let parameters: [any Parameter]
}

/// What a word of patterns takes, in its own words.
struct PatternParameter: Parameter {
  let name: String
  let doc: String
  let what: String
  let isOptional: Bool
  var standard: Argument? { isOptional ? .text("") : nil }
  var form: ParameterForm { .any }
  func value(_ argument: Resolved, _ rate: Int, _ inputs: inout [StreamInput]) throws(SignalError) {}
}

/// A word of signals and patterns, called without either: awaits it.
final class AwaitingEither: LuaObject {
  let name: String
  let signal: LuaFunction
  private let pattern: LuaValue
  let given: [LuaValue]
  private unowned let session: Session

  init(_ name: String, signal: LuaFunction, pattern: LuaValue, _ given: [LuaValue], _ session: Session) {
    (self.name, self.signal, self.pattern, self.given, self.session) = (name, signal, pattern, given, session)
  }

  static let luaType = LuaType(
    "word", of: AwaitingEither.self,
    call: { word, arguments in
      guard arguments.count >= 1 else {
        throw LuaError("\(word.name): a signal or a pattern is awaited; nothing was given")
      }
      if try word.session.isPattern(arguments[0]) {
        return [try word.session.applied(word.pattern, arguments[0])]
      }
      return try word.session.lua.call(word.signal, arguments.values + word.given)
    },
    describe: { word, _ in "\(word.name), awaiting its signal or pattern" })
}

extension Session {
  /// A transform of Lua's, applied.
  func applied(_ transform: LuaValue, _ pattern: LuaValue) throws -> LuaValue {
    guard let apply = try transform.asTable?["apply"].asFunction else {
      throw LuaError("a transform is expected; \(transform.described) was given")
    }
    return try lua.call(apply, [pattern]).first ?? .nil
  }
}
