package import Signals

extension SignalKind {
  /// What a word that is made of others answered.
  package static let wordType = "word"
}

/// A row that remembers which word made a signal, and of what: it sounds as what the word made, and its version is that
/// one's, so that nothing is rendered twice and a former state goes on below it.
///
/// What was given stands by its name, in the order of the names, so that equal rows are equal however they came about;
/// what was not given does not stand there.
package struct WordRow {
  package let name: String
  /// What the word made.
  package let made: SignalID
  package let given: [String: Argument]

  package init(name: String, made: SignalID, given: [String: Argument]) {
    (self.name, self.made, self.given) = (name, made, given)
  }

  /// The view of a row; nil for a row of any other type.
  package init?(_ data: SignalData) {
    guard data.type == SignalKind.wordType, data.arguments.count >= 2,
      case .text(let name) = data.arguments[0],
      case .signal(let made) = data.arguments[1]
    else { return nil }
    (self.name, self.made) = (name, made)
    var given: [String: Argument] = [:]
    for place in stride(from: 2, to: data.arguments.count - 1, by: 2) {
      if case .text(let key) = data.arguments[place] { given[key] = data.arguments[place + 1] }
    }
    self.given = given
  }

  package var data: SignalData {
    let pairs = given.sorted { $0.key < $1.key }.flatMap { [Argument.text($0.key), $0.value] }
    return SignalData(type: SignalKind.wordType, arguments: [.text(name), .signal(made)] + pairs)
  }

  /// The rows that were given, by the order of their parameters' names.
  package var inputs: [SignalID] {
    given.sorted { $0.key < $1.key }.flatMap { entry -> [SignalID] in
      switch entry.value {
      case .signal(let id): [id]
      case .signals(let ids): ids
      default: []
      }
    }
  }
}

extension SignalManager {
  /// The word that a row remembers.
  package func word(_ id: SignalID) -> WordRow? { WordRow(self[id]) }

  /// A row's type as a person says it: of a word that is made of others, its name.
  package func typeName(of id: SignalID) -> String { word(id)?.name ?? self[id].type }
}
