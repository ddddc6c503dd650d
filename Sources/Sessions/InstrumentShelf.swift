import Graphs
import Scripting
import Signals
import Workspaces

/// `synths` and `kits`: the instruments of `stdlib/instruments`, read when first asked for.
final class InstrumentShelf: LuaObject {
  let name: String
  unowned let session: Session

  init(_ name: String, _ session: Session) { (self.name, self.session) = (name, session) }

  static let luaType = LuaType(
    "shelf", of: InstrumentShelf.self,
    index: { shelf, key, _ in
      let table = try shelf.session.instruments(shelf.name)
      guard let name = key.asString, let entries = table.asTable else { return .nil }
      let value = try entries.get(key)
      if !value.isNil { return value }
      throw LuaError(
        "\(shelf.name) has no \(name)\(NearestNames.question(name, among: try entries.keys().compactMap(\.asString)))"
      )
    },
    newIndex: { shelf, key, _, _ in
      throw LuaError(
        "\(shelf.name).\(key.asString ?? "x") cannot be set; bind it to a name of your own, as in my_\(shelf.name) = …"
      )
    },
    describe: { shelf, _ in try shelf.session.listInstruments(shelf.name) },
    entries: { shelf, state in
      let copy = try state.makeTable()
      for (key, value) in try shelf.session.instruments(shelf.name).asTable?.pairs() ?? [] {
        try copy.set(key, value)
      }
      return copy
    })
}

extension Session {
  func defineInstruments() throws {
    for (name, doc, example) in [
      (
        "synths",
        "Instruments that play notes, each a function from a note to a signal: print(synths) lists them.",
        "play(p\"c2 e2 g2\":on(synths.default) * 0.5)"
      ),
      (
        "kits",
        "Kits, each a table of sounds by their words: print(kits) lists them. They stay as they are; a kit of one's own is a table too, mine = {bd = kits.drums.kick_hard, sn = synths.bell}, and another sound in it, mine.bd = …, is an edit like any other.",
        "play(p\"bd hh sn hh\":on(kits.default))"
      ),
    ] {
      define(
        name, name, doc, example, .object(InstrumentShelf(name, self)), family: .patterns, isMethod: false)
    }
  }

  /// The table of a shelf.
  func instruments(_ shelf: String) throws -> LuaValue {
    if let table = shelves[shelf] { return .table(table) }
    try loadInstruments()
    guard let table = shelves[shelf] else { throw LuaError("\(shelf) is empty") }
    return .table(table)
  }

  private func loadInstruments() throws {
    let synths = try lua.makeTable()
    let kits = try lua.makeTable()
    let drums = try lua.makeTable()
    let library = try patternLibrary()
    shelves = ["synths": synths, "kits": kits]
    try kits.set("drums", .table(drums))
    guard let cuts = try library.table["cuts"].asTable, let declared = try library.table["declared"].asTable
    else { return }
    var waiting: [(LuaTable)] = []
    let environment = try wordEnvironment([
      "instrument": .function(
        try lua.function("instrument") { [unowned self] arguments in
          guard let table = arguments[0].asTable, let name = try table["name"].asString,
            let make = try table["make"].asFunction
          else { throw LuaError("instrument: a table with name, kind, doc and make is expected") }
          let isDrum = try table["kind"].asString == "drum"
          try (isDrum ? drums : synths).set(.string(name), .function(make))
          if !isDrum { shelfNames[make] = "synths.\(name)" }
          instrumentDocs[name] = try table["doc"].asString ?? ""
          try declared.set(.function(make), .table(table))
          if case .string(let cut) = try table["cut"] { try cuts.set(.function(make), .string(cut)) }
          return []
        }),
      "kit": .function(
        try lua.function("kit") { arguments in
          guard let table = arguments[0].asTable else { throw LuaError("kit: a table is expected") }
          waiting.append(table)
          return []
        }),
    ])
    for file in StandardLibrary.files(in: "instruments") {
      let source = String(decoding: try AtomicFile.read(file), as: UTF8.self)
      let name = file.split(separator: "/").suffix(2).joined(separator: "/")
      _ = try lua.call(try lua.load(source, name: name, environment: environment, isOwn: true), [])
    }
    for table in waiting { try makeKit(table, drums, kits) }
    try kits.set("drums", keep(drums, "kits.drums"))
  }

  /// What refuses to be written, in place of a table.
  private func keep(_ table: LuaTable, _ name: String) throws -> LuaValue {
    let kept = try lua.call(try patternLibrary().kept, [.table(table), .string(name)]).first ?? .nil
    if let kept = kept.asTable { shelfContents[kept] = table }
    return kept
  }

  /// The words of a kit, of Neap's or a table.
  func sounds(of kit: LuaTable) throws -> [String] {
    try (shelfContents[kit] ?? kit).keys().compactMap(\.asString)
  }

