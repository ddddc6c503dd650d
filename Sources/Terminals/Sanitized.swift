extension String {
  /// The text with everything that could steer a terminal or hide text made visible: `\e` for an escape,
  /// `\r`, `\x01`, `\u{202e}`. For whatever comes from files, devices or other people.
  package func sanitized(keepingNewlines: Bool = false) -> String {
    guard unicodeScalars.contains(where: { Self.isUnsafe($0) }) else { return self }
    var result = ""
    for scalar in unicodeScalars {
      if !Self.isUnsafe(scalar) || (keepingNewlines && (scalar == "\n" || scalar == "\t")) {
        result.unicodeScalars.append(scalar)
      } else {
        result += Self.visible(scalar)
      }
    }
    return result
  }

  /// Control characters of both sets, line and paragraph separators, and the marks that reorder text.
  private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1f, 0x7f...0x9f: true
    case 0x61c, 0x200e...0x200f, 0x2028...0x202e, 0x2066...0x2069: true
    default: false
    }
  }

  private static func visible(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\u{07}": return "\\a"
    case "\u{08}": return "\\b"
    case "\t": return "\\t"
    case "\n": return "\\n"
    case "\r": return "\\r"
    case "\u{1b}": return "\\e"
    default:
      let digits = String(scalar.value, radix: 16)
      return scalar.value < 0x80 ? "\\x" + (digits.count < 2 ? "0" : "") + digits : "\\u{\(digits)}"
    }
  }
}
