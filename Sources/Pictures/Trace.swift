import Glibc

/// Values along the horizontal axis.
package struct Trace: Sendable {
  package enum Abscissa: Sendable {
    case even(start: Double, step: Double)
    case listed([Double])
  }
  package var name: String
  package var colour: Int
  package var x: Abscissa
  package var y: [Float]
  /// Whether of what falls into one column the greatest alone is drawn, as of spectra, and not all between the least and
  /// the greatest.
  package var showsPeaks: Bool

  package init(
    _ x: Abscissa, _ y: [Float], name: String = "", colour: Int = 0, showsPeaks: Bool = false
  ) {
    (self.x, self.y, self.name, self.colour, self.showsPeaks) = (x, y, name, colour, showsPeaks)
  }

  package func abscissa(_ index: Int) -> Double {
    switch x {
    case .even(let start, let step): start + Double(index) * step
    case .listed(let list): list[index]
    }
  }

  /// What falls into one column, in order.
  private struct Column {
    var number: Int
    var first: Int
    var last: Int
    var least: Int
    var greatest: Int
  }

  private static func areFinite(_ values: UnsafeBufferPointer<Float>) -> Bool {
    var sum: Float = 0
    for value in values { sum += value * 0 }
    return sum == 0
  }

  private static func extremes(_ values: UnsafeBufferPointer<Float>, _ run: Range<Int>) -> Column {
    var (least, greatest) = (run.lowerBound, run.lowerBound)
    var (low, high) = (values[least], values[greatest])
    for index in run {
      let value = values[index]
      if value < low { (least, low) = (index, value) }
      if value > high { (greatest, high) = (index, value) }
    }
    return Column(
      number: 0, first: run.lowerBound, last: run.upperBound - 1, least: least, greatest: greatest)
  }

  /// What falls into each column, where samples follow each other evenly.
  private static func forEachRun(
    _ even: (first: Double, step: Double), _ count: Int, _ columns: Int, _ body: (Range<Int>) -> Void
  ) {
    func column(_ index: Int) -> Int {
      let place = (even.first + even.step * Double(index)) * Double(columns)
      return Int(max(-1, min(Double(columns), floor(place))))
    }
    var index = 0
    while index < count {
      let number = column(index)
      // Where the next begins, but for rounding.
      let next = (Double(number + 1) / Double(columns) - even.first) / even.step
      var end = number >= columns ? count : Int(max(Double(index + 1), min(Double(count), next)))
      while end < count, column(end) == number { end += 1 }
      while end > index + 1, column(end - 1) != number { end -= 1 }
      body(index..<end)
      index = end
    }
  }

  /// Lines in places of the panel (0 to 1), at most four points for each of `columns`: of what falls into one the first,
  /// the least, the greatest and the last, which looks as if all of it were drawn. After Uwe Jugel and others, M4,
  /// VLDB 2014. A value that is not finite ends a line.
  package func lines(_ horizontal: Axis, _ vertical: Axis, columns: Int) -> [[Point]] {
    var lines: [[Point]] = []
    var line: [Point] = []
    var column: Column?
    func point(_ index: Int) -> Point {
      Point(horizontal.place(abscissa(index)), vertical.place(Double(y[index])))
    }
    func close() {
      guard let done = column else { return }
      if showsPeaks {
        line.append(point(done.greatest))
      } else {
        // In order, each once.
        var last = -1
        for index in [
          done.first, min(done.least, done.greatest), max(done.least, done.greatest), done.last,
        ] where index > last {
          line.append(point(index))
          last = index
        }
      }
      column = nil
    }
    // Most samples follow each other evenly on an even axis.
    var even: (first: Double, step: Double)?
    if case .even(let start, let step) = x, horizontal.scale != .logarithmic {
      let first = horizontal.place(start)
      even = (first, horizontal.place(start + step) - first)
    }
    y.withUnsafeBufferPointer { values in
      if let even, even.step > 0, Self.areFinite(values) {
        Self.forEachRun(even, values.count, columns) { run in
          column = Self.extremes(values, run)
          close()
        }
        return
      }
      for index in values.indices {
        let value = values[index]
        guard value.isFinite else {
          close()
          if !line.isEmpty { lines.append(line) }
          line = []
          continue
        }
        let place =
          (even.map { $0.first + $0.step * Double(index) } ?? horizontal.place(abscissa(index)))
          * Double(columns)
        let number = Int(max(-1, min(Double(columns), floor(place))))
        if column?.number == number {
          if value < values[column?.least ?? 0] { column?.least = index }
          if value > values[column?.greatest ?? 0] { column?.greatest = index }
          column?.last = index
        } else {
          close()
          column = Column(number: number, first: index, last: index, least: index, greatest: index)
        }
      }
    }
    close()
    if !line.isEmpty { lines.append(line) }
    return lines
  }
}

/// The part of a straight line that lies within the panel; nil where none does. After Liang and Barsky, 1984.
func clipped(_ a: Point, _ b: Point) -> (Point, Point)? {
  var (from, to) = (0.0, 1.0)
  let (dx, dy) = (b.x - a.x, b.y - a.y)
  for (direction, distance) in [(-dx, a.x), (dx, 1 - a.x), (-dy, a.y), (dy, 1 - a.y)] {
    if direction == 0 {
      if distance < 0 { return nil }
    } else if direction < 0 {
      from = max(from, distance / direction)
    } else {
      to = min(to, distance / direction)
    }
  }
  guard from <= to else { return nil }
  return (Point(a.x + from * dx, a.y + from * dy), Point(a.x + to * dx, a.y + to * dy))
}
