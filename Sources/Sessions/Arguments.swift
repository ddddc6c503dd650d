import Graphs
import Scripting
import Signals

/// How what Lua gives becomes the arguments of a row, by the kind's declaration.
extension Session {
  /// The signal, or where its first input is still awaited, a word that awaits it.
  func construct(_ kind: any Declaration, _ arguments: LuaArguments) throws -> LuaValue {
    if try awaitsInput(kind, arguments) {
      // What is given are the parameters after the input, as in lowpass(1000).
      let given = try gather(kind, [.nil] + arguments.values, awaitsInput: true)
      return .object(AwaitingWord(kind: kind, given: given, session: self))
    }
    let given = try gather(kind, arguments.values)
    if kind.isMethod, given[0] == nil,
      arguments.count > 0 || kind.parameters.dropFirst().allSatisfy(\.isOptional),
      try arguments.values.allSatisfy({ try options($0) != nil })
    {
      return .object(AwaitingWord(kind: kind, given: given, session: self))
    }
    return try make(kind, given)
  }

  /// A table that may hold arguments, and is no pattern.
  func options(_ value: LuaValue) throws -> LuaTable? {
    let table = value.asTable
    if table == nil { return nil }
    let isOne = try isPattern(value)
    return isOne ? nil : table
  }

  /// The value of a word for values by place.
  func make(_ declaration: any Declaration, _ given: [LuaValue?]) throws -> LuaValue {
    if let word = declaration as? LuaWord { return try call(word, given) }
    guard let kind = declaration as? SignalKind else {
      throw LuaError("\(declaration.name) makes no signal")
    }
    let row = try complete(kind, given)
    if let place = kind.place(of: "seed"), given[place] == nil {
      return .object(try makeUnseeded(kind, row, place))
    }
    return .object(try make(kind, row))
  }

  /// Values by place, from positions and names; the first is nil where the input is still awaited.
  private func gather(_ kind: any Declaration, _ values: [LuaValue], awaitsInput: Bool = false) throws
    -> [LuaValue?]
  {
    if kind.parameters.count == 1, case .streams = kind.parameters[0].form,
      values.count != 1 || values[0].asTable == nil
    {
      // Several inputs may stand without braces.
      let list = try lua.makeTable()
      for (index, value) in values.enumerated() { try list.set(.integer(index + 1), value) }
      return [.table(list)]
    }
    var given = [LuaValue?](repeating: nil, count: kind.parameters.count)
    var positions = values
    var named: LuaTable?
    if values.count == 1, kind.isMethod, kind.parameters.count > 1, let table = try options(values[0]),
      try table.keys().isEmpty
    {
      return given
    }
    if let last = values.last, let table = try options(last), try hasNames(table) {
      named = table
      positions.removeLast()
      // A table with a named key holds positions too: all of them, or those after the signal.
      if table.count > 0 { positions += try items(table) }
    } else if values.count == 1, let table = try options(values[0]), spreads(kind) {
      positions = try items(table)
    }
    try refuseNil(positions, kind, isInputAwaited: awaitsInput)
    guard positions.count <= kind.parameters.count else {
      if kind.name == "sos", positions.count == 3,
        positions[2].asTable != nil || positions[2].asObject(SampleBuffer.self) != nil
      {
        throw LuaError(
          "sos: b and a were given, as butter answers them for iir; sections are expected: butter(4, 1000, {output=\"sos\"})"
        )
      }
      let beside = kind.isMethod ? 1 : 0
      let (count, most) = (positions.count - beside, kind.parameters.count - beside)
      throw LuaError(
        "\(kind.signature): \(count) argument\(count == 1 ? " was" : "s were") given\(beside == 1 ? " beside the signal" : ""); "
          + (most == 0 ? "none is expected" : "at most \(most) \(most == 1 ? "is" : "are") expected"))
    }
    for (place, value) in positions.enumerated() where !value.isNil { given[place] = value }
    guard let named else { return given }
    for (key, value) in try named.pairs() {
      guard let name = key.asString else { continue }
      guard let place = kind.place(of: name) else {
        let names = kind.parameters.map(\.name)
        let near = NearestNames.question(name, among: names)
        let foreign = near.isEmpty ? ForeignNames.parameter(for: name, among: names) ?? "" : ""
        throw LuaError(
          "\(kind.name) has no parameter \"\(name)\"\(foreign): it is called \(kind.signature)\(near)")
      }
      guard given[place] == nil else {
        throw LuaError("\(kind.signature): \(name) was given twice, by its place and by its name")
      }
      given[place] = value
    }
    return given
  }

