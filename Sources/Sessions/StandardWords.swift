import Glibc
import Graphs
import Scripting
import Signals
import Workspaces

/// Where the words that are written in Lua lie.
package enum StandardLibrary {
  /// The folder `stdlib`: what NEAP_STDLIB names, or else beside the program, or `share/neap/stdlib` beside it, or in a
  /// folder above, which is where it lies in a checkout.
  package static let folder: String? = {
    if let named = getenv("NEAP_STDLIB") { return String(cString: named) }
    guard var above = program() else { return nil }
    while let slash = above.lastIndex(of: "/") {
      above = String(above[..<slash])
      for name in ["stdlib", "share/neap/stdlib"] where access("\(above)/\(name)/words", R_OK) == 0 {
        return "\(above)/\(name)"
      }
    }
    return nil
  }()

  private static func program() -> String? {
    guard let path = realpath("/proc/self/exe", nil) else { return nil }
    defer { free(path) }
    return String(cString: path)
  }

  /// The files that declare words, in the order of their names.
  static func files(in part: String = "words") -> [String] {
    guard let folder, let directory = opendir("\(folder)/\(part)") else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasSuffix(".lua"), !name.hasPrefix(".") { names.append("\(folder)/\(part)/\(name)") }
    }
    return names.sorted()
  }
}

/// How `stdlib/words` declares words: `define{name = …, family = …, parameters = {…}, make = function(…) … end}`.
extension Session {
  func defineLuaWords() throws {
    let environment = try wordEnvironment(try parameterMakers())
    for file in StandardLibrary.files() {
      let source = String(decoding: try AtomicFile.read(file), as: UTF8.self)
      let name = file.split(separator: "/").suffix(2).joined(separator: "/")
      _ = try lua.call(try lua.load(source, name: name, environment: environment, isOwn: true), [])
    }
  }

  /// Where a file of words or instruments has its globals: Neap's words, Lua's own and what it declares with.
  func wordEnvironment(_ makers: [String: LuaValue]) throws -> LuaTable {
    try lua.makeEnvironment(
      index: { [unowned self] key in
        guard let name = key.asString else { return nil }
        // A user's own names mean nothing in here.
        return makers[name] ?? words[name]?.value ?? standardNames[name]
      },
      newIndex: { key, _ in throw LuaError("\(key.described): a file of words binds locals only") })
  }

  private func parameterMakers() throws -> [String: LuaValue] {
    var makers: [String: LuaValue] = [:]
    func maker(_ name: String, _ make: @escaping (LuaArguments) throws -> any Parameter) throws {
      makers[name] = .function(
        try lua.function(name) { [.object(DeclaredParameter(try make($0)))] })
    }
    try maker("signal") { Stream(try string($0, 0), try string($0, 1)) }
    try maker("signals") { Streams(try string($0, 0), try string($0, 1)) }
    try maker("stream") {
      Stream(
        try string($0, 0), try limits($0, 1), try quantity($0, 3), default: $0[4].asDouble, try string($0, 5))
    }
    try maker("number") {
      Number(
        try string($0, 0), try limits($0, 1), try quantity($0, 3), default: $0[4].asDouble, try string($0, 5))
    }
    try maker("numbers") {
      Numbers(try string($0, 0), try quantity($0, 1), default: $0[3].asDouble, try string($0, 2))
    }
    try maker("choice") { [unowned self] arguments in
      guard let list = arguments[1].asTable else { throw LuaError("choice: a list of strings is expected") }
      return Choice(
        try string(arguments, 0), try items(list).compactMap(\.asString), try string(arguments, 2))
    }
    try maker("flag") { Flag(try string($0, 0), default: $0[1].asBoolean, try string($0, 2)) }
    try maker("text") { Text(try string($0, 0), default: $0[1].asString, try string($0, 2)) }
    try maker("curve") {
      Curve(
        try string($0, 0), over: try limits($0, 1), try quantity($0, 3), points: $0[4].asInteger ?? 1024,
        try string($0, 5))
    }
    try maker("any") {
      AnyValue(
        name: try string($0, 0), doc: try string($0, 1), takes: try string($0, 2),
        mayBeLeftAway: $0[3].asBoolean ?? false)
    }
    // How many channels a signal has; what stands for a loop, whose body is not known yet, has one, as a number has.
    makers["channel_count"] = .function(
      try lua.function("channel_count") { [unowned self] arguments in
        [
          .integer(
            arguments[0].asObject(SignalObject.self).flatMap { try? version(of: $0).shape.channels } ?? 1)
        ]
      })
    makers["define"] = .function(
      try lua.function("define") { [unowned self] arguments in
        try declare(arguments)
        return []
      })
    return makers
  }

  private func declare(_ arguments: LuaArguments) throws {
    guard let table = arguments[0].asTable, let name = try table["name"].asString,
      let make = try table["make"].asFunction,
      let family = Family(rawValue: try table["family"].asString ?? "")
    else {
      throw LuaError("define: a table with name, family, doc, parameters and make is expected")
    }
    guard words[name] == nil else { throw LuaError("define: \(name) is a word already") }
    let parameters = try table["parameters"].asTable.map(items) ?? []
    let word = LuaWord(
      name: name, family: family, doc: try table["doc"].asString ?? "",
      example: try table["example"].asString ?? "", source: try table["source"].asString ?? "",
      parameters: parameters.compactMap { $0.asObject(DeclaredParameter.self)?.parameter }, make: make)
    define(word, try lua.function(name) { [unowned self] in [try construct(word, $0)] })
  }
}

private func string(_ arguments: LuaArguments, _ place: Int) throws -> String {
  if let text = arguments[place].asString { return text }
  throw LuaError("\(arguments.name): a string is expected as argument \(place + 1)")
}

private func limits(_ arguments: LuaArguments, _ place: Int) throws -> ClosedRange<Double> {
  if let low = arguments[place].asDouble, let high = arguments[place + 1].asDouble, low <= high {
    return low...high
  }
  throw LuaError("\(arguments.name): the least and the greatest value are expected")
}

private func quantity(_ arguments: LuaArguments, _ place: Int) throws -> Quantity {
  if let quantity = Quantity(rawValue: try string(arguments, place)) { return quantity }
  throw LuaError(
    "\(arguments.name): a quantity is expected: \(Quantity.allCases.map(\.rawValue).joined(separator: ", "))")
}
