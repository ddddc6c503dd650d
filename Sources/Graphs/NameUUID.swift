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
  private static let digits = Array("0123456789abcdef".utf8)

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
    var text: [UInt8] = []
    text.reserveCapacity(36)
    withUnsafeBytes(of: made) { bytes in
      for (index, byte) in bytes.enumerated() {
        if index == 4 || index == 6 || index == 8 || index == 10 { text.append(UInt8(ascii: "-")) }
        text.append(digits[Int(byte >> 4)])
        text.append(digits[Int(byte & 15)])
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
