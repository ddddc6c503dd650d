import CLibUUID

/// Name-based (version 5) UUIDs, RFC 9562: the same content has the same uuid anywhere.
enum NameUUID {
  /// The namespace of Neap's rows; drawn once.
  private static let namespace: uuid_t = {
    var space: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    withUnsafeMutableBytes(of: &space) {
      unsafe _ = uuid_parse(
        "5d0c1a4e-9a3b-4f0e-8c57-1f2b6e7d9a10", $0.bindMemory(to: UInt8.self).baseAddress)
    }
    return space
  }()
  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }

  static func make(_ content: [UInt8]) -> String {
    let space = namespace
    var made = space
    content.withUnsafeBytes { text in
      withUnsafeBytes(of: space) { space in
        withUnsafeMutableBytes(of: &made) { made in
          unsafe uuid_generate_sha1(
            made.bindMemory(to: UInt8.self).baseAddress, space.bindMemory(to: UInt8.self).baseAddress,
            text.bindMemory(to: CChar.self).baseAddress, text.count)
        }
      }
    }
    return withUnsafeBytes(of: made) { bytes in
      String(unsafeUninitializedCapacity: 36) { text in
        var place = 0
        func append(_ digit: UInt8) {
          text[place] = digit
          place += 1
        }
        for (index, byte) in bytes.enumerated() {
          if index == 4 || index == 6 || index == 8 || index == 10 { append(UInt8(ascii: "-")) }
          append(digit(byte >> 4))
          append(digit(byte & 15))
        }
        return place
      }
    }
  }
}
