import Glibc
import Signals

extension StateVariableFilter {
  /// The highest cutoff, as a part of half the rate.
  static let highest = 0.999
  /// Of a table of coefficients: a1, a2, a3, k, and the parts of input, band and low side.
  static let planes = 7

  /// What one sample takes: with g = tan(pi cutoff / rate) and k = 1 / q, a1 = 1 / (1 + g (g + k)), a2 = g
  /// a1, a3 = g a2; and the parts that the output is made of.
  struct Coefficients {
    var a1: Double
    var a2: Double
    var a3: Double
    var k: Double
    var input = 0.0
    var band = 0.0
    var low = 0.0
    var g: Double { a2 / a1 }

    init(a1: Double, a2: Double, a3: Double, k: Double, input: Double, band: Double, low: Double) {
      (self.a1, self.a2, self.a3, self.k) = (a1, a2, a3, k)
      (self.input, self.band, self.low) = (input, band, low)
    }

    init(_ response: Response, cutoff: Double, q: Double, gain: Double, rate: Double) {
      let a = StateVariableFilter.amplitude(gain)
      let g = tan(.pi * min(cutoff / rate, 0.5 * highest)) * response.warping(a)
      k = response.damping(q, a)
      a1 = 1 / (1 + g * (g + k))
      a2 = g * a1
      a3 = g * a2
      (input, band, low) = response.parts(k, a)
    }
  }

  /// The output that any response is made of.
  @inline(__always)
  static func mixed(_ c: Coefficients, _ x: Double, _ band: Double, _ low: Double) -> Double {
    (c.input * x).addingProduct(c.band, band).addingProduct(c.low, low)
  }

  /// Both integrators from their states, not one from the other: the chain from sample to sample is two steps.
  /// `StateVariableLanes` does the same in lanes.
  @inline(__always)
  private static func step(
    _ c: Coefficients, _ x: Double, _ state: inout State,
    _ pick: (Coefficients, Double, Double, Double) -> Double
  ) -> Float {
    let (s1, s2) = (state.first, state.second)
    let difference = x - s2
    let band = (c.a1 * s1).addingProduct(c.a2, difference)
    let low = s2.addingProduct(c.a2, s1).addingProduct(c.a3, difference)
    state.first = ((2 * c.a1 - 1) * s1).addingProduct(2 * c.a2, difference)
    state.second = s2.addingProduct(2 * c.a2, s1).addingProduct(2 * c.a3, difference)
    return Float(pick(c, x, band, low))
  }

  @inline(__always)
  static func run(
    _ coefficients: Coefficients, _ x: Span<Float>, _ y: inout MutableSpan<Float>, _ state: inout State,
    _ pick: (_ c: Coefficients, _ x: Double, _ band: Double, _ low: Double) -> Double
  ) {
    precondition(x.count == y.count)
    var s = state
    for i in y.indices { y[i] = step(coefficients, Double(x[i]), &s, pick) }
    state = s
  }

  /// The same with coefficients for each sample, in planes.
  @inline(__always)
  static func run(
    _ table: Span<Double>, _ x: Span<Float>, _ y: inout MutableSpan<Float>, _ state: inout State,
    _ pick: (_ c: Coefficients, _ x: Double, _ band: Double, _ low: Double) -> Double
  ) {
    let count = y.count
    precondition(x.count == count && table.count == planes * count)
    var s = state
    for i in y.indices {
      let c = Coefficients(
        a1: table[unchecked: i], a2: table[unchecked: count &+ i], a3: table[unchecked: 2 &* count &+ i],
        k: table[unchecked: 3 &* count &+ i], input: table[unchecked: 4 &* count &+ i],
        band: table[unchecked: 5 &* count &+ i], low: table[unchecked: 6 &* count &+ i])
      y[i] = step(c, Double(x[i]), &s, pick)
    }
    state = s
  }

  /// The coefficients of each sample of a block. The tangent is taken as sine over cosine, each by its Taylor
  /// series to the 13th power, the cosine as the sine of what is left to a quarter turn: relative errors stay
  /// below 1e-9 up to the highest cutoff, and one division serves all.
  func tabulate(_ block: RenderBlock, _ channel: Int, _ table: inout MutableSpan<Double>) {
    let count = block.count
    precondition(table.count == Self.planes * count)
    fill(cutoff, block, channel, Self.cutoffs, standard: 1_000, from: 0, &table)
    fill(q, block, channel, qs, standard: 0.7071, from: 3 * count, &table)
    fill(gain, block, channel, response.gains, standard: 6, from: 4 * count, &table)
    switch response {
    case .lowpass, .highpass, .bandpass: tabulate(&table, count, .lowpass)
    case .notch: tabulate(&table, count, .notch)
    case .allpass: tabulate(&table, count, .allpass)
    case .peaking: tabulate(&table, count, .peaking)
    case .lowshelf: tabulate(&table, count, .lowshelf)
    case .highshelf: tabulate(&table, count, .highshelf)
    }
  }

  /// Inlined for each response, so that none is chosen within the loop.
  @inline(__always)
  private func tabulate(_ table: inout MutableSpan<Double>, _ count: Int, _ response: Response) {
    let (scale, top) = (Double.pi / rate, Double.pi / 2 * Self.highest)
    let hasGain = response == .peaking || response == .lowshelf || response == .highshelf
    for i in 0..<count {
      let angle = table[unchecked: i] * scale
      let x = angle < top ? angle : top
      let a = hasGain ? Self.amplitude(table[unchecked: 4 &* count &+ i]) : 1
      let s = Self.sine(x) * response.warping(a)
      let c = Self.sine(.pi / 2 - x)
      let k = response.damping(table[unchecked: 3 &* count &+ i], a)
      let whole = c * c + s * (s + k * c)
      let part = 1 / whole
      table[unchecked: i] = c * c * part
      table[unchecked: count &+ i] = s * c * part
      table[unchecked: 2 &* count &+ i] = s * s * part
      table[unchecked: 3 &* count &+ i] = k
      if response == .lowpass { continue }
      let parts = response.parts(k, a)
      table[unchecked: 4 &* count &+ i] = parts.input
      table[unchecked: 5 &* count &+ i] = parts.band
      table[unchecked: 6 &* count &+ i] = parts.low
    }
  }

  /// Writes a parameter's samples into one plane, held to `range`.
  private func fill(
    _ input: StreamInput, _ block: RenderBlock, _ channel: Int, _ range: ClosedRange<Double>,
    standard: Double, from first: Int, _ table: inout MutableSpan<Double>
  ) {
    let count = block.count
    precondition(first >= 0 && first + count <= table.count)
    if let constant = input.constant(channel) {
      for i in 0..<count { table[unchecked: first &+ i] = constant }
      return
    }
    let samples = block.own(input.place, channel)
    precondition(samples.count == count)
    for i in 0..<count {
      table[unchecked: first &+ i] = Double(samples[i]).limited(to: range, standard: standard)
    }
  }

  /// For 0 ≤ x ≤ pi / 2.
  @inline(__always)
  static func sine(_ x: Double) -> Double {
    let z = x * x
    var r = (-1.0 / 39_916_800).addingProduct(z, 1.0 / 6_227_020_800)
    r = (1.0 / 362_880).addingProduct(z, r)
    r = (-1.0 / 5_040).addingProduct(z, r)
    r = (1.0 / 120).addingProduct(z, r)
    r = (-1.0 / 6).addingProduct(z, r)
    r = (1.0).addingProduct(z, r)
    return x * r
  }
}
