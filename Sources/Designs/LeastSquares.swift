/// Equations that are more than their unknowns.
enum LeastSquares {
  /// By Householder's reflections; nil where columns hang on each other.
  static func solved(_ given: [[Double]], _ values: [Double], _ columns: Int) -> [Double]? {
    var rows = given
    var right = values
    for column in 0..<columns {
      let length = rows[column...].reduce(0) { $0 + $1[column] * $1[column] }.squareRoot()
      guard length > 1e-12 else { return nil }
      let sign = rows[column][column] < 0 ? -1.0 : 1
      var mirror = rows[column...].map { $0[column] }
      mirror[0] += sign * length
      let square = mirror.reduce(0) { $0 + $1 * $1 }
      for other in column..<columns {
        var product = 0.0
        for (place, value) in mirror.enumerated() { product += value * rows[column + place][other] }
        let factor = 2 * product / square
        for (place, value) in mirror.enumerated() { rows[column + place][other] -= factor * value }
      }
      var product = 0.0
      for (place, value) in mirror.enumerated() { product += value * right[column + place] }
      for (place, value) in mirror.enumerated() { right[column + place] -= 2 * product / square * value }
    }
    var x = [Double](repeating: 0, count: columns)
    for column in stride(from: columns - 1, through: 0, by: -1) {
      var sum = right[column]
      for other in column + 1..<max(column + 1, columns) { sum -= rows[column][other] * x[other] }
      x[column] = sum / rows[column][column]
    }
    return x.allSatisfy(\.isFinite) ? x : nil
  }
}
