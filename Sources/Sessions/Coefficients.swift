import Numerics
import Scripting
import Signals

extension Session {
  /// Rows of numbers, row after row, where a parameter takes them: a list of lists, a flat list or a buffer.
  func coefficients(_ value: LuaValue, _ word: String, _ parameter: any Parameter) throws -> [Double]? {
    guard let coefficients = parameter as? Coefficients else { return nil }
    if let buffer = value.asObject(SampleBuffer.self) {
      return try buffer.reals("\(word): \(parameter.name)")
    }
    guard let table = value.asTable else { return nil }
    var found: [Double] = []
    func add(_ item: LuaValue) throws {
      guard let number = item.asDouble, number.isFinite else {
        throw LuaError(
          "\(word): \(parameter.name): a list of numbers is expected; it holds \(item.described)")
      }
      found.append(number)
    }
    for item in try items(table) {
      if let row = item.asObject(SampleBuffer.self), let columns = coefficients.columns,
        row.vector.count == columns
      {
        found += try row.reals("\(word): \(parameter.name)")
        continue
      }
      guard let row = item.asTable else {
        try add(item)
        continue
      }
      guard let columns = coefficients.columns, row.count == columns else {
        throw LuaError(
          "\(word): \(parameter.name): "
            + (coefficients.columns.map {
              "rows of \($0) numbers are expected; one of \(row.count) was given"
            }
              ?? "a list of numbers is expected; it holds lists"))
      }
      for number in try items(row) { try add(number) }
    }
    return found
  }
}
