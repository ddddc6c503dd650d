import Designs
import Glibc
import Signals

/// Filters that are found from what they answer.
extension Formula {
  /// Whole frames, where that is all that it does.
  static func delay(_ response: (Double) -> Complex) -> Int? {
    let small = 1e-6
    let value = response(small)
    guard value.real.isFinite, value.imaginary.isFinite else { return nil }
    let frames = Int(bounded: -atan2(value.imaginary, value.real) / small)
    guard frames.magnitude < 1 << 20 else { return nil }
    let isIt = [small, 0.01, 0.3, 1.1, 2.9].allSatisfy {
      (response($0) - Complex(angle: -$0 * Double(frames))).magnitude < 1e-7
    }
    return isIt ? frames : nil
  }

  /// The taps of a filter without recursion, fewer than half of what the transform that finds them has.
  static func taps(_ response: (Double) -> Complex) -> [Double]? {
    let size = 1_024
    let values = (0..<size).map { response(2 * .pi * Double($0 <= size / 2 ? $0 : $0 - size) / Double(size)) }
    var found: [Double] = []
    for place in 0..<size {
      let turn = 2 * Double.pi * Double(place) / Double(size)
      let sum = values.indices.reduce(0.0) { sum, k in
        sum + (values[k] * Complex(angle: turn * Double(k % size))).real
      }
      found.append(sum / Double(size))
    }
    let last = found.lastIndex { $0.magnitude > 1e-7 } ?? 0
    guard last < size / 2, found.allSatisfy(\.isFinite) else { return nil }
    // What lies behind the transform's end would stand among its first taps: between its angles it shows.
    let greatest = values.reduce(0) { max($0, $1.magnitude) }
    let isWhole = [0.01234, 0.4567, 1.2345, 2.7182].allSatisfy { angle in
      let sum = (0...last).reduce(Complex(0)) { $0 + found[$1] * Complex(angle: -angle * Double($1)) }
      return (sum - response(angle)).magnitude < 1e-5 * greatest
    }
    guard isWhole else { return nil }
    // What rounding leaves of a tap that is 0 is none.
    return found[...last].map { $0.magnitude < 1e-12 ? 0 : $0 }
  }
}
