import Graphs
import Pictures
import Scripting
import Signals

/// What words that look are given: signals and buffers, then options in a table.
struct PlotArguments {
  /// One of what is looked at.
  struct Source {
    enum Content {
      case signal(SignalObject)
      case buffer([Float])
    }
    let name: String
    let content: Content
  }

  let word: String
  let values: [LuaValue]
  let options: LuaTable?
  private let session: Session

  /// - Parameter known: the options there are, beside `file`; span's are checked by `span`.
  init(_ arguments: LuaArguments, _ known: [String], spans: Bool, _ session: Session) throws {
    (word, self.session) = (arguments.name, session)
    var values = arguments.values
    var options: LuaTable?
    if let table = values.last?.asTable, try !session.isPattern(.table(table)),
      try values.count > 1 && table.count == 0 || table.keys().contains(where: { $0.asString != nil })
    {
      options = table
      values.removeLast()
    }
    let all = known + ["file"] + (spans ? ["from", "to", "length"] : [])
    for key in try options?.keys() ?? [] where !all.contains(key.asString ?? "") {
      throw LuaError(
        "\(arguments.name): \(key.asString ?? key.described) is no option; \(all.joined(separator: ", ")) are"
          + NearestNames.question(key.asString ?? "", among: all))
    }
    (self.values, self.options) = (values, options)
  }

  subscript(_ name: String) -> LuaValue { get throws { try options?[name] ?? .nil } }

  func number(_ name: String, _ range: ClosedRange<Double>, _ unit: String = "") throws -> Double? {
    let value = try self[name]
    if value.isNil { return nil }
    guard let number = value.asDouble, range.contains(number) else {
      throw LuaError(
        "\(word): \(name): \(value.described) was given; a number\(unit.isEmpty ? "" : " in " + unit) from \(Numerals.text(range.lowerBound)) to \(Numerals.text(range.upperBound)) is expected"
      )
    }
    return number
  }

  func whole(_ name: String, _ range: ClosedRange<Int>) throws -> Int? {
    guard let number = try number(name, Double(range.lowerBound)...Double(range.upperBound)) else {
      return nil
    }
    guard number == number.rounded() else {
      throw LuaError("\(word): \(name): a whole number is expected; \(Numerals.text(number)) was given")
    }
    return Int(number)
  }

  func flag(_ name: String, default standard: Bool) throws -> Bool {
    let value = try self[name]
    if value.isNil { return standard }
    guard let flag = value.asBoolean else {
      throw LuaError("\(word): \(name): true or false is expected; \(value.described) was given")
    }
    return flag
  }

  /// The signals and buffers, alone or in lists, named as the patch names them.
  func sources() throws -> [Source] {
    let values = try values.flatMap { try members($0) }
    guard !values.isEmpty else {
      throw LuaError(
        "\(word): a signal is expected, as in \(word)(sine(440)); nothing was given")
    }
    guard values.count <= 12 else {
      throw LuaError("\(word): at most 12 at once are expected; \(values.count) were given")
    }
    for name in ["from", "to", "length"] where try !self[name].isNil {
      let areBuffers = try values.allSatisfy {
        try $0.asObject(SignalObject.self) == nil && !session.isPattern($0)
      }
      if areBuffers {
        throw LuaError(
          "\(word): \(name) is a time of a signal; a buffer is drawn whole, and b(1, 100) is a part of it")
      }
    }
    var counts: [String: Int] = [:]
    return try values.map { value in
      let source = try source(value)
      counts[source.name, default: 0] += 1
      let count = counts[source.name] ?? 1
      return count == 1 ? source : Source(name: "\(source.name) \(count)", content: source.content)
    }
  }

  /// Those of a list of signals and buffers; anything else is one.
  private func members(_ value: LuaValue) throws -> [LuaValue] {
    guard let table = value.asTable, table.count > 0, try !session.isPattern(value) else { return [value] }
    let items = try session.items(table)
    let areSources = items.allSatisfy {
      $0.asObject(SignalObject.self) != nil || $0.asObject(SampleBuffer.self) != nil
    }
    return areSources ? items : [value]
  }

  private func source(_ value: LuaValue) throws -> Source {
    if let object = value.asObject(SignalObject.self) {
      let id = object.signal.id
      return Source(
        name: session.plotName(of: id), content: .signal(object))
    }
    if let buffer = value.asObject(SampleBuffer.self) {
      return Source(name: "buffer", content: .buffer(try buffer.samples(word)))
    }
    if let table = value.asTable, table.count > 0, try !session.isPattern(value) {
      let numbers = try session.items(table).compactMap(\.asDouble)
      if numbers.count == table.count {
        return Source(name: "list", content: .buffer(numbers.map(Float.init)))
      }
    }
    if let awaiting = value.asObject(AwaitingWord.self) { throw LuaError("\(word): \(awaiting.complaint)") }
    if let text = value.asString {
      throw LuaError("\(word): \"\(text)\" is text; sample(\"\(text)\") is the sound in a file of that name")
    }
    let hint = value.asDouble == nil ? "" : "; a span is given as {from = 0, to = 0.1}, in seconds"
    throw LuaError("\(word): a signal or a buffer is expected; \(value.described) was given\(hint)")
  }

  /// The frames of a span; without one all of what ends, where `isWhole`, or `standard`.
  func frames(_ object: SignalObject, standard: Range<Int>, isWhole: Bool = true, limit: Int) throws -> Range<
    Int
  > {
    let range = try !isWhole ? nil : session.version(of: object).shape.range.frames
    let others = Set(try options?.keys().compactMap(\.asString) ?? [])
    return try session.span(
      options.map(LuaValue.table) ?? .nil, word,
      otherwise: range.flatMap { $0.isEmpty ? nil : $0 } ?? standard,
      limit: limit, others: others)
  }
}

extension Session {
  /// `left` and `right`, or by number.
  static func channelNames(_ count: Int, _ name: String) -> [String] {
    if count == 1 { return [name] }
    if count == 2 { return ["\(name) left", "\(name) right"] }
    return (1...count).map { "\(name) \($0)" }
  }

  /// What a title calls a signal: its name, or what it is.
  func plotName(of id: SignalID) -> String {
    if let name = manager[id].slotName { return name }
    let type = manager.typeName(of: id)
    let parameters = parameterList(of: id, isShort: true)
    return parameters.count <= 48 ? type + parameters : type
  }

  /// `1 s`, `10 ms`, as titles tell times.
  static func told(seconds: Double) -> String {
    if seconds == 0 { return "0 s" }
    let (value, unit) =
      abs(seconds) >= 1
      ? (seconds, "s") : abs(seconds) >= 1e-3 ? (seconds * 1e3, "ms") : (seconds * 1e6, "µs")
    return "\(rounded(value, digits: 4)) \(unit)"
  }

  static func told(hertz: Double) -> String {
    abs(hertz) >= 999.95 ? "\(rounded(hertz / 1000, digits: 4)) kHz" : "\(rounded(hertz, digits: 4)) Hz"
  }
}

/// So many significant digits.
private func rounded(_ value: Double, digits: Int) -> String { Decimal.short(value, digits: digits) }
