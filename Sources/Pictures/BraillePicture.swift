import Glibc

/// A picture in characters: Unicode's braille patterns between axes, as wide as asked and never wider.
package struct BraillePicture {
  private let picture: Picture
  private let screen: Screen
  private let columns: Int

  /// The picture's lines.
  package static func lines(_ picture: Picture, on screen: Screen) -> [String] {
    BraillePicture(picture, screen).lines()
  }

  private init(_ picture: Picture, _ screen: Screen) {
    self.picture = picture
    self.screen = screen
    columns = max(1, screen.columns)
  }

  private func lines() -> [String] {
    let title = TextGrid.broken(picture.title, columns) + TextGrid.broken(picture.details, columns)
    if let diagram = picture.diagram {
      return title + DiagramText(diagram, columns: columns, screen.colours).lines()
    }
    guard columns >= 12, !picture.panels.isEmpty else { return title }
    let panels = picture.panels.map { PanelLayout($0, columns: columns, screen.colours) }
    let shared = picture.sharesAxis
    // One line of the screen is the prompt's.
    let rest =
      min(screen.rows, 40) - 1 - title.count - panels.reduce(0) { $0 + $1.header.count }
      - (shared ? 2 : 2 * panels.count)
    let rows = max(panels.count == 1 ? 6 : 4, min(24, rest / panels.count))
    var lines = title
    // The wider gutter is both's, so that one time stands above the same time.
    let gutter = panels.map { $0.gutter(rows) }.max() ?? 1
    for (place, panel) in panels.enumerated() {
      lines += panel.lines(
        rows: rows, gutter: gutter, hasScale: !shared || place == panels.count - 1)
    }
    return lines
  }
}

/// One panel in characters.
private struct PanelLayout {
  let panel: Panel
  let columns: Int
  let colours: Screen.Colours
  /// The lines above: what the vertical axis tells, and the legend.
  let header: [[(text: String, ink: TextGrid.Ink)]]

  init(_ panel: Panel, columns: Int, _ colours: Screen.Colours) {
    (self.panel, self.columns, self.colours) = (panel, columns, colours)
    var parts: [[(text: String, ink: TextGrid.Ink)]] = []
    let caption = panel.y.caption(unit: panel.y.ticks(atMost: 5).unit)
    if !caption.isEmpty { parts.append([(caption, .plain)]) }
    for entry in panel.legend {
      parts.append([
        (Self.sample(entry.mark, colours != .none), .series(entry.mark.colour)), (" " + entry.name, .plain),
      ])
    }
    for case .image(let map) in panel.marks { parts.append(Self.key(map, colours.hasShades)) }
    header = Self.wrapped(parts, columns)
  }

  private static func width(_ part: [(text: String, ink: TextGrid.Ink)]) -> Int {
    part.reduce(0) { $0 + TextGrid.width($1.text) }
  }

  private static func wrapped(_ parts: [[(text: String, ink: TextGrid.Ink)]], _ columns: Int) -> [[(
    text: String, ink: TextGrid.Ink
  )]] {
    var lines: [[(text: String, ink: TextGrid.Ink)]] = []
    for part in parts {
      if let last = lines.last, width(last) + 3 + width(part) <= columns {
        lines[lines.count - 1] += [("   ", .plain)] + part
      } else if width(part) <= columns {
        lines.append(part)
      } else {
        lines += TextGrid.broken(part.map(\.text).joined(), columns).map { [($0, .plain)] }
      }
    }
    return lines
  }

  /// A little of the line, as it is drawn.
  private static func sample(_ mark: Mark, _ isColoured: Bool) -> String {
    switch mark {
    case .points(let scatter):
      switch scatter.shape {
      case .cross: return "×"
      case .circle: return "○"
      case .dot: return "•"
      }
    case .bars: return "⣿"
    default:
      let bits: [UInt32] = [0x02, 0x10]
      return (0..<3).map { cell in
        let dots = (0..<2).reduce(UInt32(0x2800)) { sum, dot in
          let hasInk = isColoured || Palette.hasInk(mark.colour, 2 * cell + dot)
          return hasInk ? sum + bits[dot] : sum
        }
        return Unicode.Scalar(dots).map { String(Character($0)) } ?? ""
      }.joined()
    }
  }

  /// What the strengths of an image mean.
  private static func key(_ map: HeatMap, _ hasShades: Bool) -> [(text: String, ink: TextGrid.Ink)] {
    let unit = map.unit.isEmpty ? "" : " " + map.unit
    let low = Decimal.short(map.range.lowerBound) + unit + " "
    let high = " " + Decimal.short(map.range.upperBound) + unit
    let bar: [(text: String, ink: TextGrid.Ink)] =
      hasShades
      ? (0..<8).map { ("█", .direct(Palette.heat(Float($0) / 7))) } : [("⠀⠁⠡⠥⢕⢵⣵⣿", .plain)]
    return [(low, .plain)] + bar + [(high, .plain)]
  }

