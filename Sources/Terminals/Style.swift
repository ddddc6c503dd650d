import Glibc

/// The values of `--color`.
package enum ColorChoice: String, CaseIterable, Sendable {
  case auto, always, never

  /// Whether to colour what goes to a descriptor. What the user asks for outright comes first; otherwise
  /// only a terminal is coloured, and only where neither NO_COLOR (set and not empty) nor TERM=dumb objects.
  package func isOn(
    for descriptor: Int32, environment: (String) -> String? = environmentVariable
  ) -> Bool {
    switch self {
    case .always: true
    case .never: false
    case .auto:
      isatty(descriptor) == 1 && (environment("NO_COLOR") ?? "").isEmpty && environment("TERM") != "dumb"
    }
  }
}

/// How the parts of what is printed look, or don't.
package struct Style: Sendable {
  package enum Role: Sendable {
    case plain, error, hint, prompt, dim

    fileprivate var code: String? {
      switch self {
      case .plain: nil
      case .error: "1;31"
      case .hint: "36"
      case .prompt: "1;32"
      case .dim: "2"
      }
    }
  }

  package let isOn: Bool

  package init(isOn: Bool) {
    self.isOn = isOn
  }

  package init(_ choice: ColorChoice, for descriptor: Int32) {
    isOn = choice.isOn(for: descriptor)
  }

  package func paint(_ text: String, _ role: Role) -> String {
    guard isOn, let code = role.code else { return text }
    return "\u{1b}[\(code)m\(text)\u{1b}[0m"
  }

  /// The same for a prompt, with the marks by which readline leaves the escapes out of its count.
  func paintPrompt(_ text: String, _ role: Role) -> String {
    guard isOn, let code = role.code else { return text }
    let end = text.lastIndex { $0 != " " }.map { text.index(after: $0) } ?? text.endIndex
    return "\u{1}\u{1b}[\(code)m\u{2}\(text[..<end])\u{1}\u{1b}[0m\u{2}\(text[end...])"
  }
}

/// A variable of the environment, or nil where it is not set.
package func environmentVariable(_ name: String) -> String? {
  getenv(name).map { String(cString: $0) }
}
