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

  /// The coefficients of each sample of a block, from the tangents of its cutoffs. One division serves all.
  func tabulate(_ block: RenderBlock, _ channel: Int, _ table: inout MutableSpan<Double>) {
    let count = block.count
    precondition(table.count == Self.planes * count)
    fillTangents(block, channel, &table)
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
    let hasGain = response == .peaking || response == .lowshelf || response == .highshelf
    for i in 0..<count {
      let a = hasGain ? Self.amplitude(table[unchecked: 4 &* count &+ i]) : 1
      let g = table[unchecked: i] * response.warping(a)
      let k = response.damping(table[unchecked: 3 &* count &+ i], a)
      let a1 = 1 / (1.0).addingProduct(g, g + k)
      let a2 = g * a1
      table[unchecked: i] = a1
      table[unchecked: count &+ i] = a2
      table[unchecked: 2 &* count &+ i] = g * a2
      table[unchecked: 3 &* count &+ i] = k
      if response == .lowpass { continue }
      let parts = response.parts(k, a)
      table[unchecked: 4 &* count &+ i] = parts.input
      table[unchecked: 5 &* count &+ i] = parts.band
      table[unchecked: 6 &* count &+ i] = parts.low
    }
  }

  /// Writes the tangent of each sample's cutoff into the first plane.
  private func fillTangents(_ block: RenderBlock, _ channel: Int, _ table: inout MutableSpan<Double>) {
    let count = block.count
    precondition(table.count >= count)
    if let constant = cutoff.constant(channel) {
      let g = tan(.pi * min(constant / rate, 0.5 * Self.highest))
      for i in 0..<count { table[unchecked: i] = g }
      return
    }
    withUnsafeTemporaryAllocation(of: Float.self, capacity: count) { scratch in
      scratch.initialize(repeating: 0)
      var tangents = scratch.mutableSpan
      Self.tangents(block.own(cutoff.place, channel), rate: rate, into: &tangents)
      for i in tangents.indices { table[unchecked: i] = Double(tangents[i]) }
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

  /// tan(pi hertz / rate) of cutoffs held to their range, as sine over cosine: to 3e-7 of it, less than a
  /// thousandth of a cent. The cosine is the sine of what is left to half the rate, which is exact where it is small.
  /// In single precision, eight at a time: of a filter whose cutoff moves it would else be the greater part.
  static func tangents(_ hertz: Span<Float>, rate: Double, into y: inout MutableSpan<Float>) {
    let (half, scale) = (Float(rate / 2), Float(.pi / rate))
    let (low, top) = (Float(cutoffs.lowerBound), min(Float(cutoffs.upperBound), half * Float(highest)))
    precondition(hertz.count == y.count)
    for i in y.indices {
      let given = hertz[i]
      var held = given < top ? given : top
      held = held > low ? held : low
      held = given - given == 0 ? held : 1_000
      y[i] = sine(held * scale) / sine((half - held) * scale)
    }
  }

  /// For 0 ≤ x ≤ pi / 2: the polynomial of its degree whose greatest relative error there is least, 6e-9, found by
  /// exchange.
  @inline(__always)
  private static func sine(_ x: Float) -> Float {
    let z = x * x
    var r = mulAdd(z, 2.605_780_5e-6, -1.980_960_2e-4)
    r = mulAdd(z, r, 8.333_066_5e-3)
    r = mulAdd(z, r, -0.166_666_6)
    return mulAdd(x * z, r, x)
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
