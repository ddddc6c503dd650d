import Designs
import Glibc
import Graphs
import Scripting
import Signals

/// What filters do to each frequency, as values.
extension Session {
  private static let frequencyOptions = ["worN", "whole", "fs", "points", "from", "to", "channel"]

  func defineFrequencies() throws {
    try define(
      "freqz", .looking,
      "freqz(filter, {points=, from=, to=, channel=}), freqz(b, [a, worN, whole, fs], {…})",
      "What a filter does to each frequency: a table of buffers, frequency in hertz, level in dB, phase in radians without jumps, group_delay in seconds, and response, which is complex, at points frequencies (512 unless told otherwise) from 0 to half the sample rate; worN is SciPy's name for points, or a list of frequencies in hertz, and whole goes up to the sample rate. The filter is a word that awaits its signal, as lowpass(1000), a function of a signal, as a chain or a loop of such, or coefficients as butter and firwin answer them. Worked out from what each kind claims of itself, not measured. As scipy.signal.freqz and group_delay.",
      example: "freqz(lowpass(1000)).level"
    ) { session, arguments in
      [.table(try session.frequencies(arguments))]
    }
  }

  private func frequencies(_ arguments: LuaArguments) throws -> LuaTable {
    var values = arguments.values
    var options: LuaTable?
    if values.count > 1, let table = values.last?.asTable,
      try table.keys().contains(where: { $0.asString != nil })
    {
      options = table
      values.removeLast()
    }
    let coefficients = isCoefficients(values.first ?? .nil)
    // Of coefficients SciPy's order goes on.
    let rest = coefficients ? values.dropFirst(2).prefix(3) : []
    values.removeLast(rest.count)
    for key in try options?.keys() ?? [] {
      guard let name = key.asString, Self.frequencyOptions.contains(name) else {
        throw LuaError(
          "freqz: \(key.described) is no option; \(Self.frequencyOptions.joined(separator: ", ")) are"
            + NearestNames.question(key.asString ?? "", among: Self.frequencyOptions))
      }
    }
    let given = try DesignArguments(
      self, "freqz", Array(rest) + (options.map { [.table($0)] } ?? []), Self.frequencyOptions)
    guard coefficients || given.value("fs") == nil else {
      throw LuaError("freqz: fs: a filter of signals runs at the project's rate; coefficients take another")
    }
    let rate = try given.rate()
    let half = rate / 2
    func option(_ name: String, _ range: ClosedRange<Double>, _ standard: Double) throws -> Double {
      guard let value = try options?[name], !value.isNil else { return standard }
      guard let number = value.asDouble, range.contains(number) else {
        throw LuaError(
          "freqz: \(name): \(value.described) was given; expected \(Numerals.text(range.lowerBound)) to \(Numerals.text(range.upperBound))"
        )
      }
      return number
    }
    let (respond, channels) = try responder(values, rate)
    let channel = Int(try option("channel", 1...Double(channels), 1)) - 1
    let isSciPys = given.value("worN") != nil || given.value("whole") != nil
    if isSciPys, let other = ["points", "from", "to"].first(where: { given.value($0) != nil }) {
      throw LuaError(
        "freqz: \(other): worN and whole say at which frequencies; give these or points, from and to")
    }
    let points = Int(try option("points", 1...65_536, 512))
    let low = try option("from", 0...half, 0)
    let high = try option("to", low...half, half)
    let frequencies =
      isSciPys
      ? try self.frequencies(given, "worN", rate)
      : (0..<points).map { low + (high - low) * Double($0) / Double(points) }
    return try responses(at: frequencies, respond, channel, half)
  }

  /// Whether a filter is given as its coefficients.
  private func isCoefficients(_ value: LuaValue) -> Bool {
    value.asTable != nil || value.asObject(SampleBuffer.self) != nil || value.asDouble != nil
  }

