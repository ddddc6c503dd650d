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
  let isOptional: Bool
  var standard: Argument? { nil }
  var form: ParameterForm { .any }

  func value(_ argument: Resolved, _ inputs: inout [StreamInput]) throws(SignalError) {}
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
    let values = try zip(word.parameters, given).map { parameter, value in
      try checked(value, word, parameter)
    }
    do {
      return try withExtendedLifetime(values) { try lua.call(word.make, values).first ?? .nil }
    } catch let error as LuaError where error.kind == .runtime {
      // The place is told where the word stands in the patch.
      throw LuaError("\(word.name): \(Self.withoutPlace(error.message))")
    }
  }

  private func checked(_ value: LuaValue?, _ word: LuaWord, _ parameter: any Parameter) throws -> LuaValue {
    guard let value else {
      switch parameter.standard {
      case .number(let number)?: return .number(number)
      case .text(let text)?: return .string(text)
      case .flag(let flag)?: return .boolean(flag)
      default: break
      }
      if let any = parameter as? AnyValue, any.isOptional { return .nil }
      throw LuaError("\(word.signature): \(parameter.name) is missing: \(parameter.expectation) is expected")
    }
    if case .any = parameter.form { return value }
    if case .streams = parameter.form { return value }
    switch try argument(value, word.name, parameter) {
    case .number(let number):
      try check(parameter, .number(number), word)
      return .number(number)
    case .signal(let id): return .object(object(manager.signal(id)))
    case .text(let text):
      try check(parameter, .text(text), word)
      return value
    default: return value
    }
  }

  private func check(_ parameter: some Parameter, _ value: Resolved, _ word: LuaWord) throws {
    var inputs: [StreamInput] = []
    do { _ = try parameter.value(value, &inputs) } catch {
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
