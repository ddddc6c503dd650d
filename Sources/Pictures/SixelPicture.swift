import Glibc

/// A picture as sixels, for terminals that show them.
package enum SixelPicture {
  /// One escape sequence that draws it, as wide as the screen and not much higher than half of it; nil where the screen
  /// tells no size of a character.
  package static func text(_ picture: Picture, on screen: Screen) throws -> String? {
    guard let cell = screen.cell, cell.width > 0, cell.height > 0, screen.columns > 0 else { return nil }
    let page = CairoPicture.size(of: picture)
    let room = (width: screen.columns * cell.width, height: max(6, screen.rows - 3) * cell.height)
    let scale = min(
      Double(room.width) / Double(page.width), Double(room.height) / Double(page.height), 2)
    let width = max(1, Int(Double(page.width) * scale))
    let height = max(1, Int(Double(page.height) * scale))
    let pixels = try CairoPicture.pixels(picture, width: width, height: height, scale: scale)
    return encoded(pixels, width: width)
  }

  /// Pixels row by row, in at most 216 colours: 6 steps of each part. DEC's VT330/VT340 Programmer Reference Manual,
  /// volume 2, chapter 14.
  static func encoded(_ pixels: [Colour], width: Int) -> String {
    let height = width == 0 ? 0 : pixels.count / width
    func step(_ part: UInt8) -> Int { (Int(part) * 5 + 127) / 255 }
    let numbers = pixels.map { UInt8(36 * step($0.red) + 6 * step($0.green) + step($0.blue)) }
    var text: [UInt8] = Array("\u{1b}Pq\"1;1;\(width);\(height)".utf8)
    for number in Set(numbers).sorted() {
      let (red, green, blue) = (Int(number) / 36 * 20, Int(number) / 6 % 6 * 20, Int(number) % 6 * 20)
      text += "#\(number);2;\(red);\(green);\(blue)".utf8
    }
    for top in stride(from: 0, to: height, by: 6) {
      let band = top..<min(top + 6, height)
      // Of each colour in the band, six rows of pixels as one character for each column.
      var lines: [UInt8: [UInt8]] = [:]
      for y in band {
        for x in 0..<width {
          lines[numbers[y * width + x], default: [UInt8](repeating: 0, count: width)][x] |=
            1 << UInt8(y - top)
        }
      }
      var isFirst = true
      for (number, bits) in lines.sorted(by: { $0.key < $1.key }) {
        if !isFirst { text.append(UInt8(ascii: "$")) }
        isFirst = false
        text += "#\(number)".utf8
        append(bits, to: &text)
      }
      text.append(UInt8(ascii: "-"))
    }
    text += "\u{1b}\\".utf8
    return String(decoding: text, as: UTF8.self)
  }

  /// Equal characters in a row are counted.
  private static func append(_ bits: [UInt8], to text: inout [UInt8]) {
    var x = 0
    let end = bits.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0
    while x < end {
      var next = x + 1
      while next < end, bits[next] == bits[x] { next += 1 }
      let character = 63 + bits[x]
      if next - x > 3 {
        text += "!\(next - x)".utf8
        text.append(character)
      } else {
        for _ in x..<next { text.append(character) }
      }
      x = next
    }
  }
}
