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
