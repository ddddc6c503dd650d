import Designs
import Spectra

/// stft and istft of scipy.signal.
package enum ShortTimeFourier {
  package enum Boundary: String, CaseIterable, Sendable { case none, zeros, even, odd, constant }

  /// Of each frequency the row of its values over time, and the times of the segments' middles in seconds.
  package static func forward(
    _ x: Vector, _ options: SegmentOptions, _ boundary: Boundary = .zeros, isPadded: Bool = true
  ) throws(NumberError) -> (times: [Double], rows: [Vector]) {
    let half = options.window.count / 2
    var extended = try extend(x, half, boundary)
    if isPadded {
      let rest = (extended.count - options.window.count) % options.step
      let missing = rest == 0 ? 0 : (options.step - rest) % options.step
      extended = extended.padded(to: max(options.window.count, extended.count + missing))
    }
    var segments = try SegmentTransforms(extended, options)
    let (bins, factor) = (options.binCount, options.factor.squareRoot())
    let (size, isTooMany) = (2 * bins).multipliedReportingOverflow(by: segments.count)
    try NumberError.claim(isTooMany ? .max : size)
    var real = [[Double]](repeating: [Double](repeating: 0, count: segments.count), count: bins)
    var imaginary = real
    for place in 0..<segments.count {
      let segment = try segments.next()
      for k in 0..<bins {
        real[k][place] = factor * segment.real[k]
        imaginary[k][place] = factor * segment.imaginary[k]
      }
    }
    let rows = zip(real, imaginary).map { Vector($0, $1) }
    let first = boundary == .none ? Double(options.window.count) / 2 : 0
    let times = (0..<segments.count).map { (first + Double($0 * options.step)) / options.rate }
    return (times, rows)
  }

  /// The numbers again, from rows as `forward` gives them: overlapped and added under the window, over the sum of its
  /// squares. What the boundary added is cut off where `boundary` is true.
  package static func inverse(_ rows: [Vector], _ options: SegmentOptions, boundary: Bool = true)
    throws(NumberError) -> Vector
  {
    let (size, step) = (options.window.count, options.step)
    guard let frames = rows.first?.count, frames > 0, rows.allSatisfy({ $0.count == frames }) else {
      throw NumberError("Zxx: rows of one length are expected, one for each frequency")
    }
    guard rows.count == options.binCount else {
      throw NumberError(
        "Zxx: nfft \(options.length) has \(options.binCount) frequencies; \(rows.count) rows were given")
    }
    let count = size + (frames - 1) * step
    // Both parts and the weights, and what is kept of them.
    try NumberError.claim(5 * count + 8 * options.length)
    var meter = Patience.Meter()
    var real = [Double](repeating: 0, count: count)
    var (imaginary, weights) = (real, real)
    let scale = 1 / options.factor.squareRoot()
    let plan = try Fourier.plan(options.length)
    for frame in 0..<frames {
      if meter.isAtEnd(after: 32 * options.length) { throw .interrupted }
      let bins = Vector(rows.map { $0[frame] })
      let part: (real: [Double], imaginary: [Double])
      if options.isOneSided {
        part = (try Fourier.irfft(bins, options.length).real, [])
      } else {
        part = plan.transform(
          real: bins.real, imaginary: bins.imaginary, isInverse: true, scale: 1 / Double(options.length))
      }
      for n in 0..<size {
        let weight = options.window[n]
        real[frame * step + n] += scale * part.real[n] * weight
        if !options.isOneSided { imaginary[frame * step + n] += scale * part.imaginary[n] * weight }
        weights[frame * step + n] += weight * weight
      }
    }
    let kept = boundary ? size / 2..<real.count - size / 2 : 0..<real.count
    guard !kept.isEmpty else { throw NumberError("Zxx: more segments are expected; \(frames) were given") }
    func divided(_ sums: [Double]) -> [Double] {
      kept.map { weights[$0] > 1e-10 ? sums[$0] / weights[$0] : sums[$0] }
    }
    return Vector(divided(real), options.isOneSided ? nil : divided(imaginary))
  }

  private static func extend(_ x: Vector, _ count: Int, _ boundary: Boundary) throws(NumberError) -> Vector {
    let kind: Extension
    switch boundary {
    case .none: return x
    case .zeros: kind = .zeros
    case .even: kind = .even
    case .odd: kind = .odd
    case .constant: kind = .constant
    }
    return try kind.applied(to: x, count)
  }
}

/// How numbers go on past their two ends.
package enum Extension: String, CaseIterable, Sendable {
  case odd, even, constant, zeros

  func applied(to x: Vector, _ count: Int) throws(NumberError) -> Vector {
    guard count > 0 else { return x }
    guard x.count > 0, self == .zeros || self == .constant || count < x.count else {
      throw NumberError("x: more than \(count) numbers are expected; \(x.count) were given")
    }
    return Vector(applied(to: x.real, count), x.imaginary.map { applied(to: $0, count) })
  }

  private func applied(to x: [Double], _ count: Int) -> [Double] {
    let (first, last) = (x[0], x[x.count - 1])
    func side(_ end: Double, _ mirrored: (Int) -> Double) -> [Double] {
      (1...count).map { n in
        switch self {
        case .zeros: 0
        case .constant: end
        case .even: mirrored(n)
        case .odd: 2 * end - mirrored(n)
        }
      }
    }
    let before = side(first) { x[$0] }
    let after = side(last) { x[x.count - 1 - $0] }
    return before.reversed() + x + after
  }
}