  /// What is nil was hardly meant so: a name or a field is misspelt. Where a seed is given it is none.
  private func refuseNil(_ positions: [LuaValue], _ kind: any Declaration, isInputAwaited: Bool) throws {
    for (parameter, value) in zip(kind.parameters, positions).dropFirst(isInputAwaited ? 1 : 0)
    where value.isNil && parameter.name != "seed" {
      if parameter is AnyValue, parameter.isOptional { continue }
      let rest = parameter.isOptional ? " (left away it has its standard; what follows may be named)" : ""
      throw LuaError(
        "\(kind.name): \(parameter.name): nil was given, as a misspelt name gives it; \(parameter.expectation) is expected\(rest)"
      )
    }
  }

  /// Whether a list alone stands for the arguments themselves: several inputs, one after the other.
  private func spreads(_ kind: any Declaration) -> Bool {
    let inputs = kind.parameters.filter { if case .stream(nil, _) = $0.form { true } else { false } }
    return inputs.count == kind.parameters.count && inputs.count > 1
  }

  /// A list's values in order.
  func items(_ table: LuaTable) throws -> [LuaValue] {
    table.count == 0 ? [] : try (1...table.count).map { try table[$0] }
  }

  func hasNames(_ table: LuaTable) throws -> Bool {
    try table.keys().contains { $0.asString != nil }
  }

  /// Every argument, those not given at their standard.
  func complete(_ kind: any Declaration, _ given: [LuaValue?]) throws -> [Argument] {
    try zip(kind.parameters, given).map { parameter, value in
      guard let value else {
        guard let standard = parameter.standard else {
          throw LuaError(
            "\(kind.signature): \(parameter.name) is missing: \(parameter.expectation) is expected")
        }
        return standard
      }
      return try argument(value, kind.name, parameter)
    }
  }

  func argument(_ value: LuaValue, _ word: String, _ parameter: any Parameter) throws -> Argument {
    switch parameter.form {
    case .stream(nil, _) where parameter.name == "input" && value.asDouble != nil:
      throw LuaError(
        "\(word): a signal is expected, as in saw(110):\(word)(…); \(value.described) was given (with a colon the signal "
          + "goes first: sig:\(word)(…))")
    case .stream: return try stream(value, word, parameter)
    case .streams: return .signals(try list(value, word, parameter))
    case .number:
      if let number = value.asDouble { return try finite(number, word, parameter) }
      if let duration = value.asObject(Duration.self) { return try finite(duration.seconds, word, parameter) }
      if value.asObject(SignalObject.self) != nil { return try stream(value, word, parameter) }
    case .numbers:
      if let number = value.asDouble { return try finite(number, word, parameter) }
      if let rows = try coefficients(value, word, parameter) { return .numbers(rows) }
      if let buffer = value.asObject(SampleBuffer.self) {
        return .numbers(try buffer.reals("\(word): \(parameter.name)"))
      }
      if let table = value.asTable {
        return .numbers(
          try numbers(table) {
            "\(word): \(parameter.name): \(parameter.expectation) is expected; \($0.described) was given"
          })
      }
    case .text, .choice: if let text = value.asString { return .text(text) }
    case .flag: if let flag = value.asBoolean { return .flag(flag) }
    case .samples: if let samples = try samples(value, word) { return .samples(samples) }
    case .curve(let domain, _, let points):
      if let function = value.asFunction {
        return .samples(try table(of: function, domain, points, word, parameter))
      }
      if let samples = try samples(value, word) { return .samples(samples) }
    case .any: break
    }
    throw LuaError(
      "\(word): \(parameter.name): \(parameter.expectation) is expected; \(value.described) was given")
  }

