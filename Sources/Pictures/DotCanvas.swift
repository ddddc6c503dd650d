import Glibc

/// Dots, two by four in each character: Unicode's braille patterns.
struct DotCanvas {
  let columns: Int
  let rows: Int
  private var bits: [UInt8]
  private var colours: [Int]

  init(columns: Int, rows: Int) {
    (self.columns, self.rows) = (columns, rows)
    bits = Array(repeating: 0, count: columns * rows)
    colours = Array(repeating: -1, count: columns * rows)
  }

  var width: Int { columns * 2 }
  var height: Int { rows * 4 }

  /// The bit of each dot: the two columns from above.
  private static let masks: [[UInt8]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]

  /// From the left and from above; a negative colour is none.
  mutating func dot(_ x: Int, _ y: Int, _ colour: Int) {
    guard x >= 0, x < width, y >= 0, y < height else { return }
    let cell = y / 4 * columns + x / 2
    bits[cell] |= Self.masks[x % 2][y % 4]
    colours[cell] = colour
  }

  /// Where a place of the panel lies.
  func x(_ place: Double) -> Int { Int(max(-1, min(Double(width), floor(place * Double(width) + 1e-9)))) }
  func y(_ place: Double) -> Int {
    // What single precision makes of a half is drawn as a half.
    height - 1 - Int(max(-1, min(Double(height), floor(place * Double(height) + 1e-5))))
  }

  /// The place at the upper and right border belongs to the last dot.
  private func held(_ point: Point) -> (Int, Int) {
    (max(0, min(width - 1, x(point.x))), max(0, min(height - 1, y(point.y))))
  }

  /// Draws lines of a panel with the dashes of a number.
  mutating func draw(_ line: [Point], _ colour: Int, dash: Int) {
    var step = 0
    if line.count == 1, let (point, _) = clipped(line[0], line[0]) {
      let (x, y) = held(point)
      dot(x, y, colour)
    }
    func isInside(_ point: Point) -> Bool { point.x >= 0 && point.x <= 1 && point.y >= 0 && point.y <= 1 }
    for place in line.indices.dropFirst() {
      var (from, to) = (line[place - 1], line[place])
      if !isInside(from) || !isInside(to) {
        guard let part = clipped(from, to) else { continue }
        (from, to) = part
      }
      let ((x0, y0), (x1, y1)) = (held(from), held(to))
      // Of many within one dot nothing more is seen.
      if x0 == x1, y0 == y1, place > 1, Palette.hasInk(dash, step) {
        dot(x0, y0, colour)
        continue
      }
      let count = max(abs(x1 - x0), abs(y1 - y0))
      for place in 0...count {
        let part = count == 0 ? 0 : Double(place) / Double(count)
        if Palette.hasInk(dash, step + place) {
          dot(
            x0 + Int((part * Double(x1 - x0)).rounded()), y0 + Int((part * Double(y1 - y0)).rounded()), colour
          )
        }
      }
      step += count
    }
  }

  /// Fills between two places, at least one dot wide and high.
  mutating func fill(_ x: ClosedRange<Int>, _ y: ClosedRange<Int>, _ colour: Int, dash: Int = 0) {
    for row in y.clamped(to: 0...max(0, height - 1)) where y.overlaps(0...height - 1) {
      for column in x.clamped(to: 0...max(0, width - 1)) where x.overlaps(0...width - 1) {
        if dash == 0 || (row + column) % 2 == 0 { dot(column, row, colour) }
      }
    }
  }

  /// A cell has nothing yet.
  func isEmpty(_ x: Int, _ y: Int) -> Bool {
    x >= 0 && x < width && y >= 0 && y < height && bits[y / 4 * columns + x / 2] == 0
  }

  /// Puts the dots into a grid, from a cell on.
  func put(into grid: inout TextGrid, _ column: Int, _ row: Int) {
    for y in 0..<rows {
      for x in 0..<columns {
        let cell = y * columns + x
        guard bits[cell] != 0, let scalar = Unicode.Scalar(0x2800 + UInt32(bits[cell])) else { continue }
        grid[column + x, row + y] = TextGrid.Cell(
          character: Character(scalar), ink: colours[cell] < 0 ? .plain : .series(colours[cell]))
      }
    }
  }
}
