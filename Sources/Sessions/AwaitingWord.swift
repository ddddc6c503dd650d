import Scripting
import Signals

/// A word that processes a signal, called without it: awaits it.
final class AwaitingWord: LuaObject {
  let kind: any Declaration
  let given: [LuaValue?]
  let session: Session

  init(kind: any Declaration, given: [LuaValue?], session: Session) {
    (self.kind, self.given, self.session) = (kind, given, session)
  }

  /// Told where a signal is expected.
  var complaint: String {
    "\(kind.name) still awaits its signal: put it first, as in saw(110):\(kind.name)(…), with a colon, or \(kind.name){saw(110), …}"
  }

  static let luaType = LuaType(
    "word", of: AwaitingWord.self,
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
  /// The values of a word that processes a signal by lists of numbers, as `fir{0.5, 0.5}` and `iir(b, a)`, where the lists
  /// are all that is given: one value for each channel would be an odd input.
  func coefficientsAlone(_ kind: any Declaration, _ values: [LuaValue]) throws -> [LuaValue?]? {
    guard kind.isMethod, kind.parameters[0].name == "input", !values.isEmpty,
      values.count < kind.parameters.count
    else { return nil }
    let rest = kind.parameters.dropFirst()
    guard rest.dropFirst(values.count).allSatisfy(\.isOptional) else { return nil }
    for (parameter, value) in zip(rest, values) {
      switch parameter.form {
      case .numbers, .samples: break
      default: return nil
      }
      if value.asObject(SampleBuffer.self) != nil { continue }
      guard let table = try options(value), table.count > 0, try !hasNames(table),
        try items(table).allSatisfy({ item in
          try item.asDouble != nil || item.asObject(SampleBuffer.self) != nil
            || options(item).map { try items($0).allSatisfy { $0.asDouble != nil } } == true
        })
      else { return nil }
    }
    return [nil] + values
  }
}
