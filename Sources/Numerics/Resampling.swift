package import Designs

/// Other rates by whole factors: resample_poly and decimate of scipy.signal.
package enum Resampling {
  /// What is taken off before and added again after, so that the ends are not heard as steps, or what stands past them.
  package enum Padding: String, CaseIterable, Sendable { case constant, line, mean, median, maximum, minimum }

  /// Taps for a rate of the larger of two factors, under a window.
  package static func taps(_ up: Int, _ down: Int, _ window: Window) throws(NumberError) -> [Double] {
    let rate = max(up, down)
    guard rate > 1 else { return [1] }
    guard rate <= highestFactor else {
      throw NumberError(
        "up, down: at most \(highestFactor) in lowest terms are expected; \(up) and \(down) are what is left of those given"
      )
    }
    do {
      return try WindowedDesign.firwin(
        20 * rate + 1, within: Window.lengths, cutoffs: [1 / Double(rate)], window: window, passesZero: true,
        isScaled: true,
        rate: 2)
    } catch { throw NumberError(error, "window") }
  }

  /// Of a million taps, the longest window.
  package static let highestFactor = (Window.lengths.upperBound - 1) / 20

  /// The filter's middle lies on the first number; `taps` are for the rate times `up`, unscaled.
  package static func resample(
    _ x: Vector, up: Int, down: Int, taps: (Int, Int) throws(NumberError) -> [Double],
    _ padding: Padding = .constant, past: Double = 0
  ) throws(NumberError) -> Vector {
    guard up >= 1, down >= 1 else {
      throw NumberError("up, down: whole numbers from 1 are expected; \(up) and \(down) were given")
    }
    guard x.count > 0 else { throw NumberError("x: at least one number is expected; it is empty") }
    var (a, b) = (up, down)
    while b != 0 { (a, b) = (b, a % b) }
    let (up, down) = (up / a, down / a)
    if up == 1, down == 1 { return x }
    let (places, isTooMany) = x.count.multipliedReportingOverflow(by: up)
    try NumberError.claim(isTooMany ? .max : 2 * (places / down + 1))
    let factors = try taps(up, down).map { Double(up) * $0 }
    func part(_ x: [Double], _ past: Double) throws(NumberError) -> [Double] {
      let ground = Ground(x, padding, past)
      return ground.restored(
        try polyphase(ground.lowered(x), factors, up, down, past: ground.past), up, down)
    }
    return Vector(
      try part(x.real, past), try x.imaginary.map { other throws(NumberError) in try part(other, 0) })
  }

  private static func polyphase(
    _ x: [Double], _ taps: [Double], _ up: Int, _ down: Int, past: (Int) -> Double
  ) throws(NumberError) -> [Double] {
    var meter = Patience.Meter()
    let middle = (taps.count - 1) / 2
    let count = (x.count * up + down - 1) / down
    return try (0..<count).map { n throws(NumberError) in
      if meter.isAtEnd(after: 4 * (taps.count / up + 1)) { throw .interrupted }
      // Tap t stands over sample (n down + middle - t) / up, where that is whole.
      let place = n * down + middle
      var sum = 0.0
      var tap = place % up
      while tap < taps.count {
        let at = (place - tap) / up
        sum += taps[tap] * (x.indices.contains(at) ? x[at] : past(at))
        tap += up
      }
      return sum
    }
  }

  /// What lies below the numbers, or past their ends.
  private struct Ground {
    let level: Double
    /// What stands at a place outside.
    let past: (Int) -> Double

    init(_ x: [Double], _ padding: Padding, _ outside: Double) {
      let count = x.count
      var level = 0.0
      var past: (Int) -> Double = { _ in 0 }
      switch padding {
      case .constant: past = { _ in outside }
      case .line:
        let slope = count > 1 ? (x[count - 1] - x[0]) / Double(count - 1) : 0
        past = { $0 < 0 ? x[0] + slope * Double($0) : x[count - 1] + slope * Double($0 - count + 1) }
      case .mean: level = Vector.sum(x[...]) / Double(count)
      case .median:
        let sorted = x.sorted()
        level = (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
      case .maximum: level = x.max() ?? 0
      case .minimum: level = x.min() ?? 0
      }
      (self.level, self.past) = (level, past)
    }

    func lowered(_ x: [Double]) -> [Double] { level == 0 ? x : x.map { $0 - level } }
    func restored(_ y: [Double], _ up: Int, _ down: Int) -> [Double] {
      level == 0 ? y : y.map { $0 + level }
    }
  }

  package enum FilterType: String, CaseIterable, Sendable { case iir, fir }

  /// Every qth number, after a filter that lets nothing fold: a Chebyshev filter of order n, or n + 1 taps; both ways
  /// over it, or delayed by half of the taps less, so that nothing moves in time, unless told otherwise.
  package static func decimate(
    _ x: Vector, _ q: Int, order: Int? = nil, _ type: FilterType = .iir, zeroPhase: Bool = true
  ) throws(NumberError) -> Vector {
    guard q >= 1 else { throw NumberError("q: a whole number from 1 is expected; \(q) was given") }
    guard x.count > 0 else { throw NumberError("x: at least one number is expected; it is empty") }
    // Nothing lies above half the rate.
    if q == 1 { throw NumberError("q: a whole number from 2 is expected; 1 changes nothing") }
    let filtered: Vector
    do {
      switch type {
      case .iir:
        let sections = try RecursiveDesign.design(
          order: order ?? 8, .chebyshev1(ripple: 0.05), .lowpass, edges: [0.8 / Double(q)], rate: 2
        ).sections
        filtered =
          zeroPhase
          ? try LinearFilter.sosfiltfilt(sections, x) : try LinearFilter.sosfilt(sections, x)
      case .fir:
        let taps = try WindowedDesign.firwin(
          (order ?? 20 * q) + 1, cutoffs: [1 / Double(q)], window: .generalCosine([0.54, 0.46]),
          passesZero: true, isScaled: true, rate: 2)
        if zeroPhase { return try resample(x, up: 1, down: q, taps: { _, _ in taps }) }
        filtered = try LinearFilter.lfilter(taps, [1], x)
      }
    } catch let error as DesignError {
      throw NumberError(error, "n")
    } catch {
      throw error as? NumberError ?? NumberError("\(error)")
    }
    let places = stride(from: 0, to: filtered.count, by: q)
    return Vector(
      places.map { filtered.real[$0] }, filtered.imaginary.map { part in places.map { part[$0] } })
  }
}
