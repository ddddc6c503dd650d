import Signals

/// Reads JSON as RFC 8259 has it: UTF-8, nothing behind the value, no number that is infinite.
///
/// A workspace is read in one pass over its bytes: of 100 000 rows each is an object inside a list, and a decoder that asks
/// of each value what it may be takes longer than all that is done with them.
struct JSONReader: ~Copyable {
  /// The deepest that lists and objects may lie in one another, so that no text exhausts the stack.
  static let deepest = 512

  private let bytes: UnsafeBufferPointer<UInt8>
  private var place = 0
  private var depth = 0
  /// The fields of the objects that are open, and the elements of such lists.
  private var fields: [(name: String, value: JSONValue)] = []
  private var elements: [JSONValue] = []

  static func read(_ text: [UInt8]) throws(SignalError) -> JSONValue {
    let result = text.withUnsafeBufferPointer { bytes -> Result<JSONValue, SignalError> in
      var reader = JSONReader(bytes)
      do throws(SignalError) { return .success(try reader.document()) } catch { return .failure(error) }
    }
    return try result.get()
  }

  private init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  private mutating func document() throws(SignalError) -> JSONValue {
    let value = try value()
    skipSpace()
    guard place == bytes.count else { throw fault("nothing more") }
    return value
  }

  private func fault(_ expected: String) -> SignalError {
    SignalError("this is not JSON: at byte \(place + 1) \(expected) is expected")
  }

  private var next: UInt8 { place < bytes.count ? bytes[place] : 0 }

  private mutating func skipSpace() {
    while next == 0x20 || next == 0x0a || next == 0x0d || next == 0x09 { place += 1 }
  }

  private mutating func take(_ byte: Unicode.Scalar, _ expected: String) throws(SignalError) {
    guard next == UInt8(ascii: byte) else { throw fault(expected) }
    place += 1
  }

  private mutating func word(_ text: StaticString, _ value: JSONValue) throws(SignalError) -> JSONValue {
    for index in 0..<text.utf8CodeUnitCount {
      guard place + index < bytes.count, bytes[place + index] == text.utf8Start[index] else {
        throw fault("a value")
      }
    }
    place += text.utf8CodeUnitCount
    return value
  }

