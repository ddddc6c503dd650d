import Glibc

/// A diagram on a page: boxes, what others hang on to their left.
struct DiagramDrawing {
  private let pen: Pen
  private let diagram: Diagram
  private static let box = (width: 200.0, height: 64.0)
  private static let step = (x: 290.0, y: 84.0)
  private static let ink = Colour(0x202020)

  init(_ pen: Pen, _ diagram: Diagram) { (self.pen, self.diagram) = (pen, diagram) }

  static func size(of diagram: Diagram) -> (width: Int, height: Int) {
    let depths = diagram.depths
    let layers = (depths.max() ?? 0) + 1
    let most = (0..<layers).map { layer in depths.count { $0 == layer } }.max() ?? 1
    return (max(600, Int(step.x) * layers - 50), Int(step.y) * most + 110)
  }

  func draw(below top: Double, width: Double) {
    let depths = diagram.depths
    let layers = (depths.max() ?? 0) + 1
    let most = Double((0..<layers).map { layer in depths.count { $0 == layer } }.max() ?? 1)
    var corners = [Point](repeating: Point(0, 0), count: diagram.nodes.count)
    for layer in 0..<layers {
      let these = depths.indices.filter { depths[$0] == layer }
      for (place, node) in these.enumerated() {
        // Layers are centred, the first to the right, where the sound goes.
        let y = (most - Double(these.count)) / 2 + Double(place)
        corners[node] = Point(20 + Double(layers - 1 - layer) * Self.step.x, top + y * Self.step.y)
      }
    }
    for node in diagram.nodes.indices {
      // Arrows come in one below the other, in the order of what they come from.
      let links = diagram.links.filter { $0.from == node && !$0.goesRound }.sorted {
        corners[$0.to].y < corners[$1.to].y
      }
      for (place, link) in links.enumerated() {
        draw(link, corners, (Double(place) + 0.5) / Double(links.count))
      }
    }
    for link in diagram.links where link.goesRound { drawRound(link, corners) }
    for (node, corner) in zip(diagram.nodes, corners) { draw(node, corner) }
    legend(20, top + most * Self.step.y + 16)
  }

  private func draw(_ link: Diagram.Link, _ corners: [Point], _ part: Double) {
    let (low, high) = (corners[link.to], corners[link.from])
    let from = Point(low.x + Self.box.width, low.y + Self.box.height / 2)
    let to = Point(high.x, high.y + Self.box.height * part)
    let bend = Swift.max(24, (to.x - from.x) / 2)
    let line = (0...24).map { step in
      // A cubic Bézier line that leaves and arrives level.
      let t = Double(step) / 24
      let (a, b, c, d) = (
        (1 - t) * (1 - t) * (1 - t), 3 * t * (1 - t) * (1 - t), 3 * t * t * (1 - t), t * t * t
      )
      return Point(
        a * from.x + b * (from.x + bend) + c * (to.x - bend) + d * to.x, (a + b) * from.y + (c + d) * to.y)
    }
    pen.colour(Colour(0x777777))
    pen.line(line, width: 1.4)
    pen.line([Point(to.x - 7, to.y - 4), to, Point(to.x - 7, to.y + 4)], width: 1.4)
    pen.colour(Self.ink)
    // A line that comes from above is met from below.
    pen.text(link.label, to.x - 9, to.y + (from.y < to.y ? 9 : -9), size: 10, .end)
  }

  /// From where a loop comes out, below the boxes, to where it goes in again.
  private func drawRound(_ link: Diagram.Link, _ corners: [Point]) {
    let (out, back) = (corners[link.to], corners[link.from])
    let from = Point(out.x + Self.box.width * 0.6, out.y + Self.box.height)
    let to = Point(back.x + Self.box.width * 0.4, back.y + Self.box.height)
    let low = (corners.map(\.y).max() ?? 0) + Self.box.height + 12
    pen.colour(Colour(0x777777))
    pen.line([from, Point(from.x, low), Point(to.x, low), to], width: 1.4, dashes: [5, 3])
    pen.line([Point(to.x - 4, to.y + 7), to, Point(to.x + 4, to.y + 7)], width: 1.4)
    pen.colour(Self.ink)
    pen.text(link.label, to.x + 9, low - 8, size: 10)
  }

  private func draw(_ node: Diagram.Node, _ corner: Point) {
    pen.colour(fill(node.kept))
    pen.fill(corner.x, corner.y, Self.box.width, Self.box.height)
    let (w, h) = (Self.box.width, Self.box.height)
    let border = [
      corner, Point(corner.x + w, corner.y), Point(corner.x + w, corner.y + h), Point(corner.x, corner.y + h),
      corner,
    ]
    pen.colour(node.isStale ? Palette.colour(1) : Self.ink)
    pen.line(border, width: node.isFresh ? 2.6 : 1.1, dashes: node.isStale ? [6, 3] : [])
    pen.colour(Self.ink)
    // Two lines hold what most signals are; the rest of a longer one is in the tree.
    let lines = pen.broken(node.label, size: 12, Self.box.width - 18)
    pen.text(fitting(lines.first ?? "", 12), corner.x + 9, corner.y + 15, size: 12)
    if lines.count > 1 {
      pen.text(fitting(lines.dropFirst().joined(separator: " "), 12), corner.x + 9, corner.y + 31, size: 12)
    }
    pen.colour(Colour(0x444444))
    pen.text(fitting(node.detail, 10), corner.x + 9, corner.y + 51, size: 10)
  }

  private func fill(_ kept: Diagram.Kept) -> Colour {
    switch kept {
    case .whole: Colour(0xBBD9EE)
    case .part: Colour(0xE6F1F9)
    case .none: Colour(0xFFFFFF)
    }
  }

  /// Text that fits a box: what is too long ends in a sign that says so.
  private func fitting(_ text: String, _ size: Double) -> String {
    var text = text
    guard pen.width(text, size: size) > Self.box.width - 18 else { return text }
    while !text.isEmpty, pen.width(text + "…", size: size) > Self.box.width - 18 { text.removeLast() }
    return text + "…"
  }

  private func legend(_ x: Double, _ y: Double) {
    var x = x
    for (kept, name) in [(Diagram.Kept.whole, "kept"), (.part, "kept in part"), (.none, "not kept")] {
      pen.colour(fill(kept))
      pen.fill(x, y - 6, 16, 12)
      pen.colour(Self.ink)
      pen.frame(x, y - 6, 16, 12)
      pen.text(name, x + 22, y, size: 11)
      x += 40 + pen.width(name, size: 11)
    }
    for (name, width, dashes, colour) in [
      ("rendered last", 2.6, [], Self.ink), ("stale after the edit", 1.1, [6.0, 3], Palette.colour(1)),
    ] {
      pen.colour(colour)
      pen.line([Point(x, y), Point(x + 16, y)], width: width, dashes: dashes)
      pen.colour(Self.ink)
      pen.text(name, x + 22, y, size: 11)
      x += 40 + pen.width(name, size: 11)
    }
  }
}
