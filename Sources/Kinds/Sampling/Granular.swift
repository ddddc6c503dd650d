import Glibc
package import Signals

extension SignalKind {
  package static let granular = SignalKind(
    "granular", .sampling,
    "Grains: many short pieces of a signal, each faded in and out, taken from about one place in it.",
    example: "granular(saw(110) * perc(0.01, 1) * 0.5, 0.05, 40, 0.08)",
    source: "Dennis Gabor, Acoustical quanta and the theory of hearing, 1947; Curtis Roads, Microsound, 2001",
    Stream("input", "What grains are taken from."),
    Stream(
      "place", Granular.places, .seconds, default: 0,
      "Where in it a grain begins; line(0, 2, 8) goes through it slowly; in what is longer than 87 s, a place that moves stays within 43 s of the present."
    ),
    Stream(
      "density", Granular.densities, .hertz, default: 20,
      "How many grains begin in a second. Where it moves, they fall on a beat of 500 a second, of which it leaves out most."
    ),
    Number(
      "size", 0.001...5, .seconds, default: 0.1,
      "How long a grain is. Number only: it tells how far back all that moves is read."),
    Stream(
      "rate", Granular.rates, .ratio, default: 1,
      "How fast a grain is played, and so how high; negative is backwards."),
    Stream(
      "jitter", Granular.jitters, .seconds, default: 0.01,
      "How far from its place a grain may begin, either way."),
    Number(
      "irregularity", 0...1, .ratio, default: 0.5,
      "How far from an even beat grains begin. Number only: a signal would be read where a grain begins, and it tells where that is."
    ),
    Number("seed", 0...4_294_967_295, .count, default: 0, "Which of many random choices.")
  ) { context, input, place, density, size, rate, jitter, irregularity, seed in
    let setting = try Granular.Setting(
      context, density: density, size: size, irregularity: irregularity, seed: seed)
    return try Granular(
      input: input, place: place, speed: rate, density: density, jitter: jitter, setting)
  }
}

/// Grain k begins near k times the spacing, at a place and a speed that hold for the whole of it: any frame can be asked
/// for, in any order.
struct Granular: Kernel {
  struct Setting {
    let rate: Double
    /// Frames from one grain to the next, where one is heard in each place.
    let spacing: Double
    /// Where the density moves, the most that it may be.
    let most: Double?
    let size: Int
    let irregularity: Double
    let seed: UInt64

    init(
      _ context: KindContext, density: StreamInput, size: Double, irregularity: Double, seed: Double
    ) throws(SignalError) {
      let isMoving = density.single == nil
      let most = min(Granular.densities.upperBound, 400 / size)
      let density = density.single ?? Granular.densities.upperBound
      guard isMoving || density * size <= 400 else {
        throw SignalError(
          "density: \(Numerals.text(density)) grains of \(Numerals.text(size)) s in a second are more than 400 at once"
        )
      }
      rate = Double(context.rate)
      spacing = rate / density
      self.most = isMoving ? most : nil
      self.size = max(2, context.frames(size))
      (self.irregularity, self.seed) = (irregularity, UInt64(seed))
    }
  }

  private struct Grain {
    /// The frame of its first sample that is not silent.
    var onset: Int
    var source: Double
    var speed: Double
    var level: Float
  }

  static let densities = 0.1...500.0
  static let places = -86_400.0...86_400.0
  static let rates = -16.0...16.0
  static let jitters = 0...60.0
  /// A longer input is read, where the place moves, no further than half of this from the present: what is read for one
  /// answer lies side by side in memory.
  private static let most = 1 << 22

  let shape: SignalShape
  private let input: StreamInput
  private let place: StreamInput
  private let speed: StreamInput
  private let density: StreamInput
  private let jitter: StreamInput
  private let setting: Setting
  private let level: Float
  private let isFar: Bool
  private let hann: [Float]

  init(
    input: StreamInput, place: StreamInput, speed: StreamInput, density: StreamInput, jitter: StreamInput,
    _ setting: Setting
  ) throws {
    (self.input, self.place, self.speed, self.setting) = (input, place, speed, setting)
    (self.density, self.jitter) = (density, jitter)
    let count = input.shape.range.frames?.count
    let isLong = count.map { $0 > Self.most } ?? true
    isFar = !place.isConstant && isLong
    if isLong, let places = place.constant, let low = places.min(), let high = places.max(),
      (high - low) * setting.rate > Double(Self.most)
    {
      throw SignalError(
        "place: \(Quantity.seconds.text(low)) and \(Quantity.seconds.text(high)) were given; in what is so long the "
          + "channels' places are expected to lie at most \(Quantity.seconds.text((Double(Self.most) / setting.rate).rounded(.down))) apart"
      )
    }
    let channels = try SignalShape.channels(of: input, place, speed, density, jitter)
    shape = SignalShape(channels: channels)
    // So loud that grains that have nothing to do with each other add up to what they were taken from.
    level = Self.level(Double(setting.size) / setting.spacing, isMoving: false)
    hann = (0...1_024).map { Float(0.5 - 0.5 * cos(2 * Double.pi * Double($0) / 1_024)) }
  }

  /// For so many grains at once. Grains that are alike add up to half as many: that much stays below 24 dB over full
  /// scale, where the density moves with room for how many there are by chance.
  private static func level(_ count: Double, isMoving: Bool) -> Float {
    Float(1 / max(1, (count * 0.375).squareRoot(), count * (isMoving ? 0.05 : 0.5 / 15)))
  }

