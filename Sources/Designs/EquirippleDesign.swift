import Glibc

/// Linear-phase filters whose greatest weighted error is as small as can be (Parks and McClellan, 1972).
package struct EquirippleDesign {
  package enum Form: String, CaseIterable, Sendable { case bandpass, differentiator, hilbert }

  package static let lengths = 3...4096

  private let count: Int
  private let isOdd: Bool
  private let isAntisymmetric: Bool
  /// How many cosines the amplitude is made of.
  private let terms: Int
  private var grid: [Double] = []
  private var desired: [Double] = []
  private var weights: [Double] = []
  /// The places in the grid where each band ends.
  private var bandEnds: Set<Int> = []

  /// `bands` are pairs of edges in hertz, `desired` and `weight` one value for each.
  package static func remez(
    _ count: Int, bands: [Double], desired: [Double], weight: [Double]?, form: Form, iterations: Int,
    density: Int, rate: Double
  ) throws(DesignError) -> [Double] {
    guard lengths.contains(count) else {
      throw DesignError(
        "numtaps: \(count) was given; expected \(lengths.lowerBound) to \(lengths.upperBound)")
    }
    guard bands.count >= 2, bands.count.isMultiple(of: 2) else {
      throw DesignError("bands: pairs of frequencies are expected, as in {0, 1000, 1500, 24000}")
    }
    guard bands[0] >= 0, bands[bands.count - 1] <= rate / 2,
      zip(bands, bands.dropFirst()).allSatisfy({ $0 < $1 })
    else {
      throw DesignError(
        "bands: frequencies are expected in rising order, from 0 to half the rate, \(RecursiveDesign.text(rate / 2)) Hz"
      )
    }
    guard desired.count == bands.count / 2 else {
      throw DesignError(
        "desired: \(desired.count) were given; expected one for each of \(bands.count / 2) bands")
    }
    let weight = weight ?? [Double](repeating: 1, count: desired.count)
    guard weight.count == desired.count, weight.allSatisfy({ $0 > 0 }) else {
      throw DesignError("weight: one number above 0 for each of \(desired.count) bands is expected")
    }
    guard (1...1000).contains(iterations) else {
      throw DesignError("maxiter: \(iterations) was given; expected 1 to 1000")
    }
    guard (1...64).contains(density) else {
      throw DesignError("grid_density: \(density) was given; expected 1 to 64")
    }
    // What the exchange loses on one grid it may find on a finer one.
    for density in [density] + [20, 32].filter({ $0 > density }) {
      let design = EquirippleDesign(count, bands.map { $0 / rate }, desired, weight, form, density)
      guard design.grid.count > design.terms else {
        throw DesignError("numtaps: \(count) are too many for bands so narrow; give a greater grid_density")
      }
      if let taps = try design.solution(iterations) { return taps }
    }
    throw DesignError(
      "no filter was found: give fewer numtaps, or bands that leave less of 0 to half the rate free, wider apart, or a greater maxiter"
    )
  }

  private init(
    _ count: Int, _ bands: [Double], _ desired: [Double], _ weight: [Double], _ form: Form, _ density: Int
  ) {
    self.count = count
    isOdd = !count.isMultiple(of: 2)
    isAntisymmetric = form != .bandpass
    terms = count / 2 + (isOdd && !isAntisymmetric ? 1 : 0)
    let step = 0.5 / Double(density * terms)
    for band in desired.indices {
      let (low, high) = (bands[2 * band], bands[2 * band + 1])
      var places = [band == 0 && isAntisymmetric ? max(low, step) : low]
      while places[places.count - 1] + step <= high { places.append(places[places.count - 1] + step) }
      places[places.count - 1] = high
      if band == desired.count - 1, isAntisymmetric == isOdd, high > 0.5 - step { places.removeLast() }
      for place in places {
        let isSlope = form == .differentiator
        grid.append(place)
        self.desired.append(desired[band] * (isSlope ? place : 1))
        weights.append(isSlope && desired[band] >= 1e-4 ? weight[band] / place : weight[band])
      }
      bandEnds.insert(grid.count - 1)
    }
    for i in grid.indices {
      let factor = factor(grid[i])
      self.desired[i] /= factor
      weights[i] *= factor
    }
  }

  /// What the cosines are multiplied by, for each of the four symmetries.
  private func factor(_ turns: Double) -> Double {
    switch (isAntisymmetric, isOdd) {
    case (false, true): 1
    case (false, false): cos(.pi * turns)
    case (true, true): sin(2 * .pi * turns)
    case (true, false): sin(.pi * turns)
    }
  }

  // MARK: The exchange

  /// The best polynomial in x = cos(2 pi f) for one choice of extremes, in barycentric form.
  private struct Trial {
    var x: [Double]
    var values: [Double]
    var factors: [Double]
    var error: Double

    /// The polynomial that misses by `error` with alternating sign at all `extremes`.
    init(_ design: EquirippleDesign, _ extremes: [Int]) {
      let x = extremes.map { cos(2 * .pi * design.grid[$0]) }
      // Factors of two keep products over points within [-1, 1] near 1.
      let factors = x.indices.map { k in
        1 / x.indices.reduce(1.0) { $1 == k ? $0 : $0 * 2 * (x[k] - x[$1]) }
      }
      var (above, below) = (0.0, 0.0)
      for (k, place) in extremes.enumerated() {
        above += factors[k] * design.desired[place]
        below += (k.isMultiple(of: 2) ? 1 : -1) * factors[k] / design.weights[place]
      }
      let error = above / below
      self.error = error
      self.x = Array(x.dropLast())
      values = extremes.indices.dropLast().map { k in
        design.desired[extremes[k]] - (k.isMultiple(of: 2) ? error : -error) / design.weights[extremes[k]]
      }
      // One point fewer determines it.
      let last = x[x.count - 1]
      self.factors = x.indices.dropLast().map { factors[$0] * (x[$0] - last) }
    }

    func value(_ turns: Double) -> Double {
      let at = cos(2 * .pi * turns)
      var (above, below) = (0.0, 0.0)
      for k in x.indices {
        let distance = at - x[k]
        if abs(distance) < 1e-15 { return values[k] }
        let part = factors[k] / distance
        above += part * values[k]
        below += part
      }
      return above / below
    }
  }

  private func solution(_ iterations: Int) throws(DesignError) -> [Double]? {
    let last = grid.count - 1
    for start in [(0...terms).map({ $0 * last / terms }), chebyshevExtremes]
    where Set(start).count == start.count {
      if let taps = try levelled(from: start, iterations) { return taps }
    }
    return nil
  }

  /// The extremes of a Chebyshev polynomial in cos(2 pi f) over all of the grid. Over one wide band those of the best filter
  /// lie near them, and from even places its first error, far smaller, can be lost in rounding.
  private var chebyshevExtremes: [Int] {
    let (first, last) = (cos(2 * .pi * grid[0]), cos(2 * .pi * grid[grid.count - 1]))
    var chosen: [Int] = []
    for k in 0...terms {
      let x = (first + last) / 2 + (first - last) / 2 * cos(.pi * Double(k) / Double(terms))
      var place = chosen.last.map { $0 + 1 } ?? 0
      while place < grid.count - 1,
        abs(cos(2 * .pi * grid[place + 1]) - x) <= abs(cos(2 * .pi * grid[place]) - x)
      {
        place += 1
      }
      chosen.append(min(place, grid.count - 1))
    }
    return chosen
  }

  /// The taps whose error is as great at all extremes; nil where they are not found. An error near what double precision tells
  /// apart is never level: there the best that was met is the answer, if it is as good as level to eight digits.
  private func levelled(from start: [Int], _ iterations: Int) throws(DesignError) -> [Double]? {
    var extremes = start
    var meter = Patience.Meter()
    var best: (trial: Trial, greatest: Double)?
    for _ in 0..<iterations {
      let trial = Trial(self, extremes)
      var errors: [Double] = []
      for place in grid.indices {
        if meter.isAtEnd(after: 8 * terms) { throw .interrupted }
        errors.append(weights[place] * (desired[place] - trial.value(grid[place])))
      }
      let greatest = errors.reduce(0) { max($0, abs($1)) }
      guard trial.error.isFinite, greatest.isFinite else { break }
      if best.map({ greatest < $0.greatest }) ?? true { best = (trial, greatest) }
      let next = exchanged(errors)
      guard next.count == extremes.count else { break }
      if next == extremes || greatest <= abs(trial.error) * (1 + 1e-12) {
        let taps = taps(trial)
        // Where the bands leave it too free, what was levelled is not what the taps do.
        if ripple(taps) <= 1.01 * abs(trial.error) + 1e-9 { return taps }
        break
      }
      extremes = next
    }
    guard let best else { return nil }
    let taps = taps(best.trial)
    let level = grid.indices.reduce(0) { max($0, abs(weights[$1] * desired[$1])) }
    return ripple(taps) <= 1e-8 * level ? taps : nil
  }

  /// The greatest weighted error of taps over the grid, from the taps themselves.
  private func ripple(_ taps: [Double]) -> Double {
    var greatest = 0.0
    for place in grid.indices {
      let (turns, factor) = (grid[place], factor(grid[place]))
      // The amplitude less what was wanted, weighted: both were divided by the factor.
      var sum = 0.0
      for n in 0..<count / 2 {
        let angle = 2 * .pi * turns * (Double(count - 1) / 2 - Double(n))
        sum += 2 * taps[n] * (isAntisymmetric ? sin(angle) : cos(angle))
      }
      if isOdd, !isAntisymmetric { sum += taps[count / 2] }
      greatest = max(greatest, weights[place] / factor.magnitude * (sum - desired[place] * factor).magnitude)
    }
    return greatest
  }

  /// The places of `terms` + 1 extremes of alternating sign, the greatest error among them.
  private func exchanged(_ errors: [Double]) -> [Int] {
    var chosen: [Int] = []
    for i in errors.indices {
      let size = abs(errors[i])
      let isFirst = i == 0 || bandEnds.contains(i - 1)
      let before = isFirst ? 0 : errors[i - 1] * (errors[i] < 0 ? -1 : 1)
      let after = bandEnds.contains(i) ? 0 : errors[i + 1] * (errors[i] < 0 ? -1 : 1)
      guard size > 0, size >= before, size > after else { continue }
      if let last = chosen.last, (errors[last] < 0) == (errors[i] < 0) {
        if size > abs(errors[last]) { chosen[chosen.count - 1] = i }
      } else {
        chosen.append(i)
      }
    }
    // Too many: one at an end, or a neighbouring pair, keeps the signs alternating.
    while chosen.count > terms + 1 {
      let (first, last) = (abs(errors[chosen[0]]), abs(errors[chosen[chosen.count - 1]]))
      if chosen.count == terms + 2 {
        if first < last { chosen.removeFirst() } else { chosen.removeLast() }
        continue
      }
      let pairs = zip(chosen, chosen.dropFirst()).map { max(abs(errors[$0]), abs(errors[$1])) }
      let least = pairs.indices.min { pairs[$0] < pairs[$1] } ?? 0
      if min(first, last) <= pairs[least] {
        if first < last { chosen.removeFirst() } else { chosen.removeLast() }
      } else {
        chosen.removeSubrange(least...least + 1)
      }
    }
    return chosen
  }

  /// The amplitude at `count` places round the circle, transformed back.
  private func taps(_ trial: Trial) -> [Double] {
    let amplitudes = (0...count / 2).map { k -> Double in
      let turns = Double(k) / Double(count)
      let factor = factor(turns)
      return factor == 0 ? 0 : factor * trial.value(turns)
    }
    return (0..<count).map { n in
      let middle = Double(n) - Double(count - 1) / 2
      var sum = isAntisymmetric ? 0 : amplitudes[0]
      for k in 1..<max(1, amplitudes.count) {
        let angle = 2 * .pi * Double(k) * middle / Double(count)
        let times = 2 * k == count ? 1.0 : 2.0
        sum += times * amplitudes[k] * (isAntisymmetric ? -sin(angle) : cos(angle))
      }
      return sum / Double(count)
    }
  }
}
