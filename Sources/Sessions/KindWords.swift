import Designs
import Glibc
import Graphs
import Numerics
import Scripting
import Signals

/// The constructors, one for each kind, and the few that say more than their declaration.
extension Session {
  func defineKinds() throws {
    for kind in manager.catalogue.kinds {
      let value = try lua.function(kind.name) { [unowned self] arguments in
        [try special(kind, arguments) ?? construct(kind, arguments)]
      }
      define(kind, value)
    }
    try define(
      "feedback", .time, "feedback(function(loop) … end)",
      "A loop: the function is given the loop's own signal and answers what goes round; somewhere on the way round a delay or z is expected.",
      example: "feedback(function(loop) return perc(0, 0.1) * saw(220) * 0.5 + loop:delay(0.3) * 0.5 end)"
    ) { session, arguments in
      [try session.feedback(arguments)]
    }
  }

  private func special(_ kind: SignalKind, _ arguments: LuaArguments) throws -> LuaValue? {
    switch kind.name {
    case "now":
      guard arguments.count == 1 else { return nil }
      let object = try signalArgument(arguments, 0)
      return try withExtendedLifetime(object) {
        .object(try make(kind, [.signal(object.signal.id), .number(Double(anchorFrame()))]))
      }
    case "to":
      guard arguments[0].asTable == nil else { return nil }
      guard arguments.count <= 2 else { throw LuaError(AwaitingGlide.usage) }
      return .object(AwaitingGlide(last: arguments[0], length: arguments[1]))
    case "sample":
      return try sample(kind, arguments)
    case _ where Self.answersNumbers.contains(kind.name):
      if let answer = try ofBuffer(kind, arguments) { return answer }
      if kind.name == "db", let factor = arguments[0].asDouble, factor < 0, arguments.count == 1 {
        throw LuaError(
          "db: a factor of 0 or more is expected, of which it tells the decibels; \(Numerals.text(factor)) was given: undb(\(Numerals.text(factor))) is the factor of \(Numerals.text(factor)) dB"
        )
      }
      // Of numbers alone it is a number, not a signal that never changes.
      guard arguments.count > 0, arguments.values.allSatisfy({ $0.asDouble != nil }),
        arguments.count <= kind.parameters.count
      else { return nil }
      var row: [Argument] = []
      for (place, parameter) in kind.parameters.enumerated() {
        if place < arguments.count, let number = arguments[place].asDouble {
          guard Float(number).isFinite else {
            throw LuaError("\(kind.name): \(parameter.name): \(number) was given; no sample can hold it")
          }
          row.append(.number(number))
        } else if let standard = parameter.standard {
          row.append(standard)
        } else {
          return nil
        }
      }
      let object = try make(kind, row)
      return try manager.version(of: object.signal.id).constant?.first.map(LuaValue.number)
    case "hilbert", "convolve":
      // Of buffers it is SciPy's, and answers a buffer.
      if arguments[0].asObject(SampleBuffer.self) != nil, arguments[1].asObject(SignalObject.self) == nil {
        return try ofNumbers(arguments)
      }
      guard kind.name == "convolve" else { return nil }
      // So it is of two lists, which SciPy takes as well.
      if arguments.count <= 3, try isNumbers(arguments[0]), try isNumbers(arguments[1]) {
        return try ofNumbers(arguments)
      }
      // A list of numbers is a response here, and not one value for each channel.
      guard arguments.count == 2, let table = arguments[1].asTable, table.count > 0 else { return nil }
      let numbers = try items(table).compactMap(\.asDouble)
      guard numbers.count == table.count else { return nil }
      let response = SampleBuffer(numbers)
      return .object(try make(kind, complete(kind, [arguments[0], .object(response)])))
    default: return nil
    }
  }

  /// Of a buffer it is one, as arithmetic is.
  private func ofBuffer(_ kind: SignalKind, _ arguments: LuaArguments) throws -> LuaValue? {
    if kind.name == "abs", arguments.count == 1 {
      if let buffer = arguments[0].asObject(SampleBuffer.self) {
        return .object(SampleBuffer(buffer.vector.magnitudes))
      }
      if let number = arguments[0].asObject(ComplexNumber.self) { return .number(number.value.magnitude) }
    }
    guard let function = Self.ofNumbers[kind.name], arguments.count == 1,
      let buffer = arguments[0].asObject(SampleBuffer.self), !buffer.vector.isComplex
    else { return nil }
    return .object(SampleBuffer(buffer.vector.real.map(function)))
  }

  /// Of each number of a buffer, in double precision.
  private static let ofNumbers: [String: @Sendable (Double) -> Double] = [
    "sqrt": { $0.squareRoot() }, "floor": { $0.rounded(.down) }, "exp": { Glibc.exp($0) },
    "log": { Glibc.log($0) },
  ]

  private func isNumbers(_ value: LuaValue) throws -> Bool {
    guard let table = value.asTable, table.count > 0, try !isPattern(value) else { return false }
    return try items(table).allSatisfy { $0.asDouble != nil }
  }

