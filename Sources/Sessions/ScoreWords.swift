import Graphs
import Scripting
import Signals
import Workspaces

/// Patterns as signals: `on` and `hold`.
extension Session {
  /// `pattern:on(instrument, controls)`.
  func on(_ arguments: LuaArguments) throws -> LuaValue {
    let library = try patternLibrary()
    let instrument = arguments[1]
    var name: String?
    switch instrument {
    case .nil: break
    case .string(let text):
      throw LuaError(
        "on: an instrument is expected, a function or a kit, as in on(kits.default); \"\(text)\" was given"
          + NearestNames.question(text, among: try instrumentNames()))
    case .function, .table:
      if let word = words.values.first(where: { $0.value == instrument }) {
        throw LuaError(
          "on: \(word.name) is a word and no instrument, which is a function from a note: on(function(n) return saw(n.freq) * perc(0.01, n.dur) * n.amp end)"
        )
      }
      name = nameOfInstrument(instrument)
    case .object(let object) where object is SignalObject: break
    case .object(let object) where object is Kit: name = nameOfInstrument(instrument)
    case .object(let object) where object is InstrumentShelf:
      throw LuaError("on: one of them is expected, as in on(kits.default)")
    default:
      throw LuaError(
        "on: an instrument is expected, a function from a note to a signal or a table of them; \(instrument.described) was given"
      )
    }
    if case .table = instrument, try isPattern(instrument) {
      throw LuaError("on: an instrument is expected, a function or a kit; a pattern was given")
    }
    let shown = try name ?? shelfName(instrument) ?? instrument.asObject(Kit.self)?.call
    let table = try lua.call(
      library.score, [arguments[0], instrument, shown.map(LuaValue.string) ?? .nil, arguments[2]]
    ).first?.asTable
    guard let table else { throw LuaError("on: a score could not be made") }
    return .object(try score(table, instrument: name, isHeld: false))
  }

  /// A pattern on the instrument that its notes and words ask for.
  func onStandard(_ pattern: LuaValue) throws -> LuaValue {
    let library = try patternLibrary()
    guard let table = try lua.call(library.score, [pattern]).first?.asTable else {
      throw LuaError("play: a score could not be made")
    }
    return .object(try score(table, instrument: nil, isHeld: false))
  }

  private func instrumentNames() throws -> [String] {
    try ["synths", "kits"].flatMap { shelf in
      try instruments(shelf).asTable?.keys().compactMap(\.asString).map { "\(shelf).\($0)" } ?? []
    }
  }

  /// `pattern:hold()`.
  func held(_ pattern: LuaValue) throws -> SignalObject {
    let library = try patternLibrary()
    guard let table = try lua.call(library.held, [pattern]).first?.asTable else {
      throw LuaError("hold: a pattern is expected; \(pattern.described) was given")
    }
    return try score(table, instrument: nil, isHeld: true)
  }
}
