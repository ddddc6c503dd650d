import Graphs
import Scripting
import Signals

/// A signal as Lua holds it.
final class SignalObject: LuaObject {
  /// May be replaced while the chunk that made it runs, when a name that it read is bound again.
  var signal: Signal
  let session: Session
  /// The name whose signal this was found in, for setting parameters.
  let owner: String?

  init(_ signal: Signal, _ session: Session, owner: String? = nil) {
    self.signal = signal
    self.session = session
    self.owner = owner
  }

  /// About what a row, its version and its samples take.
  var luaByteCount: Int {
    session.manager[signal.id].arguments.reduce(1_500) { sum, argument in
      if case .samples(let samples) = argument { sum + samples.count * samples.channels * 4 } else { sum }
    }
  }

  static let luaType = LuaType(
    "signal", of: SignalObject.self,
    index: { object, key, _ in try object.session.field(of: object, key) },
    newIndex: { object, key, value, _ in try object.session.setField(of: object, key, value) },
    length: { _, _ in throw LuaError("a signal has no length; sig:get_range() tells where it begins and ends")
    },
    describe: { object, _ in object.session.describe(object) },
    arithmetic: { operation, left, right, _ in
      guard
        let session = left.asObject(SignalObject.self)?.session ?? right.asObject(SignalObject.self)?.session
      else { throw LuaError("signal expected") }
      return try session.arithmetic(operation, left, right)
    },
    concat: { left, right, state in .string(try state.text(of: left) + state.text(of: right)) },
    equals: { left, right, _ in
      guard let left = left.asObject(SignalObject.self), let right = right.asObject(SignalObject.self) else {
        return false
      }
      // Two names may hold one signal.
      let manager = left.session.manager
      return (manager.target(left.signal.id) ?? left.signal.id)
        == (manager.target(right.signal.id) ?? right.signal.id)
    })
}

extension Session {
  /// The kinds behind the operators.
  private static func kind(_ operation: LuaArithmetic) -> String? {
    switch operation {
    case .add: "add"
    case .sub: "sub"
    case .mul: "mul"
    case .div: "div"
    case .mod: "mod"
    case .pow: "pow"
    case .unm: "neg"
    case .idiv: nil
    }
  }

  func arithmetic(_ operation: LuaArithmetic, _ left: LuaValue, _ right: LuaValue) throws -> LuaValue {
    guard let name = Self.kind(operation), let kind = manager.catalogue[name] else {
      throw LuaError("// does not work on signals; use /")
    }
    if operation == .unm { return .object(try make(kind, [stream(left, "-", kind.parameters[0])])) }
    let sides = try zip([left, right], kind.parameters).map { try stream($0, name, $1) }
    return .object(try make(kind, sides))
  }

  /// Registers a fresh handle of a row.
  func object(_ signal: Signal, owner: String? = nil) -> SignalObject {
    let object = SignalObject(signal, self, owner: owner)
    chunkObjects.append(WeakObject(object))
    return object
  }

  /// What printing a signal shows: type, main parameters, channels, period or range, uuid.
  func describe(_ object: SignalObject) -> String {
    var id = object.signal.id
    var name = ""
    if let slot = manager[id].slotName, let target = manager.target(id) {
      name = "\(slot): "
      id = target
    }
    let data = manager[id]
    var parts: [String] = []
    if data.type == SignalKind.scoreType, case .text(let title)? = data.arguments.first {
      parts.append(title)
    }
    if let kind = manager.catalogue[data.type] {
      for (parameter, argument) in zip(kind.parameters, data.arguments) {
        guard let text = describe(argument, parameter) else { continue }
        parts.append("\(parameter.name) \(text)")
      }
    }
    var line = name + data.type + (parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))")
    if let version = try? manager.version(of: id) {
      let shape = version.shape
      line += ", \(shape.channels) channel\(shape.channels == 1 ? "" : "s")"
      if let period = shape.period {
        line += ", period \(period) frames"
      } else if shape.range.lower != nil || shape.range.upper != nil {
        let lower = shape.range.lower.map(String.init) ?? "…"
        let upper = shape.range.upper.map(String.init) ?? "…"
        line += ", range [\(lower), \(upper)) frames"
      }
    }
    return line + ", uuid \(manager.uuid(of: id).prefix(8))"
  }

  private func describe(_ argument: Argument, _ parameter: any Parameter) -> String? {
    switch argument {
    case .number(let number):
      switch parameter.form {
      case .stream(_, let quantity), .number(_, let quantity), .numbers(let quantity): quantity.text(number)
      default: Numerals.text(number)
      }
    case .numbers(let numbers): "{\(numbers.map(Numerals.text).joined(separator: ", "))}"
    case .text(let text): "\"\(text)\""
    case .flag(let flag): "\(flag)"
    case .samples(let samples): "\(samples.count) frames"
    case .signal(let id): manager[id].slotName ?? manager[id].type
    case .signals(let ids): "\(ids.count) signals"
    }
  }
}
