/// Where a signal may be other than zero: the frames [lower, upper); nil is unbounded on that side.
package struct SignalRange: Hashable, Sendable {
  package var lower: Int?
  package var upper: Int?

  package init(lower: Int?, upper: Int?) {
    self.lower = lower
    self.upper = upper
  }

  package init(_ frames: Range<Int>) { self.init(lower: frames.lowerBound, upper: frames.upperBound) }

  /// Everywhere.
  package static let all = SignalRange(lower: nil, upper: nil)
  /// Nowhere: the empty signal, which is the constant 0.
  package static let empty = SignalRange(lower: 0, upper: 0)

  package var isEmpty: Bool {
    guard let lower, let upper else { return false }
    return lower >= upper
  }

  /// The frames, where both sides are bounded.
  package var frames: Range<Int>? {
    guard let lower, let upper else { return nil }
    return lower..<max(lower, upper)
  }

  package func union(_ other: SignalRange) -> SignalRange {
    if isEmpty { return other }
    if other.isEmpty { return self }
    let low: Int? = if let a = lower, let b = other.lower { min(a, b) } else { nil }
    let high: Int? = if let a = upper, let b = other.upper { max(a, b) } else { nil }
    return SignalRange(lower: low, upper: high)
  }

  package func intersection(_ other: SignalRange) -> SignalRange {
    let low: Int? = if let a = lower, let b = other.lower { max(a, b) } else { lower ?? other.lower }
    let high: Int? = if let a = upper, let b = other.upper { min(a, b) } else { upper ?? other.upper }
    let both = SignalRange(lower: low, upper: high)
    return both.isEmpty ? .empty : both
  }

  package func shifted(by frames: Int) -> SignalRange {
    isEmpty ? self : SignalRange(lower: lower.map { $0 + frames }, upper: upper.map { $0 + frames })
  }

  package func contains(_ frame: Int) -> Bool {
    (lower.map { frame >= $0 } ?? true) && (upper.map { frame < $0 } ?? true)
  }
}
