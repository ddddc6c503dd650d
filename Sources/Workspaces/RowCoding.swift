import Graphs
import Signals

/// Rows as JSON: `{"uuid", "type", parameters…, "refs": {…}}`.
enum RowCoding {
  /// A row as it stands in a file. A reference is a uuid; one of several is a list of them.
  static func json(_ id: SignalID, in manager: SignalManager) -> JSONValue {
    let data = manager[id]
    var fields: [String: JSONValue] = ["uuid": .string(manager.uuid(of: id)), "type": .string(data.type)]
    var refs: [String: JSONValue] = [:]
    for (name, argument) in zip(names(of: data.type, in: manager.catalogue), data.arguments) {
      switch argument {
      case .number(let number): fields[name] = .number(number)
      case .numbers(let numbers): fields[name] = .array(numbers.map(JSONValue.number))
      case .text(let text): fields[name] = .string(text)
      case .flag(let flag): fields[name] = .bool(flag)
      case .samples(let samples):
        let planes = samples.planes.map { JSONValue.array($0.map { .number(decimal($0)) }) }
        fields[name] = planes.count == 1 ? planes[0] : .array(planes)
      case .signal(let id): refs[name] = .string(manager.uuid(of: id))
      case .signals(let ids): refs[name] = .array(ids.map { .string(manager.uuid(of: $0)) })
      }
    }
    if data.type == SignalKind.slotType, let target = manager.target(id) {
      refs["target"] = .string(manager.uuid(of: target))
    }
    if !refs.isEmpty { fields["refs"] = .object(refs) }
    return .object(fields)
  }

  /// The uuids that a row in a file refers to.
  static func references(_ row: [String: JSONValue]) -> [String] {
    (row["refs"]?.fields ?? [:]).sorted { $0.key < $1.key }.flatMap { _, value in
      value.text.map { [$0] } ?? (value.list ?? []).compactMap(\.text)
    }
  }

  /// The row that a file's row stands for; `resolve` answers for uuids.
  static func data(_ row: [String: JSONValue], catalogue: Catalogue, resolve: (String) throws -> SignalID)
    throws
    -> SignalData
  {
    guard let type = row["type"]?.text else { throw SignalError("it has no type") }
    let refs = row["refs"]?.fields ?? [:]
    if type == SignalKind.loopType || type == SignalKind.feedbackType {
      guard let depth = row["depth"]?.double, depth >= 0, depth < Double(SignalKind.deepestLoop),
        depth == depth.rounded()
      else { throw SignalError("depth: expected a whole number from 0 to \(SignalKind.deepestLoop - 1)") }
      guard type == SignalKind.feedbackType else {
        return SignalData(type: type, arguments: [.number(depth)])
      }
      guard let body = refs["body"]?.text else { throw SignalError("refs: body is missing") }
      return SignalData(type: type, arguments: [.number(depth), .signal(try resolve(body))])
    }
    guard let kind = catalogue[type] else { throw SignalError("its type \"\(type)\" is unknown") }
    var row = row
    for (former, name) in formerNames[type] ?? [:] {
      if let value = row.removeValue(forKey: former) { row[name] = value }
    }
    let known = Set(kind.parameters.map(\.name) + ["uuid", "type", "refs", "name"])
    if let extra = row.keys.sorted().first(where: { !known.contains($0) }) {
      throw SignalError("\(type) has no parameter \"\(extra)\"")
    }
    let arguments = try kind.parameters.map { parameter in
      try argument(parameter, row[parameter.name], refs[parameter.name], resolve)
    }
    return SignalData(type: type, arguments: arguments)
  }

  /// Parameters that bore other names once, by type: rows that were written then are still read.
  private static let formerNames = ["buffer": ["samples": "values"]]

  private static func argument(
    _ parameter: any Parameter, _ value: JSONValue?, _ ref: JSONValue?, _ resolve: (String) throws -> SignalID
  ) throws -> Argument {
    if let uuid = ref?.text {
      guard case .stream = parameter.form else { throw SignalError("\(parameter.name) takes no signal") }
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
    case (.samples, .array(let list)), (.curve, .array(let list)):
      if let first = list.first, first.list != nil {
        let planes = try list.map { try ($0.list ?? []).map { Float(try number($0, parameter)) } }
        guard Set(planes.map(\.count)).count == 1 else {
          throw SignalError("\(parameter.name): the same number of samples in each channel is expected")
        }
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

  private static func number(_ value: JSONValue, _ parameter: any Parameter) throws -> Double {
    guard let number = value.double, Float(number).isFinite else {
      throw SignalError("\(parameter.name): expected numbers that a sample can hold")
    }
    return number
  }

  /// The names under which a row's arguments stand in a file.
  private static func names(of type: String, in catalogue: Catalogue) -> [String] {
    switch type {
    case SignalKind.slotType: ["name"]
    case SignalKind.loopType: ["depth"]
    case SignalKind.feedbackType: ["depth", "body"]
    case SignalKind.scoreType: ["title", "channels", "holds", "follows"]
    case SignalKind.sourceType: ["name", "number"]
    default: catalogue[type]?.parameters.map(\.name) ?? []
    }
  }

  /// The shortest decimal that reads back as the same sample.
  private static func decimal(_ sample: Float) -> Double {
    let short = Double("\(sample)") ?? Double(sample)
    return Float(short) == sample ? short : Double(sample)
  }
}
