package import Signals

extension SignalKind {
  package static let shape = SignalKind(
    "shape", .shaping,
    "Sends each sample through a function, held as a table over -1 to 1 with straight lines between its values.",
    example: "sine(110):shape(function(x) return x ^ 3 end)",
    source: "Marc Le Brun, Digital Waveshaping Synthesis, 1979",
    Stream("input", "What to shape; what lies outside -1 to 1 is held to it."),
    Curve("curve", over: -1...1, .level, points: 2_049, "What becomes of each level.")
  ) { try Pointwise(TableShape(table: $2), $1) }

  package static let chebyshev = SignalKind(
    "chebyshev", .shaping,
    "Makes harmonics of a sine: of a sine of amplitude 1, each with the amplitude that is listed for it.",
    example: "sine(110):chebyshev{0.5, 0, 0.3, 0, 0.2}",
    source: "Marc Le Brun, Digital Waveshaping Synthesis, 1979",
    Stream("input", "What to shape; what lies outside -1 to 1 is held to it."),
    Numbers(
      "amplitudes", .level,
      "The amplitude of each harmonic, from the first, at most 64. Number only: a table is made of them."),
    Flag(
      "zero_offset", default: false,
      "Whether silence stays silent; even harmonics then stand on a constant, and without it silence does.")
  ) { _, input, amplitudes, isSilent in
    guard amplitudes.count <= 64 else {
      throw SignalError("amplitudes: \(amplitudes.count) numbers were given; expected 1 to 64")
    }
    var coefficients = [0] + amplitudes.map { Float($0) }
    if isSilent {
      // At 0 the even polynomials are -1, 1, -1, ...
      for order in stride(from: 2, to: coefficients.count, by: 2) {
        coefficients[0] += order % 4 == 0 ? -coefficients[order] : coefficients[order]
      }
    }
    return try Pointwise(ChebyshevShape(coefficients: coefficients), input)
  }
}

/// Straight lines between values that lie evenly from -1 to 1.
private struct TableShape: PointFunction {
  /// At least two.
  let table: [Float]

  func fill(_ y: inout MutableSpan<Float>, _ planes: Span<Float>) {
    let table = table
    let values = table.span
    let last = values.count - 1
    let scale = Double(last) / 2
    precondition(planes.count == y.count && last >= 1)
    for i in y.indices {
      let at = (Double(planes[i]).limited(to: -1...1, standard: 0) + 1) * scale
      var whole = at.rounded(.down)
      whole = whole < Double(last - 1) ? whole : Double(last - 1)
      let place = wholeNumber(whole)
      let (low, high) = (values[place], values[place + 1])
      y[i] = mulAdd(Float(at - whole), high - low, low) + 0
    }
  }
}

/// The sum of Chebyshev polynomials of the first kind (C. W. Clenshaw, 1955): T_n(cos w) = cos(n w).
private struct ChebyshevShape: PointFunction {
  let coefficients: [Float]

  func fill(_ y: inout MutableSpan<Float>, _ planes: Span<Float>) {
    let count = y.count
    precondition(planes.count == count)
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 3 * count) { scratch in
      var x = scratch.extracting(..<count).mutableSpan
      var later = scratch.extracting(count..<2 * count).mutableSpan
      var latest = scratch.extracting((2 * count)...).mutableSpan
      for i in x.indices {
        x[i] = planes[i].limited(to: -1...1, standard: 0)
        later[i] = 0
        latest[i] = 0
      }
      for order in stride(from: coefficients.count - 1, to: 0, by: -1) {
        let coefficient = coefficients[order]
        for i in x.indices {
          let next = mulAdd(2 * x[i], later[i], coefficient - latest[i])
          latest[i] = later[i]
          later[i] = next
        }
      }
      let constant = coefficients[0]
      for i in y.indices { y[i] = mulAdd(x[i], later[i], constant - latest[i]) + 0 }
    }
  }
}
