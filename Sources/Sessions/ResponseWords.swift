import Designs
import Glibc
import Graphs
import Numerics
import Pictures
import Scripting
import Signals

/// What filters and shapers do to an impulse, a step and a ramp.
extension Session {
  private static let filterDoc =
    "The filter is a word that awaits its signal, as lowpass(1000), a function of a signal, or coefficients as butter and firwin answer them."

  func defineResponses() throws {
    try define(
      "impulse_response", .looking,
      "impulse_response(filter, {length=, file=}), impulse_response(b, [a], {…})",
      "What comes out of a filter for a single sample of 1: a plot with the fields time, in seconds, and values. Until it has fallen to a thousandth of its peak, at most 1 s, unless a length is given in seconds; up to 100 samples as stems. \(Self.filterDoc)",
      example: "impulse_response(lowpass(1000))"
    ) { session, arguments in
      let given = try PlotArguments(arguments, ["length"], spans: false, session)
      return session.noted([try session.response(given, "impulse response", isStep: false)])
    }
    try define(
      "step_response", .looking, "step_response(filter, {length=, file=}), step_response(b, [a], {…})",
      "What comes out of a filter for a signal that is 1 from frame 0 on: a plot with the fields time, in seconds, and values. Until it stays within a thousandth of where it ends, at most 1 s, unless a length is given in seconds; up to 100 samples as stems. \(Self.filterDoc)",
      example: "step_response(onepole(100))"
    ) { session, arguments in
      let given = try PlotArguments(arguments, ["length"], spans: false, session)
      return session.noted([try session.response(given, "step response", isStep: true)])
    }
    try define(
      "transfer", .looking, "transfer(shaper, {from=, to=, file=})",
      "What comes out of a shaper, as tanh() or fold(), for each value that goes in, from -2 to 2 unless told otherwise: a plot with the fields input and output. A function of a signal is taken too.",
      example: "transfer(tanh())"
    ) { session, arguments in
      let given = try PlotArguments(arguments, ["from", "to"], spans: false, session)
      return session.noted([try session.transfer(given)])
    }
    try definePoles()
    try defineGraphs()
  }

  /// What a filter makes of samples that begin at frame 0.
  private func filtered(_ word: String, _ values: [LuaValue], _ input: [Float]) throws -> [[Float]] {
    guard let first = values.first else {
      throw LuaError("\(word): a filter is expected, as in \(word)(lowpass(1000)); nothing was given")
    }
    if let rows = try sections(word, first) {
      return try patiently(word) {
        [try rows.reduce(input) { try Self.filtered($0, Array($1[..<3]), Array($1[3...])) }]
      }
    }
    if first.asTable != nil || first.asObject(SampleBuffer.self) != nil || first.asDouble != nil {
      if values.count == 1 {
        try refuseAlone(word, first, "\(word)(b, a, {…})", alone: "\(word)(b, 1)")
      }
      let a = try values.count > 1 ? coefficientList(word, values[1]) : [1]
      guard let leading = a.first, leading != 0 else {
        throw LuaError("\(word): a: its first coefficient is 0, and what comes out is divided by it")
      }
      let b = try coefficientList(word, first)
      return try patiently(word) { [try Self.filtered(input, b, a)] }
    }
    let source = object(
      manager.signal(SignalData(type: "buffer", arguments: [.samples(Samples([input]))])))
    let result = try applied(word, first, to: .object(source))
    guard let made = result.asObject(SignalObject.self) else {
      throw LuaError("\(word): the filter answered \(result.described); a signal is expected")
    }
    return try withExtendedLifetime(source) { try answer(made, 0..<input.count) }
  }

  /// The difference equation itself, in double precision.
  private static func filtered(_ input: [Float], _ b: [Double], _ a: [Double]) throws -> [Float] {
    try LinearFilter.lfilter(b, a, Vector(input.map(Double.init))).real.map { Float($0) }
  }

