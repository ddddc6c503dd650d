import Scripting
import Signals

/// A word that processes a signal, called without it: awaits it.
final class AwaitingWord: LuaObject {
  let kind: any Declaration
  let given: [LuaValue?]
  unowned let session: Session

  init(kind: any Declaration, given: [LuaValue?], session: Session) {
    (self.kind, self.given, self.session) = (kind, given, session)
  }

  /// Told where a signal is expected.
  var complaint: String {
    "\(kind.name) still awaits its signal: put it first, as in saw(110):\(kind.name)(…), with a colon, or \(kind.name){saw(110), …}"
  }

  static let luaType = LuaType(
    "word", of: AwaitingWord.self,
    index: { word, key, _ in
      let asked = key.asString ?? key.described
      throw LuaError(
        "\(word.kind.name)(…) still awaits its signal and has no \(asked) yet: filters in a row are function(x) return x:\(word.kind.name)(…):\(asked)(…) end, or begin with their signal, as saw(110):\(word.kind.name)(…)"
      )
    },
    call: { word, arguments in
      guard arguments.count == 1 else {
        throw LuaError("\(word.kind.name): one signal is awaited; \(arguments.count) arguments were given")
      }
      var given = word.given
      given[0] = arguments[0]
      return [try word.session.make(word.kind, given)]
    },
    describe: { word, _ in "\(word.kind.name), awaiting its signal" })
}

extension Session {
  /// Whether what stands first can be no input, but the first of what comes after it: a number, a string, a function, or
  /// the list that is still missing there, as in fir{0.5, 0.5}.
  func awaitsInput(_ kind: any Declaration, _ arguments: LuaArguments) throws -> Bool {
    guard kind.isMethod, kind.parameters.count > 1, kind.parameters[0].name == "input" else { return false }
    var values = arguments.values
    if let last = values.last, let table = try options(last), try hasNames(table) {
      values.removeLast()
      if values.isEmpty { values = try items(table) }
    }
    guard let first = values.first else { return false }
    if first.asDouble != nil { return true }
    switch kind.parameters[1].form {
    case .text, .choice: return first.asString != nil
    case .curve, .any: if first.asString != nil || first.asFunction != nil { return true }
    case .numbers, .samples: break
    default: return false
    }
    let needed = kind.parameters.dropFirst().count { !$0.isOptional }
    guard values.count == needed else { return false }
    if first.asObject(SampleBuffer.self) != nil { return true }
    guard let table = try options(first) else { return false }
    return try items(table).allSatisfy {
      $0.asDouble != nil || $0.asTable != nil || $0.asObject(SampleBuffer.self) != nil
    }
  }
}
