import Glibc

/// What stands between a panel's axes, on a page.
struct MarkDrawing {
  private let pen: Pen
  private let panel: Panel
  private let frame: PanelFrame

  init(_ pen: Pen, _ panel: Panel, _ frame: PanelFrame) {
    (self.pen, self.panel, self.frame) = (pen, panel, frame)
  }

  func draw() {
    for mark in panel.marks {
      switch mark {
      case .line(let curve): line(curve)
      case .stems(let curve): stems(curve)
      case .bars(let curve): bars(curve)
      case .points(let scatter):
        pen.colour(Palette.colour(scatter.colour))
        for place in scatter.places where place.x.isFinite && place.y.isFinite {
          Self.point(pen, scatter.shape, frame.x(panel.x.place(place.x)), frame.y(panel.y.place(place.y)))
        }
      case .image(let map): image(map)
      case .boxes(let boxes): for box in boxes { draw(box) }
      case .guide(let guide): draw(guide)
      }
    }
  }

  static func point(_ pen: Pen, _ shape: Scatter.Shape, _ x: Double, _ y: Double) {
    switch shape {
    case .dot: pen.circle(x, y, 2, isFilled: true)
    case .circle: pen.circle(x, y, 5, isFilled: false)
    case .cross:
      pen.line([Point(x - 4.5, y - 4.5), Point(x + 4.5, y + 4.5)], width: 1.8)
      pen.line([Point(x - 4.5, y + 4.5), Point(x + 4.5, y - 4.5)], width: 1.8)
    }
  }

  private func dashes(_ curve: Trace) -> [Double] { panel.hasSeveral ? Palette.dashes(curve.colour) : [] }

  private func placed(_ point: Point) -> Point { Point(frame.x(point.x), frame.y(point.y)) }

  private func line(_ curve: Trace) {
    pen.colour(Palette.colour(curve.colour))
    for line in curve.lines(panel.x, panel.y, columns: Int(frame.width * 2)) {
      // What lies outside is cut before cairo counts in its 24 bits.
      var run: [Point] = []
      func finish() {
        if !run.isEmpty { pen.line(run, width: 1.5, dashes: dashes(curve)) }
        run = []
      }
      if line.count == 1, let (point, _) = clipped(line[0], line[0]) { run = [placed(point)] }
      for (a, b) in zip(line, line.dropFirst()) {
        guard let (from, to) = clipped(a, b) else {
          finish()
          continue
        }
        if run.last != placed(from) {
          finish()
          run = [placed(from)]
        }
        run.append(placed(to))
      }
      finish()
    }
  }

  private var base: Double { frame.y(max(0, min(1, panel.y.place(0)))) }

  private func stems(_ curve: Trace) {
    pen.colour(Palette.colour(curve.colour))
    for index in curve.y.indices where curve.y[index].isFinite {
      let x = frame.x(panel.x.place(curve.abscissa(index)))
      let y = frame.y(max(-1, min(2, panel.y.place(Double(curve.y[index])))))
      pen.line([Point(x, base), Point(x, y)], width: 1.4, dashes: dashes(curve))
      pen.circle(x, y, 3, isFilled: curve.colour == 0)
    }
  }

  private func bars(_ curve: Trace) {
    guard case .even(_, let step) = curve.x else { return }
    pen.colour(Palette.colour(curve.colour), alpha: 0.75)
    for index in curve.y.indices where curve.y[index].isFinite {
      let middle = curve.abscissa(index)
      let from = frame.x(panel.x.place(middle - step / 2))
      let to = frame.x(panel.x.place(middle + step / 2))
      let y = frame.y(max(-1, min(2, panel.y.place(Double(curve.y[index])))))
      pen.fill(from, min(base, y), max(0.5, to - from - (to - from > 3 ? 1 : 0)), abs(base - y))
    }
  }

  private func image(_ map: HeatMap) {
    let (width, height) = (Int(frame.width), Int(frame.height))
    let squares = map.squares(panel.x, panel.y, width: width, height: height)
    guard !squares.isEmpty else { return }
    pen.image(
      squares.map { Palette.heat($0) }, width: width, height: height, frame.left, frame.top, frame.width,
      frame.height)
  }

  private func draw(_ box: Box) {
    let from = frame.x(panel.x.place(box.x.lowerBound))
    let to = frame.x(panel.x.place(box.x.upperBound))
    let (top, bottom) = (frame.y(panel.y.place(box.y + 0.42)), frame.y(panel.y.place(box.y - 0.42)))
    pen.colour(Palette.colour(box.colour), alpha: 0.35 + 0.65 * box.strength)
    pen.fill(from, top, max(1.5, to - from - 1), max(1, bottom - top))
  }

  private func draw(_ guide: Guide) {
    pen.colour(Colour(0x777777))
    switch guide {
    case .horizontal(let value):
      let y = frame.y(panel.y.place(value))
      pen.line([Point(frame.left, y), Point(frame.right, y)], width: 1, dashes: [4, 3])
    case .vertical(let value):
      let x = frame.x(panel.x.place(value))
      pen.line([Point(x, frame.top), Point(x, frame.bottom)], width: 1, dashes: [4, 3])
    case .circle(let radius):
      let points = (0...180).map { step in
        let angle = 2 * .pi * Double(step) / 180
        return Point(
          frame.x(panel.x.place(radius * cos(angle))), frame.y(panel.y.place(radius * sin(angle))))
      }
      pen.line(points, width: 1, dashes: [4, 3])
    }
  }
}
