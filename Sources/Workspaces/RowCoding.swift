import Graphs
import Signals

/// Rows as JSON: `{"uuid", "type", parameters…, "refs": {…}}`.
enum RowCoding {
  /// A row as it stands in a file. A reference is a uuid; one of several is a list of them.
  static func json(_ id: SignalID, in manager: SignalManager) -> JSONValue {
    let data = manager.told(id)
    if let word = WordRow(data) { return json(word, id, in: manager) }
    var fields: JSONFields = ["uuid": .string(manager.uuid(of: id)), "type": .string(data.type)]
    var refs: JSONFields = [:]
    for (name, argument) in zip(names(of: data.type, in: manager.catalogue), data.arguments) {
      switch argument {
      case .signal(let id): refs[name] = .string(manager.uuid(of: id))
      case .signals(let ids): refs[name] = .array(ids.map { .string(manager.uuid(of: $0)) })
      case .samples(let samples) where samples.planes.count == 1: fields[name] = planes(samples)[0]
      default: fields[name] = plain(argument)
      }
    }
    if data.type == SignalKind.slotType, let target = manager.target(id) {
      refs["target"] = .string(manager.uuid(of: target))
    }
    if !refs.isEmpty { fields["refs"] = .object(refs) }
    return .object(fields)
  }

  /// A value that refers to nothing.
  static func plain(_ argument: Argument) -> JSONValue {
    switch argument {
    case .number(let number): .number(number)
    case .numbers(let numbers): .array(numbers.map(JSONValue.number))
    case .text(let text): .string(text)
    case .flag(let flag): .bool(flag)
    case .samples(let samples): .array(planes(samples))
    case .signal, .signals: .null
    }
  }

  private static func planes(_ samples: Samples) -> [JSONValue] {
    samples.planes.map {
      PackedNumbers.isWorthIt($0.count) ? PackedNumbers.json($0) : .array($0.map { .number(decimal($0)) })
    }
  }

  /// The uuids that a row in a file refers to.
  static func references(_ row: JSONFields) -> [String] {
    guard let refs = row["refs"]?.fields else { return [] }
    // Most rows have one, of which nothing is to be sorted.
    if refs.count == 1, let only = refs.first?.value.text { return [only] }
    return refs.flatMap { _, value in
      value.text.map { [$0] } ?? (value.list ?? []).compactMap(\.text)
    }
  }

  /// The row that a file's row stands for; `resolve` answers for uuids.
  static func data(_ row: JSONFields, catalogue: Catalogue, resolve: (String) throws -> SignalID)
    throws
    -> SignalData
  {
    guard let type = row["type"]?.text else { throw SignalError("it has no type") }
    let refs = try self.refs(row)
    if type == SignalKind.wordType { return try word(row, refs, resolve) }
    let isFormerRound = type == formerLoopType && row["depth"] != nil
    if type == SignalKind.loopType || type == SignalKind.feedbackType || isFormerRound {
      try refuse(refs, type) { type == SignalKind.feedbackType && $0 == "body" }
      guard let depth = row["depth"]?.double, depth >= 0, depth < Double(SignalKind.deepestLoop),
        depth == depth.rounded()
      else { throw SignalError("depth: expected a whole number from 0 to \(SignalKind.deepestLoop - 1)") }
      guard type == SignalKind.feedbackType else {
        return SignalData(type: SignalKind.loopType, arguments: [.number(depth)])
      }
      guard let body = refs["body"]?.text else { throw SignalError("refs: body is missing") }
      return SignalData(type: type, arguments: [.number(depth), .signal(try resolve(body))])
    }
    if type == SignalKind.mixType {
      guard let channels = row["channels"]?.double.flatMap(Int.init(exactly:)), (1...32).contains(channels)
      else {
        throw SignalError("channels: expected a whole number from 1 to 32")
      }
      return .mix(channels: channels)
    }
    guard let kind = catalogue[formerTypes[type] ?? type] else {
      throw SignalError("its type \"\(type)\" is unknown")
    }
    var row = row
    for (former, name) in formerNames[kind.name] ?? [:] {
      if let value = row.removeValue(forKey: former) { row[name] = value }
    }
    for (name, _) in row where kind.place(of: name) == nil && !columns.contains(name) {
      throw SignalError("\(type) has no parameter \"\(name)\"")
    }
    try refuse(refs, type) { kind.place(of: $0) != nil }
    let arguments = try kind.parameters.map { parameter in
      try argument(parameter, row[parameter.name], refs[parameter.name], resolve)
    }
    return SignalData(type: kind.name, arguments: arguments)
  }

  /// Parameters that bore other names once, by type: rows that were written then are still read.
  private static let formerNames = [
    "buffer": ["samples": "values"], "sample": ["till": "to", "loop_till": "loop_to"],
    "resonators": ["levels": "amps"],
  ]

