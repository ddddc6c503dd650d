/// Characters with colours, row by row.
struct TextGrid {
  enum Ink: Equatable { case plain, series(Int), direct(Colour) }
  struct Cell: Equatable {
    var character: Character = " "
    var ink = Ink.plain
    var ground = Ink.plain
    /// Covered by the character before, which is two columns wide.
    var isCovered = false
  }

  let columns: Int
  private(set) var rows: [[Cell]]

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = Array(repeating: Array(repeating: Cell(), count: columns), count: rows)
  }

  subscript(column: Int, row: Int) -> Cell {
    get { rows[row][column] }
    set { if rows.indices.contains(row), (0..<columns).contains(column) { rows[row][column] = newValue } }
  }

  /// Writes text from a column on; what does not fit is left away.
  mutating func put(_ text: String, _ column: Int, _ row: Int, ink: Ink = .plain) {
    var place = column
    for character in text {
      let width = Self.width(character)
      guard width > 0, place + width <= columns else { continue }
      self[place, row] = Cell(character: character, ink: ink)
      if width == 2 { self[place + 1, row] = Cell(isCovered: true) }
      place += width
    }
  }

  /// The rows as lines without spaces at their ends.
  func lines(_ colours: Screen.Colours) -> [String] { rows.map { Self.line($0, colours) } }

  private static func line(_ cells: [Cell], _ colours: Screen.Colours) -> String {
    let end =
      cells.lastIndex { $0.character != " " || $0.ground != .plain || $0.isCovered }.map { $0 + 1 } ?? 0
    var line = ""
    var (ink, ground) = (Ink.plain, Ink.plain)
    var isColoured = false
    for cell in cells[..<end] where !cell.isCovered {
      if colours != .none, cell.ink != ink && cell.character != " " || cell.ground != ground {
        line +=
          "\u{1b}[0m" + code(cell.ink, colours, isGround: false) + code(cell.ground, colours, isGround: true)
        (ink, ground) = (cell.ink, cell.ground)
        isColoured = true
      }
      line.append(cell.character)
    }
    return isColoured ? line + "\u{1b}[0m" : line
  }

  private static func code(_ ink: Ink, _ colours: Screen.Colours, isGround: Bool) -> String {
    let layer = isGround ? 48 : 38
    switch (ink, colours) {
    case (.plain, _), (_, .none): return ""
    case (.series(let number), .basic):
      return "\u{1b}[\(Palette.basic[number % Palette.basic.count] + (isGround ? 10 : 0))m"
    case (.series(let number), .indexed):
      return "\u{1b}[\(layer);5;\(Palette.indexed[number % Palette.indexed.count])m"
    case (.series(let number), .direct):
      return code(.direct(Palette.colour(number)), colours, isGround: isGround)
    case (.direct(let colour), .direct):
      return "\u{1b}[\(layer);2;\(colour.red);\(colour.green);\(colour.blue)m"
    case (.direct(let colour), _): return "\u{1b}[\(layer);5;\(nearest(colour))m"
    }
  }

  /// Of the 6 by 6 by 6 colours and 24 greys that terminals have from 16 on.
  private static func nearest(_ colour: Colour) -> Int {
    let levels = [0, 95, 135, 175, 215, 255]
    let parts = [colour.red, colour.green, colour.blue].map { part in
      levels.indices.min { abs(levels[$0] - Int(part)) < abs(levels[$1] - Int(part)) } ?? 0
    }
    return 16 + 36 * parts[0] + 6 * parts[1] + parts[2]
  }

  /// How many columns a text takes.
  static func width(_ text: String) -> Int { text.reduce(0) { $0 + width($1) } }

  /// 2 of what East Asian scripts and pictures take, 0 of what only changes others or is no sign at all.
  private static func width(_ character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    switch scalar.properties.generalCategory {
    case .control, .format, .nonspacingMark, .enclosingMark, .lineSeparator, .paragraphSeparator: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }

  /// Text in lines of at most so many columns, broken between words where that goes.
  static func broken(_ text: String, _ columns: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      var word = String(word)
      if !line.isEmpty, width(line) + 1 + width(word) > columns {
        lines.append(line)
        line = ""
      }
      while width(word) > columns {
        // A word wider than the screen is broken within.
        var part = ""
        for character in word {
          if width(part) + width(character) > columns { break }
          part.append(character)
        }
        if part.isEmpty { return lines }
        lines.append(part)
        word.removeFirst(part.count)
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return line.isEmpty ? lines : lines + [line]
  }
}