  private func makeKit(_ table: LuaTable, _ drums: LuaTable, _ kits: LuaTable) throws {
    guard let name = try table["name"].asString, let sounds = try table["sounds"].asTable else {
      throw LuaError("kit: a name and sounds are expected")
    }
    let kit = try lua.makeTable()
    for (word, value) in try sounds.pairs() {
      func drum(_ name: LuaValue) throws -> LuaValue {
        let found = try drums.get(name)
        guard !found.isNil else { throw LuaError("kit \"\(name.asString ?? "")\": there is no such drum") }
        return found
      }
      if let list = value.asTable {
        let made = try lua.makeTable()
        for (number, item) in try items(list).enumerated() {
          try made.set(.integer(number + 1), try drum(item))
        }
        try kit.set(word, keep(made, "kits.\(name).\(word.asString ?? "")"))
      } else {
        try kit.set(word, try drum(value))
      }
    }
    try kits.set(.string(name), keep(kit, "kits.\(name)"))
    instrumentDocs["kits.\(name)"] = try table["doc"].asString ?? ""
  }

  /// Where an instrument stands that is known by its own name.
  func shelved(_ name: String) -> String {
    if name.hasPrefix("kits.") { return name }
    let path = "kits.drums.\(name)"
    if let _ = try? shelved(at: path) { return path }
    return "synths.\(name)"
  }

  /// What is told of an instrument or a kit: its controls, or its words.
  func help(ofInstrument value: LuaValue) throws -> String? {
    if case .table = value, let name = try shelfName(value) {
      let words = try value.asTable.map(sounds) ?? []
      return
        "\(name), a kit\n\(instrumentDocs[name] ?? "")\n  \(words.joined(separator: " "))\np\"\(words.first ?? "bd")\":on(\(name)) plays it."
    }
    guard value.asFunction != nil, let declared = try library?.table["declared"].asTable?.get(value).asTable,
      let name = try declared["name"].asString
    else { return nil }
    let controls = try declared["controls"].asTable?.pairs() ?? []
    let width = controls.map { $0.0.asString?.count ?? 0 }.max() ?? 0
    let shown = try shelfPath(value) ?? name
    let use = shown.hasPrefix("synths.") ? "p\"c3 e3 g3\":on(\(shown))" : "p\"x*4\":on{x = \(shown)}"
    return
      (["\(shown), an instrument", try declared["doc"].asString ?? ""]
      + controls.map { "  \(($0.0.asString ?? "").padding(to: width))  \($0.1.asString ?? "")" }
      + ["\(use) plays it; controls are given beside: {gain = -6}."]).joined(separator: "\n")
  }

  /// A line for each of a shelf.
  func listInstruments(_ shelf: String) throws -> String {
    guard let table = try instruments(shelf).asTable else { return shelf }
    let names = try table.keys().compactMap(\.asString)
    let width = names.map(\.count).max() ?? 0
    return try names.map { name in
      let doc = instrumentDocs[shelf == "kits" ? "kits.\(name)" : name] ?? ""
      let sounds = shelf == "kits" ? try table[name].asTable.map(sounds) ?? [] : []
      return "\(shelf).\(name.padding(to: width))  \(doc)"
        + (sounds.isEmpty ? "" : "\n    \(sounds.joined(separator: " "))")
    }.joined(separator: "\n")
  }

  /// What a shelf's own value is called: `kits.default`.
  func shelfName(_ value: LuaValue) throws -> String? {
    switch value {
    case .function(let function): shelfNames[function]
    case .table(let table):
      try shelves["kits"]?.pairs().first { $0.1 == .table(table) }?.0.asString.map { "kits.\($0)" }
    default: nil
    }
  }

  /// Where an instrument or a kit of Neap's stands, as `kits.drums.kick_hard`: as what a file holds it.
  func shelfPath(_ value: LuaValue) throws -> String? {
    switch value {
    case .function:
      guard let name = try library?.table["declared"].asTable?.get(value).asTable?["name"].asString else {
        return nil
      }
      // A drum and a synth may have one name.
      return try ["synths.\(name)", "kits.drums.\(name)"].first { try shelved(at: $0) == value }
    case .table(let table) where shelfContents[table] != nil:
      for (kit, entries) in try shelves["kits"]?.pairs() ?? [] {
        guard let name = kit.asString else { continue }
        if entries == value { return "kits.\(name)" }
        guard let entries = entries.asTable else { continue }
        if let word = try (shelfContents[entries] ?? entries).pairs().first(where: { $0.1 == value })?.0
          .asString
        {
          return "kits.\(name).\(word)"
        }
      }
      return nil
    default: return nil
    }
  }

  /// What stands at a place that `shelfPath` told.
  func shelved(at path: String) throws -> LuaValue? {
    let parts = path.split(separator: ".").map(String.init)
    guard let shelf = parts.first, ["synths", "kits"].contains(shelf), parts.count > 1 else { return nil }
    var value = try instruments(shelf)
    for part in parts.dropFirst() {
      guard let table = value.asTable else { return nil }
      value = try (shelfContents[table] ?? table)[part]
    }
    guard !value.isNil else { return nil }
    return value
  }
}
