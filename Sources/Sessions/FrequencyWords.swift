import Designs
import Glibc
import Graphs
import Numerics
import Pictures
import Scripting
import Signals

/// What filters do to each frequency, as values.
extension Session {
  func defineFrequencies() throws {
    try define(
      "freqz", .looking,
      "freqz(filter, {points=, from=, to=, channel=, log=, file=}), freqz(b, [a, worN, whole, fs], {…})",
      "What a filter does to each frequency: a plot of level in dB, phase in radians without jumps, and group_delay in seconds. Its fields, with frequency in hertz and response, which is complex, are buffers, where SciPy answers w and h, at points frequencies (512 unless told otherwise) from 0 to half the sample rate; worN is SciPy's name for points, or a list of frequencies in hertz, and whole goes up to the sample rate; drawn, they lie as octaves do, {log=false} as numbers do. The filter is a word that awaits its signal, as lowpass(1000), a function of a signal, as a chain or a loop of such, or coefficients as butter and firwin answer them. Worked out from what each kind claims of itself, not measured. As scipy.signal.freqz and group_delay.",
      example: "freqz(lowpass(1000)).level"
    ) { session, arguments in
      let given = try PlotArguments(
        arguments, ["points", "from", "to", "channel", "log", "worN", "whole", "fs"], spans: false, session)
      return session.noted([try session.patiently("freqz") { try session.frequencies(given) }])
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
    for (name, column) in try responses(at: hertz, respond, channel, half) { fields[name] = column }
    let isLog = try given.flag("log", default: true)
    // As many as a picture shows, whatever was asked for as numbers.
    let least = low > 0 ? low : isLog ? min(20, high / 10) : 0
    let gain = { respond($0)[channel].magnitude }
    let top = half * 0.9999
    let lowest = min(0.5, half / 48_000)
    var whole = ResponseGains(lowest...top, gain)
    let end = min(max(high, least + 1e-3), top)
    let gains =
      low == 0 && high == half
      ? whole : ResponseGains(min(low > 0 ? low : min(lowest, end / 2), end)...end, gain)
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
    let edges = whole.edges(upTo: half, gain)
    if Patience.isAtEnd { throw NumberError.interrupted }
    let title = try filterName(given.values)
    let picture = Picture(
      "frequency response of \(title)",
      details: [whole.told(edges, within: low...high), saturating.map(Self.ofSmallSounds)]
        .compactMap { $0 }.joined(separator: ", "),
      panels: [
        Panel(
          x: x, y: Self.levelAxis([curves[0]], deepest: 100),
          [.line(curves[0])]
            + edges.filter { $0 >= least && $0 <= high }.prefix(4).map { .guide(.vertical($0)) }),
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
    func delay(_ away: Double) -> Double {
      let slope = respond(hertz + away)[channel] - respond(hertz - away)[channel]
      return -(slope / value).imaginary / (4 * .pi * away)
    }
    // A delay x turns the phase by 2 pi x away, whose sine is told: of a long one the way is shortened until that is little.
    var (step, found) = (away, delay(away))
    while step > 1e-9, !(abs(found) * step < 2e-4) {
      step = min(step / 8, 1e-4 / max(abs(found), 1e-9))
      found = delay(step)
    }
    return found.isFinite ? found : 0
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
    if let rows = try sections(word, first) { return (try respond(rows, rate), 1, nil) }
    if isCoefficients(first) {
      if values.count == 1 {
        try refuseAlone(word, first, "\(word)(b, a, {…})", alone: "\(word)(b, 1)")
      }
      let b = try coefficientList(word, first)
      let a = try values.count == 2 ? coefficientList(word, values[1]) : [1]
      guard a.first != 0 else {
        throw LuaError("\(word): a[1], by which all is divided, is 0; another number is expected")
      }
      return (try respond(b, a, rate), 1, nil)
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
        let channels = try version(of: answer).shape.channels
        // How much one answer takes is not known, nor that it takes little.
        let respond = Self.patient(cost: 1 << 14, channels: channels) { system.response(at: $0) }
        return (respond, channels, system.saturating)
      } catch let error as SignalError { throw LuaError("\(word): \(error.message)") }
    }
  }

  /// Said of what is linear only as long as a kind in it does not saturate.
  static func ofSmallSounds(_ kind: String) -> String { "of sounds so small that \(kind) does not saturate" }

  /// The columns of a response at some frequencies, as buffers by their names.
  func responses(
    at frequencies: [Double], _ respond: (Double) -> [Complex], _ channel: Int, _ half: Double
  ) throws -> [String: LuaValue] {
    var columns = [[Double]](repeating: [], count: 4)
    let values = frequencies.map { respond($0)[channel] }
    withoutActuallyEscaping(respond) { respond in
      var phases = FrequencyPhase { Self.place($0, respond, channel, half) }
      for (hertz, value) in zip(frequencies, values) {
        let (phase, place) = phases.next(hertz)
        columns[0].append(hertz)
        let level = 20 * log10(value.magnitude)
        // The greater of two hides what is no number.
        columns[1].append(level.isNaN ? level : max(-300, level))
        columns[2].append(phase)
        columns[3].append(place.delay)
      }
    }
    if Patience.isAtEnd { throw NumberError.interrupted }
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
}
