import CNettle

/// 256 bits (SHA-256) that stand for content: equal content gives equal digests in any process of one build.
package struct SignalDigest: Hashable, Sendable, CustomStringConvertible {
  private let words: SIMD4<UInt64>

  fileprivate init(_ words: SIMD4<UInt64>) { self.words = words }

  package var bytes: [UInt8] { withUnsafeBytes(of: words) { Array($0) } }

  /// 64 lower-case hexadecimal digits.
  package var description: String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

/// Takes in content piece by piece. Each piece says how long it is, so that no two contents read alike.
struct DigestMaker {
  private var state = digest_state()

  init() { digest_begin(&state) }

  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress, !bytes.isEmpty else { return }
    unsafe digest_add(&state, start, bytes.count)
  }
  mutating func add(_ number: UInt64) { withUnsafeBytes(of: number) { add($0) } }
  mutating func add(_ number: Int) { add(UInt64(bitPattern: Int64(number))) }
  mutating func add(_ number: Double) { add(number.bitPattern) }
  mutating func add(_ numbers: [Double]) {
    add(numbers.count)
    for number in numbers { add(number) }
  }
  mutating func add(_ text: String) {
    var text = text
    text.withUTF8 {
      add($0.count)
      add(UnsafeRawBufferPointer($0))
    }
  }
  mutating func add(_ digest: SignalDigest) { for place in 0..<4 { add(digest.word(place)) } }
  mutating func add(_ planes: [[Float]]) {
    add(planes.count)
    for plane in planes {
      add(plane.count)
      plane.withUnsafeBytes { add($0) }
    }
  }

  /// What was taken in so far; more may follow.
  var digest: SignalDigest {
    var last = state
    var words = SIMD4<UInt64>()
    withUnsafeMutableBytes(of: &words) {
      if let start = $0.bindMemory(to: UInt8.self).baseAddress { unsafe digest_end(&last, start) }
    }
    return SignalDigest(words)
  }
}

extension SignalDigest {
  fileprivate func word(_ place: Int) -> UInt64 { words[place] }
}
