import Graphs
import Scripting
import Signals

/// A word that is written in Lua, in `stdlib/words`, and declared as a kind is.
struct LuaWord: Declaration {
  let name: String
  let family: Family
  let doc: String
  let example: String
  let source: String
  let parameters: [any Parameter]
  /// Takes every parameter in declared order, checked.
  let make: LuaFunction
}

/// Whatever a word written in Lua takes.
struct AnyValue: Parameter {
  let name: String
  let doc: String
  /// What it says that it takes.
  let takes: String
  let mayBeLeftAway: Bool
  /// The strings that it may be, for completion.
  var choices: [String] = []
  var standard: Argument? { nil }
  var form: ParameterForm { .any }

  func value(_ argument: Resolved, _ rate: Int, _ inputs: inout [StreamInput]) throws(SignalError) {}
}

/// A parameter on its way from its declaration in Lua.
final class DeclaredParameter: LuaObject {
  static let luaType = LuaType("parameter", of: DeclaredParameter.self)
  let parameter: any Parameter
  init(_ parameter: any Parameter) { self.parameter = parameter }
}

extension Session {
  /// What a Lua word answers for values by place.
  func call(_ word: LuaWord, _ given: [LuaValue?]) throws -> LuaValue {
    var held: [String: Argument] = [:]
    var isHeld = true
    let values = try zip(word.parameters, given).map { parameter, value in
      let (value, argument) = try checked(value, word, parameter)
      held[parameter.name] = argument
      if argument == nil, !value.isNil { isHeld = false }
      return value
    }
    do {
      return try withExtendedLifetime(values) {
        let answer = try lua.call(word.make, values).first ?? .nil
        return isHeld ? remembering(word, held, answer) : answer
      }
    } catch let error as LuaError where error.kind == .runtime {
      // The place is told where the word stands in the patch.
      var message = Self.withoutPlace(error.message)
      // Of the line that the word itself stands in it is told anyway.
      if let place = error.place, let here = lua.currentLine(), place.name == here.source,
        place.line == here.line
      {
        message = place.text
      }
      throw LuaError("\(word.name): \(message)")
    }
  }

  /// A value as the word takes it, and as a row holds it, where one can.
  private func checked(_ value: LuaValue?, _ word: LuaWord, _ parameter: any Parameter) throws
    -> (value: LuaValue, argument: Argument?)
  {
    guard let value else {
      switch parameter.standard {
      case .number(let number)?: return (.number(number), .number(number))
      case .text(let text)?: return (.string(text), .text(text))
      case .flag(let flag)?: return (.boolean(flag), .flag(flag))
      default: break
      }
      if parameter.isOptional { return (.nil, nil) }
      throw LuaError("\(word.signature): \(parameter.name) is missing: \(parameter.expectation) is expected")
    }
    if case .any = parameter.form { return (value, try plain(value)) }
    let given = try argument(value, word.name, parameter)
    switch given {
    case .number(let number):
      try check(parameter, .number(number), word)
      return (.number(number), given)
    case .signal(let id):
      if case .number = parameter.form { return try number(of: id, word, parameter) }
      return (.object(object(held(manager.signal(id), parameter))), given)
    case .text(let text):
      try check(parameter, .text(text), word)
      return (value, given)
    default: return (value, given)
    }
  }

  /// What takes a number takes a signal that never changes too.
  private func number(of id: SignalID, _ word: LuaWord, _ parameter: any Parameter) throws
    -> (value: LuaValue, argument: Argument?)
  {
    let constant = manager.isOpen(id) ? nil : try manager.version(of: id).constant
    guard let constant, let number = constant.first, constant.count == 1 else {
      throw LuaError(
        "\(word.name): \(parameter.name): \(parameter.expectation) is expected, not a signal that moves\(onlyNumber(parameter.doc))"
      )
    }
    try check(parameter, .number(number), word)
    return (.number(number), .number(number))
  }

  /// What a row holds of a value that a word takes as it is; nil where it holds none.
  private func plain(_ value: LuaValue) throws -> Argument? {
    switch value {
    case .boolean(let flag): return .flag(flag)
    case .integer, .number: return value.asDouble.map(Argument.number)
    case .string(let text): return .text(text)
    case .table(let table):
      let numbers = try items(table).compactMap(\.asDouble)
      return try numbers.count == table.count && !numbers.isEmpty && table.keys().count == numbers.count
        ? .numbers(numbers) : nil
    case .object(let object as SignalObject): return .signal(object.signal.id)
    default: return nil
    }
  }

  /// A signal held to its parameter's range, as kinds hold theirs.
  private func held(_ signal: Signal, _ parameter: any Parameter) -> Signal {
    guard case .stream(let declared?, let quantity) = parameter.form else { return signal }
    let bounds = quantity.bounds(declared, at: manager.rate)
    return manager.signal(
      SignalData(
        type: "clip",
        arguments: [.signal(signal.id), .number(bounds.lowerBound), .number(bounds.upperBound)]))
  }

  private func check(_ parameter: some Parameter, _ value: Resolved, _ word: LuaWord) throws {
    var inputs: [StreamInput] = []
    do { _ = try parameter.value(value, manager.rate, &inputs) } catch {
      throw LuaError("\(word.name): \(error.message)")
    }
  }

  /// A message without the place in a file of words that it begins with; a place in the patch stays.
  private static func withoutPlace(_ message: String) -> String {
    let parts = message.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].hasPrefix("words/"), Int(parts[1]) != nil else { return message }
    return String(parts[2].drop { $0 == " " })
  }
}
