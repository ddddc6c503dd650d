import Designs
import Spectra

/// The transforms of all whole segments, one after another, so that there is memory for one at a time.
struct SegmentTransforms {
  private let x: Vector
  private let options: SegmentOptions
  private let plan: DoubleTransform
  private var first = 0
  private var meter = Patience.Meter()
  let count: Int

  init(_ x: Vector, _ options: SegmentOptions) throws(NumberError) {
    (self.x, self.options) = (x, options)
    count = options.segmentCount(x.count)
    // The plan's four parts, and those that it answers.
    try NumberError.claim(6 * options.length)
    plan = try Fourier.plan(options.length)
  }

  /// The bins of the next segment, more than `binCount` of them where they mirror each other.
  mutating func next() throws(NumberError) -> (real: [Double], imaginary: [Double]) {
    if meter.isAtEnd(after: 32 * options.length) { throw .interrupted }
    let places = first..<first + options.window.count
    first += options.step
    func part(_ values: [Double]) -> [Double] {
      zip(detrended(Array(values[places])), options.window).map { $0 * $1 }
    }
    return plan.transform(real: part(x.real), imaginary: x.imaginary.map(part))
  }

  private func detrended(_ values: [Double]) -> [Double] {
    let count = Double(values.count)
    let mean = Vector.sum(values[...]) / count
    switch options.detrend {
    case .none: return values
    case .constant: return values.map { $0 - mean }
    case .linear:
      guard values.count > 1 else { return values.map { $0 - mean } }
      // The straight line of least squares, from the middle.
      let middle = (count - 1) / 2
      let moment = values.indices.reduce(0) { $0 + (Double($1) - middle) * values[$1] }
      let slope = moment * 12 / (count * (count * count - 1))
      return values.indices.map { values[$0] - mean - slope * (Double($0) - middle) }
    }
  }
}
