import Glibc

package struct Colour: Equatable, Hashable, Sendable {
  package var red: UInt8
  package var green: UInt8
  package var blue: UInt8

  package init(_ rgb: UInt32) {
    (red, green, blue) = (UInt8(rgb >> 16 & 255), UInt8(rgb >> 8 & 255), UInt8(rgb & 255))
  }

  init(_ red: Double, _ green: Double, _ blue: Double) {
    func byte(_ value: Double) -> UInt8 { UInt8(max(0, min(255, value.rounded()))) }
    (self.red, self.green, self.blue) = (byte(red), byte(green), byte(blue))
  }
}

/// The colours of what is drawn. Masataka Okabe and Kei Ito, Color Universal Design, 2008: told apart by the
/// colour-blind. Of their eight those four come first that stand out by 3 to 1 on black and on white.
package enum Palette {
  package static let colours = [
    Colour(0x0072B2), Colour(0xD55E00), Colour(0x009E73), Colour(0xCC79A7), Colour(0x56B4E9),
    Colour(0xE69F00),
  ]
  /// The nearest of a terminal's 256, and of its first 16.
  static let indexed = [25, 166, 36, 175, 74, 178]
  static let basic = [34, 31, 32, 35, 36, 33]

  package static func colour(_ number: Int) -> Colour { colours[number % colours.count] }

  /// From black over blue to yellow and white, the luminance growing: the same order for every eye, and printed grey.
  private static let heat: [Colour] = [
    0x000008, 0x00204D, 0x0B4F94, 0x3B73A8, 0x6F8F96, 0xA6A66A, 0xD9C04A, 0xF7E26B, 0xFFFFF0,
  ].map { Colour($0) }

  package static func heat(_ strength: Float) -> Colour {
    let place = Double(max(0, min(1, strength))) * Double(heat.count - 1)
    let index = min(heat.count - 2, Int(place))
    let (a, b, part) = (heat[index], heat[index + 1], place - Double(index))
    func mixed(_ a: UInt8, _ b: UInt8) -> Double { Double(a) + part * (Double(b) - Double(a)) }
    return Colour(mixed(a.red, b.red), mixed(a.green, b.green), mixed(a.blue, b.blue))
  }

  /// Whether a line has ink at its `step`-th dot: whole, dashed, dotted, and both, so that lines are told apart without
  /// colours.
  static func hasInk(_ number: Int, _ step: Int) -> Bool {
    switch number % 4 {
    case 0: true
    case 1: step % 6 < 3
    case 2: step % 3 == 0
    default: step % 9 < 4 || step % 9 == 6
    }
  }

  /// The same in points of a page.
  static func dashes(_ number: Int) -> [Double] {
    switch number % 4 {
    case 0: []
    case 1: [6, 3]
    case 2: [2, 2]
    default: [8, 3, 2, 3]
    }
  }
}

/// Where a picture is drawn in characters.
package struct Screen: Equatable, Sendable {
  package enum Colours: Sendable {
    case none, basic, indexed, direct
    /// Whether there are enough for an image.
    var hasShades: Bool { self == .indexed || self == .direct }
  }
  package var columns: Int
  package var rows: Int
  package var colours: Colours
  /// Of a terminal that shows sixels: how large a character is in pixels.
  package var cell: Cell?

  package struct Cell: Equatable, Sendable {
    package var width: Int
    package var height: Int
    package init(width: Int, height: Int) { (self.width, self.height) = (width, height) }
  }

  package init(columns: Int = 80, rows: Int = 24, colours: Colours = .none, cell: Cell? = nil) {
    (self.columns, self.rows, self.colours, self.cell) = (columns, rows, colours, cell)
  }
}
