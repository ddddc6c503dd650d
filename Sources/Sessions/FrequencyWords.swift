import Designs
import Glibc
import Graphs
import Pictures
import Scripting
import Signals

/// What filters do to each frequency, as values.
extension Session {
  func defineFrequencies() throws {
    try define(
      "freqz", .looking,
      "freqz(filter, {points=, from=, to=, channel=, log=, file=}), freqz(b, [a, worN, whole, fs], {…})",
      "What a filter does to each frequency: a plot of level in dB, phase in radians without jumps, and group_delay in seconds. Its fields, with frequency in hertz and response, which is complex, are buffers at points frequencies (512 unless told otherwise) from 0 to half the sample rate; worN is SciPy's name for points, or a list of frequencies in hertz, and whole goes up to the sample rate; drawn, they lie as octaves do, {log=false} as numbers do. The filter is a word that awaits its signal, as lowpass(1000), a function of a signal, as a chain or a loop of such, or coefficients as butter and firwin answer them. Worked out from what each kind claims of itself, not measured. As scipy.signal.freqz and group_delay.",
      example: "freqz(lowpass(1000)).level"
    ) { session, arguments in
      let given = try PlotArguments(
        arguments, ["points", "from", "to", "channel", "log", "worN", "whole", "fs"], spans: false, session)
      return session.noted([try session.frequencies(given)])
    }
  }

  private func frequencies(_ given: PlotArguments) throws -> Plot {
    var filter = given.values
    let hasCoefficients = isCoefficients(filter.first ?? .nil)
    // Of coefficients SciPy's order goes on.
    let rest = hasCoefficients ? Array(filter.dropFirst(2).prefix(3)) : []
    filter.removeLast(rest.count)
    let names = ["worN", "whole", "fs"]
    let named = try names.map { ($0, try given[$0]) }.filter { !$1.isNil }
    let scipys = DesignArguments(
      self, word: given.word,
      given: Dictionary(
        uniqueKeysWithValues: zip(names, rest).filter { !$1.isNil }
      ).merging(named) { $1 })
    guard hasCoefficients || scipys.value("fs") == nil else {
      throw LuaError("freqz: fs: a filter of signals runs at the project's rate; coefficients take another")
    }
    let rate = try scipys.rate()
    let half = rate / 2
    let isSciPys = scipys.value("worN") != nil || scipys.value("whole") != nil
    if isSciPys, let other = try ["points", "from", "to"].first(where: { try !given[$0].isNil }) {
      throw LuaError(
        "freqz: \(other): worN and whole say at which frequencies; give these or points, from and to")
    }
    let points = try given.whole("points", 1...65_536) ?? 512
    let low = try given.number("from", 0...half, "hertz") ?? 0
    let high = try given.number("to", low...half, "hertz") ?? half
    let (respond, channels, saturating) = try responder("freqz", filter, rate)
    let channel = (try given.whole("channel", 1...channels) ?? 1) - 1
    let hertz =
      isSciPys
      ? try frequencies(scipys, "worN", rate)
      : (0..<points).map { low + (high - low) * Double($0) / Double(points) }
    var fields: [String: LuaValue] = [:]
    for (name, column) in responses(at: hertz, respond, channel, half) { fields[name] = column }
    let isLog = try given.flag("log", default: true)
    // As many as a picture shows, whatever was asked for as numbers.
    let least = low > 0 ? low : isLog ? min(20, high / 10) : 0
    let gains = ResponseGains((low > 0 ? low : 0.5)...min(max(high, least + 1e-3), half * 0.9999)) {
      respond($0)[channel].magnitude
    }
    let even = (0...2_047).map { place in
      let part = Double(place) / 2_047
      return isLog ? least * pow(high / least, part) : least + (high - least) * part
    }
    // Where a level is greatest a delay mostly is, too.
    let seen = (even + gains.tips.filter { $0 > least }).sorted()
    // Just below half the rate, where some have a zero.
    let drawn = Self.turns(seen.map { min($0, half * 0.9999) }, respond, channel, half)
    let x = Axis(
      "frequency", unit: "Hz", scale: isLog ? .logarithmic : .linear, least...max(high, least + 1e-3))
    let levels = gains.decibels(from: least)
    let curves = [
      Trace(.listed(levels.hertz), levels.values, colour: 0), Trace(.listed(seen), drawn[0], colour: 1),
      Trace(.listed(seen), drawn[1], colour: 2),
    ]
    let edges = gains.edges
    let title = try filterName(given.values)
    let picture = Picture(
      "frequency response of \(title)",
      details: [
        edges.isEmpty
          ? nil
          : "-3 dB at \(edges.prefix(8).map { Self.told(hertz: $0) }.joined(separator: ", "))"
            + (edges.count > 8 ? ", …" : ""), saturating.map(Self.ofSmallSounds),
      ].compactMap { $0 }.joined(separator: ", "),
      panels: [
        Panel(
          x: x, y: Self.levelAxis([curves[0]], deepest: 100),
          [.line(curves[0])] + edges.prefix(4).filter { $0 >= least }.map { .guide(.vertical($0)) }),
        Panel(x: x, y: .holding("phase", unit: "rad", scale: .radians, drawn[0]), [.line(curves[1])]),
        Panel(x: x, y: .holding("group delay", unit: "s", drawn[1] + [0]), [.line(curves[2])]),
      ])
    return try plot(given.word, picture, fields, file: given["file"])
  }

