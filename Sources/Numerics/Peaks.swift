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
      let isKept = spread(x, Int(min(distance, 1e9).rounded(.up)))
      keep { isKept[$0] }
    }
    guard conditions.prominence != nil || conditions.width != nil else { return }
    let bases = places.map { Self.bases(x, $0, conditions.window) }
    let prominences = zip(places, bases).map { x[$0] - max(x[$1.left], x[$1.right]) }
    note("prominences", prominences)
    note("left_bases", bases.map { Double($0.left) })
    note("right_bases", bases.map { Double($0.right) })
    if let bounds = conditions.prominence { keep { bounds.holds(prominences[$0]) } }
    if let bounds = conditions.width { measure(x, bounds, conditions.relativeHeight) }
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
  private func spread(_ x: [Double], _ distance: Int) -> [Bool] {
    var isKept = [Bool](repeating: true, count: places.count)
    let order = places.indices.sorted { (x[places[$0]], $0) > (x[places[$1]], $1) }
    for peak in order where isKept[peak] {
      for other in places[..<peak].indices.reversed() {
        if places[peak] - places[other] >= distance { break }
        isKept[other] = false
      }
      for other in places.indices where other > peak {
        if places[other] - places[peak] >= distance { break }
        isKept[other] = false
      }
    }
    return isKept
  }

  /// Where the ground is lowest on either side, before what is higher than the peak or the window's end.
  private static func bases(_ x: [Double], _ peak: Int, _ window: Int?) -> (left: Int, right: Int) {
    let half = window.map { ($0 | 1) / 2 } ?? x.count
    let (low, high) = (max(0, peak - half), min(x.count - 1, peak + half))
    var (left, right) = (peak, peak)
    for place in stride(from: peak, through: low, by: -1) {
      if x[place] > x[peak] { break }
      if x[place] < x[left] { left = place }
    }
    for place in stride(from: peak, through: high, by: 1) {
      if x[place] > x[peak] { break }
      if x[place] < x[right] { right = place }
    }
    return (left, right)
  }

  private mutating func measure(_ x: [Double], _ bounds: Bounds, _ relativeHeight: Double) {
    let prominences = properties["prominences"] ?? []
    let (left, right) = (properties["left_bases"] ?? [], properties["right_bases"] ?? [])
    var (heights, lefts, rights): ([Double], [Double], [Double]) = ([], [], [])
    for (number, peak) in places.enumerated() {
      let height = x[peak] - relativeHeight * prominences[number]
      var (first, last) = (peak, peak)
      while first > Int(left[number]), height < x[first] { first -= 1 }
      while last < Int(right[number]), height < x[last] { last += 1 }
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
