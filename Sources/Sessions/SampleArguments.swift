import Graphs
import Scripting
import Signals

/// Buffers and tables of numbers as samples.
extension Session {
  func samples(_ value: LuaValue, _ word: String) throws -> Samples? {
    if let buffer = value.asObject(SampleBuffer.self) { return try counted([try buffer.samples(word)]) }
    guard let table = value.asTable else { return nil }
    let complaint: (LuaValue) -> String = {
      "\(word): a list of numbers is expected; it holds \($0.described)"
    }
    let items = try items(table)
    if items.first?.asTable != nil || items.first?.asObject(SampleBuffer.self) != nil {
      let planes = try items.map { item -> [Float] in
        if let buffer = item.asObject(SampleBuffer.self) { return try buffer.samples(word) }
        guard let plane = item.asTable else { throw LuaError(complaint(item)) }
        return try numbers(plane, complaint).map(Float.init)
      }
      guard Set(planes.map(\.count)).count == 1 else {
        throw LuaError(
          "\(word): the channels have \(planes.map { "\($0.count)" }.joined(separator: ", ")) samples; the same number is expected"
        )
      }
      return try counted(planes)
    }
    return try counted([try numbers(table, complaint).map(Float.init)])
  }

  /// A function's values over a domain.
  func table(
    of function: LuaFunction, _ domain: ClosedRange<Double>, _ points: Int, _ word: String,
    _ parameter: any Parameter
  ) throws -> Samples {
    let step = (domain.upperBound - domain.lowerBound) / Double(points - 1)
    return try counted([
      try (0..<points).map { place in
        let at = domain.lowerBound + Double(place) * step
        let result = try lua.call(function, [.number(at)]).first ?? .nil
        guard let number = result.asDouble, number.isFinite else {
          throw LuaError(
            "\(word): \(parameter.name): the function is expected to answer a number; for \(Numerals.text(at)) it answered \(result.described)"
          )
        }
        return Float(number)
      }
    ])
  }

  func numbers(_ table: LuaTable, _ complaint: (LuaValue) -> String) throws -> [Double] {
    try items(table).map { item in
      guard let number = item.asDouble, Float(number).isFinite else { throw LuaError(complaint(item)) }
      return number
    }
  }
}