  /// How wide the numbers of the vertical axis are.
  func gutter(_ rows: Int) -> Int { verticals(rows).map { TextGrid.width($0.label) }.max() ?? 0 }

  private func verticals(_ rows: Int) -> [Tick] {
    // A name for each row, a number for every second.
    let count = panel.y.names == nil ? max(2, (rows + 1) / 2) : rows
    return panel.y.ticks(atMost: min(count, panel.y.names == nil ? 10 : 40)).ticks.filter {
      (-1e-9...1 + 1e-9).contains(panel.y.place($0.value))
    }.map { Tick($0.value, Self.cut($0.label, columns / 3)) }
  }

  private static func cut(_ text: String, _ columns: Int) -> String {
    TextGrid.width(text) <= columns ? text : (TextGrid.broken(text, max(1, columns - 1)).first ?? "") + "…"
  }

  func lines(rows: Int, gutter: Int, hasScale: Bool) -> [String] {
    let left = gutter + 1
    var width = max(1, columns - left)
    if panel.isSquare { width = min(width, 2 * rows) }
    var grid = TextGrid(columns: columns, rows: header.count + rows + (hasScale ? 2 : 0))
    for (row, parts) in header.enumerated() {
      var column = 0
      for part in parts {
        grid.put(part.text, column, row, ink: part.ink)
        column += TextGrid.width(part.text)
      }
    }
    let top = header.count
    var canvas = DotCanvas(columns: width, rows: rows)
    DotDrawing(panel, colours).draw(on: &canvas, &grid, left, top)
    canvas.put(into: &grid, left, top)
    for row in 0..<rows { grid[gutter, top + row] = TextGrid.Cell(character: "│") }
    var taken = Set<Int>()
    for tick in verticals(rows) {
      let row = max(0, min(rows - 1, canvas.y(panel.y.place(tick.value)) / 4))
      guard taken.insert(row).inserted else { continue }
      grid.put(tick.label, gutter - TextGrid.width(tick.label), top + row)
      grid[gutter, top + row] = TextGrid.Cell(character: "┤")
    }
    if hasScale { scale(&grid, left, top + rows, width) }
    if panel.isSquare { notes(&grid, left + width + 2, top, rows) }
    var lines = grid.lines(colours)
    if !panel.isSquare || columns - left - width - 2 < 16 {
      lines += panel.notes.flatMap { TextGrid.broken($0, columns) }
    }
    return lines
  }

  /// The horizontal axis with its numbers, and what they mean behind the last, or where that does not fit below.
  private func scale(_ grid: inout TextGrid, _ left: Int, _ row: Int, _ width: Int) {
    grid[left - 1, row] = TextGrid.Cell(character: "└")
    for column in 0..<width { grid[left + column, row] = TextGrid.Cell(character: "─") }
    let (ticks, unit) = panel.x.ticks(atMost: max(2, width / (panel.x.scale == .logarithmic ? 6 : 9)))
    // Numbers have more to say than the name of their axis.
    let caption = unit.isEmpty || panel.isSquare ? panel.x.caption(unit: unit) : unit
    // The caption has the right end.
    let end = columns - TextGrid.width(caption)
    let hasCaption = !caption.isEmpty && TextGrid.width(caption) + 12 < columns
    var free = 0
    for tick in ticks {
      let place = panel.x.place(tick.value)
      guard (-1e-9...1 + 1e-9).contains(place) else { continue }
      let column = left + max(0, min(width - 1, Int((place * Double(width) + 1e-9).rounded(.down))))
      grid[column, row] = TextGrid.Cell(character: "┬")
      let size = TextGrid.width(tick.label)
      let start = max(0, min(columns - size, column - size / 2))
      guard start >= free, !hasCaption || start + size + 1 <= end || panel.isSquare else { continue }
      grid.put(tick.label, start, row + 1)
      free = start + size + 1
    }
    guard hasCaption else { return }
    if panel.isSquare {
      if free + 2 + TextGrid.width(caption) <= columns {
        grid.put(caption, max(free + 1, left + width + 2), row + 1)
      }
    } else {
      grid.put(caption, end, row + 1)
    }
  }

  private func notes(_ grid: inout TextGrid, _ column: Int, _ top: Int, _ rows: Int) {
    guard columns - column >= 16 else { return }
    let lines = panel.notes.flatMap { TextGrid.broken($0, columns - column) }
    let shown = lines.count > rows ? Array(lines.prefix(rows - 1)) + ["… (\(lines.count) lines)"] : lines
    for (place, line) in shown.enumerated() { grid.put(line, column, top + place) }
  }
}
