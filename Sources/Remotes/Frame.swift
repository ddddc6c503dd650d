import FoundationEssentials

/// Messages in a stream of bytes: four bytes of length, the highest first, then so many bytes of JSON.
enum Frame {
  static func make(_ message: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let body = try encoder.encode(message)
    guard body.count <= Message.limit else {
      throw RemoteError(
        "\(body.count) bytes are too many for one message; at most \(Message.limit) are expected")
    }
    let length = UInt32(body.count)
    return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: length >> $0) } + body
  }

  static func decode<M: Decodable>(_ message: ArraySlice<UInt8>) throws -> M {
    try JSONDecoder().decode(M.self, from: Data(message))
  }

  /// The length that the next message says it has, where enough has come to know it.
  static func length(_ bytes: [UInt8]) -> Int? {
    guard bytes.count >= 4 else { return nil }
    return bytes[..<4].reduce(0) { $0 << 8 | Int($1) }
  }

  /// Takes the next message out, where it has come whole.
  static func take(_ bytes: inout [UInt8]) -> ArraySlice<UInt8>? {
    guard let length = length(bytes), bytes.count >= 4 + length else { return nil }
    let message = bytes[4..<(4 + length)]
    bytes.removeFirst(4 + length)
    return message
  }
}
