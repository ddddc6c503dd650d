import FoundationEssentials

/// Many numbers in a file: base64 (RFC 4648) of their bytes, the lowest first, which is a third of what decimals take and
/// read back in a hundredth of the time.
package enum PackedNumbers {
  /// A few are kept as decimals, to be read and compared by people.
  package static func isWorthIt(_ count: Int) -> Bool { count > 64 }

  /// Of single precision.
  package static func json(_ samples: [Float]) -> JSONValue {
    .string(text(samples.map(\.bitPattern.littleEndian)))
  }

  /// Of double precision.
  package static func json(_ numbers: [Double]) -> JSONValue {
    .string(text(numbers.map(\.bitPattern.littleEndian)))
  }

  /// Nil where the text is no such.
  package static func floats(_ text: String) -> [Float]? {
    words(text, UInt32.self)?.map { Float(bitPattern: UInt32(littleEndian: $0)) }
  }
  package static func doubles(_ text: String) -> [Double]? {
    words(text, UInt64.self)?.map { Double(bitPattern: UInt64(littleEndian: $0)) }
  }

  private static func text<Word: FixedWidthInteger>(_ words: [Word]) -> String {
    words.withUnsafeBytes { unsafe Data($0) }.base64EncodedString()
  }

  private static func words<Word: FixedWidthInteger>(_ text: String, _: Word.Type) -> [Word]? {
    let size = MemoryLayout<Word>.size
    guard let data = Data(base64Encoded: text), data.count % size == 0 else { return nil }
    var words = [Word](repeating: 0, count: data.count / size)
    words.withUnsafeMutableBytes { target in _ = unsafe data.copyBytes(to: target) }
    return words
  }
}
