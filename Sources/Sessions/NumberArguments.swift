import Designs
import Graphs
import Numerics
import Scripting
import Signals

/// What functions of numbers take.
extension DesignArguments {
  /// A buffer or a list; a signal has too many, and is told how to be taken some of.
  func vector(_ name: String) throws -> Vector {
    guard let value = value(name) else { throw complaint(name, "a buffer or a list of numbers") }
    return try vector(value, name)
  }

  func vector(_ value: LuaValue, _ name: String) throws -> Vector {
    if let buffer = value.asObject(SampleBuffer.self) { return buffer.vector }
    if let number = value.asDouble { return Vector([number]) }
    if let number = value.asObject(ComplexNumber.self) { return Vector([number.value]) }
    if let object = value.asObject(SignalObject.self) {
      let known = session.manager[object.signal.id].slotName
      throw LuaError(
        "\(word): \(name): \(known ?? "what was given") is a signal; take its samples first, here a second of them: \(known ?? "sig"):get_temporal(0, \(session.manager.rate))"
      )
    }
    guard let table = value.asTable, try !session.isPattern(value) else {
      throw LuaError(
        "\(word): \(name): a buffer or a list of numbers is expected; \(value.described) was given")
    }
    return try Vector(session.items(table), "\(word): \(name): a list of numbers was given, which")
  }

  func reals(_ name: String) throws -> [Double] {
    let vector = try vector(name)
    guard !vector.isComplex else {
      throw LuaError("\(word): \(name): real numbers are expected; complex ones were given")
    }
    return vector.real
  }

  /// nil where it is not given.
  func wholeIfGiven(_ name: String) throws -> Int? { value(name) == nil ? nil : try whole(name) }

  /// A length from 1 where it is given.
  func countIfGiven(_ name: String) throws -> Int? {
    guard let count = try wholeIfGiven(name) else { return nil }
    guard (1...1 << 26).contains(count) else { throw complaint(name, "a whole number from 1") }
    return count
  }

  func choice<Choice: CaseIterable & RawRepresentable<String>>(_ name: String, default standard: Choice)
    throws
    -> Choice
  {
    let others = Choice.allCases.map(\.rawValue).filter { $0 != standard.rawValue }
    return Choice(rawValue: try text(name, [standard.rawValue] + others)) ?? standard
  }

  /// Rows of real numbers, so many in each.
  func rows(_ name: String, of width: Int) throws -> [[Double]] {
    try vectors(name, of: width).map { row in
      guard !row.isComplex else {
        throw LuaError("\(word): \(name): rows of real numbers are expected; complex ones were given")
      }
      return row.real
    }
  }

  /// Rows of numbers, so many in each.
  func vectors(_ name: String, of width: Int) throws -> [Vector] {
    let expected = "rows of \(width) numbers"
    guard let table = value(name)?.asTable else { throw complaint(name, expected) }
    let rows = try session.items(table).map { row -> Vector in
      guard row.asTable != nil || row.asObject(SampleBuffer.self) != nil else {
        throw LuaError("\(word): \(name): \(expected) are expected; it holds \(row.described)")
      }
      let numbers = try vector(row, name)
      guard numbers.count == width else {
        throw LuaError(
          "\(word): \(name): \(expected) are expected; one of \(numbers.count) was given")
      }
      return numbers
    }
    guard !rows.isEmpty else { throw complaint(name, expected) }
    return rows
  }

  /// The least that lets pass, or the least and the greatest; either may be nil.
  func bounds(_ name: String) throws -> Peaks.Bounds? {
    guard let value = value(name) else { return nil }
    if let number = value.asDouble, !number.isNaN { return Peaks.Bounds(number) }
    if let buffer = value.asObject(SampleBuffer.self), buffer.vector.count == 2, !buffer.vector.isComplex {
      return Peaks.Bounds(buffer.vector.real[0], buffer.vector.real[1])
    }
    let expected = "a number, or {least, greatest}, each a number or nil,"
    guard let table = value.asTable else { throw complaint(name, expected) }
    func told(_ given: String) -> LuaError {
      LuaError("\(word): \(name): \(expected) is expected; \(given)")
    }
    let pairs = try table.pairs()
    if pairs.isEmpty { throw told("an empty list was given") }
    for (key, end) in pairs {
      guard let place = key.asInteger, (1...2).contains(place) else {
        throw told("the list has \(key.described) too")
      }
      guard end.asDouble?.isNaN == false else { throw told("it holds \(end.described)") }
    }
    return Peaks.Bounds(try table[1].asDouble, try table[2].asDouble)
  }

  /// A window's samples, periodic, or those that are given.
  func windowSamples(_ name: String, _ count: Int?, default standard: String) throws -> [Double] {
    if let buffer = value(name)?.asObject(SampleBuffer.self) {
      let samples = try buffer.reals("\(word): \(name)")
      guard count == nil || count == samples.count else {
        throw LuaError(
          "\(word): window: as many as nperseg, \(count ?? 0), are expected; \(samples.count) were given")
      }
      return samples
    }
    let (window, symmetric) = try self.window(name, default: standard)
    return try window.samples(count ?? 256, symmetric: symmetric ?? false)
  }

  /// How `x` is cut up; `count` is the longest of what is given.
  func segments(
    _ count: Int, isComplex: Bool, window standard: String = "hann", segment: Int? = nil,
    detrend: SegmentOptions.Detrend = .constant
  ) throws -> SegmentOptions {
    guard count > 0 else { throw LuaError("\(word): at least one number is expected; the buffer is empty") }
    let isGiven = value("window")?.asObject(SampleBuffer.self) != nil
    var length = try segment ?? countIfGiven("nperseg")
    if let given = length, given > count {
      session.onHint(
        "\(word): nperseg, \(given), is more than the \(count) numbers given; it is \(count) then")
    }
    if !isGiven { length = min(length ?? 256, count) }
    let window = try windowSamples("window", length, default: standard)
    var options = try SegmentOptions(
      rate: rate(), window: window, overlap: segment == nil ? wholeIfGiven("noverlap") : 0,
      length: countIfGiven("nfft"))
    options.detrend = try self.detrend(detrend)
    options.isOneSided = try flag("return_onesided", default: true) && !isComplex
    return options
  }

  private func detrend(_ standard: SegmentOptions.Detrend) throws -> SegmentOptions.Detrend {
    guard let value = value("detrend") else { return standard }
    if value.asBoolean == false { return .none }
    guard let name = value.asString, name != "none", let detrend = SegmentOptions.Detrend(rawValue: name)
    else {
      throw complaint("detrend", "\"constant\", \"linear\" or false")
    }
    return detrend
  }
}
