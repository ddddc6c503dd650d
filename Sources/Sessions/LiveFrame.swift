package import Pictures

/// A key that was typed while something is drawn again and again.
package enum LiveKey: String, Sendable {
  case up, down, left, right, pageUp, pageDown, home
  /// Whatever else was typed.
  case other
}

/// What is drawn in the same place again: pictures, and lines below them.
package struct LiveFrame {
  package var pictures: [Picture]
  package var lines: [String]

  package init(_ pictures: [Picture], lines: [String] = []) {
    (self.pictures, self.lines) = (pictures, lines)
  }

  /// All of it in lines, no more than the screen has room for; the pictures share what the lines leave.
  package func text(on screen: Screen) -> [String] {
    let room = max(1, screen.rows - 1)
    // A line that wraps would be drawn below itself the next time.
    let below = lines.suffix(room).map { line in
      line.count > screen.columns ? line.prefix(max(0, screen.columns - 1)) + "…" : line
    }
    guard !pictures.isEmpty else { return below }
    var share = screen
    share.rows = max(1, (screen.rows - below.count) / pictures.count)
    let drawn = pictures.flatMap { BraillePicture.lines($0, on: share) }
    // Where there is no room for all, what is stepped stays in sight.
    return Array(drawn.prefix(max(0, room - below.count))) + below
  }
}
