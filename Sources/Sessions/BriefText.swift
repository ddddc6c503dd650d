import Graphs
import Scripting
import Signals
import Workspaces

/// What a signal is in a few words, for lists of sounds: `drums:on(kits.default)`, `chords * 0.5`, `compressor (threshold -20 dB)`.
extension Session {
  func brief(_ id: SignalID, depth: Int = 0) -> String {
    let id = manager.target(id) ?? id
    let data = manager[id]
    if data.type == SignalKind.scoreType {
      let source = scores.values.first { scoreRow($0.number) == id }
      return source.flatMap { try? shownTitle($0) } ?? "a pattern"
    }
    if let sign = Self.signs[data.type], data.arguments.count == 2, depth < 3 {
      return data.arguments.map { operand($0, depth + 1) }.joined(separator: " \(sign) ")
    }
    let text = manager.typeName(of: id) + parameterList(of: id, isShort: true)
    let inputs = manager.references(id).filter { !Self.unnamed.contains(manager[$0].type) }
    guard inputs.count == 1, depth < 3, let input = inputs.first,
      !text.contains(manager[input].slotName ?? "\n")
    else {
      return text
    }
    // A word that is made of a kind of its name.
    if manager.typeName(of: input) == text { return brief(input, depth: depth + 1) }
    return "\(text) of \(manager[input].slotName ?? brief(input, depth: depth + 1))"
  }

  private static let signs = ["add": "+", "sub": "-", "mul": "*", "div": "/"]
  /// What says nothing about a sound: numbers, and the mix that the master's chain is over.
  private static let unnamed: Set<String> = ["constant", "master_mix"]

  private func operand(_ argument: Argument, _ depth: Int) -> String {
    switch argument {
    case .number(let number): return Numerals.text(number)
    case .signal(let id):
      if let name = manager[id].slotName { return name }
      if manager[id].type == "constant", case .numbers(let numbers)? = manager[id].arguments.first {
        return numbers.map(Numerals.text).joined(separator: ", ")
      }
      let text = brief(id, depth: depth)
      return Self.signs[manager[id].type] == nil && !text.contains(" of ") ? text : "(\(text))"
    default: return "…"
    }
  }
}
