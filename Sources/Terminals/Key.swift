/// A key, as far as a live display tells them apart.
package enum Key: String, Sendable {
  case up, down, left, right, pageUp, pageDown, home
  case other

  /// The keys that bytes from a terminal stand for. A held arrow key comes as several in one reading. Sequences after
  /// ECMA-48 (1991) as xterm sends them, in its normal and its application mode; letters as vi and less have them.
  package static func keys(in bytes: ArraySlice<UInt8>) -> [Key] {
    var keys: [Key] = []
    var rest = bytes
    while let first = rest.popFirst() {
      guard first == 0x1b, rest.first == UInt8(ascii: "[") || rest.first == UInt8(ascii: "O") else {
        switch first {
        case UInt8(ascii: "k"): keys.append(.up)
        case UInt8(ascii: "j"): keys.append(.down)
        case UInt8(ascii: "h"), UInt8(ascii: "-"): keys.append(.left)
        case UInt8(ascii: "l"), UInt8(ascii: "+"): keys.append(.right)
        case _ where (0x80..<0xc0).contains(first): break
        default: keys.append(.other)
        }
        continue
      }
      rest.removeFirst()
      let parameters = rest.prefix { (0x20..<0x40).contains($0) }
      rest.removeFirst(parameters.count)
      guard let last = rest.popFirst() else {
        keys.append(.other)
        break
      }
      keys.append(key(parameters, last))
    }
    return keys
  }

  private static func key(_ parameters: ArraySlice<UInt8>, _ last: UInt8) -> Key {
    switch (last, parameters.first) {
    case (UInt8(ascii: "A"), _): .up
    case (UInt8(ascii: "B"), _): .down
    // With Shift or Control an arrow goes ten steps.
    case (UInt8(ascii: "C"), let first): first == nil ? .right : .pageUp
    case (UInt8(ascii: "D"), let first): first == nil ? .left : .pageDown
    case (UInt8(ascii: "H"), _), (UInt8(ascii: "~"), UInt8(ascii: "1")?): .home
    case (UInt8(ascii: "~"), UInt8(ascii: "5")?): .pageUp
    case (UInt8(ascii: "~"), UInt8(ascii: "6")?): .pageDown
    default: .other
    }
  }
}
