import Scripting
import Signals

/// The reference page, made from the declarations: docs/reference.md.
extension Session {
  /// Words by family, families in their order, words by name.
  var wordsByFamily: [(family: Family, words: [Word])] {
    Family.allCases.compactMap { family in
      let found = words.values.filter { $0.family == family }.sorted { $0.name < $1.name }
      return found.isEmpty ? nil : (family, found)
    }
  }

  /// Every word with its parameters and an example, as Markdown.
  package func reference() -> String {
    loadPatterns()
    var text = """
      # The words of Neap

      Made from the declarations by `neap document reference`. Times are in seconds, frequencies in hertz. A parameter in
      brackets may be left away; parameters may be named, as in `lowpass{sig, cutoff=800}`. What takes a signal first is a
      method too: `sig:lowpass(800)`. `help(word)` tells the same at the prompt, `apropos("text")` searches.

      """
    for (family, words) in wordsByFamily {
      let list = words.map { "[`\($0.name)`](#\($0.name))" }.joined(separator: " ")
      text += "\n**\(family.title)**: \(list)\n"
    }
    for (family, words) in wordsByFamily {
      text += "\n## \(family.title)\n"
      for word in words { text += "\n" + section(word) }
    }
    return text
  }

  private func section(_ word: Word) -> String {
    var text = "<a id=\"\(word.name)\"></a>\n### `\(word.signature)`\n\n\(word.doc)\n"
    if let declaration = word.declaration, !declaration.parameters.isEmpty {
      text += "\n| parameter | what | takes |\n|---|---|---|\n"
      for parameter in declaration.parameters {
        let cells = [parameter.doc, parameter.summary].map { $0.replacing("|", with: "\\|") }
        text += "| `\(parameter.name)` | \(cells[0]) | \(cells[1]) |\n"
      }
    }
    if !word.example.isEmpty { text += "\n```lua\n\(word.example)\n```\n" }
    if let source = word.declaration?.source, !source.isEmpty { text += "\nAfter \(source).\n" }
    return text
  }
}
