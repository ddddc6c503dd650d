import Designs

/// Filters over whole rows of numbers: lfilter, sosfilt, filtfilt and sosfiltfilt of scipy.signal.
package enum LinearFilter {
  /// b and a equally long, a beginning with 1.
  private static func normalised(_ b: [Double], _ a: [Double]) throws(NumberError) -> (
    b: [Double], a: [Double]
  ) {
    guard !b.isEmpty else { throw NumberError("b: at least one number is expected; it is empty") }
    guard let first = a.first, first != 0 else {
      throw NumberError("a: numbers are expected of which the first is not 0")
    }
    let count = max(b.count, a.count)
    func pad(_ list: [Double]) -> [Double] {
      list.map { $0 / first } + [Double](repeating: 0, count: count - list.count)
    }
    return (pad(b), pad(a))
  }

  /// In the transposed direct form II, or of many taps alone by a transform, which rounds by the greatest number of all and not of
  /// each place: from a state of max(#a, #b) - 1 numbers, which it leaves changed.
  package static func lfilter(
    _ b: [Double], _ a: [Double], _ x: Vector, state: inout Vector
  ) throws(NumberError) -> Vector {
    let (b, a) = try normalised(b, a)
    guard state.count == b.count - 1 else {
      throw NumberError("zi: \(b.count - 1) numbers are expected; \(state.count) were given")
    }
    let isComplex = x.isComplex || state.isComplex
    try NumberError.claim((isComplex ? 2 : 1) * x.count)
    var (real, imaginary) = (state.real, state.imaginaryParts)
    let first = try pass(b, a, x.real, &real)
    let second: [Double]? = isComplex ? try pass(b, a, x.imaginaryParts, &imaginary) : nil
    state = Vector(real, isComplex ? imaginary : nil)
    return Vector(first, second)
  }

  package static func lfilter(_ b: [Double], _ a: [Double], _ x: Vector) throws(NumberError) -> Vector {
    var state = Vector([Double](repeating: 0, count: max(a.count, b.count, 1) - 1))
    return try lfilter(b, a, x, state: &state)
  }

  /// From so many taps on transforms are less work than sums.
  private static let manyTaps = 512

  private static func pass(_ b: [Double], _ a: [Double], _ x: [Double], _ state: inout [Double])
    throws(NumberError) -> [Double]
  {
    // A transform would spread what is not finite over all that comes before.
    guard min(b.count, x.count) >= manyTaps, a.dropFirst().allSatisfy({ $0 == 0 }),
      b.allSatisfy(\.isFinite), x.allSatisfy(\.isFinite)
    else { return try run(b, a, x, &state) }
    // The state is what the taps have still to add to what comes next.
    var whole = try Convolution.convolve(Vector(b), Vector(x), .full, .fft).real
    for place in state.indices { whole[place] += state[place] }
    state = Array(whole[x.count...])
    return Array(whole[..<x.count])
  }

  private static func run(_ b: [Double], _ a: [Double], _ x: [Double], _ state: inout [Double])
    throws(NumberError) -> [Double]
  {
    let order = b.count - 1
    // One place more, which stays 0, for what the last takes from the next.
    var sums = state + [0]
    var y = x
    let stretch = max(1, (1 << 20) / b.count)
    for first in stride(from: 0, to: y.count, by: stretch) {
      if Patience.isAtEnd { throw .interrupted }
      let places = first..<min(y.count, first + stretch)
      sums.withUnsafeMutableBufferPointer { sums in
        y.withUnsafeMutableBufferPointer { y in
          b.withUnsafeBufferPointer { b in
            a.withUnsafeBufferPointer { a in
              for n in places {
                let input = unsafe y[n]
                let output = unsafe b[0] * input + sums[0]
                for k in 0..<order {
                  unsafe sums[k] = sums[k + 1] + b[k + 1] * input - a[k + 1] * output
                }
                unsafe y[n] = output
              }
            }
          }
        }
      }
    }
    state = Array(sums.prefix(order))
    return y
  }

  /// The state in which a 1 that goes on for ever leaves the filter.
  static func restingState(_ b: [Double], _ a: [Double]) throws(NumberError) -> [Double] {
    let (b, a) = try normalised(b, a)
    guard b.count > 1 else { return [] }
    let total = a.reduce(0, +)
    guard total != 0 else { throw NumberError("a: its sum is 0, so that the filter never comes to rest") }
    let output = b.reduce(0, +) / total
    // From the last place, which takes from nothing, to the first.
    var state = [Double](repeating: 0, count: b.count)
    for k in stride(from: b.count - 2, through: 0, by: -1) {
      state[k] = state[k + 1] + b[k + 1] - a[k + 1] * output
    }
    return Array(state.dropLast())
  }

  /// Section after section; of each section a state of two numbers.
  package static func sosfilt(_ sections: [[Double]], _ x: Vector, state: inout [Vector])
    throws(NumberError) -> Vector
  {
    guard state.count == sections.count else {
      throw NumberError("zi: \(sections.count) rows of 2 numbers are expected; \(state.count) were given")
    }
    var y = x
    for (place, section) in sections.enumerated() {
      y = try lfilter(Array(section[..<3]), Array(section[3...]), y, state: &state[place])
    }
    return y
  }

  package static func sosfilt(_ sections: [[Double]], _ x: Vector) throws(NumberError) -> Vector {
    var state = [Vector](repeating: Vector([0, 0]), count: sections.count)
    return try sosfilt(sections, x, state: &state)
  }

  /// Forward and backward, which moves nothing in time. `padding`: by how many numbers both ends are extended first,
  /// three times the coefficients unless told otherwise.
  package static func filtfilt(
    _ b: [Double], _ a: [Double], _ x: Vector, _ kind: Extension? = .odd, padding: Int? = nil
  ) throws(NumberError) -> Vector {
    let rest = try restingState(b, a)
    return try bothWays(x, kind, padding ?? 3 * max(a.count, b.count)) { x throws(NumberError) in
      var state = scaled(rest, x)
      return try lfilter(b, a, x, state: &state)
    }
  }

  package static func sosfiltfilt(
    _ sections: [[Double]], _ x: Vector, _ kind: Extension? = .odd, padding: Int? = nil
  ) throws(NumberError) -> Vector {
    let open = min(sections.count { $0[2] == 0 }, sections.count { $0[5] == 0 })
    let length = 2 * sections.count + 1 - open
    var rests: [[Double]] = []
    var gain = 1.0
    for section in sections {
      let (b, a) = (Array(section[..<3]), Array(section[3...]))
      rests.append(try restingState(b, a).map { gain * $0 })
      gain *= b.reduce(0, +) / a.reduce(0, +)
    }
    return try bothWays(x, kind, padding ?? 3 * length) { x throws(NumberError) in
      var state = rests.map { scaled($0, x) }
      return try sosfilt(sections, x, state: &state)
    }
  }

  /// A resting state as the first number leaves it.
  private static func scaled(_ rest: [Double], _ x: Vector) -> Vector {
    func part(_ values: [Double]) -> [Double] { rest.map { $0 * (values.first ?? 0) } }
    return Vector(part(x.real), x.imaginary.map(part))
  }

  private static func bothWays(
    _ x: Vector, _ kind: Extension?, _ padding: Int, _ filter: (Vector) throws(NumberError) -> Vector
  ) throws(NumberError) -> Vector {
    let padding = kind == nil ? 0 : padding
    guard padding >= 0, x.count > padding else {
      throw NumberError("x: more than padlen, \(padding), numbers are expected; \(x.count) were given")
    }
    let extended = try kind?.applied(to: x, padding) ?? x
    let there = try filter(extended)
    let back = try filter(there.reversed).reversed
    return back[padding..<back.count - padding]
  }
}
