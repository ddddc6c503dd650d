import Graphs
import Pictures
package import Scripting
import Signals

/// What the prompt shows of a value: of a table what is in it, of a word how it is called.
extension Session {
  private static let mostItems = 16
  private static let mostLines = 20

  /// What a value prints as.
  package func text(of value: LuaValue) -> String {
    if case .string(let text) = value { return text }
    let text = (try? lua.text(of: value)) ?? value.described
    switch value {
    case .table(let table) where text.hasPrefix("table: "):
      var open: Set<LuaTable> = []
      return (try? self.text(of: table, depth: 0, &open)) ?? text
    case .function(let function) where text.hasPrefix("function: "): return self.text(of: function)
    default: return text
    }
  }

  private func text(of function: LuaFunction) -> String {
    if let word = words.values.first(where: { $0.value == .function(function) }) {
      return "\(word.signature)\n  \(word.doc.firstSentence). (help(\(word.name)) tells more)"
    }
    if let name = standardNames.first(where: { $0.value == .function(function) })?.key {
      return "\(name)(…), a word of Lua's"
    }
    if let help = try? help(ofInstrument: .function(function)) {
      return help.split(separator: "\n").prefix(2).joined(separator: "\n  ")
    }
    guard let place = function.definition else { return "a function" }
    return "a function, \(place.source):\(max(1, place.lines.lowerBound))"
  }

  private func text(of table: LuaTable, depth: Int, _ open: inout Set<LuaTable>) throws -> String {
    guard open.insert(table).inserted, depth < 4 else { return "{…}" }
    defer { open.remove(table) }
    let pairs = try table.pairs()
    let count = table.count
    var parts: [String] = []
    for (key, value) in pairs {
      let text = try inner(value, depth + 1, &open)
      if let place = key.asInteger, place >= 1, place <= count {
        parts.append(text)
      } else if let name = key.asString, isIdentifier(name) {
        parts.append("\(name) = \(text)")
      } else {
        let name = try inner(key, depth + 1, &open)
        parts.append("[\(name)] = \(text)")
      }
    }
    // Tables within a table stand below each other.
    let isTall = depth == 0 && parts.count > 1 && pairs.contains { $0.value.asTable != nil }
    let most = isTall ? Self.mostLines : Self.mostItems
    let rest = parts.count > most ? "… (\(parts.count) entries)" : nil
    let shown = Array(parts.prefix(most)) + (rest.map { [$0] } ?? [])
    return isTall ? "{\n  \(shown.joined(separator: ",\n  "))\n}" : "{\(shown.joined(separator: ", "))}"
  }

  private func inner(_ value: LuaValue, _ depth: Int, _ open: inout Set<LuaTable>) throws -> String {
    switch value {
    case .string(let text): return "\"\(text)\""
    case .table(let table):
      let own = try lua.text(of: value)
      if !own.hasPrefix("table: ") { return own }
      return try text(of: table, depth: depth, &open)
    case .object(let object as SignalObject):
      return manager[object.signal.id].slotName ?? manager.typeName(of: object.signal.id)
    case .object(let plot as Plot): return "a plot: \(plot.sight.picture.title)"
    case .function:
      return words.values.first { $0.value == value }?.name ?? "a function"
    default: return try lua.text(of: value)
    }
  }

  /// Tells something to whoever asked, lines broken between words.
  package func tell(_ given: String) {
    let text = shown(given)
    onTell(columns().map { Paragraphs.broken(text, columns: $0) } ?? text)
  }
}

/// Text in lines that fit a screen.
package enum Paragraphs {
  /// Lines longer than `columns` go on below what they say: below the second column of a list, where a line has one.
  package static func broken(_ text: String, columns: Int) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { broken(line: $0, columns) }
      .joined(separator: "\n")
  }

  private static func broken(line: Substring, _ columns: Int) -> String {
    guard line.count > columns else { return String(line) }
    let indent = hang(line, columns)
    var lines: [String] = []
    var current = String(line.prefix(indent))
    var isEmpty = true
    for word in line.dropFirst(indent).split(separator: " ") {
      if !isEmpty, current.count + 1 + word.count > columns {
        lines.append(current)
        current = String(repeating: " ", count: indent)
        isEmpty = true
      }
      current += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return (lines + [current]).joined(separator: "\n")
  }

  /// Where a line's text begins: behind its indent, or behind the gap of a list's second column.
  private static func hang(_ line: Substring, _ columns: Int) -> Int {
    let start = line.prefix { $0 == " " }.count
    guard start > 0, let gap = line.dropFirst(start).firstRange(of: "  ") else { return start }
    let second = line.distance(from: line.startIndex, to: gap.lowerBound)
    let place = second + line[gap.lowerBound...].prefix { $0 == " " }.count
    return place < columns / 2 ? place : start
  }
}
