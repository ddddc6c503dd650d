import Graphs
import Scripting
import Signals

/// What a signal is made of, in words from the declarations.
extension Session {
  func defineExplaining() throws {
    try define(
      "explain", .teaching, "explain(sig)",
      "Tells in words what a signal is made of, from its end to its sources: what each part does, and of each parameter what it does and what it is now; of one that moves, its value at the time that is heard, and what moves it.",
      example: "explain(saw(55):lowpass(400 + 300 * sine(0.5)) * 0.3)", isMethod: true
    ) { session, arguments in
      let object = try session.signalArgument(arguments, 0)
      session.tell(try session.explanation(of: object).joined(separator: "\n"))
      return []
    }
    try defineFormula()
  }

  /// A deeper part is left out: what stands so far below is not read.
  private static let deepest = 12
  private static let mostTold = 200

  private func explanation(of object: SignalObject) throws -> [String] {
    var lines: [String] = []
    var told: Set<SignalID> = []
    var pending = [(id: object.signal.id, depth: 0, role: "")]
    while let next = pending.popLast() {
      guard lines.count < Self.mostTold else { return lines + ["…"] }
      let target = manager.target(next.id) ?? next.id
      let indent = String(repeating: "  ", count: next.depth)
      let title = indent + next.role + title(next.id, target)
      guard next.depth <= Self.deepest else {
        lines.append("\(title), and what it is made of")
        continue
      }
      // What hangs on a loop's own placeholder means something in there alone.
      guard told.insert(target).inserted else {
        lines.append("\(title), as above")
        continue
      }
      if manager[target].type == "constant" {
        lines.append(title)
        continue
      }
      lines.append("\(title): \(sense(target))")
      // How its events come about is told by how it was written.
      if manager[target].type == SignalKind.scoreType {
        lines.append("\(indent)  \(brief(target))")
        continue
      }
      var below: [(SignalID, String)] = []
      for parameter in declaration(of: target)?.parameters ?? [] {
        guard let argument = argument(of: target, parameter.name) else { continue }
        switch (parameter.form, argument) {
        case (.stream(nil, _), .signal(let id)):
          let isPlain = parameter.name == "input" || manager[id].type == "constant" && constant(id) != nil
          below.append((id, isPlain ? "of " : "\(parameter.name): "))
        case (.streams, .signals(let ids)): below += ids.map { ($0, "of ") }
        case (.stream(_, let quantity), .signal(let id))
        where channels(id) != nil && manager[id].slotName == nil:
          let unit = quantity.symbol.isEmpty ? "" : " \(quantity.symbol)"
          lines.append(
            "\(indent)  \(parameter.name) \(channels(id) ?? "")\(unit), one for each channel. \(parameter.doc.firstSentence)."
          )
        case (_, .signal(let id)):
          let name = manager[id].slotName.map { "by \($0)" } ?? "by what follows"
          lines.append(
            "\(indent)  \(parameter.name) \(try present(id, parameter)) now, moved \(name). \(parameter.doc.firstSentence)."
          )
          below.append((id, "\(parameter.name): "))
        default:
          if parameter.name != "content", let value = shown(argument, parameter) {
            lines.append("\(indent)  \(parameter.name) \(value). \(parameter.doc.firstSentence).")
          }
        }
      }
      // A word that processes nothing is what it made.
      if declaration(of: target) == nil { below += manager.references(target).map { ($0, "of ") } }
      pending += below.reversed().map { ($0.0, next.depth + 1, $0.1) }
    }
    return lines
  }

  private func title(_ id: SignalID, _ target: SignalID) -> String {
    let type = constant(target) ?? manager.typeName(of: target)
    return manager[id].slotName.map { "\($0), \(type)" } ?? type
  }

  /// Numbers that are given side by side, `saw{440, 442}`.
  private func channels(_ id: SignalID) -> String? {
    guard manager[id].type == "constant", case .numbers(let numbers)? = manager[id].arguments.first,
      numbers.count > 1
    else { return nil }
    return numbers.prefix(8).map(Numerals.text).joined(separator: ", ") + (numbers.count > 8 ? ", …" : "")
  }

  private func constant(_ id: SignalID) -> String? {
    guard manager[id].type == "constant", case .numbers(let numbers)? = manager[id].arguments.first else {
      return manager[id].type == "constant" ? "a number" : nil
    }
    return numbers.map(Numerals.text).joined(separator: ", ")
  }

  /// What a part does, as its declaration says.
  private func sense(_ id: SignalID) -> String {
    if let declaration = declaration(of: id) { return declaration.doc.firstSentence + "." }
    switch manager[id].type {
    case SignalKind.scoreType: return "Notes that a pattern plays."
    case "loop_input", "placeholder": return "What goes round the loop."
    default: return "What goes round a loop, and what comes of it."
    }
  }

  func shown(_ argument: Argument, _ parameter: any Parameter) -> String? {
    switch argument {
    case .number(let number):
      switch parameter.form {
      case .stream(_, let quantity), .number(_, let quantity), .numbers(let quantity):
        return quantity.text(number)
      default: return Numerals.text(number)
      }
    case .numbers(let numbers):
      let list = numbers.prefix(8).map(Numerals.text).joined(separator: ", ")
      return numbers.count > 8 ? "{\(list), …}, \(numbers.count) of them" : "{\(list)}"
    case .text(let text): return "\"\(text)\""
    case .flag(let flag): return "\(flag)"
    case .samples(let samples): return Numerals.count(samples.count, "frame")
    default: return nil
    }
  }

  /// What moves a parameter, now.
  private func present(_ id: SignalID, _ parameter: any Parameter) throws -> String {
    guard case .stream(_, let quantity) = parameter.form,
      try version(of: SignalObject(manager.signal(id), self)).openLoops == 0
    else { return "something" }
    let at = output.position
    let value = Double(try answer(SignalObject(manager.signal(id), self), at..<at + 1)[0][0])
    let digits = value.magnitude < 10 ? 3 : 1
    let rounded = Numerals.fixed(value, digits)
    // A knob that stands at 3000 Hz is told so.
    let text = Double(rounded).map(Numerals.text) ?? rounded
    return text + (quantity.symbol.isEmpty ? "" : " \(quantity.symbol)")
  }
}
