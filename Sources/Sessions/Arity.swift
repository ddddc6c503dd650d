import Scripting

/// How many values a word takes that declares no parameters: as many as it says of itself.
struct Arity {
  /// nil where there is no bound.
  let most: Int?
  private let signature: String

  /// From how a word is called: `tempo(bpm, [seconds])`, `stop() or stop(sig)`, `sig:find(type, [number])`.
  init(_ signature: String) {
    self.signature = signature
    var most: Int? = 0
    for form in Self.forms(signature) {
      guard let count = Self.count(form), let known = most else {
        most = nil
        break
      }
      most = max(known, count)
    }
    self.most = most
  }

  /// Throws where more was given than the word can use: what it does not use is a mistake.
  func check(_ arguments: LuaArguments) throws {
    guard let most, arguments.count > most,
      let extra = arguments.values.dropFirst(most).first(where: { !$0.isNil })
    else { return }
    let expected = most == 0 ? "nothing is" : most == 1 ? "one value is" : "at most \(most) values are"
    let given = most == 0 ? "\(extra.described) was" : "\(arguments.count) were"
    throw LuaError("\(signature): \(expected) expected; \(given) given")
  }

  /// What stands between `or` or commas outside of any brackets, functions told as a value.
  private static func forms(_ signature: String) -> [Substring] {
    var text = ""
    var rest = signature[...]
    while let place = rest.firstRange(of: "function(") {
      text += rest[..<place.lowerBound] + "f"
      rest = rest[place.upperBound...]
      rest = rest.firstRange(of: " end").map { rest[$0.upperBound...] } ?? ""
    }
    text += rest
    let joined = text.split(separator: " or ", omittingEmptySubsequences: true).flatMap {
      $0.split(separator: "), ")
    }
    return joined.map { $0 }
  }

  /// How many values one way of calling takes; nil where it is no plain call.
  private static func count(_ form: Substring) -> Int? {
    guard let open = form.firstIndex(of: "("), form[..<open].allSatisfy({ !$0.isWhitespace && $0 != "{" })
    else { return nil }
    var depth = 0
    var count = 0
    var isEmpty = true
    for character in form[form.index(after: open)...] {
      switch character {
      case ")" where depth == 0: return count + (isEmpty ? 0 : 1) + own(form, open)
      case "…" where depth == 0: return nil
      case "{", "(": depth += 1
      case "}", ")": depth -= 1
      case "," where depth == 0:
        count += 1
        continue
      default: break
      }
      isEmpty = false
    }
    return count + (isEmpty ? 0 : 1) + own(form, open)
  }

  /// A method's own signal is a value too.
  private static func own(_ form: Substring, _ open: Substring.Index) -> Int {
    form[..<open].contains(":") ? 1 : 0
  }
}