  /// Phase and group delay at frequencies in hertz.
  private static func turns(
    _ hertz: [Double], _ respond: (Double) -> [Complex], _ channel: Int, _ half: Double
  ) -> [[Float]] {
    withoutActuallyEscaping(respond) { respond in
      var columns = [[Float]](repeating: [], count: 2)
      var phases = FrequencyPhase { place($0, respond, channel, half) }
      for hertz in hertz {
        let (phase, place) = phases.next(hertz)
        columns[0].append(Float(phase))
        columns[1].append(Float(place.delay))
      }
      return columns
    }
  }

  private static func place(
    _ hertz: Double, _ respond: (Double) -> [Complex], _ channel: Int, _ half: Double
  ) -> FrequencyPhase.Place {
    let value = respond(hertz)[channel]
    return FrequencyPhase.Place(
      hertz: hertz, angle: atan2(value.imaginary, value.real),
      delay: groupDelay(respond, channel, hertz, value, 1e-6 * half))
  }

  /// A value in a title: a name by itself, a number with its unit.
  private func titleText(_ value: LuaValue, _ parameter: any Parameter) -> String {
    if let object = value.asObject(SignalObject.self) {
      let id = object.signal.id
      return manager[id].slotName ?? brief(id)
    }
    return value.asDouble.flatMap { shown(.number($0), parameter) } ?? text(of: value)
  }

  /// What a title calls a filter.
  func filterName(_ values: [LuaValue]) throws -> String {
    if let word = values.first?.asObject(AwaitingWord.self) {
      let given = zip(word.kind.parameters, word.given).dropFirst().compactMap { parameter, value in
        value.map { "\(parameter.name) \(titleText($0, parameter))" }
      }
      return word.kind.name + (given.isEmpty ? "" : " (\(given.joined(separator: ", ")))")
    }
    if values.first?.asFunction != nil { return "a function" }
    return "coefficients"
  }

  /// The fall of the phase, in seconds; 0 where nothing comes out.
  private static func groupDelay(
    _ respond: (Double) -> [Complex], _ channel: Int, _ hertz: Double, _ value: Complex, _ away: Double
  ) -> Double {
    guard value.magnitude > 1e-12 else { return 0 }
    let slope = respond(hertz + away)[channel] - respond(hertz - away)[channel]
    return -(slope / value).imaginary / (4 * .pi * away)
  }

  /// What gives the response of each channel at a frequency, and how many channels there are.
  ///
  /// - Parameter given: the rate of coefficients; the project's unless told otherwise.
  func responder(
    _ word: String, _ values: [LuaValue], _ given: Double? = nil
  ) throws -> (respond: (Double) -> [Complex], channels: Int, saturating: String?) {
    guard let first = values.first, values.count <= 2, values.count == 2 || first.asDouble == nil else {
      throw LuaError(
        "\(word): a filter is expected, as in \(word)(lowpass(1000)), \(word)(butter(4, 1000)) or \(word)(function(x) return x:lowpass(800):delay(0.01) end)"
      )
    }
    let rate = given ?? Double(manager.rate)
    if let rows = try sections(word, first) { return (respond(rows, rate), 1, nil) }
    if isCoefficients(first) {
      let b = try coefficientList(word, first)
      let a = try values.count == 2 ? coefficientList(word, values[1]) : [1]
      guard a.first != 0 else {
        throw LuaError("\(word): a[1], by which all is divided, is 0; another number is expected")
      }
      return ({ [Self.ratio(b, a, 2 * .pi * $0 / rate)] }, 1, nil)
    }
    guard values.count == 1 else {
      throw LuaError("\(word): beside a filter, options are expected in a table")
    }
    let source = object(
      manager.signal(SignalData(type: "buffer", arguments: [.samples(Samples([[1, 0, 0, 0, 0, 0, 0]]))])))
    let result = try applied(word, first, to: .object(source))
    guard let answer = result.asObject(SignalObject.self) else {
      throw LuaError("\(word): the filter answered \(result.described); a signal is expected")
    }
    return try withExtendedLifetime((source, answer)) {
      do {
        let system = try LinearSystem(
          version(of: answer), from: version(of: source), rate: manager.rate
        ) { try manager.samples(of: $0, $1) }
        return ({ system.response(at: $0) }, try version(of: answer).shape.channels, system.saturating)
      } catch let error as SignalError { throw LuaError("\(word): \(error.message)") }
    }
  }