  /// A kind that has a seed, and was given none: until it is bound to a name, it has a number of its own from the
  /// order in its chunk.
  func makeUnseeded(_ kind: SignalKind, _ row: [Argument], _ place: Int) throws -> SignalObject {
    var row = row
    row[place] = .number(Double(UInt32.max) - Double(unseeded.count))
    let object = try make(kind, row)
    unseeded.insert(object.signal.id)
    unseededHeld.append(object.signal)
    return object
  }

  private static let answersNumbers: Set<String> = [
    "abs", "floor", "round", "sqrt", "log", "exp", "min", "max", "linlin", "linexp", "db", "undb",
    "midi_to_hz",
    "hz_to_midi",
  ]

  private func feedback(_ arguments: LuaArguments) throws -> LuaValue {
    guard let function = arguments[0].asFunction else {
      throw LuaError(
        "feedback: a function is expected, as in feedback(function(loop) return dry + loop:delay(0.3) * 0.5 end); \(arguments[0].described) was given"
      )
    }
    let depth = Double(loopDepth)
    guard loopDepth < SignalKind.deepestLoop else {
      throw LuaError("feedback: more than \(SignalKind.deepestLoop) loops inside one another")
    }
    loopDepth += 1
    defer { loopDepth -= 1 }
    let loop = object(manager.signal(SignalData(type: SignalKind.loopType, arguments: [.number(depth)])))
    let results = try lua.call(function, [.object(loop)])
    guard let body = results.first, let parameter = manager.catalogue["add"]?.parameters[0] else {
      throw LuaError("feedback: the function is expected to return a signal; nothing was returned")
    }
    guard body.asDouble != nil || body.asTable != nil || body.asObject(SignalObject.self) != nil else {
      throw LuaError("feedback: the function is expected to return a signal; \(body.described) was returned")
    }
    defer { temporaries.removeAll() }
    var id: SignalID
    switch try stream(body, "feedback", parameter) {
    case .signal(let signal): id = signal
    case .number(let number):
      let constant = manager.signal(SignalData(type: "constant", arguments: [.number(number)]))
      temporaries.append(constant)
      id = constant.id
    default: throw LuaError("feedback: a signal is expected")
    }
    if manager.isSlot(id) { id = manager.target(id) ?? id }
    let signal = withExtendedLifetime(results) {
      manager.signal(SignalData(type: SignalKind.feedbackType, arguments: [.number(depth), .signal(id)]))
    }
    if !manager.isOpen(signal.id) {
      do { _ = try manager.version(of: signal.id) } catch let error as SignalError {
        throw LuaError(error.message)
      }
    }
    return .object(object(signal))
  }

  /// The signal that glides from what a parameter is now.
  func glide(
    _ awaiting: AwaitingGlide, from present: Argument, _ owner: String, _ parameter: any Parameter
  ) throws
    -> SignalObject
  {
    guard let to = manager.catalogue["to"] else { throw LuaError("to is missing") }
    guard case .stream = parameter.form else {
      throw LuaError("\(owner).\(parameter.name): a number is expected; it cannot glide")
    }
    if let last = awaiting.last.asDouble {
      var inputs: [StreamInput] = []
      do { _ = try parameter.value(.number(last), manager.rate, &inputs) } catch {
        throw LuaError("\(owner): to: \(error.message)")
      }
    }
    let frame = anchorFrame()
    let first: Double
    switch present {
    case .number(let number): first = number
    case .signal(let id): first = Double(try manager.samples(of: id, frame..<(frame + 1))[0][0])
    default: throw LuaError("\(owner).\(parameter.name) cannot glide")
    }
    var given = [LuaValue?](repeating: nil, count: to.parameters.count)
    for (name, value) in [("last", awaiting.last), ("length", awaiting.length)] where !value.isNil {
      if let place = to.place(of: name) { given[place] = value }
    }
    if let place = to.place(of: "first") { given[place] = .number(first) }
    if let place = to.place(of: "frame") { given[place] = .number(Double(frame)) }
    return try make(to, complete(to, given))
  }
}

/// `to(3000, 8)` before it is known what it glides from.
final class AwaitingGlide: LuaObject {
  let last: LuaValue
  let length: LuaValue

  init(last: LuaValue, length: LuaValue) {
    self.last = last
    self.length = length
  }

  static let usage =
    "to(last, length) glides a parameter from its present value, as in bass.cutoff = to(3000, 8)"
  var complaint: String { Self.usage + "; line(first, last, length) goes from one value to another" }

  static let luaType = LuaType(
    "glide", of: AwaitingGlide.self,
    index: { glide, _, _ in throw LuaError(glide.complaint) },
    describe: { _, _ in "a glide, awaiting the parameter that it is given to" },
    arithmetic: { _, left, right, _ in
      throw LuaError(
        left.asObject(AwaitingGlide.self)?.complaint ?? right.asObject(AwaitingGlide.self)?.complaint ?? usage
      )
    })
}
