import Glibc

/// Values over a plane, as of a spectrogram: columns along the horizontal axis, each of `rows` values from below.
package struct HeatMap: Sendable {
  package var values: [Float]
  package var rows: Int
  /// Where the first column's and row's middle lies, and how far it is to the next.
  package var x: (start: Double, step: Double)
  package var y: (start: Double, step: Double)
  /// What is drawn darkest and brightest, and its unit.
  package var range: ClosedRange<Double>
  package var unit: String

  package init(
    _ values: [Float], rows: Int, x: (start: Double, step: Double), y: (start: Double, step: Double),
    range: ClosedRange<Double>, unit: String
  ) {
    (self.values, self.rows, self.x, self.y, self.range, self.unit) = (values, rows, x, y, range, unit)
  }

  package var columns: Int { rows == 0 ? 0 : values.count / rows }

  /// How strong it is in each of `width` by `height` squares, from above, row by row: 0 to 1, the greatest that falls
  /// into one, or the nearest where none does.
  package func squares(_ horizontal: Axis, _ vertical: Axis, width: Int, height: Int) -> [Float] {
    guard rows > 0, columns > 0, width > 0, height > 0 else { return [] }
    func spans(_ axis: Axis, _ grid: (start: Double, step: Double), _ count: Int, _ pixels: Int) -> [Range<
      Int
    >?] {
      (0..<pixels).map { pixel in
        let low = (axis.value(Double(pixel) / Double(pixels)) - grid.start) / grid.step
        let high = (axis.value(Double(pixel + 1) / Double(pixels)) - grid.start) / grid.step
        guard high > -0.5, low < Double(count) - 0.5 else { return nil }
        let first = Int(ceil(max(low, -1)))
        let end = Int(ceil(min(high, Double(count))))
        if first < end { return max(0, first)..<max(max(0, first) + 1, min(count, end)) }
        let nearest = min(count - 1, max(0, Int(((max(low, -1) + min(high, Double(count))) / 2).rounded())))
        return nearest..<nearest + 1
      }
    }
    let across = spans(horizontal, x, columns, width)
    let up = spans(vertical, y, rows, height)
    var squares = [Float](repeating: 0, count: width * height)
    let (low, scale) = (Float(range.lowerBound), Float(1 / (range.upperBound - range.lowerBound)))
    values.withUnsafeBufferPointer { values in
      for (column, these) in across.enumerated() {
        guard let these else { continue }
        for (row, those) in up.enumerated() {
          guard let those else { continue }
          var most = -Float.infinity
          for place in these where place < columns {
            for row in those where row < rows {
              let value = values[place * rows + row]
              most = value > most ? value : most
            }
          }
          squares[(height - 1 - row) * width + column] = max(0, min(1, (most - low) * scale))
        }
      }
    }
    return squares
  }
}
