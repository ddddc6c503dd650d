import Designs
import Glibc
import Graphs
import Scripting
import Signals

/// What filters do to each frequency, as values.
extension Session {
  private static let frequencyOptions = ["points", "from", "to", "channel"]

  func defineFrequencies() throws {
    try define(
      "freqz", .looking, "freqz(filter, {points=, from=, to=, channel=}), freqz(b, [a], {…})",
      "What a filter does to each frequency: a table of buffers, frequency in hertz, level in dB, phase in radians without jumps, and group_delay in seconds, at points frequencies (512 unless told otherwise) from 0 to half the sample rate. The filter is a word that awaits its signal, as lowpass(1000), a function of a signal, as a chain or a loop of such, or coefficients as butter and firwin answer them. Worked out from what each kind claims of itself, not measured. As scipy.signal.freqz and group_delay.",
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
    for key in try options?.keys() ?? [] {
      guard let name = key.asString, Self.frequencyOptions.contains(name) else {
        throw LuaError(
          "freqz: \(key.described) is no option; points, from, to and channel are"
            + NearestNames.question(key.asString ?? "", among: Self.frequencyOptions))
      }
    }
    let half = Double(manager.rate) / 2
    func option(_ name: String, _ range: ClosedRange<Double>, _ standard: Double) throws -> Double {
      guard let value = try options?[name], !value.isNil else { return standard }
      guard let number = value.asDouble, range.contains(number) else {
        throw LuaError(
          "freqz: \(name): \(value.described) was given; expected \(Numerals.text(range.lowerBound)) to \(Numerals.text(range.upperBound))"
        )
      }
      return number
    }
    let points = Int(try option("points", 1...65_536, 512))
    let low = try option("from", 0...half, 0)
    let high = try option("to", low...half, half)
    let (respond, channels) = try responder(values)
    let channel = Int(try option("channel", 1...Double(channels), 1)) - 1
    var columns = [[Float]](repeating: [], count: 4)
    var last = 0.0
    for point in 0..<points {
      let hertz = low + (high - low) * Double(point) / Double(points)
      let value = respond(hertz)[channel]
      // Without jumps: by less than half a turn from the point before.
      let phase = atan2(value.imaginary, value.real)
      last += remainder(phase - last, 2 * .pi)
      columns[0].append(Float(hertz))
      columns[1].append(Float(max(-300, 20 * log10(value.magnitude))))
      columns[2].append(Float(last))
      columns[3].append(Float(Self.groupDelay(respond, channel, hertz, value, 1e-6 * half)))
    }
    let table = try lua.makeTable()
    for (name, column) in zip(["frequency", "level", "phase", "group_delay"], columns) {
      try table.set(.string(name), .object(SampleBuffer(column)))
    }
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
  private func responder(_ values: [LuaValue]) throws -> ((Double) -> [Complex], Int) {
    guard let first = values.first, values.count <= 2 else {
      throw LuaError(
        "freqz: a filter is expected, as in freqz(lowpass(1000)), freqz(butter(4, 1000)) or freqz(function(x) return x:lowpass(800):delay(0.01) end)"
      )
    }
    let rate = Double(manager.rate)
    if let rows = try sections(first) {
      return (
        { hertz in
          [
            rows.reduce(Complex(1)) {
              $0 * Self.ratio(Array($1[..<3]), Array($1[3...]), 2 * .pi * hertz / rate)
            }
          ]
        }, 1
      )
    }
    if first.asTable != nil || first.asObject(SampleBuffer.self) != nil || first.asDouble != nil {
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

  /// What a filter makes of a signal.
  func applied(_ filter: LuaValue, to source: LuaValue, _ word: String = "freqz") throws -> LuaValue {
    if let awaiting = filter.asObject(AwaitingWord.self) {
      return try make(awaiting.kind, [source] + awaiting.given.dropFirst())
    }
    if let awaiting = filter.asObject(AwaitingEither.self) {
      return try lua.call(awaiting.signal, [source] + awaiting.given).first ?? .nil
    }
    if let function = filter.asFunction { return try lua.call(function, [source]).first ?? .nil }
    throw LuaError(
      "\(word): \(filter.described) was given; a filter is expected, as lowpass(1000), which awaits its signal, or a function of one"
    )
  }

  /// Second-order sections, where a list of rows of six is given.
  private func sections(_ value: LuaValue) throws -> [[Double]]? {
    guard let table = value.asTable else { return nil }
    let rows = try items(table)
    guard !rows.isEmpty, rows.allSatisfy({ $0.asTable != nil }) else { return nil }
    return try rows.map { row in
      let numbers = try list(row)
      guard numbers.count == 6 else {
        throw LuaError("freqz: rows of 6 are expected, as butter(8, 1000, {output = \"sos\"}) answers them")
      }
      return numbers
    }
  }

  private func list(_ value: LuaValue) throws -> [Double] { try coefficients(value, "freqz") }

  /// A list of coefficients, or one.
  func coefficients(_ value: LuaValue, _ word: String) throws -> [Double] {
    if let buffer = value.asObject(SampleBuffer.self) { return buffer.samples.map(Double.init) }
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
  private static func ratio(_ b: [Double], _ a: [Double], _ angle: Double) -> Complex {
    let delay = Complex(angle: -angle)
    func value(_ factors: [Double]) -> Complex {
      factors.reversed().reduce(Complex(0)) { $0 * delay + Complex($1) }
    }
    return value(b) / value(a)
  }
}
