import Designs

/// Sequences to test with: max_len_seq and unit_impulse of scipy.signal.
package enum Sequences {
  /// Which places of a shift register are fed back for the longest period: one primitive polynomial for each length,
  /// from 2 bits on (those that SciPy takes, after Wayne Stahnke, 1973).
  private static let taps: [Int: [Int]] = [
    2: [1], 3: [2], 4: [3], 5: [3], 6: [5], 7: [6], 8: [7, 6, 1], 9: [5], 10: [7], 11: [9],
    12: [11, 10, 4], 13: [12, 11, 8], 14: [13, 12, 2], 15: [14], 16: [15, 13, 4], 17: [14], 18: [11],
    19: [18, 17, 14], 20: [17], 21: [19], 22: [21], 23: [18], 24: [23, 22, 17], 25: [22],
    26: [25, 24, 20], 27: [26, 25, 22], 28: [25], 29: [27], 30: [29, 28, 7], 31: [28], 32: [31, 30, 10],
  ]

  /// A maximum length sequence of 0 and 1, and the register after it.
  package static func maxLenSeq(
    _ bits: Int, state: [Double]? = nil, length: Int? = nil, taps given: [Int]? = nil
  ) throws(NumberError) -> (sequence: Vector, state: Vector) {
    guard let taps = given ?? taps[bits], (1...40).contains(bits) else {
      throw NumberError("nbits: a whole number from 2 to 32 is expected; \(bits) was given")
    }
    guard !taps.isEmpty, taps.allSatisfy({ (0...bits).contains($0) }) else {
      throw NumberError("taps: whole numbers from 0 to \(bits) are expected")
    }
    let count = length ?? (1 << bits) - 1
    guard (0...1 << 26).contains(count) else {
      throw NumberError("length: 0 to \(1 << 26) numbers are expected; \(count) were asked for")
    }
    var register = state?.map { $0 == 0 ? 0 : 1 } ?? [Int](repeating: 1, count: bits)
    guard register.count == bits, register.contains(1) else {
      throw NumberError("state: \(bits) numbers are expected that are not all 0")
    }
    try NumberError.claim(count)
    var place = 0
    var meter = Patience.Meter()
    let places = Set(taps).sorted()
    let sequence = try (0..<count).map { _ throws(NumberError) -> Double in
      if meter.isAtEnd(after: 8) { throw .interrupted }
      let out = register[place]
      register[place] = places.reduce(out) { $0 ^ register[($1 + place) % bits] }
      place = (place + 1) % bits
      return Double(out)
    }
    return (Vector(sequence), Vector((register[place...] + register[..<place]).map(Double.init)))
  }

  /// Zeros, and a 1 at a place from 0.
  package static func unitImpulse(_ count: Int, _ place: Int) throws(NumberError) -> Vector {
    guard (1...1 << 26).contains(count) else {
      throw NumberError("shape: 1 to \(1 << 26) numbers are expected; \(count) were asked for")
    }
    guard (0..<count).contains(place) else {
      throw NumberError("idx: 1 to \(count) is expected; \(place + 1) was given")
    }
    try NumberError.claim(count)
    var values = [Double](repeating: 0, count: count)
    values[place] = 1
    return Vector(values)
  }
}
