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
  static func kept<Number: BinaryFloatingPoint>(_ before: Number, _ now: Number) -> Number {
    before < now ? before / now : 1
  }

  /// How much is kept of the low side's state where `lift` is kept of the band's, under a cutoff of whose angle `near` is the
  /// cosine: near half the rate it holds little but what takes the band's away.
  @inline(__always)
  static func low(_ lift: Double, _ near: Double) -> Double { 1 - (1 - lift) * (1 - near * near) }

  /// The states as they are held by coefficients that stay.
  static func hold(_ c: Coefficients, _ state: inout State) {
    let (near, lift) = (kept(state.near, c.near), kept(state.lift, c.lift))
    state.first *= near * lift
    state.second *= near * low(lift, state.near)
    (state.near, state.lift) = (c.near, c.lift)
  }

  /// Works out what is kept of the states at each frame of a table; where the band's part grew since the frame before it,
  /// the state gives up its own at once.
  static func hold(_ table: inout MutableSpan<Double>, _ count: Int, _ state: inout State) {
    precondition(count > 0 && table.count == planes * count)
    let given = kept(state.lift, table[3 * count])
    state.first *= given
    state.second *= low(given, state.near)
    for i in 0..<count {
      let near = i == 0 ? state.near : table[unchecked: 10 &* count &+ i &- 1]
      let second = Double(kept(Float(near), Float(table[unchecked: 10 &* count &+ i])))
      let lift = table[unchecked: 3 &* count &+ i]
      let before = i == 0 ? lift : table[unchecked: 3 &* count &+ i &- 1]
      let first = kept(before, lift)
      table[unchecked: 8 &* count &+ i] = second * first
      table[unchecked: 9 &* count &+ i] = second * low(first, near)
    }
    (state.near, state.lift) = (table[11 * count - 1], table[4 * count - 1])
  }

  /// The output that any response is made of.
  @inline(__always)
  static func mixed(_ c: Coefficients, _ x: Double, _ band: Double, _ low: Double) -> Double {
    (c.input * x).addingProduct(c.band, band).addingProduct(c.low, low)
  }

  /// Both integrators from their states, not one from the other: the chain from sample to sample is two fused
  /// steps. `StateVariableLanes` and `StateVariableCascade` do the same in lanes.
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

  /// The coefficients of each sample of a block, from the tangents of its cutoffs. One division serves all.
  func tabulate(_ block: RenderBlock, _ channel: Int, _ table: inout MutableSpan<Double>) {
    let count = block.count
    precondition(table.count == Self.planes * count)
    fillTangents(block, channel, &table)
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
      let feed = response.feed(k)
      let lift = feed < 1 ? 1 : k
      table[unchecked: 3 &* count &+ i] = lift
      table[unchecked: 7 &* count &+ i] = feed
      if hasGain { table[unchecked: 10 &* count &+ i] = Double(Float(1 / (1 + g * g).squareRoot())) }
      if response == .lowpass || response == .highpass || response == .bandpass { continue }
      let parts = response.parts(lift, a)
      table[unchecked: 4 &* count &+ i] = parts.input
      table[unchecked: 5 &* count &+ i] = parts.band
      table[unchecked: 6 &* count &+ i] = parts.low
    }
  }

  /// Writes the tangent of each sample's cutoff into the first plane, the cosine of its angle into the last.
  private func fillTangents(_ block: RenderBlock, _ channel: Int, _ table: inout MutableSpan<Double>) {
    let count = block.count
    precondition(table.count == Self.planes * count)
    if let constant = cutoff.constant(channel) {
      let angle = .pi * min(constant / rate, 0.5 * Self.highest)
      let (g, near) = (tan(angle), Double(Float(cos(angle))))
      for i in 0..<count {
        table[unchecked: i] = g
        table[unchecked: 10 &* count &+ i] = near
      }
      return
    }
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * count) { scratch in
      scratch.initialize(repeating: 0)
      var tangents = scratch.extracting(..<count).mutableSpan
      var cosines = scratch.extracting(count...).mutableSpan
      tabulate(block.own(cutoff.place, channel), &tangents, &cosines)
      for i in tangents.indices {
        table[unchecked: i] = Double(tangents[i])
        table[unchecked: 10 &* count &+ i] = Double(cosines[i])
      }
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
  /// thousandth of a cent; and the cosine. That is the sine of what is left to half the rate, which is exact where it is
  /// small. In single precision, eight at a time: of a filter whose cutoff moves it would else be the greater part.
  func tabulate(_ hertz: Span<Float>, _ y: inout MutableSpan<Float>, _ cosines: inout MutableSpan<Float>) {
    let (half, scale) = (Float(rate / 2), Float(.pi / rate))
    let low = Float(cutoff.bounds.lowerBound)
    let top = min(Float(cutoff.bounds.upperBound), half * Float(Self.highest))
    precondition(hertz.count == y.count && hertz.count == cosines.count)
    for i in y.indices {
      let given = hertz[i]
      var held = given < top ? given : top
      held = held > low ? held : low
      held = given - given == 0 ? held : 1_000
      let cosine = Self.sine((half - held) * scale)
      y[i] = Self.sine(held * scale) / cosine
      cosines[i] = cosine
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
