import Signals

/// Writes JSON on one line, keys sorted: the same value gives the same text.
struct JSONWriter {
  private(set) var text: [UInt8] = []

  mutating func write(_ value: JSONValue) throws(SignalError) {
    switch value {
    case .null: text += "null".utf8
    case .bool(let flag): text += (flag ? "true" : "false").utf8
    case .number(let number): try write(number)
    case .string(let string): write(string)
    case .array(let list):
      text.append(UInt8(ascii: "["))
      for (index, element) in list.enumerated() {
        if index > 0 { text.append(UInt8(ascii: ",")) }
        try write(element)
      }
      text.append(UInt8(ascii: "]"))
    case .object(let fields):
      text.append(UInt8(ascii: "{"))
      var isFirst = true
      for (name, value) in fields {
        if !isFirst { text.append(UInt8(ascii: ",")) }
        isFirst = false
        write(name)
        text.append(UInt8(ascii: ":"))
        try write(value)
      }
      text.append(UInt8(ascii: "}"))
    }
  }

  private mutating func write(_ number: Double) throws(SignalError) {
    guard number.isFinite else {
      throw SignalError("\(number) was to be written; JSON holds finite numbers")
    }
    // The shortest that reads back as the same number, whole numbers without a point.
    let digits = number.description
    text += digits.hasSuffix(".0") ? digits.utf8.dropLast(2) : digits.utf8[...]
  }

  private mutating func write(_ string: String) {
    text.append(UInt8(ascii: "\""))
    for byte in string.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        text.append(UInt8(ascii: "\\"))
        text.append(byte)
      case 0x08: text += "\\b".utf8
      case 0x09: text += "\\t".utf8
      case 0x0a: text += "\\n".utf8
      case 0x0c: text += "\\f".utf8
      case 0x0d: text += "\\r".utf8
      case 0..<0x20:
        text += "\\u00".utf8
        for digit in [byte >> 4, byte & 0xf] {
          text.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
      default: text.append(byte)
      }
    }
    text.append(UInt8(ascii: "\""))
  }
}
