import Designs

/// Local maxima: find_peaks of scipy.signal. Places count from 0.
package struct Peaks: Sendable {
  /// The least and the greatest that is let pass; either may be left open.
  package struct Bounds: Sendable {
    package let least: Double?
    package let greatest: Double?
    package init(_ least: Double?, _ greatest: Double? = nil) {
      (self.least, self.greatest) = (least, greatest)
    }
    func holds(_ value: Double) -> Bool { (least ?? value) <= value && value <= (greatest ?? value) }
  }

  /// What peaks are to keep; nil asks nothing, and a property is told of where something is asked of it.
  package struct Conditions: Sendable {
    package var height: Bounds?
    package var threshold: Bounds?
    package var distance: Double?
    package var prominence: Bounds?
    package var width: Bounds?
    /// How many numbers are looked at for a prominence; all unless told otherwise.
    package var window: Int?
    package var relativeHeight = 0.5
    package var plateauSize: Bounds?
    package init() {}
  }

  package private(set) var places: [Int] = []
  /// By SciPy's names; those of `placeNames` are places.
  package private(set) var properties: [String: [Double]] = [:]
  package static let placeNames: Set<String> = [
    "left_edges", "right_edges", "left_bases", "right_bases", "left_ips", "right_ips",
  ]

  package init(_ x: [Double], _ conditions: Conditions) throws(NumberError) {
    if let distance = conditions.distance, distance < 1 {
      throw NumberError("distance: 1 or more is expected; \(distance) was given")
    }
    guard conditions.window ?? 2 >= 2 else {
      throw NumberError("wlen: 2 or more is expected; \(conditions.window ?? 0) was given")
    }
    guard conditions.relativeHeight >= 0 else {
      throw NumberError("rel_height: 0 or more is expected; \(conditions.relativeHeight) was given")
    }
    let plateaus = Self.plateaus(x)
    places = plateaus.map { ($0.lowerBound + $0.upperBound) / 2 }
    if let bounds = conditions.plateauSize {
      let sizes = plateaus.map { Double($0.count) }
      note("plateau_sizes", sizes)
      note("left_edges", plateaus.map { Double($0.lowerBound) })
      note("right_edges", plateaus.map { Double($0.upperBound) })
      keep { bounds.holds(sizes[$0]) }
    }
    if let bounds = conditions.height {
      let heights = places.map { x[$0] }
      note("peak_heights", heights)
      keep { bounds.holds(heights[$0]) }
    }
    if let bounds = conditions.threshold {
      let left = places.map { x[$0] - x[$0 - 1] }
      let right = places.map { x[$0] - x[$0 + 1] }
      note("left_thresholds", left)
      note("right_thresholds", right)
      keep {
        min(left[$0], right[$0]) >= bounds.least ?? -.infinity
          && max(left[$0], right[$0]) <= bounds.greatest ?? .infinity
      }
    }
    if let distance = conditions.distance {
      let isKept = try spread(x, Int(min(distance, 1e9).rounded(.up)))
      keep { isKept[$0] }
    }
    guard conditions.prominence != nil || conditions.width != nil else { return }
    let half = conditions.window.map { ($0 | 1) / 2 }
    let left = try Self.grounds(x, places, within: half)
    let last = x.count - 1
    let right = try Self.grounds(Array(x.reversed()), places.reversed().map { last - $0 }, within: half)
      .reversed().map { last - $0 }
    let prominences = places.indices.map { x[places[$0]] - max(x[left[$0]], x[right[$0]]) }
    note("prominences", prominences)
    note("left_bases", left.map(Double.init))
    note("right_bases", right.map(Double.init))
    if let bounds = conditions.prominence { keep { bounds.holds(prominences[$0]) } }
    if let bounds = conditions.width { try measure(x, bounds, conditions.relativeHeight) }
  }

  private mutating func note(_ name: String, _ values: [Double]) { properties[name] = values }

  private mutating func keep(_ isKept: (Int) -> Bool) {
    let kept = places.indices.filter(isKept)
    places = kept.map { places[$0] }
    properties = properties.mapValues { values in kept.map { values[$0] } }
  }

  /// Where numbers of one height stand above both neighbours; an end is no peak.
  private static func plateaus(_ x: [Double]) -> [ClosedRange<Int>] {
    var found: [ClosedRange<Int>] = []
    var first = 1
    while first < x.count - 1 {
      var last = first
      if x[first - 1] < x[first] {
        while last + 1 < x.count, x[last + 1] == x[first] { last += 1 }
        if last + 1 < x.count, x[last + 1] < x[first] { found.append(first...last) }
      }
      first = last + 1
    }
    return found
  }

  /// The highest peaks first give up those nearer than `distance`; of equal ones the later first.
  private func spread(_ x: [Double], _ distance: Int) throws(NumberError) -> [Bool] {
    var isKept = [Bool](repeating: true, count: places.count)
    let order = places.indices.sorted { (x[places[$0]], $0) > (x[places[$1]], $1) }
    var meter = Patience.Meter()
    for peak in order where isKept[peak] {
      if meter.isAtEnd(after: 2 * min(distance, places.count)) { throw .interrupted }
      for other in places[..<peak].indices.reversed() {
        if places[peak] - places[other] >= distance { break }
        isKept[other] = false
      }
      for other in places[(peak + 1)...].indices {
        if places[other] - places[peak] >= distance { break }
        isKept[other] = false
      }
    }
    return isKept
  }

  /// Of each place where the ground before it is lowest, back to what is higher or `half` places back; the nearest of
  /// equally low ones.
  private static func grounds(_ x: [Double], _ places: [Int], within half: Int?) throws(NumberError) -> [Int]
  {
    var meter = Patience.Meter()
    guard let half, half < x.count else { return try grounds(x, places) }
    return try places.map { peak throws(NumberError) in
      if meter.isAtEnd(after: half) { throw .interrupted }
      var lowest = peak
      for place in stride(from: peak, through: max(0, peak - half), by: -1) {
        if x[place] > x[peak] { break }
        if x[place] < x[lowest] { lowest = place }
      }
      return lowest
    }
  }

  /// Those that are higher than all that follow them wait, each with the lowest ground since the one before, so that every
  /// number is looked at once.
  private static func grounds(_ x: [Double], _ places: [Int]) throws(NumberError) -> [Int] {
    var waiting: [(value: Double, lowest: Int)] = []
    var found: [Int] = []
    var meter = Patience.Meter()
    var next = places.startIndex
    for place in x.indices where !x[place].isNaN {
      if meter.isAtEnd(after: 1) { throw .interrupted }
      var lowest = place
      while let last = waiting.last, last.value <= x[place] {
        if x[last.lowest] < x[lowest] { lowest = last.lowest }
        waiting.removeLast()
      }
      waiting.append((x[place], lowest))
      if next < places.endIndex, places[next] == place {
        found.append(lowest)
        next += 1
      }
    }
    return found
  }

  private mutating func measure(_ x: [Double], _ bounds: Bounds, _ relativeHeight: Double)
    throws(NumberError)
  {
    var meter = Patience.Meter()
    let prominences = properties["prominences"] ?? []
    let (left, right) = (properties["left_bases"] ?? [], properties["right_bases"] ?? [])
    var (heights, lefts, rights): ([Double], [Double], [Double]) = ([], [], [])
    for (number, peak) in places.enumerated() {
      let height = x[peak] - relativeHeight * prominences[number]
      var (first, last) = (peak, peak)
      while first > Int(left[number]), height < x[first] { first -= 1 }
      while last < Int(right[number]), height < x[last] { last += 1 }
      if meter.isAtEnd(after: last - first) { throw .interrupted }
      heights.append(height)
      // In a straight line between the numbers on both sides of the height.
      lefts.append(
        Double(first) + (x[first] < height ? (height - x[first]) / (x[first + 1] - x[first]) : 0))
      rights.append(
        Double(last) - (x[last] < height ? (height - x[last]) / (x[last - 1] - x[last]) : 0))
    }
    let widths = zip(lefts, rights).map { $1 - $0 }
    note("widths", widths)
    note("width_heights", heights)
    note("left_ips", lefts)
    note("right_ips", rights)
    keep { bounds.holds(widths[$0]) }
  }
}
