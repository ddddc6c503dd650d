import Graphs
import Scripting
import Signals

/// A signal as Lua holds it.
final class SignalObject: LuaObject {
  /// May be replaced while the chunk that made it runs, when a name that it read is bound again.
  var signal: Signal
  unowned let session: Session
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
      // Two names may hold one signal, and a word may have made it.
      let manager = left.session.manager
      func sounding(_ id: SignalID) -> SignalID {
        var id = id
        while let below = manager.target(id) ?? manager.word(id)?.made { id = below }
        return id
      }
      return sounding(left.signal.id) == sounding(right.signal.id)
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
    var line = name + manager.typeName(of: id) + parameterList(of: id)
    if let version = try? manager.version(of: id) {
      let shape = version.shape
      line += ", \(shape.channels) channel\(shape.channels == 1 ? "" : "s")"
      if let period = shape.period {
        line += ", period \(Numerals.count(period, "frame"))"
      } else if shape.range.lower != nil || shape.range.upper != nil {
        let lower = shape.range.lower.map(String.init) ?? "…"
        let upper = shape.range.upper.map(String.init) ?? "…"
        line += ", range [\(lower), \(upper)) frames"
      }
    }
    return line + ", uuid \(manager.uuid(of: id).prefix(8))"
  }

  /// ` (cutoff 800 Hz, q 0.7)`: what was given, but for what is to be processed and what stands at its standard and
  /// cannot move.
  func parameterList(of id: SignalID, isShort: Bool = false) -> String {
    if manager[id].type == SignalKind.scoreType, case .text(let title)? = manager[id].arguments.first {
      return " (\(title))"
    }
    let parameters = declaration(of: id)?.parameters ?? []
    // In short what says most stays, as the frequency of a sine, and else what was chosen.
    let first = parameters.first { $0.name != "input" }?.name
    let parts = parameters.compactMap { parameter -> String? in
      guard let argument = argument(of: id, parameter.name),
        !isShort || parameter.name == first || argument != parameter.standard
      else { return nil }
      // It is given by the name that it will be bound to.
      if parameter.name == "seed", unseeded.contains(id) { return nil }
      switch parameter.form {
      case .stream(nil, _) where parameter.name == "input": return nil
      case .stream: break
      default: if argument == parameter.standard || parameter.name == "content" { return nil }
      }
      return describe(argument, parameter).map { "\(parameter.name) \($0)" }
    }
    let input = argument(of: id, "input").flatMap { argument -> String? in
      guard case .signal(let below) = argument else { return nil }
      return " of \(manager[below].slotName ?? manager.typeName(of: below))"
    }
    return (parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))") + (input ?? "")
  }

  private func describe(_ argument: Argument, _ parameter: any Parameter) -> String? {
    switch argument {
    case .number(let number): return parameter.text(number)
    case .numbers(let numbers): return "{\(numbers.map(Numerals.text).joined(separator: ", "))}"
    case .text(let text): return "\"\(text)\""
    case .flag(let flag): return "\(flag)"
    case .samples(let samples): return Numerals.count(samples.count, "frame")
    case .signal(let id):
      if manager[id].type == "constant", case .numbers(let numbers)? = manager[id].arguments.first {
        return "{\(numbers.map(parameter.text).joined(separator: ", "))}"
      }
      return manager[id].slotName ?? manager.typeName(of: id)
    case .signals(let ids): return Numerals.count(ids.count, "signal")
    }
  }
}

extension Parameter {
  /// A number with its unit.
  fileprivate func text(_ number: Double) -> String {
    switch form {
    case .stream(_, let quantity), .number(_, let quantity), .numbers(let quantity): quantity.text(number)
    default: Numerals.text(number)
    }
  }
}
