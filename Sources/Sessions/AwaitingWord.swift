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

  /// How it was written, where that is numbers and strings by their places alone; nil where text cannot tell it.
  var text: String? {
    var parts: [String] = []
    let arguments = given.dropFirst()
    let last = arguments.lastIndex { $0.map { !$0.isNil } ?? false }
    for place in arguments.indices where place <= last ?? -1 {
      switch given[place] {
      case .integer(let value)?: parts.append(String(value))
      case .number(let value)?: parts.append(String(value))
      case .boolean(let value)?: parts.append(String(value))
      default: return nil
      }
    }
    return "\(kind.name)(\(parts.joined(separator: ", ")))"
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
