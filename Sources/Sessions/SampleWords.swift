import Glibc
import Graphs
import Scripting
import Signals

/// Sound files as words: one by its name, a folder of them as a kit.
extension Session {
  /// `sample("kick.wav", {rate=2, from=0.1, to=0.4})`: what the file holds now is part of the row.
  func sample(_ kind: SignalKind, _ arguments: LuaArguments) throws -> LuaValue? {
    var positions = arguments.values
    // A table holds names, and standing alone positions too.
    let options = positions.last?.asTable
    if let options {
      positions.removeLast()
      if positions.isEmpty { positions = try items(options) }
    }
    guard let name = positions.first?.asString, let content = kind.place(of: "content"),
      positions.count <= kind.parameters.count
    else { return nil }
    var given = [LuaValue?](repeating: nil, count: kind.parameters.count)
    for (place, value) in positions.enumerated() where !value.isNil { given[place] = value }
    for (key, value) in try options?.pairs() ?? [] {
      guard let text = key.asString else { continue }
      guard let place = kind.place(of: text) else {
        throw LuaError(
          "sample has no parameter \(key.described)"
            + NearestNames.question(text, among: kind.parameters.map(\.name)))
      }
      given[place] = value
    }
    if given[content] == nil { given[content] = .string(contents.digest(try readable(name))) }
    measureSamples()
    return .object(try make(kind, complete(kind, given)))
  }

  func defineSamples() throws {
    try define(
      "samples", .sampling, "samples(folder)",
      "A kit: a word for each sound file in a folder and for each folder of them. kit.bd is the first of a folder bd, "
        + "kit[\"bd:3\"] or kit(\"bd\", 3) the fourth; past the last they begin anew.",
      example: "drums = samples \"drums\""
    ) { session, arguments in
      guard arguments.count == 1, let folder = arguments[0].asString else {
        throw LuaError(
          "samples: a folder's name is expected, as in samples \"drums\"; \(arguments[0].described) was given"
        )
      }
      return [.object(try Kit(folder, session))]
    }
  }
}

/// A folder of sound files: words and the files that each stands for, in the order of their names.
final class Kit: LuaObject {
  let folder: String
  private unowned let session: Session
  private let files: [String: [String]]
  private let words: [String]

  init(_ folder: String, _ session: Session) throws {
    (self.folder, self.session) = (folder, session)
    let names = try Self.names(in: session.readable(folder))
    guard let names else {
      throw LuaError("samples: \(folder): there is no folder of that name")
    }
    var files: [String: [String]] = [:]
    for name in names {
      if let word = Self.word(name) {
        files[word, default: []].append("\(folder)/\(name)")
      } else if let inside = try? Self.names(in: session.readable("\(folder)/\(name)")) {
        let sounds = inside.filter { Self.word($0) != nil }
        if !sounds.isEmpty { files[name, default: []] += sounds.map { "\(folder)/\(name)/\($0)" } }
      }
    }
    guard !files.isEmpty else {
      throw LuaError("samples: \(folder) holds no sound file and no folder of them: WAV, FLAC, OGG or AIFF")
    }
    self.files = files
    words = files.keys.sorted()
  }

  /// How it is made.
  var call: String { "samples(\"\(folder)\")" }

  static let luaType = LuaType(
    "kit", of: Kit.self,
    index: { kit, key, _ in
      if let place = key.asInteger {
        return kit.words.indices.contains(place - 1) ? .string(kit.words[place - 1]) : .nil
      }
      guard let text = key.asString else {
        throw LuaError("a kit is indexed by a word, as in kit[\"bd:3\"]; \(key.described) was given")
      }
      return try kit.sound(text)
    },
    newIndex: { kit, _, _, _ in throw LuaError("a kit follows its folder \(kit.folder) and cannot be changed")
    },
    length: { kit, _ in kit.words.count },
    call: { kit, arguments in
      guard let word = arguments[0].asString, arguments[1].isNil || arguments[1].asInteger != nil else {
        throw LuaError(
          "kit(word, [number]): a word and a whole number from 0 are expected; \(arguments[0].described) was given"
        )
      }
      return [try kit.sound(word, arguments[1].asInteger ?? 0)]
    },
    describe: { kit, _ in
      let words = kit.words.map { word in
        let count = kit.files[word]?.count ?? 0
        return count > 1 ? "\(word) (\(count))" : word
      }
      return "a kit of \(kit.folder): \(words.joined(separator: ", "))"
    })

  /// `bd` or `bd:3`.
  private func sound(_ text: String) throws -> LuaValue {
    guard files[text] == nil, let colon = text.lastIndex(of: ":"),
      let number = Int(text[text.index(after: colon)...])
    else { return try sound(text, 0) }
    return try sound(String(text[..<colon]), number)
  }

  private func sound(_ word: String, _ number: Int) throws -> LuaValue {
    guard let list = files[word] else {
      throw LuaError(
        "the kit of \(folder) has no word \(word)\(NearestNames.question(word, among: words))")
    }
    guard let kind = session.manager.catalogue["sample"], let file = kind.place(of: "file"),
      let content = kind.place(of: "content")
    else { throw LuaError("sample is missing") }
    let name = list[((number % list.count) + list.count) % list.count]
    var given = [LuaValue?](repeating: nil, count: kind.parameters.count)
    given[file] = .string(name)
    given[content] = .string(session.contents.digest(try session.readable(name)))
    session.measureSamples()
    return .object(try session.make(kind, session.complete(kind, given)))
  }

  /// What a sound file's word is; nil for what is none.
  private static func word(_ file: String) -> String? {
    guard let dot = file.lastIndex(of: "."), dot != file.startIndex else { return nil }
    let ending = file[file.index(after: dot)...].lowercased()
    guard ["wav", "flac", "ogg", "oga", "aif", "aiff", "aifc"].contains(ending) else { return nil }
    return String(file[..<dot])
  }

  /// The names in a folder, sorted; nil where there is none.
  private static func names(in path: String) -> [String]? {
    guard let directory = opendir(path) else { return nil }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }
}