  private mutating func value() throws(SignalError) -> JSONValue {
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
    default: throw fault("a value")
    }
  }

  private mutating func enter() throws(SignalError) {
    guard depth < Self.deepest else { throw fault("a depth of at most \(Self.deepest)") }
    depth += 1
    place += 1
    skipSpace()
  }

  private mutating func object() throws(SignalError) -> JSONValue {
    try enter()
    let first = fields.count
    if next != UInt8(ascii: "}") {
      while true {
        skipSpace()
        guard next == UInt8(ascii: "\"") else { throw fault("a name in quotes") }
        let name = try string()
        skipSpace()
        try take(":", "a colon")
        fields.append((name, try value()))
        skipSpace()
        guard next == UInt8(ascii: ",") else { break }
        place += 1
      }
    }
    try take("}", "a comma or }")
    depth -= 1
    defer { fields.removeSubrange(first...) }
    return .object(JSONFields(fields[first...]))
  }

  private mutating func array() throws(SignalError) -> JSONValue {
    try enter()
    let first = elements.count
    if next != UInt8(ascii: "]") {
      while true {
        elements.append(try value())
        skipSpace()
        guard next == UInt8(ascii: ",") else { break }
        place += 1
      }
    }
    try take("]", "a comma or ]")
    depth -= 1
    defer { elements.removeSubrange(first...) }
    return .array(Array(elements[first...]))
  }

  // MARK: Numbers

  private static let powers: [Double] = (0...22).map { power in
    (0..<power).reduce(1.0) { product, _ in product * 10 }
  }

  private mutating func digits() throws(SignalError) -> Range<Int> {
    let first = place
    while (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(next) { place += 1 }
    guard place > first else { throw fault("a digit") }
    return first..<place
  }

  private mutating func number() throws(SignalError) -> Double {
    let first = place
    let isNegative = next == UInt8(ascii: "-")
    if isNegative { place += 1 }
    let whole = try digits()
    guard whole.count == 1 || bytes[whole.lowerBound] != UInt8(ascii: "0") else {
      place = whole.lowerBound
      throw fault("a number without leading zeros")
    }
    var fraction = 0..<0
    if next == UInt8(ascii: ".") {
      place += 1
      fraction = try digits()
    }
    var exponent = 0
    if next | 0x20 == UInt8(ascii: "e") {
      place += 1
      let isSmall = next == UInt8(ascii: "-")
      if isSmall || next == UInt8(ascii: "+") { place += 1 }
      for index in try digits() { exponent = min(exponent * 10 + Int(bytes[index] & 0xf), 100_000) }
      if isSmall { exponent = -exponent }
    }
    // A product or quotient of two numbers that are exact is rounded once (Clinger 1990): the nearest there is.
    let scale = exponent - fraction.count
    if whole.count + fraction.count <= 15, abs(scale) <= 22 {
      var mantissa: UInt64 = 0
      for index in whole { mantissa = mantissa * 10 + UInt64(bytes[index] & 0xf) }
      for index in fraction { mantissa = mantissa * 10 + UInt64(bytes[index] & 0xf) }
      let power = Self.powers[abs(scale)]
      let number = scale < 0 ? Double(mantissa) / power : Double(mantissa) * power
      return isNegative ? -number : number
    }
    guard let number = Double(String(decoding: bytes[first..<place], as: UTF8.self)), number.isFinite else {
      place = first
      throw fault("a number that double precision holds")
    }
    return number
  }

  // MARK: Strings

  private mutating func string() throws(SignalError) -> String {
    place += 1
    let first = place
    while place < bytes.count, bytes[place] != UInt8(ascii: "\""), bytes[place] != UInt8(ascii: "\\"),
      bytes[place] >= 0x20
    { place += 1 }
    if next == UInt8(ascii: "\"") {
      defer { place += 1 }
      return try text(bytes[first..<place])
    }
    var decoded = Array(bytes[first..<place])
    while next != UInt8(ascii: "\"") {
      guard next >= 0x20 else { throw fault("the end of a string, with what steers escaped,") }
      if next == UInt8(ascii: "\\") {
        place += 1
        try escape(into: &decoded)
      } else {
        decoded.append(next)
        place += 1
      }
    }
    defer { place += 1 }
    return try text(decoded[...])
  }

  private func text(_ part: some Collection<UInt8>) throws(SignalError) -> String {
    guard let text = String(validating: part, as: UTF8.self) else { throw fault("UTF-8 before here") }
    return text
  }

  private mutating func escape(into decoded: inout [UInt8]) throws(SignalError) {
    let letter = next
    let plain: UInt8? =
      switch letter {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
      case UInt8(ascii: "b"): 0x08
      case UInt8(ascii: "f"): 0x0c
      case UInt8(ascii: "n"): 0x0a
      case UInt8(ascii: "r"): 0x0d
      case UInt8(ascii: "t"): 0x09
      default: nil
      }
    if let plain {
      place += 1
      decoded.append(plain)
      return
    }
    guard letter == UInt8(ascii: "u") else { throw fault("one of \"\\/bfnrtu behind a backslash") }
    var code = UInt32(try unit())
    // What lies past 16 bits is written as two (RFC 8259, 7).
    if code & 0xfc00 == 0xd800, next == UInt8(ascii: "\\") {
      place += 1
      guard next == UInt8(ascii: "u") else { throw fault("the second of two surrogates") }
      let low = UInt32(try unit())
      guard low & 0xfc00 == 0xdc00 else { throw fault("the second of two surrogates before here") }
      code = 0x10000 + (code & 0x3ff) << 10 + low & 0x3ff
    }
    guard let scalar = Unicode.Scalar(code) else { throw fault("a character's number before here") }
    decoded.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }

  /// The four digits behind `\u`.
  private mutating func unit() throws(SignalError) -> UInt16 {
    place += 1
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard let digit = Character(Unicode.Scalar(next)).hexDigitValue, next < 0x80 else {
        throw fault("four hexadecimal digits")
      }
      unit = unit << 4 | UInt16(digit)
      place += 1
    }
    return unit
  }
}
