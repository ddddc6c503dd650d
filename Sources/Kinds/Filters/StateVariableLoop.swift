import Glibc
import Signals

extension StateVariableFilter {
  /// The highest cutoff, as a part of half the rate.
  static let highest = 0.999
  /// Of a table of coefficients: a1, a2, a3, lift, the parts of input, band and low side, feed, what is kept of both
  /// states, and near.
  static let planes = 11

  /// What one sample takes: with g = tan(pi cutoff / rate) and k = 1 / q, a1 = 1 / (1 + g (g + k)), a2 = g
  /// a1, a3 = g a2; and the parts that the output is made of.
  struct Coefficients {
    var a1: Double
    var a2: Double
    var a3: Double
    /// What multiplies the band: k, or what is left of it where the input was multiplied.
    var lift: Double
    var input = 0.0
    var band = 0.0
    var low = 0.0
    /// What multiplies the input on its way to the integrators.
    var feed = 1.0
    /// What is kept of both states from the frame before.
    var first = 1.0
    var second = 1.0
    var g: Double { a2 / a1 }
    var k: Double { lift * feed }
    /// The cosine of the cutoff's angle.
    var near: Double { 1 / (1 + g * g).squareRoot() }

    init(_ table: Span<Double>, _ count: Int, _ i: Int) {
      a1 = table[unchecked: i]
      a2 = table[unchecked: count &+ i]
      a3 = table[unchecked: 2 &* count &+ i]
      lift = table[unchecked: 3 &* count &+ i]
      input = table[unchecked: 4 &* count &+ i]
      band = table[unchecked: 5 &* count &+ i]
      low = table[unchecked: 6 &* count &+ i]
      feed = table[unchecked: 7 &* count &+ i]
      first = table[unchecked: 8 &* count &+ i]
      second = table[unchecked: 9 &* count &+ i]
    }

    init(_ response: Response, cutoff: Double, q: Double, gain: Double, rate: Double) {
      let a = StateVariableFilter.amplitude(gain)
      let g = tan(.pi * min(cutoff / rate, 0.5 * highest)) * response.warping(a)
      let k = response.damping(q, a)
      a1 = 1 / (1 + g * (g + k))
      a2 = g * a1
      a3 = g * a2
      feed = response.feed(k)
      lift = k / feed
      (input, band, low) = response.parts(lift, a)
    }
  }

  /// How much of a state is kept where what it is held by goes from `before` to `now`.
  @inline(__always)
  private static func kept(_ before: Double, _ now: Double) -> Double { before < now ? before / now : 1 }

  /// The states as they are held by coefficients that stay.
  static func hold(_ c: Coefficients, _ state: inout State) {
    let second = kept(state.near, c.near)
    state.first *= second * kept(state.lift, c.lift)
    state.second *= second
    (state.near, state.lift) = (c.near, c.lift)
  }

  /// Works out what is kept of the states at each frame of a table.
  static func hold(_ table: inout MutableSpan<Double>, _ count: Int, _ state: inout State) {
    precondition(count > 0 && table.count == planes * count)
    for i in 0..<count {
      let near = i == 0 ? state.near : table[unchecked: 10 &* count &+ i &- 1]
      let lift = i == 0 ? state.lift : table[unchecked: 3 &* count &+ i &- 1]
      let second = kept(near, table[unchecked: 10 &* count &+ i])
      table[unchecked: 8 &* count &+ i] = second * kept(lift, table[unchecked: 3 &* count &+ i])
      table[unchecked: 9 &* count &+ i] = second
    }
    (state.near, state.lift) = (table[11 * count - 1], table[4 * count - 1])
  }

  /// The output that any response is made of.
  @inline(__always)
  static func mixed(_ c: Coefficients, _ x: Double, _ band: Double, _ low: Double) -> Double {
    (c.input * x).addingProduct(c.band, band).addingProduct(c.low, low)
  }

  /// Both integrators from their states, not one from the other: the chain from sample to sample is two fused
  /// steps.
  @inline(__always)
  private static func step(
    _ c: Coefficients, _ x: Double, _ state: inout State,
    _ pick: (Coefficients, Double, Double, Double) -> Double
  ) -> Float {
    let (s1, s2) = (state.first, state.second)
    let (h1, h2, fed) = (c.first * s1, c.second * s2, c.feed * x)
    let difference = fed - h2
    let band = (c.a1 * h1).addingProduct(c.a2, difference)
    let low = (c.a2 * h1 + h2).addingProduct(c.a3, difference)
    // What is kept multiplies the coefficients here: the chain stays as short.
    state.first = ((2 * c.a2) * fed).addingProduct(-2 * c.a2 * c.second, s2)
      .addingProduct((2 * c.a1 - 1) * c.first, s1)
    state.second = ((2 * c.a3) * fed).addingProduct(2 * c.a2 * c.first, s1)
      .addingProduct((1 - 2 * c.a3) * c.second, s2)
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
      let c = Coefficients(table, count, i)
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
    fill(cutoff, block, channel, cutoff.bounds, standard: 1_000, from: 0, &table)
    fill(q, block, channel, qs, standard: 0.7071, from: 3 * count, &table)
    fill(gain, block, channel, response.gains, standard: 6, from: 4 * count, &table)
    switch response {
    case .lowpass: tabulate(&table, count, .lowpass)
    case .highpass: tabulate(&table, count, .highpass)
    case .bandpass: tabulate(&table, count, .bandpass)
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
      let feed = response.feed(k)
      let lift = feed < 1 ? 1 : k
      table[unchecked: 3 &* count &+ i] = lift
      table[unchecked: 7 &* count &+ i] = feed
      table[unchecked: 10 &* count &+ i] = hasGain ? c / (c * c + s * s).squareRoot() : c
      if response == .lowpass || response == .highpass || response == .bandpass { continue }
      let parts = response.parts(lift, a)
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
    let samples = block.input(input, channel)
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
