import Glibc

/// What stands between a panel's axes, in dots.
struct DotDrawing {
  private let panel: Panel
  private let colours: Screen.Colours
  private var isColoured: Bool { colours != .none }

  init(_ panel: Panel, _ colours: Screen.Colours) { (self.panel, self.colours) = (panel, colours) }

  func draw(on canvas: inout DotCanvas, _ grid: inout TextGrid, _ left: Int, _ top: Int) {
    for mark in panel.marks {
      switch mark {
      case .line(let curve):
        for line in curve.lines(panel.x, panel.y, columns: canvas.width) {
          canvas.draw(line, curve.colour, dash: dash(curve))
        }
      case .stems(let curve): stems(curve, &canvas)
      case .bars(let curve): bars(curve, &canvas)
      case .points(let scatter): points(scatter, &canvas, &grid, left, top)
      case .image(let map): image(map, &canvas, &grid, left, top)
      case .boxes(let boxes): for box in boxes { draw(box, &canvas) }
      case .guide: break
      }
    }
    // Thin, and only where nothing else is.
    for case .guide(let guide) in panel.marks { draw(guide, &canvas) }
    if panel.y.scale == .linear, panel.y.names == nil, !panel.isSquare, panel.y.range.lowerBound < 0,
      panel.y.range.upperBound > 0
    {
      draw(.horizontal(0), &canvas)
    }
  }

  /// Colours tell lines apart where there are any.
  private func dash(_ curve: Trace) -> Int { isColoured || !panel.hasSeveral ? 0 : curve.colour }

  private func base(_ canvas: DotCanvas) -> Int {
    max(0, min(canvas.height - 1, canvas.y(panel.y.place(0))))
  }

  private func stems(_ curve: Trace, _ canvas: inout DotCanvas) {
    let base = base(canvas)
    for index in curve.y.indices where curve.y[index].isFinite {
      let place = panel.x.place(curve.abscissa(index))
      guard (0...1).contains(place) else { continue }
      // Those of several stand beside each other.
      let column = min(canvas.width - 1, canvas.x(place) + (panel.hasSeveral ? curve.colour % 4 : 0))
      let row = max(0, min(canvas.height - 1, canvas.y(panel.y.place(Double(curve.y[index])))))
      // Where they would stand too close, their heads are enough.
      let isCrowded = panel.hasSeveral && 4 * curve.y.count > canvas.width
      for y in min(base, row)...max(base, row) where !isCrowded && Palette.hasInk(dash(curve), y) {
        canvas.dot(column, y, curve.colour)
      }
      for (dx, dy) in [(-1, 0), (1, 0), (0, 0), (0, row < base ? 1 : -1)] {
        canvas.dot(column + dx, row + dy, curve.colour)
      }
    }
  }

  private func bars(_ curve: Trace, _ canvas: inout DotCanvas) {
    guard case .even(_, let step) = curve.x else { return }
    let base = base(canvas)
    for index in curve.y.indices where curve.y[index].isFinite && curve.y[index] != 0 {
      let middle = curve.abscissa(index)
      let from = max(0, canvas.x(panel.x.place(middle - step / 2)))
      let to = min(canvas.width - 1, canvas.x(panel.x.place(middle + step / 2)) - 1)
      let row = max(0, min(canvas.height - 1, canvas.y(panel.y.place(Double(curve.y[index])))))
      guard from < canvas.width, to >= 0 else { continue }
      canvas.fill(
        from...max(from, to), min(base, row)...max(base, row), curve.colour,
        dash: dash(curve))
    }
  }

  private func points(
    _ scatter: Scatter, _ canvas: inout DotCanvas, _ grid: inout TextGrid, _ left: Int, _ top: Int
  ) {
    for place in scatter.places {
      let (x, y) = (panel.x.place(place.x), panel.y.place(place.y))
      guard (0...1).contains(x), (0...1).contains(y) else { continue }
      let column = max(0, min(canvas.width - 1, canvas.x(x)))
      let row = max(0, min(canvas.height - 1, canvas.y(y)))
      let dots: [(Int, Int)] =
        switch scatter.shape {
        case .dot: [(0, 0)]
        case .cross: [(0, 0), (-1, -1), (1, 1), (-1, 1), (1, -1)]
        case .circle: [(-1, 0), (1, 0), (0, -1), (0, 1)]
        }
      for (dx, dy) in dots { canvas.dot(column + dx, row + dy, scatter.colour) }
    }
  }

  private func draw(_ box: Box, _ canvas: inout DotCanvas) {
    let (low, high) = (panel.y.place(box.y - 0.5), panel.y.place(box.y + 0.5))
    let (top, bottom) = (canvas.y(high) + 1, canvas.y(low))
    // Notes above each other and behind each other stay apart.
    let gap = bottom - top >= 3 ? 1 : 0
    let from = canvas.x(panel.x.place(box.x.lowerBound))
    let to = canvas.x(panel.x.place(box.x.upperBound)) - 2
    canvas.fill(
      from...max(from, to), min(top + gap, bottom)...max(top + gap, bottom), box.colour,
      dash: box.strength < 0.34 ? 1 : 0)
  }

  private func image(
    _ map: HeatMap, _ canvas: inout DotCanvas, _ grid: inout TextGrid, _ left: Int, _ top: Int
  ) {
    if colours.hasShades {
      let squares = map.squares(panel.x, panel.y, width: canvas.columns, height: 2 * canvas.rows)
      guard !squares.isEmpty else { return }
      for row in 0..<canvas.rows {
        for column in 0..<canvas.columns {
          let upper = Palette.heat(squares[2 * row * canvas.columns + column])
          let lower = Palette.heat(squares[(2 * row + 1) * canvas.columns + column])
          grid[left + column, top + row] = TextGrid.Cell(
            character: "▀", ink: .direct(upper), ground: .direct(lower))
        }
      }
      return
    }
    let squares = map.squares(panel.x, panel.y, width: canvas.width, height: canvas.height)
    guard !squares.isEmpty else { return }
    for y in 0..<canvas.height {
      for x in 0..<canvas.width
      where squares[y * canvas.width + x] > (Self.thresholds[y % 4][x % 4] + 0.5) / 16 {
        canvas.dot(x, y, -1)
      }
    }
  }

  /// The order in which dots appear as it grows stronger. After Bryce Bayer, 1973.
  private static let thresholds: [[Float]] = [
    [0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5],
  ]

  private func draw(_ guide: Guide, _ canvas: inout DotCanvas) {
    var places: [(Int, Int)] = []
    switch guide {
    case .horizontal(let value):
      let row = min(canvas.height - 1, max(0, canvas.y(panel.y.place(value))))
      if (0...1).contains(panel.y.place(value)) {
        places = stride(from: 0, to: canvas.width, by: 4).map { ($0, row) }
      }
    case .vertical(let value):
      let column = min(canvas.width - 1, max(0, canvas.x(panel.x.place(value))))
      if (0...1).contains(panel.x.place(value)) {
        places = stride(from: 0, to: canvas.height, by: 2).map { (column, $0) }
      }
    case .circle(let radius):
      let count = 4 * canvas.width
      places = (0..<count).map { step in
        let angle = 2 * .pi * Double(step) / Double(count)
        return (
          min(canvas.width - 1, canvas.x(panel.x.place(radius * cos(angle)))),
          max(0, canvas.y(panel.y.place(radius * sin(angle))))
        )
      }
    }
    let free = places.filter { canvas.isEmpty($0.0, $0.1) }
    for (x, y) in free { canvas.dot(x, y, -1) }
  }
}
