import Designs
package import Signals

extension SignalKind {
  package static let iir = SignalKind(
    "iir", .filters,
    "A recursive filter by the coefficients of its numerator and denominator, as butter and its like answer them. "
      + "Its level is what they make it.",
    example: "(saw(110) * 0.5):iir(butter(4, 1000))",
    source: "transposed direct form II: Oppenheim and Schafer, Discrete-Time Signal Processing, 1989",
    Stream("input", "What to filter."),
    Coefficients("b", "Of the input: now, one frame before, two frames before."),
    Coefficients("a", "Of the output: now, one frame before, two frames before.")
  ) { try RecursiveFilter($0, input: $1, b: $2, a: $3) }

  package static let sos = SignalKind(
    "sos", .filters,
    "A recursive filter by its second-order sections, as butter and its like answer them: steep filters keep their "
      + "precision. Its level is what they make it.",
    example: "(saw(110) * 0.5):sos(butter(8, {300, 3000}, \"bandpass\", {output = \"sos\"}))",
    source: "transposed direct form II: Oppenheim and Schafer, Discrete-Time Signal Processing, 1989",
    Stream("input", "What to filter."),
    Coefficients("sections", columns: 6, "A row for each section: b0, b1, b2, a0, a1, a2.")
  ) { try SectionedFilter($0, input: $1, sections: $2) }
}

/// The difference equation itself, by sums that are carried from frame to frame.
struct RecursiveFilter: CarriedSums, LinearResponse {
  static let highestOrder = 128

  let shape: SignalShape
  let input: StreamInput
  let order: Int
  private let b: [Double]
  private let a: [Double]
  private let radiansPerHertz: Double

  init(_ context: KindContext, input: StreamInput, b: [Double], a: [Double]) throws(SignalError) {
    let length = max(b.count, a.count)
    guard length <= Self.highestOrder + 1 else {
      throw SignalError("b, a: \(length) numbers were given; expected at most \(Self.highestOrder + 1)")
    }
    guard a[0] != 0 else {
      throw SignalError("a: the first number is 0; expected another, which divides all")
    }
    guard Rational.isStable(a) else {
      throw SignalError(
        "a: the filter is not stable, which is to say that a pole lies on or outside the unit circle (of steep "
          + "filters, sections keep their precision: sig:sos(butter(8, 50, {output = \"sos\"})))")
    }
    let padded = { (list: [Double]) in
      list.map { $0 / a[0] } + [Double](repeating: 0, count: length - list.count)
    }
    (self.input, self.b, self.a) = (input, padded(b), padded(a))
    order = length - 1
    radiansPerHertz = 2 * .pi / Double(context.rate)
    shape = input.shape.recursive(from: input)
  }

  func run(_ x: Span<Float>, _ y: inout MutableSpan<Float>, _ sums: UnsafeMutableBufferPointer<Double>) {
    precondition(x.count == y.count && sums.count == order)
    let (b, a, last) = (b.span, a.span, order - 1)
    for i in y.indices {
      let now = Double(x[i])
      let out = last < 0 ? b[0] * now : sums[0].addingProduct(b[0], now)
      for k in 0..<max(0, last) {
        sums[k] = sums[k + 1].addingProduct(b[k + 1], now).addingProduct(-a[k + 1], out)
      }
      if last >= 0 { sums[last] = (b[last + 1] * now).addingProduct(-a[last + 1], out) }
      // Never -0, so that silence has one form.
      y[i] = Float(out) + 0
    }
  }

  func response(at hertz: Double, channel: Int) -> (real: Double, imaginary: Double)? {
    Rational.response(b, a, hertz * radiansPerHertz)
  }

  var cascade: [(b: [Double], a: [Double])] { [(b, a)] }
}

/// Sections of second order, one after another.
struct SectionedFilter: CarriedSums, LinearResponse {
  static let most = 64

  let shape: SignalShape
  let input: StreamInput
  var order: Int { 2 * sections.count }
  /// Divided by a0.
  private let sections: [(b0: Double, b1: Double, b2: Double, a1: Double, a2: Double)]
  private let radiansPerHertz: Double

  init(_ context: KindContext, input: StreamInput, sections rows: [Double]) throws(SignalError) {
    guard rows.count <= 6 * Self.most else {
      throw SignalError("sections: \(rows.count / 6) were given; expected at most \(Self.most)")
    }
    var sections: [(b0: Double, b1: Double, b2: Double, a1: Double, a2: Double)] = []
    for start in stride(from: 0, to: rows.count, by: 6) {
      let a0 = rows[start + 3]
      guard a0 != 0 else {
        throw SignalError(
          "sections: the fourth number of row \(start / 6 + 1), a0, is 0; expected another, as 1")
      }
      guard Rational.isStable(Array(rows[start + 3..<start + 6])) else {
        throw SignalError(
          "sections: row \(start / 6 + 1) is not stable: a pole lies on or outside the unit circle")
      }
      sections.append(
        (
          rows[start] / a0, rows[start + 1] / a0, rows[start + 2] / a0, rows[start + 4] / a0,
          rows[start + 5] / a0
        )
      )
    }
    (self.input, self.sections) = (input, sections)
    radiansPerHertz = 2 * .pi / Double(context.rate)
    shape = input.shape.recursive(from: input)
  }

  func run(_ x: Span<Float>, _ y: inout MutableSpan<Float>, _ sums: UnsafeMutableBufferPointer<Double>) {
    precondition(x.count == y.count && sums.count == order)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: x.count) { scratch in
      for i in x.indices { scratch.initializeElement(at: i, to: Double(x[i])) }
      var between = scratch.mutableSpan
      for (place, section) in sections.enumerated() {
        let (b0, b1, b2, a1, a2) = section
        var (first, second) = (sums[2 * place], sums[2 * place + 1])
        for i in between.indices {
          let now = between[i]
          let out = first.addingProduct(b0, now)
          first = second.addingProduct(b1, now).addingProduct(-a1, out)
          second = (b2 * now).addingProduct(-a2, out)
          between[i] = out
        }
        (sums[2 * place], sums[2 * place + 1]) = (first, second)
      }
      for i in y.indices { y[i] = Float(between[i]) + 0 }
    }
  }

  func response(at hertz: Double, channel: Int) -> (real: Double, imaginary: Double)? {
    var whole = Complex(1)
    for s in sections {
      let part = Rational.response([s.b0, s.b1, s.b2], [1, s.a1, s.a2], hertz * radiansPerHertz)
      whole = whole * Complex(part.real, part.imaginary)
    }
    return (whole.real, whole.imaginary)
  }

  var cascade: [(b: [Double], a: [Double])] {
    sections.map { ([$0.b0, $0.b1, $0.b2], [1, $0.a1, $0.a2]) }
  }
}