  /// What a string may be meant as where a signal is expected: a pattern, of numbers or notes at least.
  private func patternQuestion(_ value: LuaValue) -> String {
    guard let text = value.asString, text.contains(where: \.isNumber) else { return "" }
    return " (p\"\(text)\" is a pattern)"
  }

  /// A number, a signal, or a list of them, one for each channel.
  func stream(_ value: LuaValue, _ word: String, _ parameter: any Parameter) throws -> Argument {
    if let number = value.asDouble { return try finite(number, word, parameter) }
    switch value {
    case .object(let object):
      if let signal = object as? SignalObject { return .signal(signal.signal.id) }
      if object is SampleBuffer, word == "biquad", parameter.name != "input" {
        throw LuaError(
          "biquad: \(parameter.name): one number for each coefficient is expected; b and a as butter answers them are for sig:iir(b, a)"
        )
      }
      if let buffer = object as? SampleBuffer { return .signal(try hold(try buffer.signal(self))) }
      if let duration = object as? Duration { return .signal(try hold(signal(of: duration))) }
      if let awaiting = object as? AwaitingGlide {
        throw LuaError("\(word): \(parameter.name): \(awaiting.complaint)")
      }
      if let awaiting = object as? AwaitingWord {
        throw LuaError("\(word): \(parameter.name): \(awaiting.complaint)")
      }
    case .table(let table):
      if try isPattern(value) { return .signal(try hold(held(value).signal)) }
      let count = table.count
      if count == 0 {
        throw LuaError(
          "\(word): \(parameter.name): an empty list was given; one value for each channel is expected")
      }
      let items = try self.items(table)
      let numbers = items.compactMap(\.asDouble)
      if numbers.count == count, let constant = manager.catalogue["constant"] {
        return .signal(try hold(row(constant, [.numbers(numbers)])))
      }
      guard let channels = manager.catalogue["channels"] else { break }
      return .signal(try hold(row(channels, [.signals(try list(value, word, parameter))])))
    default: break
    }
    throw LuaError(
      "\(word): \(parameter.name): \(parameter.expectation) is expected; \(value.described) was given\(patternQuestion(value))"
    )
  }

  private func list(_ value: LuaValue, _ word: String, _ parameter: any Parameter) throws -> [SignalID] {
    guard let table = value.asTable else {
      throw LuaError(
        "\(word): a list of signals is expected, as in \(word){a, b}; \(value.described) was given")
    }
    let items = try items(table)
    return try items.enumerated().map { place, item in
      switch item {
      case .nil, .boolean, .string, .function, .other:
        throw LuaError(
          "\(word): \(parameter.name): entry \(place + 1) of \(items.count): a signal, or a number is expected; \(item.described) was given"
        )
      default: break
      }
      switch try stream(item, word, parameter) {
      case .signal(let id): return id
      case .number(let number):
        guard let constant = manager.catalogue["constant"] else { throw LuaError("constant is missing") }
        return try hold(row(constant, [.number(number)]))
      default: throw LuaError("\(word): a signal is expected")
      }
    }
  }

  private func finite(_ number: Double, _ word: String, _ parameter: any Parameter) throws -> Argument {
    guard number.isFinite, Float(number).isFinite else {
      throw LuaError("\(word): \(parameter.name): \(parameter.expectation) is expected; \(number) was given")
    }
    return .number(number)
  }

  // MARK: Making

  /// The handle of a row, checked: its kernel can be made.
  func make(_ kind: SignalKind, _ arguments: [Argument]) throws -> SignalObject {
    defer { temporaries.removeAll(keepingCapacity: true) }
    return object(try row(kind, arguments))
  }

  private func row(_ kind: SignalKind, _ arguments: [Argument]) throws -> Signal {
    let signal = manager.signal(SignalData(type: kind.name, arguments: arguments))
    do { _ = try manager.version(of: signal.id) } catch let error as SignalError {
      throw LuaError(error.message)
    }
    return signal
  }

  /// Keeps a row alive until the row that refers to it is made.
  private func hold(_ signal: Signal) throws -> SignalID {
    temporaries.append(signal)
    return signal.id
  }
}