  /// Types that bore other names once.
  private static let formerTypes = ["looped": "loop"]
  private static let formerLoopType = "loop"

  /// What stands in a row beside its parameters.
  private static let columns = ["uuid", "type", "refs", "name"]

  /// A row's references by name: each a uuid, or a list of them.
  private static func refs(_ row: JSONFields) throws -> JSONFields {
    guard let value = row["refs"] else { return [:] }
    guard let refs = value.fields else { throw SignalError("refs: an object of uuids is expected") }
    for (name, value) in refs where value.text == nil && value.list?.allSatisfy({ $0.text != nil }) != true {
      throw SignalError("refs: \(name): a uuid, or a list of uuids, is expected")
    }
    return refs
  }

  private static func refuse(
    _ refs: JSONFields, _ type: String, but isKnown: (String) -> Bool
  ) throws {
    for (name, _) in refs where !isKnown(name) {
      throw SignalError("refs: \(type) has no parameter \"\(name)\"")
    }
  }

  private static func argument(
    _ parameter: any Parameter, _ value: JSONValue?, _ ref: JSONValue?, _ resolve: (String) throws -> SignalID
  ) throws -> Argument {
    if ref != nil, value != nil { throw SignalError("\(parameter.name): a value and a reference were given") }
    if let uuid = ref?.text {
      // What is a number may be a signal that never changes.
      let takes =
        switch parameter.form {
        case .stream, .number: true
        default: false
        }
      guard takes else { throw SignalError("\(parameter.name) takes no signal") }
      return .signal(try resolve(uuid))
    }
    if let list = ref?.list {
      guard case .streams = parameter.form else {
        throw SignalError("\(parameter.name) takes no list of signals")
      }
      return .signals(try list.compactMap(\.text).map(resolve))
    }
    switch (parameter.form, value) {
    case (.stream, .number(let number)), (.number, .number(let number)), (.numbers, .number(let number)):
      return .number(try self.number(.number(number), parameter))
    case (.numbers, .array(let list)): return .numbers(try list.map { try number($0, parameter) })
    case (.text, .string(let text)), (.choice, .string(let text)): return .text(text)
    case (.flag, .bool(let flag)): return .flag(flag)
    case (.samples, .string(let text)), (.curve, .string(let text)):
      return .samples(Samples([try packed(text, parameter)]))
    case (.samples, .array(let list)), (.curve, .array(let list)):
      if list.first?.text != nil {
        let planes = try list.map { try packed($0.text ?? "", parameter) }
        guard Set(planes.map(\.count)).count == 1 else { throw unequal(parameter) }
        return .samples(Samples(planes))
      }
      if let first = list.first, first.list != nil {
        let planes = try list.map { try ($0.list ?? []).map { Float(try number($0, parameter)) } }
        guard Set(planes.map(\.count)).count == 1 else { throw unequal(parameter) }
        return .samples(Samples(planes))
      }
      return .samples(Samples([try list.map { Float(try number($0, parameter)) }]))
    case (.streams, nil): return .signals([])
    case (_, nil):
      guard let standard = parameter.standard else { throw SignalError("\(parameter.name) is missing") }
      return standard
    default: throw SignalError("\(parameter.name) is not of the form that is expected")
    }
  }

  private static func unequal(_ parameter: any Parameter) -> SignalError {
    SignalError("\(parameter.name): the same number of samples in each channel is expected")
  }

  private static func packed(_ text: String, _ parameter: any Parameter) throws -> [Float] {
    guard let samples = PackedNumbers.floats(text), samples.allSatisfy(\.isFinite) else {
      throw SignalError("\(parameter.name): finite samples, as base64 of float32, are expected")
    }
    return samples
  }

  static func number(_ value: JSONValue, _ parameter: any Parameter) throws -> Double {
    guard let number = value.double, Float(number).isFinite else {
      throw SignalError("\(parameter.name): expected numbers that a sample can hold")
    }
    return number
  }

  /// The names under which a row's arguments stand in a file.
  static func names(of type: String, in catalogue: Catalogue) -> [String] {
    switch type {
    case SignalKind.slotType: ["name"]
    case SignalKind.loopType: ["depth"]
    case SignalKind.mixType: ["channels"]
    case SignalKind.feedbackType: ["depth", "body"]
    case SignalKind.scoreType: ["title", "channels", "holds", "follows"]
    case SignalKind.sourceType: ["name", "number", "others"]
    default: catalogue[type]?.parameters.map(\.name) ?? []
    }
  }

  /// The shortest decimal that reads back as the same sample.
  private static func decimal(_ sample: Float) -> Double {
    let short = Double("\(sample)") ?? Double(sample)
    return Float(short) == sample ? short : Double(sample)
  }
}