  var memory: Memory { .elsewhere }
  var askOrder: [Int]? { [place.index, speed.index, density.index, jitter.index, input.index] }
  func reach(_ input: Int) -> Int { input == self.input.index ? 0 : setting.size + Grid.block }

  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? {
    if input.index != self.input.index {
      return input.isConstant ? nil : block.frames.lowerBound - setting.size..<block.frames.upperBound
    }
    var (low, high) = (Double.infinity, -Double.infinity)
    for channel in 0..<shape.channels {
      for number in numbers(block) {
        guard let grain = grain(number, channel, block) else { continue }
        let first = Double(max(0, block.frames.lowerBound - grain.onset)) * grain.speed + grain.source
        let last =
          Double(min(setting.size, block.frames.upperBound - grain.onset)) * grain.speed + grain.source
        low = min(low, first, last)
        high = max(high, first, last)
      }
    }
    guard low <= high else { return nil }
    let frames = input.shape.range.clamping(Int(low.rounded(.down)) - 1..<Int(high.rounded(.down)) + 3)
    return frames.isEmpty ? nil : frames
  }

  /// The grains that may sound in a block.
  private func numbers(_ block: RenderBlock) -> ClosedRange<Int> {
    let first = (Double(block.frames.lowerBound - setting.size) / setting.spacing).rounded(.down)
    let last = (Double(block.frames.upperBound) / setting.spacing).rounded(.up)
    return Int(first) - 1...Int(last)
  }

  /// Grain `number`, where it sounds in the block.
  private func grain(_ number: Int, _ channel: Int, _ block: RenderBlock) -> Grain? {
    let late = random(number, 0) * setting.irregularity
    let onset = Int(((Double(number) + late) * setting.spacing).rounded(.down))
    guard onset < block.frames.upperBound, onset + setting.size > block.frames.lowerBound else { return nil }
    var source = value(place, channel, block, at: onset).limited(to: Self.places, standard: 0) * setting.rate
    if isFar {
      let (now, reach) = (Double(onset), Double(Self.most / 2))
      source = min(max(source, now - reach), now + reach)
    }
    var gain = level
    if let most = setting.most {
      let density = value(density, channel, block, at: onset).limited(to: Self.densities, standard: 20)
      guard min(density, most) > threshold(number) * Self.densities.upperBound else { return nil }
      gain = Self.level(Double(setting.size) * min(density, most) / setting.rate, isMoving: true)
    }
    let speed = value(speed, channel, block, at: onset).limited(to: Self.rates, standard: 1)
    let most = value(jitter, channel, block, at: onset).limited(to: Self.jitters, standard: 0.01)
    let apart = (random(number, 1) * 2 - 1) * most
    return Grain(onset: onset, source: source + apart * setting.rate, speed: speed, level: gain)
  }

  private func value(_ input: StreamInput, _ channel: Int, _ block: RenderBlock, at frame: Int) -> Double {
    if let constant = input.constant(channel) { return constant }
    // An onset lies at most a grain's size before the block.
    return Double(block.input(input, channel)[max(0, frame - block.firstFrame(input))])
  }

  /// How dense grains must be for grain `number` to be heard: evenly over 0 to 1, and where the beat is even so that of
  /// every few neighbours one is (J. van der Corput, 1935).
  private func threshold(_ number: Int) -> Double {
    if random(~number, 0) < setting.irregularity { return random(~number, 1) }
    var (bits, reversed) = (UInt64(bitPattern: Int64(number)), UInt64(0))
    for _ in 0..<64 { (reversed, bits) = (reversed &<< 1 | bits & 1, bits &>> 1) }
    return Double(reversed &>> 11) * 0x1p-53
  }

  /// From 0 to 1, by the grain's number (the finalizer of SplitMix64).
  private func random(_ number: Int, _ which: UInt64) -> Double {
    var x = (setting.seed &<< 1 | which) &* 0xd134_2543_de82_ef95 &+ UInt64(bitPattern: Int64(number))
    x = (x ^ (x &>> 30)) &* 0xbf58_476d_1ce4_e5b9
    x = (x ^ (x &>> 27)) &* 0x94d0_49bb_1331_11eb
    x ^= x &>> 31
    return Double(x &>> 11) * 0x1p-53
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    guard let asked = reads(input, block), !block.isUniformZero(input) else { return block.fillWithZero() }
    for channel in 0..<block.channels {
      var y = block.output(channel)
      for i in y.indices { y[i] = 0 }
      let x = block.input(input, channel)
      let first = block.firstFrame(input)
      let part = asked.clamped(to: first..<first + x.count)
      for number in numbers(block) {
        guard let grain = grain(number, channel, block) else { continue }
        add(
          grain, x.extracting(part.lowerBound - first..<part.upperBound - first), from: part.lowerBound,
          to: &y, block.frames)
      }
      if setting.most == nil { for i in y.indices { y[i] = mulAdd(y[i], level, 0) } }
    }
  }

  private func add(
    _ grain: Grain, _ x: Span<Float>, from first: Int, to y: inout MutableSpan<Float>, _ frames: Range<Int>
  ) {
    let low = max(grain.onset, frames.lowerBound)
    let high = min(grain.onset + setting.size, frames.upperBound)
    let perFrame = 1_024 / Float(setting.size)
    let hann = hann.span
    for n in low..<max(low, high) {
      let age = Int32(truncatingIfNeeded: n - grain.onset)
      let at = grain.source + Double(age) * grain.speed
      let place = (Float(age) + 0.5) * perFrame
      let entry = Int(Int32(place))
      let shape = mulAdd(place - Float(entry), hann[entry + 1] - hann[entry], hann[entry])
      let window = setting.most == nil ? shape : shape * grain.level
      y[n - frames.lowerBound] = mulAdd(window, cubic(x, from: first, at: at), y[n - frames.lowerBound])
    }
  }
}
