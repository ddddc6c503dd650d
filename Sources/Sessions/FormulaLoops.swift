import Graphs
import Signals

extension Formula.Sum {
  /// The same, with as many digits as a loop needs of what goes round it: its own signal, and others that hang on it.
  func recursive(_ symbol: String, by others: Set<String>) -> Formula.Sum {
    var sum = self
    sum.digitsOf[symbol] = recursiveDigits(of: symbol)
    // How long it rings hangs on how little is lost in each round.
    for term in terms where others.contains(term.symbol) {
      let digits = (6..<17).first { digits in
        let near = Double(Formula.number(term.factor, digits: digits)) ?? term.factor
        return (near - term.factor).magnitude <= 1e-3 * (1 - term.factor.magnitude).magnitude
      }
      sum.digitsOf[term.symbol] = max(sum.digitsOf[term.symbol] ?? 6, digits ?? 17)
    }
    return sum
  }

  /// How many significant digits the equation of a loop needs: at least six, and so many that an impulse, for a second at
  /// 48 kHz, makes the samples that it makes without rounding, to a quarter of a thousandth of their peak; where six do not
  /// do, as many as name the single number that the loop multiplies by. A pole next to the unit circle takes more.
  private func recursiveDigits(of symbol: String) -> Int {
    let loop = terms.filter { $0.symbol == symbol && $0.delay > 0 }.map { ($0.delay, $0.factor) }
    guard !loop.isEmpty, loop.allSatisfy({ $0.1.isFinite }) else { return 6 }
    let exact = Self.ringing(loop, 48_000)
    let peak = exact.reduce(0) { max($0, $1.magnitude) }
    for digits in 6..<17 {
      let near = loop.map { ($0.0, Double(Formula.number($0.1, digits: digits)) ?? $0.1) }
      let isNear = zip(exact, Self.ringing(near, exact.count)).allSatisfy {
        ($0 - $1).magnitude < 2.5e-4 * peak
      }
      let isSame = zip(loop, near).allSatisfy { Float($0.1) == Float($1.1) }
      if isNear, digits == 6 || isSame { return digits }
    }
    return 17
  }

  /// What an impulse makes, as far as it does not grow beyond all bounds.
  private static func ringing(_ loop: [(delay: Int, factor: Double)], _ count: Int) -> [Double] {
    var samples = [1.0]
    samples.reserveCapacity(count)
    for frame in 1..<max(2, count) {
      var value = 0.0
      for term in loop where term.delay <= frame { value += term.factor * samples[frame - term.delay] }
      guard value.magnitude < 1e12 else { break }
      samples.append(value)
    }
    return samples
  }
}

extension Formula {
  /// The version of most channels from a signal back to its source, where one has several: they have no one equation.
  static func widest(_ version: SignalVersion, from source: SignalVersion?) -> SignalVersion? {
    var pending = [version]
    var seen: Set<UInt64> = []
    var widest: SignalVersion?
    while let next = pending.popLast() {
      guard next.id != source?.id, seen.insert(next.id).inserted else { continue }
      if next.shape.channels > widest?.shape.channels ?? 1 { widest = next }
      pending += next.inputs.compactMap(\.version)
    }
    return widest
  }
}
