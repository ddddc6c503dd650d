import Designs

/// Linear prediction by Burg's method (J. P. Burg, 1967), which keeps the filter stable; the names and the sign of
/// librosa.lpc.
package enum LinearPrediction {
  /// 1, a1, …, a_order: what iir({1}, a) makes of the prediction error is the signal again.
  package static func lpc(_ y: Vector, _ order: Int) throws(NumberError) -> Vector {
    guard !y.isComplex else { throw NumberError("y: real numbers are expected; complex ones were given") }
    guard order >= 1, order < y.count else {
      throw NumberError(
        "order: 1 to \(max(1, y.count - 1)), less than the numbers in y, is expected; \(order) was given")
    }
    var forward = Array(y.real.dropFirst())
    var backward = Array(y.real.dropLast())
    var power = zip(forward, backward).reduce(0) { $0 + $1.0 * $1.0 + $1.1 * $1.1 }
    var a = [1.0]
    var meter = Patience.Meter()
    for _ in 0..<order {
      if meter.isAtEnd(after: 4 * forward.count) { throw .interrupted }
      // Nothing is left to predict.
      guard power > .leastNormalMagnitude else {
        a.append(0)
        continue
      }
      let reflection = -2 * zip(forward, backward).reduce(0) { $0 + $1.0 * $1.1 } / power
      a.append(0)
      a = zip(a, a.reversed()).map { $0 + reflection * $1 }
      for n in forward.indices {
        let (ahead, behind) = (forward[n], backward[n])
        forward[n] = ahead + reflection * behind
        backward[n] = behind + reflection * ahead
      }
      power = (1 - reflection * reflection) * power
      if let first = forward.first, let last = backward.last { power -= first * first + last * last }
      forward.removeFirst()
      backward.removeLast()
    }
    return Vector(a)
  }
}
