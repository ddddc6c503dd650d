/// The texts of the chunks that were run, newest last, for finding what a function was written as.
struct LuaSources {
  private var texts: [(name: String, text: String)] = []
  private var size = 0
  private static let most = 16 << 20

  mutating func note(_ text: String, name: String) {
    if let last = texts.last, last.name == name, last.text == text { return }
    texts.append((name, text))
    size += text.utf8.count
    while size > Self.most, texts.count > 1 { size -= texts.removeFirst().text.utf8.count }
  }

  /// The texts under a name as Lua shortens it, newest first.
  func texts(of short: String) -> [String] {
    let end = short.hasPrefix("...") ? String(short.dropFirst(3)) : nil
    return texts.reversed().filter { entry in end.map(entry.name.hasSuffix) ?? (entry.name == short) }.map(
      \.text)
  }
}

extension LuaState {
  /// Keeps a chunk's text, so that the functions in it can be told as their source.
  package func note(source: String, name: String) { sources.note(source, name: name) }

  /// A function's code as digits and then the values that it has from around it; nothing of a function that is not Lua's.
  package func code(of function: LuaFunction) throws(LuaError) -> [LuaValue] {
    try perform(.code, [.reference(function.reference)])
  }

  /// The texts of the chunks that were run under a name, as Lua shortens it, the newest first.
  package func texts(named short: String) -> [String] { sources.texts(of: short) }

  /// A function's source as an expression, `function(n) … end`; nil where none in the kept texts is the same code, as of
  /// one that uses locals around it.
  package func source(of function: LuaFunction) -> String? {
    guard let place = function.definition else { return nil }
    for text in sources.texts(of: place.source) {
      for found in LuaText(text).functions(from: place.lines.lowerBound, to: place.lines.upperBound) {
        // On its own line, since the code holds the numbers of its lines.
        let lines = String(repeating: "\n", count: max(0, place.lines.lowerBound - 1))
        guard let chunk = try? load("\(lines)return \(found)", name: "?"),
          case .function(let made)? = try? call(chunk).first
        else { continue }
        let isSame = try? perform(.sameCode, [.reference(function.reference), .reference(made.reference)])
          .first
        if isSame?.asBoolean == true { return found }
      }
    }
    return nil
  }
}
