import Designs
import Numerics
import Scripting
import Signals

/// Coefficients of filters, as words that look at filters take them.
extension Session {
  /// Whether a filter is given as its coefficients.
  func isCoefficients(_ value: LuaValue) -> Bool {
    value.asTable != nil || value.asObject(SampleBuffer.self) != nil || value.asDouble != nil
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
    let numbers = try realList(word, value)
    if let odd = numbers.first(where: { !$0.isFinite }) {
      throw LuaError(
        "\(word): finite coefficients are expected; \(odd.isNaN ? "nan" : Numerals.text(odd)) was given")
    }
    return numbers
  }

  private func realList(_ word: String, _ value: LuaValue) throws -> [Double] {
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

  /// Refuses the b of a design that answered an a too, where no a came along.
  func refuseAlone(_ word: String, _ value: LuaValue?, _ call: String, alone: String? = nil) throws {
    guard value?.asObject(SampleBuffer.self)?.hasDenominator == true else { return }
    throw LuaError(
      "\(word): this b came with an a, which is missing: Lua keeps one of a call's values where another argument follows; b, a = butter(4, 1000) first, and then \(call)"
        + (alone.map { " (\($0) is of the zeros alone)" } ?? ""))
  }

  /// What coefficients do to each frequency in hertz.
  func respond(_ b: [Double], _ a: [Double], _ rate: Double) throws -> (Double) -> [Complex] {
    let ratio = try DelayRatio(b, a)
    return Self.patient(cost: ratio.cost) { [ratio.value($0 / rate)] }
  }

  /// What second-order sections do.
  func respond(_ rows: [[Double]], _ rate: Double) throws -> (Double) -> [Complex] {
    let ratios = try rows.map { try DelayRatio(Array($0[..<3]), Array($0[3...])) }
    return Self.patient(cost: 24 * ratios.count) { hertz in
      [ratios.map { $0.value(hertz / rate) }.product]
    }
  }

  /// A response that answers nothing more once whoever asked wants an end: what looks at it is through soon, and whoever
  /// called that throws.
  static func patient(
    cost: Int, channels: Int = 1, _ respond: @escaping (Double) -> [Complex]
  ) -> (Double) -> [Complex] {
    var meter = Patience.Meter()
    var isAtEnd = false
    let nothing = [Complex](repeating: Complex(.nan, .nan), count: channels)
    return { hertz in
      isAtEnd = isAtEnd || meter.isAtEnd(after: cost)
      return isAtEnd ? nothing : respond(hertz)
    }
  }
}
