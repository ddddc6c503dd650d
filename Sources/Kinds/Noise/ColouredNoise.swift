package import Signals

extension SignalKind {
  package static let pink = coloured(
    "pink", "Pink noise: 3 dB less with each octave, as much in one as in another. Its RMS level is -14 dB.",
    source: OctaveNoise.source, .pink)

  package static let brown = coloured(
    "brown", "Brown or red noise: 6 dB less with each octave. Its RMS level is -14 dB.",
    source: OctaveNoise.source, .brown)

  package static let blue = coloured(
    "blue", "Blue noise: 3 dB more with each octave. Its RMS level is -14 dB.",
    source: OctaveNoise.source, .blue)

  package static let violet = coloured(
    "violet", "Violet noise: 6 dB more with each octave. Its RMS level is -14 dB.", source: "", .violet)

  private static func coloured(_ name: String, _ doc: String, source: String, _ colour: ColouredNoise.Colour)
    -> SignalKind
  {
    SignalKind(
      name, .noise, doc, example: "\(name){seed=3}", source: source,
      Number("seed", 0...4_294_967_295, .count, default: 0, "Which noise it is.")
    ) { ColouredNoise($0, colour, seed: UInt32($1)) }
  }
}

/// Noise whose spectrum slopes, as a function of seed and frame: pink and brown by octaves; violet is the slope of
/// white noise, blue that of pink.
struct ColouredNoise: Kernel {
  enum Colour { case pink, brown, blue, violet }

  private static let level: Float = 0.2

  let shape = SignalShape()
  private let octaves: OctaveNoise?
  private let white: RandomSequence
  private let slope: [Float]
  private let gain: Float

  init(_ context: KindContext, _ colour: Colour, seed: UInt32) {
    white = RandomSequence(seed: seed, row: 0)
    let octaves: OctaveNoise? =
      switch colour {
      case .pink, .blue: OctaveNoise(exponent: 1, rate: context.rate, seed: seed)
      case .brown: OctaveNoise(exponent: 2, rate: context.rate, seed: seed)
      case .violet: nil
      }
    self.octaves = octaves
    slope = colour == .blue || colour == .violet ? Self.differentiator : []
    // The mean of the spectrum is the variance; pink's and brown's, which is steep, has been worked out.
    var variance = octaves?.variance ?? 1
    if !slope.isEmpty {
      let points = 1_024
      variance =
        (0..<points).reduce(0) { sum, place in
          let turns = (Double(place) + 0.5) / Double(2 * points)
          let response = Self.response(turns)
          return sum + response * response * (octaves?.power(turns) ?? 1)
        } / Double(points)
    }
    gain = Self.level * Float((3 / variance).squareRoot())
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    var y = block.output(0)
    if slope.isEmpty {
      fill(block.frames, &y)
    } else {
      let reach = slope.count
      let frames = block.frames.lowerBound - reach..<block.frames.upperBound + reach - 1
      withUnsafeTemporaryAllocation(of: Float.self, capacity: frames.count) { scratch in
        scratch.initialize(repeating: 0)
        var wide = scratch.mutableSpan
        fill(frames, &wide)
        differentiate(wide.span, &y)
      }
    }
    for i in y.indices { y[i] *= gain }
  }

  private func fill(_ frames: Range<Int>, _ y: inout MutableSpan<Float>) {
    if let octaves { return octaves.fill(frames, &y) }
    for i in y.indices { y[i] = white.value(frames.lowerBound + i) }
  }

  /// Between the two frames in the middle.
  private func differentiate(_ x: Span<Float>, _ y: inout MutableSpan<Float>) {
    let reach = slope.count
    precondition(x.count == y.count + 2 * reach - 1)
    for i in y.indices { y[i] = 0 }
    for (tap, weight) in slope.enumerated() {
      for i in y.indices {
        y[i] = mulAdd(weight, x[i &+ reach &+ tap] - x[i &+ reach &- 1 &- tap], y[i])
      }
    }
  }

  /// What falls half a frame, one and a half … to either side: the slope of the sinc there, under a window.
  private static let differentiator: [Float] = (0..<10).map { tap in
    let place = Double(tap) + 0.5
    let part = place / 10.5
    let window = (1 - part * part) * (1 - part * part)
    return Float((tap % 2 == 0 ? 1 : -1) / (.pi * place * place) * window)
  }

  /// Its gain at a frequency in turns a frame.
  private static func response(_ turns: Double) -> Double {
    differentiator.enumerated().reduce(0) {
      $0 + 2 * Double($1.element) * OctaveNoise.sine((Double($1.offset) + 0.5) * turns)
    }
  }
}
