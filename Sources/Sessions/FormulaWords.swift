import Graphs
import Scripting
import Signals

/// Difference equations at the prompt.
extension Session {
  func defineFormula() throws {
    try define(
      "formula", .teaching, "formula(filter), formula(sig), formula(b, [a])",
      "The difference equation of a filter with its present coefficients: x goes in, y comes out, n counts frames. The filter is a word that awaits its signal, as lowpass(1000), a function of a signal, as a loop, or coefficients as butter answers them. A signal is told from its sources, s1, s2, on, by way of v1, v2; what is not linear, or moves, stands as a function.",
      example: "formula(lowpass(1000))", isMethod: false
    ) { session, arguments in
      session.tell(try session.equations(arguments.values).joined(separator: "\n"))
      return []
    }
  }

  /// `lowpass(cut)`, cut being a knob, is the knob itself filtered, and hardly what is asked for.
  func filteredKnob(_ value: LuaValue, _ word: String) -> LuaError? {
    guard let object = value.asObject(SignalObject.self),
      let kind = manager.catalogue[manager[object.signal.id].type],
      kind.parameters.count > 1, kind.parameters[0].name == "input",
      case .signal(let input)? = manager[object.signal.id].arguments.first
    else { return nil }
    var end = input
    while let target = manager.target(end) { end = target }
    guard manager[end].type == "knob" else { return nil }
    let name = manager[input].slotName ?? "knob(…)"
    return LuaError(
      "\(word): \(kind.name)(\(name)) filters the knob itself; \(kind.name){\(kind.parameters[1].name) = \(name)} is the filter that it sets"
    )
  }

  private func equations(_ values: [LuaValue]) throws -> [String] {
    guard let first = values.first, values.count <= 2 else {
      throw LuaError(
        "formula: a filter or a signal is expected, as in formula(lowpass(1000)) or formula(butter(2, 1000))")
    }
    if values.count == 1, let rows = try sections("formula", first) {
      return rows.enumerated().map { place, row in
        let (input, output) = (
          place == 0 ? "x" : "v\(place)", place == rows.count - 1 ? "y" : "v\(place + 1)"
        )
        return Formula.equation(Array(row[..<3]), Array(row[3...]), of: .symbol(input), named: output)
      }
    }
    if first.asTable != nil || first.asObject(SampleBuffer.self) != nil || first.asDouble != nil {
      if values.count == 1 { try refuseAlone("formula", first, "formula(b, a)", alone: "formula(b, 1)") }
      let b = try coefficientList("formula", first)
      let a = try values.count == 2 ? coefficientList("formula", values[1]) : [1]
      guard let lead = a.first, lead != 0 else {
        throw LuaError("formula: a[1], by which all is divided, is 0; another number is expected")
      }
      return [Formula.equation(b, a)]
    }
    if let complaint = filteredKnob(first, "formula") { throw complaint }
    if let object = first.asObject(SignalObject.self) {
      return try equations(version(of: object), from: nil)
    }
    let source = object(
      manager.signal(SignalData(type: "buffer", arguments: [.samples(Samples([[1, 0, 0, 0, 0, 0, 0]]))])))
    let result = try applied("formula", first, to: .object(source))
    guard let answer = result.asObject(SignalObject.self) else {
      throw LuaError("formula: the filter answered \(result.described); a signal is expected")
    }
    return try withExtendedLifetime((source, answer)) {
      try equations(version(of: answer), from: version(of: source))
    }
  }

  private func equations(_ version: SignalVersion, from source: SignalVersion?) throws -> [String] {
    if let widest = Formula.widest(version, from: source) {
      let count = widest.shape.channels
      let whose =
        version.shape.channels > 1
        ? "it has \(version.shape.channels) channels" : "\(widest.kind) in it has \(count) channels"
      throw LuaError(
        "formula: \(whose), which no one equation tells; a filter or a signal of one is expected")
    }
    return try patiently("formula") { try Formula(version, from: source, rate: manager.rate).equations }
  }
}
