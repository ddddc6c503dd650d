import Graphs
import Scripting
import Signals
import Workspaces

extension Session {
  /// One way to complete a word, and a few words about it.
  package struct Candidate {
    package let text: String
    package let note: String?
  }

  /// What may stand in place of `word` at the end of `chunk`: a global, a parameter's name inside braces, or behind a dot
  /// or a colon a parameter or a method.
  package func completions(of word: String, in chunk: String = "") -> [Candidate] {
    guard let split = word.lastIndex(where: { $0 == "." || $0 == ":" }) else {
      let named = parameters(named: word, in: chunk)
      return word.isEmpty && !named.isEmpty ? named : named + globals(word)
    }
    let base = String(word[..<split])
    let start = String(word[word.index(after: split)...])
    let lead = word[...split]
    var found: [Candidate] = []
    if let slot = workspace.slot(base) {
      let object = SignalObject(slot, self)
      if word[split] == ":" {
        found = words.values.filter(\.isMethod).map { Candidate(text: $0.name, note: nil) }
      } else {
        for row in rows(below: object) {
          for parameter in manager.catalogue[manager[row].type]?.parameters ?? [] {
            found.append(Candidate(text: parameter.name, note: parameter.unit))
          }
        }
      }
    } else if base.isEmpty, word[split] == ":" {
      // Behind a bracket: saw(55):low
      found = words.values.filter(\.isMethod).map { Candidate(text: $0.name, note: nil) }
    } else if base == "manager" {
      found = Self.managerMethods.map { Candidate(text: $0, note: nil) }
    } else if let table = standardNames[base]?.asTable, let keys = try? table.keys() {
      found = keys.compactMap(\.asString).map { Candidate(text: $0, note: nil) }
    }
    var seen: Set<String> = []
    return found.filter { $0.text.hasPrefix(start) && seen.insert($0.text).inserted }
      .sorted { $0.text < $1.text }
      .map { Candidate(text: lead + $0.text, note: $0.note) }
  }

  /// The parameters of the word whose braces the chunk ends in: lowpass{saw(55), cu
  private func parameters(named start: String, in chunk: String) -> [Candidate] {
    var depth = 0
    var before = chunk.dropLast(start.count)
    guard let last = before.last(where: { !$0.isWhitespace }), last == "{" || last == "," else { return [] }
    while let character = before.popLast() {
      switch character {
      case ")", "}", "]": depth += 1
      case "(", "[": depth -= 1
      case "{":
        depth -= 1
        guard depth < 0 else { continue }
        let name = before.reversed().drop { $0 == "(" || $0 == " " }
          .prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        guard let word = words[String(name.reversed())] else { return [] }
        return (word.declaration?.parameters ?? []).filter { $0.name.hasPrefix(start) }
          .map { Candidate(text: $0.name + "=", note: $0.unit) }
      default: break
      }
      if depth < 0 { return [] }
    }
    return []
  }

  private func globals(_ start: String) -> [Candidate] {
    let names = Set(workspace.names.keys).union(words.keys).union(standardNames.keys).union(
      patternWordNames())
    return names.filter { $0.hasPrefix(start) }.sorted().map { Candidate(text: $0, note: nil) }
  }
}

extension Parameter {
  /// The unit's symbol, where the parameter has one.
  fileprivate var unit: String? {
    switch form {
    case .stream(_, let quantity), .number(_, let quantity): quantity.symbol.isEmpty ? nil : quantity.symbol
    default: nil
    }
  }
}
