import Glibc

/// A picture on a page.
struct CairoDrawing {
  private let pen: Pen
  private let width: Double
  private let height: Double

  private static let ink = Colour(0x202020)
  private static let faint = Colour(0xDDDDDD)
  private static let size = 12.0

  init(_ pen: Pen, width: Double, height: Double) {
    (self.pen, self.width, self.height) = (pen, width, height)
  }

  func draw(_ picture: Picture) {
    pen.colour(Colour(0xFFFFFF))
    pen.fill(0, 0, width, height)
    pen.colour(Self.ink)
    var y = 22.0
    for line in pen.broken(picture.title, size: 15, width - 32) {
      pen.text(line, 16, y, size: 15)
      y += 20
    }
    for line in pen.broken(picture.details, size: Self.size, width - 32) {
      pen.colour(Colour(0x555555))
      pen.text(line, 16, y, size: Self.size)
      y += 17
    }
    if let diagram = picture.diagram { return DiagramDrawing(pen, diagram).draw(below: y + 8, width: width) }
    let shared = picture.sharesAxis
    let left = picture.panels.map { gutter($0) }.max() ?? 0
    let below = 44.0
    let each = (height - y - (shared ? below : 0)) / Double(max(1, picture.panels.count))
    for (place, panel) in picture.panels.enumerated() {
      let hasScale = !shared || place == picture.panels.count - 1
      let rise = legendRise(panel, width - 22 - left)
      let bottom = shared ? y + each : y + each - below
      draw(
        panel,
        PanelFrame(
          left: left, top: y + rise, right: width - 22, bottom: bottom - (shared && !hasScale ? 6 : 0)),
        hasScale: hasScale)
      y += each
    }
  }

  private func gutter(_ panel: Panel) -> Double {
    let widest = ticks(panel, 300).map { pen.width($0.label, size: Self.size) }.max() ?? 0
    return 16 + 18 + widest + 10
  }

  private func ticks(_ panel: Panel, _ height: Double) -> [Tick] {
    panel.y.ticks(atMost: max(2, Int(height / (panel.y.names == nil ? 34 : 13)))).ticks
  }

  private func legendRise(_ panel: Panel, _ room: Double) -> Double {
    let isBare = panel.legend.isEmpty && !panel.marks.contains { if case .image = $0 { true } else { false } }
    return isBare ? 10 : 30 + Self.legendLine * Double(max(1, legendLines(panel, room).count) - 1)
  }

  private static let legendLine = 17.0

  /// The legend in lines that have room; of a name that takes several the first has its mark.
  private func legendLines(_ panel: Panel, _ room: Double) -> [[(text: String, mark: Mark?)]] {
    var lines: [[(text: String, mark: Mark?)]] = []
    var x = 0.0
    for (name, mark) in panel.legend {
      for (place, part) in pen.broken(name, size: Self.size, room - 30).enumerated() {
        let size = 30 + pen.width(part, size: Self.size)
        if lines.isEmpty || place > 0 || x + size > room {
          lines.append([])
          x = 0
        }
        lines[lines.count - 1].append((part, place == 0 ? mark : nil))
        x += size + 20
      }
    }
    return lines
  }