  /// The table of a response at some frequencies.
  func responses(
    at frequencies: [Double], _ respond: (Double) -> [Complex], _ channel: Int, _ half: Double
  ) throws -> LuaTable {
    var columns = [[Double]](repeating: [], count: 4)
    var values: [Complex] = []
    var last = 0.0
    for hertz in frequencies {
      let value = respond(hertz)[channel]
      values.append(value)
      // Without jumps: by less than half a turn from the point before.
      let phase = atan2(value.imaginary, value.real)
      last += remainder(phase - last, 2 * .pi)
      columns[0].append(hertz)
      columns[1].append(max(-300, 20 * log10(value.magnitude)))
      columns[2].append(last)
      columns[3].append(Self.groupDelay(respond, channel, hertz, value, 1e-6 * half))
    }
    let table = try lua.makeTable()
    for (name, column) in zip(["frequency", "level", "phase", "group_delay"], columns) {
      try table.set(.string(name), buffer(column))
    }
    try table.set("response", buffer(values))
    return table
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
  private func responder(_ values: [LuaValue], _ rate: Double) throws -> ((Double) -> [Complex], Int) {
    guard let first = values.first, values.count <= 2, values.count == 2 || first.asDouble == nil else {
      throw LuaError(
        "freqz: a filter is expected, as in freqz(lowpass(1000)), freqz(butter(4, 1000)) or freqz(function(x) return x:lowpass(800):delay(0.01) end)"
          + (values.first.map { "; \($0.described) was given" } ?? "")
      )
    }
    if let rows = try sections(first) { return (respond(rows, rate), 1) }
    if isCoefficients(first) {
      let b = try list(first)
      let a = try values.count == 2 ? list(values[1]) : [1]
      return ({ [Self.ratio(b, a, 2 * .pi * $0 / rate)] }, 1)
    }
    guard values.count == 1 else { throw LuaError("freqz: beside a filter, options are expected in a table") }
    let source = object(
      manager.signal(SignalData(type: "buffer", arguments: [.samples(Samples([[1, 0, 0, 0, 0, 0, 0]]))])))
    let result = try applied(first, to: .object(source))
    guard let answer = result.asObject(SignalObject.self) else {
      throw LuaError("freqz: the filter answered \(result.described); a signal is expected")
    }
    return try withExtendedLifetime((source, answer)) {
      do {
        let system = try LinearSystem(
          version(of: answer), from: version(of: source), rate: manager.rate
        ) { try manager.samples(of: $0, $1) }
        return ({ system.response(at: $0) }, try version(of: answer).shape.channels)
      } catch let error as SignalError { throw LuaError("freqz: \(error.message)") }
    }
  }

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

  private func applied(_ filter: LuaValue, to source: LuaValue) throws -> LuaValue {
    if let word = filter.asObject(AwaitingWord.self) {
      return try make(word.kind, [source] + word.given.dropFirst())
    }
    if let word = filter.asObject(AwaitingEither.self) {
      return try lua.call(word.signal, [source] + word.given).first ?? .nil
    }
    if let function = filter.asFunction { return try lua.call(function, [source]).first ?? .nil }
    throw LuaError(
      "freqz: \(filter.described) was given; a filter is expected, as lowpass(1000), which awaits its signal, or a function of one"
    )
  }

  /// Second-order sections, where a list of rows of six is given.
  private func sections(_ value: LuaValue) throws -> [[Double]]? {
    guard let table = value.asTable else { return nil }
    let rows = try items(table)
    guard !rows.isEmpty,
      rows.allSatisfy({ $0.asTable != nil || $0.asObject(SampleBuffer.self) != nil })
    else { return nil }
    return try rows.map { row in
      let numbers = try list(row)
      guard numbers.count == 6 else {
        throw LuaError("freqz: rows of 6 are expected, as butter(8, 1000, {output = \"sos\"}) answers them")
      }
      return numbers
    }
  }

  private func list(_ value: LuaValue) throws -> [Double] {
    if let buffer = value.asObject(SampleBuffer.self) { return try buffer.reals("freqz") }
    if let number = value.asDouble { return [number] }
    guard let table = value.asTable else {
      throw LuaError("freqz: a list of coefficients is expected; \(value.described) was given")
    }
    let numbers = try items(table).map { item in
      guard let number = item.asDouble else {
        throw LuaError("freqz: a list of coefficients is expected; it holds \(item.described)")
      }
      return number
    }
    guard !numbers.isEmpty else { throw LuaError("freqz: a list of coefficients is expected; it is empty") }
    return numbers
  }

  /// b / a in falling powers of z.
  private static func ratio(_ b: [Double], _ a: [Double], _ angle: Double) -> Complex {
    let delay = Complex(angle: -angle)
    func value(_ factors: [Double]) -> Complex {
      factors.reversed().reduce(Complex(0)) { $0 * delay + Complex($1) }
    }
    return value(b) / value(a)
  }
}
