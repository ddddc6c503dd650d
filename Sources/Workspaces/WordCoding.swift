import Graphs
import Signals

/// A word that is made of others, as a file's row: `{"type": "word", "word": "echo", "given": {"time": 0.3},
/// "refs": {"made": uuid, "input": uuid}}`.
extension RowCoding {
  static func json(_ word: WordRow, _ id: SignalID, in manager: SignalManager) -> JSONValue {
    var given: JSONFields = [:]
    var refs: JSONFields = ["made": .string(manager.uuid(of: word.made))]
    for (name, argument) in word.given {
      switch argument {
      case .signal(let id): refs[name] = .string(manager.uuid(of: id))
      case .signals(let ids): refs[name] = .array(ids.map { .string(manager.uuid(of: $0)) })
      default: given[name] = plain(argument)
      }
    }
    return .object([
      "uuid": .string(manager.uuid(of: id)), "type": .string(SignalKind.wordType), "word": .string(word.name),
      "given": .object(given), "refs": .object(refs),
    ])
  }

  static func word(
    _ row: JSONFields, _ refs: JSONFields, _ resolve: (String) throws -> SignalID
  ) throws -> SignalData {
    let known: Set<String> = ["uuid", "type", "word", "given", "refs", "name"]
    if let extra = row.keys.sorted().first(where: { !known.contains($0) }) {
      throw SignalError("a word's row has no \"\(extra)\"; what it was given stands in \"given\"")
    }
    guard let name = row["word"]?.text else { throw SignalError("word: its name is expected") }
    guard let made = refs["made"]?.text else { throw SignalError("refs: made is missing") }
    var given: [String: Argument] = [:]
    guard let values = row["given"]?.fields else { throw SignalError("given: an object is expected") }
    for (name, value) in values { given[name] = try argument(value, name) }
    for (name, value) in refs where name != "made" {
      guard given[name] == nil else { throw SignalError("\(name): a value and a reference were given") }
      given[name] =
        try value.text.map { .signal(try resolve($0)) }
        ?? .signals((value.list ?? []).compactMap(\.text).map(resolve))
    }
    return WordRow(name: name, made: try resolve(made), given: given).data
  }

  private static func argument(_ value: JSONValue, _ name: String) throws -> Argument {
    func numbers(_ list: [JSONValue]) throws -> [Double] {
      try list.map { item in
        guard let number = item.double, Float(number).isFinite else {
          throw SignalError("given: \(name): numbers that a sample can hold are expected")
        }
        return number
      }
    }
    switch value {
    case .number: return .number(try numbers([value])[0])
    case .string(let text): return .text(text)
    case .bool(let flag): return .flag(flag)
    case .array(let list) where list.first?.list != nil:
      let planes = try list.map { try numbers($0.list ?? []).map(Float.init) }
      guard Set(planes.map(\.count)).count == 1 else {
        throw SignalError("given: \(name): the same number of samples in each channel is expected")
      }
      return .samples(Samples(planes))
    case .array(let list): return .numbers(try numbers(list))
    default: throw SignalError("given: \(name): a number, a string, true, false or a list is expected")
    }
  }
}