  /// Said of what is linear only as long as a kind in it does not saturate.
  static func ofSmallSounds(_ kind: String) -> String { "of sounds so small that \(kind) does not saturate" }

  /// What second-order sections do.
  func respond(_ rows: [[Double]], _ rate: Double) -> (Double) -> [Complex] {
    { hertz in
      [
        rows.reduce(Complex(1)) {
          $0 * Self.ratio(Array($1[..<3]), Array($1[3...]), 2 * .pi * hertz / rate)
        }
      ]
    }
  }

  /// Whether a filter is given as its coefficients.
  func isCoefficients(_ value: LuaValue) -> Bool {
    value.asTable != nil || value.asObject(SampleBuffer.self) != nil || value.asDouble != nil
  }

  /// The columns of a response at some frequencies, as buffers by their names.
  func responses(
    at frequencies: [Double], _ respond: (Double) -> [Complex], _ channel: Int, _ half: Double
  ) -> [String: LuaValue] {
    var columns = [[Double]](repeating: [], count: 4)
    let values = frequencies.map { respond($0)[channel] }
    withoutActuallyEscaping(respond) { respond in
      var phases = FrequencyPhase { Self.place($0, respond, channel, half) }
      for (hertz, value) in zip(frequencies, values) {
        let (phase, place) = phases.next(hertz)
        columns[0].append(hertz)
        columns[1].append(max(-300, 20 * log10(value.magnitude)))
        columns[2].append(phase)
        columns[3].append(place.delay)
      }
    }
    var fields = Dictionary(
      uniqueKeysWithValues: zip(["frequency", "level", "phase", "group_delay"], columns.map(buffer)))
    fields["response"] = buffer(values)
    return fields
  }

  func applied(_ word: String, _ filter: LuaValue, to source: LuaValue) throws -> LuaValue {
    if let awaiting = filter.asObject(AwaitingWord.self) {
      return try make(awaiting.kind, [source] + awaiting.given.dropFirst())
    }
    if let awaiting = filter.asObject(AwaitingEither.self) {
      return try lua.call(awaiting.signal, [source] + awaiting.given).first ?? .nil
    }
    if let function = filter.asFunction { return try lua.call(function, [source]).first ?? .nil }
    if let complaint = filteredKnob(filter, word) { throw complaint }
    throw LuaError(
      "\(word): \(filter.described) was given; a filter is expected, as lowpass(1000), which awaits its signal, or a function of one"
    )
  }

  /// Second-order sections, where a list of rows of six is given.
  func sections(_ word: String, _ value: LuaValue) throws -> [[Double]]? {
    guard let table = value.asTable else { return nil }
    let rows = try items(table)
    guard !rows.isEmpty,
      rows.allSatisfy({ $0.asTable != nil || $0.asObject(SampleBuffer.self) != nil })
    else { return nil }
    return try rows.map { row in
      let numbers = try coefficientList(word, row)
      guard numbers.count == 6 else {
        throw LuaError("\(word): rows of 6 are expected, as butter(8, 1000, {output = \"sos\"}) answers them")
      }
      return numbers
    }
  }

  func coefficientList(_ word: String, _ value: LuaValue) throws -> [Double] {
    if let buffer = value.asObject(SampleBuffer.self) { return try buffer.reals(word) }
    if let number = value.asDouble { return [number] }
    guard let table = value.asTable else {
      throw LuaError("\(word): a list of coefficients is expected; \(value.described) was given")
    }
    let numbers = try items(table).map { item in
      guard let number = item.asDouble else {
        throw LuaError("\(word): a list of coefficients is expected; it holds \(item.described)")
      }
      return number
    }
    guard !numbers.isEmpty else { throw LuaError("\(word): a list of coefficients is expected; it is empty") }
    return numbers
  }

  /// b / a in falling powers of z.
  static func ratio(_ b: [Double], _ a: [Double], _ angle: Double) -> Complex {
    let delay = Complex(angle: -angle)
    func value(_ factors: [Double]) -> Complex {
      factors.reversed().reduce(Complex(0)) { $0 * delay + Complex($1) }
    }
    return value(b) / value(a)
  }
}
