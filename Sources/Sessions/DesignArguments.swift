import Designs
import Graphs
import Scripting
import Signals

/// What a design was asked for: values by SciPy's names, given in SciPy's order or by name in a table that comes last.
struct DesignArguments {
  let word: String
  private let names: [String]
  private let given: [String: LuaValue]
  let session: Session

  /// What a word that has read its own options was given for some of them.
  init(_ session: Session, word: String, given: [String: LuaValue]) {
    (self.session, self.word, names) = (session, word, given.keys.sorted())
    self.given = given.filter { !$0.value.isNil }
  }

  /// `names` in order.
  init(_ session: Session, _ arguments: LuaArguments, _ names: [String]) throws {
    try self.init(session, arguments.name, arguments.values, names)
  }

  init(_ session: Session, _ word: String, _ values: [LuaValue], _ names: [String]) throws {
    (self.session, self.word, self.names) = (session, word, names)
    var positions = values
    var given: [String: LuaValue] = [:]
    if let table = positions.last?.asTable {
      let keys = try table.keys().compactMap(\.asString)
      if !keys.isEmpty {
        positions.removeLast()
        if positions.isEmpty { positions = try session.items(table) }
        for key in keys {
          guard names.contains(key) else {
            throw LuaError(
              "\(word) has no parameter \"\(key)\": it is called \(word)(\(names.joined(separator: ", ")))"
                + NearestNames.question(key, among: names))
          }
          given[key] = try table[key]
        }
      }
    }
    guard positions.count <= names.count else {
      throw LuaError(
        "\(word)(\(names.joined(separator: ", "))): \(positions.count) arguments were given; at most \(names.count) are expected"
      )
    }
    for (name, value) in zip(names, positions) where !value.isNil { given[name] = value }
    self.given = given
  }

  func complaint(_ name: String, _ expected: String) -> LuaError {
    guard let value = given[name] else {
      return LuaError(
        "\(word)(\(names.joined(separator: ", "))): \(name) is missing: \(expected) is expected")
    }
    let hint =
      given.count == 1 && value.asTable != nil
      ? " (one by one, as in \(word)(4, 1000), or by name, as in \(word){N=4, Wn=1000})" : ""
    return LuaError("\(word): \(name): \(expected) is expected; \(value.described) was given\(hint)")
  }

  func value(_ name: String) -> LuaValue? { given[name] }

  func number(_ name: String, _ expected: String) throws -> Double {
    guard let number = given[name]?.asDouble, number.isFinite else { throw complaint(name, expected) }
    return number
  }

  func number(_ name: String, _ expected: String, default standard: Double) throws -> Double {
    given[name] == nil ? standard : try number(name, expected)
  }

  /// - Parameter range: What a number past all sense is told; what is only past this is left to who asks.
  func whole(
    _ name: String, default standard: Int? = nil, of range: ClosedRange<Int> = -(1 << 40)...1 << 40
  ) throws -> Int {
    if let standard, given[name] == nil { return standard }
    let number = try number(name, "a whole number")
    guard number == number.rounded() else { throw complaint(name, "a whole number") }
    guard abs(number) <= 0x1p40 else {
      throw complaint(name, "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return Int(number)
  }

  /// One number, or several.
  func numbers(_ name: String, _ expected: String) throws -> [Double] {
    if let number = given[name]?.asDouble, number.isFinite { return [number] }
    if let buffer = given[name]?.asObject(SampleBuffer.self) { return try buffer.reals("\(word): \(name)") }
    guard let table = given[name]?.asTable else { throw complaint(name, expected) }
    return try session.items(table).map { item in
      guard let number = item.asDouble, number.isFinite else {
        throw LuaError("\(word): \(name): \(expected) is expected; it holds \(item.described)")
      }
      return number
    }
  }

  func text(_ name: String, _ choices: [String]) throws -> String {
    guard let standard = choices.first else { return "" }
    guard let value = given[name] else { return standard }
    let expected = choices.map { "\"\($0)\"" }.joined(separator: " or ")
    guard let text = value.asString, choices.contains(text) else { throw complaint(name, expected) }
    return text
  }

  func flag(_ name: String, default standard: Bool) throws -> Bool {
    guard let value = given[name] else { return standard }
    guard let flag = value.asBoolean else { throw complaint(name, "true or false") }
    return flag
  }

  /// SciPy's fs: the project's rate unless another is given.
  func rate() throws -> Double {
    let rate = try number("fs", "a rate in hertz", default: Double(session.manager.rate))
    guard rate > 0 else { throw complaint("fs", "a rate in hertz above 0") }
    return rate
  }

  /// A window by its name, by a list of its name and its parameters, or a Kaiser window by its beta.
  func window(_ name: String, default standard: String? = nil) throws -> (window: Window, symmetric: Bool?) {
    guard let value = given[name] else {
      guard let standard else { throw complaint(name, "a window, as \"hann\" or {\"kaiser\", 8.6},") }
      return try Window.named(Window.Request(name: standard))
    }
    if let beta = value.asDouble { return (.kaiser(beta: beta), nil) }
    if let text = value.asString { return try Window.named(Window.Request(name: text)) }
    guard let table = value.asTable, let title = try table[1].asString else {
      throw complaint(name, "a window, as \"hann\" or {\"kaiser\", 8.6},")
    }
    var request = Window.Request(name: title)
    for (key, item) in try table.pairs() {
      if let place = key.asInteger, place > 1, place < 64 {
        let missing = max(0, place - 1 - request.values.count)
        request.values += [Double?](repeating: nil, count: missing)
        if let list = item.asTable {
          // The weights of a general cosine come in a list.
          request.values = try session.items(list).map(\.asDouble)
        } else {
          request.values[place - 2] = item.asDouble ?? item.asBoolean.map { $0 ? 1 : 0 }
        }
      } else if let key = key.asString {
        request.named[key] = item.asDouble ?? item.asBoolean.map { $0 ? 1 : 0 }
      }
    }
    return try Window.named(request)
  }
}