  private func draw(_ panel: Panel, _ given: PanelFrame, hasScale: Bool) {
    var frame = given
    if panel.isSquare {
      let side = min(frame.width - (panel.notes.isEmpty ? 0 : 180), frame.height)
      frame.right = frame.left + side
      frame.bottom = frame.top + side
    }
    let drawing = MarkDrawing(pen, panel, frame)
    let (across, unit) = panel.x.ticks(atMost: Int(frame.width / 62))
    let up = ticks(panel, frame.height)
    for tick in across {
      rule(panel.x.place(tick.value)) { [Point(frame.x($0), frame.top), Point(frame.x($0), frame.bottom)] }
    }
    for tick in up {
      rule(panel.y.place(tick.value)) { [Point(frame.left, frame.y($0)), Point(frame.right, frame.y($0))] }
    }
    // Room for the whole of a sign that stands on the border.
    pen.within(frame.left - 6, frame.top - 6, frame.width + 12, frame.height + 12) { drawing.draw() }
    pen.colour(Self.ink)
    pen.frame(frame.left, frame.top, frame.width, frame.height)
    for tick in up where isSeen(panel.y.place(tick.value)) {
      pen.text(tick.label, frame.left - 8, frame.y(panel.y.place(tick.value)), size: Self.size, .end)
    }
    pen.turnedText(
      panel.y.caption(unit: panel.y.ticks(atMost: 5).unit), 20, (frame.top + frame.bottom) / 2,
      size: Self.size)
    if hasScale {
      var free = 0.0
      for tick in across where isSeen(panel.x.place(tick.value)) {
        let size = pen.width(tick.label, size: Self.size)
        let middle = min(width - 4 - size / 2, frame.x(panel.x.place(tick.value)))
        guard middle - size / 2 >= free else { continue }
        pen.text(tick.label, middle, frame.bottom + 14, size: Self.size, .middle)
        free = middle + size / 2 + 6
      }
      pen.text(
        panel.x.caption(unit: unit), (frame.left + frame.right) / 2, frame.bottom + 32, size: Self.size,
        .middle)
    }
    legend(panel, frame)
    notes(panel, frame)
  }

  private func isSeen(_ place: Double) -> Bool { (-1e-9...1 + 1e-9).contains(place) }

  private func rule(_ place: Double, _ line: (Double) -> [Point]) {
    guard isSeen(place) else { return }
    pen.colour(Self.faint)
    pen.line(line(place), width: 1)
  }

  private func legend(_ panel: Panel, _ frame: PanelFrame) {
    // A square panel leaves the room on its right free.
    let lines = legendLines(panel, width - 22 - frame.left)
    var x = frame.left
    var y = frame.top - 13 - Self.legendLine * Double(max(1, lines.count) - 1)
    for (place, line) in lines.enumerated() {
      if place > 0 { (x, y) = (frame.left, y + Self.legendLine) }
      for (text, mark) in line {
        if let mark {
          pen.colour(Palette.colour(mark.colour))
          if case .points(let scatter) = mark {
            MarkDrawing.point(pen, scatter.shape, x + 8, y)
          } else {
            pen.line([Point(x, y), Point(x + 24, y)], width: 2, dashes: Palette.dashes(mark.colour))
          }
        }
        pen.colour(Self.ink)
        pen.text(text, x + 30, y, size: Self.size)
        x += 30 + pen.width(text, size: Self.size) + 20
      }
    }
    for case .image(let map) in panel.marks {
      let unit = map.unit.isEmpty ? "" : " " + map.unit
      let (low, high) = (
        Decimal.short(map.range.lowerBound) + unit, Decimal.short(map.range.upperBound) + unit
      )
      pen.text(low, x, y, size: Self.size)
      x += pen.width(low, size: Self.size) + 6
      for step in 0..<60 {
        pen.colour(Palette.heat(Float(step) / 59))
        pen.fill(x + Double(step) * 2, y - 5, 2.2, 10)
      }
      pen.colour(Self.ink)
      pen.text(high, x + 126, y, size: Self.size)
    }
  }

  private func notes(_ panel: Panel, _ frame: PanelFrame) {
    guard !panel.notes.isEmpty else { return }
    pen.colour(Self.ink)
    let x = panel.isSquare ? frame.right + 18 : frame.left
    var y = panel.isSquare ? frame.top + 8 : frame.bottom + 50
    let notes = panel.notes.map { pen.broken($0, size: Self.size, width - x - 8) }
    var room = Int((height - 6 - y) / 17) + 1
    for (place, lines) in notes.enumerated() {
      let isLast = place == notes.count - 1
      guard lines.count + (isLast ? 0 : 1) <= room else {
        return pen.text("… and \(notes.count - place) more", x, y, size: Self.size)
      }
      for line in lines {
        pen.text(line, x, y, size: Self.size)
        y += 17
      }
      room -= lines.count
    }
  }
}

/// Where on a page a panel lies.
struct PanelFrame {
  var left: Double
  var top: Double
  var right: Double
  var bottom: Double

  var width: Double { right - left }
  var height: Double { bottom - top }
  func x(_ place: Double) -> Double { left + place * width }
  func y(_ place: Double) -> Double { bottom - place * height }
}
