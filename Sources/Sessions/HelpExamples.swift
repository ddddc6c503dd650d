import Graphs
import Scripting
import Signals
import Workspaces

/// Help's examples: shown first, with numbers, and run by them.
extension Session {
  /// A word's own example, and those of other words in which it stands.
  func examples(of word: Word) -> [String] {
    let others = words.values.filter { $0.name != word.name && $0.family != .help && !$0.example.isEmpty }
      .sorted { $0.name < $1.name }.map(\.example).filter { example in
        let tokens = SourceTokens(example).tokens
        return tokens.indices.contains { place in
          tokens[place].text == word.name && tokens[place].kind == .word && place + 1 < tokens.count
            && (tokens[place + 1].kind == .text || ["(", "{", ".", ":"].contains(tokens[place + 1].text))
        }
      }
    let own = word.example.isEmpty ? [] : [word.example]
    return own + others.filter { !own.contains($0) }.prefix(3)
  }

  static let firstExamples: [(code: String, what: String)] = [
    ("bass = saw(55):lowpass(800) * 0.3", "a signal with a name"),
    ("play(bass)", "hear it"),
    ("bass.cutoff = 2000", "change it while it plays"),
    ("undo()", "take that back"),
    ("stop()", "silence"),
  ]

  func numbered(_ examples: [String]) -> [String] {
    toldExamples = examples
    return examples.enumerated().map { "  \($0 + 1)  \($1)" }
  }

  /// Does an example, told before: what it answers is heard, where that is a signal, or printed.
  func runExample(_ number: Int, of examples: [String]) throws -> [LuaValue] {
    guard examples.indices.contains(number - 1) else {
      throw LuaError(
        examples.isEmpty
          ? "help: no examples were told yet; help(\"lowpass\") tells some"
          : "help: an example from 1 to \(examples.count) is expected; \(number) was asked for")
    }
    let example = examples[number - 1]
    for code in needed(by: example) {
      tell("> \(code)")
      _ = try lua.call(load(code, "example", true))
    }
    tell("> \(example)")
    let values = try lua.call(load(example, "example", true))
    guard let only = values.first, values.count == 1, only.asObject(SignalObject.self) != nil else {
      return values
    }

    guard let play = words["play"]?.value.asFunction else { return values }
    _ = try lua.call(play, [only])
    tell("(it plays; stop() ends it)")
    return []
  }

  /// What binds the names that an example uses and that are not bound.
  private func needed(by example: String) -> [String] {
    let tokens = SourceTokens(example).tokens
    var found: [String] = []
    for (place, token) in tokens.enumerated() where token.kind == .word {
      guard let code = Self.stock[token.text], workspace.names[token.text] == nil, !found.contains(code)
      else {
        continue
      }
      if place > 0, [".", ":"].contains(tokens[place - 1].text) { continue }
      if place + 1 < tokens.count, tokens[place + 1].text == "=" { continue }
      found.append(code)
    }
    return found
  }

  /// What the names of the examples stand for where they are not bound.
  private static let stock = [
    "bass": "bass = saw(55):lowpass(800) * 0.3",
    "lead": "lead = square(220):lowpass(2000) * 0.2",
    "pad": "pad = mix{saw(110), saw(110.7)}:lowpass(900) * 0.2",
    "drums": "drums = p\"bd sn\":on(kits.default)",
    "x": "x = noise():get_temporal(0, 48000)",
  ]
}
