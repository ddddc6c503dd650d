package import Designs

/// One form of a filter from another: tf2zpk, zpk2sos and group_delay of scipy.signal.
package enum FilterForms {
  package static func tf2zpk(_ b: [Double], _ a: [Double]) throws(NumberError) -> ZeroPoleGain {
    let (numerator, denominator) = (Array(b.drop { $0 == 0 }), Array(a.drop { $0 == 0 }))
    guard let bottom = denominator.first else { throw NumberError("a: a number other than 0 is expected") }
    guard let top = numerator.first else { throw NumberError("b: a number other than 0 is expected") }
    return ZeroPoleGain(
      zeros: try roots(numerator, "b"), poles: try roots(denominator, "a"), gain: top / bottom)
  }

  package static func zpk2sos(_ zeros: [Complex], _ poles: [Complex], _ gain: Double) throws(NumberError)
    -> [[Double]]
  {
    for (name, points) in [("z", zeros), ("p", poles)] where !isPaired(points) {
      throw NumberError("\(name): complex ones are expected in conjugate pairs")
    }
    return ZeroPoleGain(zeros: zeros, poles: poles, gain: gain).sections
  }

  private static func isPaired(_ points: [Complex]) -> Bool {
    var rest = points.filter { abs($0.imaginary) > 100 * .ulpOfOne * $0.magnitude }
    while let point = rest.popLast() {
      let near = rest.indices.min {
        (rest[$0] - point.conjugate).magnitude < (rest[$1] - point.conjugate).magnitude
      }
      guard let near, (rest[near] - point.conjugate).magnitude <= 1e-9 * point.magnitude else { return false }
      rest.remove(at: near)
    }
    return true
  }

  private static func roots(_ factors: [Double], _ name: String) throws(NumberError) -> [Complex] {
    do { return try Polynomial.roots(factors) } catch { throw NumberError(error, name) }
  }

  /// In samples, at frequencies in turns per sample: the real part of the sum of n b[n] z^-n over that of b[n] z^-n, less
  /// the same of a; 0 where nothing comes out, or without end, which has no phase.
  package static func groupDelay(_ b: [Double], _ a: [Double], at turns: [Double]) throws(NumberError)
    -> [Double]
  {
    let sums = try [b, a].map { list throws(NumberError) in
      let moments = list.enumerated().map { Double($0) * $1 }
      return (whole: try DelaySum(list), moment: try DelaySum(moments))
    }
    var meter = Patience.Meter()
    return try turns.map { turns throws(NumberError) in
      let delays = sums.map { sum -> Double in
        let whole = sum.whole.value(turns)
        // What is left by rounding of a sum that is 0.
        guard whole.magnitude > sum.whole.rounding else { return .nan }
        return (sum.moment.value(turns) / whole).real
      }
      if meter.isAtEnd(after: 4 * (sums[0].whole.cost + sums[1].whole.cost)) { throw .interrupted }
      let delay = delays[0] - delays[1]
      return delay.isFinite ? delay : 0
    }
  }
}