  private func response(_ given: PlotArguments, _ title: String, isStep: Bool) throws -> Plot {
    let rate = Double(manager.rate)
    let length = try given.number("length", 1 / rate...60, "seconds").map {
      max(1, Int(($0 * rate).rounded()))
    }
    let count = length ?? manager.rate
    var input = [Float](repeating: isStep ? 1 : 0, count: count)
    input[0] = 1
    var planes = try filtered(given.word, given.values, input)
    if length == nil {
      let end = planes.map { Self.settled($0, isStep: isStep) }.max() ?? 1
      planes = planes.map { Array($0.prefix(min(count, max(32, end + 1 + end / 16)))) }
    }
    let frames = planes[0].count
    let isFew = frames <= 100
    let names = Self.channelNames(planes.count, "")
    let curves = planes.enumerated().map { place, plane in
      Trace(
        .even(start: 0, step: 1 / rate), plane, name: planes.count == 1 ? "" : names[place].trimmed,
        colour: place)
    }
    let margin = isFew ? 0.5 / rate : 0
    let picture = Picture(
      "\(title) of \(try filterName(given.values))",
      details: "\(Numerals.count(frames, "sample")), \(Self.told(seconds: Double(frames) / rate))"
        + Self.unfinite(curves),
      panels: [
        Panel(
          x: Axis("time", unit: "s", -margin...max(1, Double(frames) - (isFew ? 1 : 0)) / rate + margin),
          y: .holding("", curves.flatMap(\.y) + [0]), curves.map { isFew ? .stems($0) : .line($0) })
      ])
    let values: LuaValue
    if planes.count == 1 {
      values = .object(SampleBuffer(planes[0]))
    } else {
      let list = try lua.makeTable()
      for (place, plane) in planes.enumerated() {
        try list.set(.integer(place + 1), .object(SampleBuffer(plane)))
      }
      values = .table(list)
    }
    return try plot(
      given.word, picture,
      ["time": .object(SampleBuffer((0..<frames).map { Float(Double($0) / rate) })), "values": values],
      file: given["file"])
  }

  /// The last place that differs from where it ends by a thousandth of the greatest difference.
  private static func settled(_ plane: [Float], isStep: Bool) -> Int {
    let end = isStep ? plane.last ?? 0 : 0
    let most = plane.reduce(Float(0)) { $1.isFinite ? max($0, abs($1 - end)) : $0 }
    return plane.lastIndex { !(abs($0 - end) <= most / 1000) } ?? 0
  }

  private func transfer(_ given: PlotArguments) throws -> Plot {
    let low = try given.number("from", -1000...1000) ?? -2
    let high = try given.number("to", -1000...1000) ?? 2
    guard low < high else {
      throw LuaError("transfer: from is \(Numerals.text(low)), not below to, which is \(Numerals.text(high))")
    }
    let count = 2048
    let input = (0..<count).map { Float(low + (high - low) * Double($0) / Double(count - 1)) }
    let output = try settled(given, input)
    let curve = Trace(.listed(input.map(Double.init)), output)
    let picture = Picture(
      "transfer of \(try filterName(given.values))",
      details: "what comes out for each value that goes in" + Self.unfinite([curve]),
      panels: [
        Panel(
          x: Axis("input", low...high), y: .holding("output", output), [.line(curve), .guide(.vertical(0))])
      ])
    return try plot(
      given.word, picture,
      ["input": .object(SampleBuffer(input)), "output": .object(SampleBuffer(output))], file: given["file"])
  }

  /// What comes out once each value has stood for a while. Where it is another on the way down, no curve shows it.
  private func settled(_ given: PlotArguments, _ input: [Float]) throws -> [Float] {
    let held = 64
    func pass(_ values: [Float]) throws -> [Float] {
      let steps = values.prefix(1).flatMap { [Float](repeating: $0, count: 32 * held) }
      let output = try filtered(
        given.word, given.values, steps + values.flatMap { [Float](repeating: $0, count: held) })[0]
      return values.indices.map { output[steps.count + ($0 + 1) * held - 1] }
    }
    let (up, down) = (try pass(input), try pass(input.reversed()))
    let most = up.reduce(Float(0)) { $1.isFinite ? max($0, abs($1)) : $0 }
    let isSame = { (a: Float, b: Float) in !(abs(a - b) > 0.01 * most) }
    guard zip(up, down.reversed()).allSatisfy(isSame),
      try isOneForAllTones(given)
    else {
      throw LuaError(
        "transfer: \(try filterName(given.values)) has memory: what comes out hangs on what went in before, and no curve shows it; impulse_response and freqz show what is linear"
      )
    }
    return up
  }

  /// Whether tones come out as loud whatever their frequency: behind a filter they do not, which a curve would not show.
  private func isOneForAllTones(_ given: PlotArguments) throws -> Bool {
    let (settling, count) = (8_192, 1_024)
    // In periods of the window; no harmonic that folds comes to lie on them.
    let levels = try [1, 22, 62, 317].map { periods in
      let turn = 2 * Double.pi * Double(periods) / Double(count)
      let tone = (0..<settling + count).map { Float(0.5 * sin(turn * Double($0))) }
      let output = try filtered(given.word, given.values, tone)[0].suffix(count)
      var (re, im) = (0.0, 0.0)
      for (place, sample) in output.enumerated() {
        re += cos(turn * Double(place)) * Double(sample)
        im += sin(turn * Double(place)) * Double(sample)
      }
      return hypot(re, im)
    }
    let (least, most) = (levels.min() ?? 0, levels.max() ?? 0)
    return !(most - least > 0.05 * most && most > 1e-6 * Double(count))
  }
}

extension String {
  fileprivate var trimmed: String { String(drop { $0 == " " }) }
}
