package import Signals

extension SignalKind {
  package static let pan = SignalKind(
    "pan", .space,
    "Places a signal between left and right: equal power, 0 dB at the centre. Of a stereo signal, the balance. More "
      + "channels are first spread evenly from left to right, each as loud as it was. The answer is stereo. Of more than "
      + "two speakers it is a ring: between the two nearest, with equal power, at a speaker as loud as it was.",
    example: "saw(110):pan(-0.5) * 0.5",
    Stream("input", "What to place: any number of channels."),
    Stream(
      "pos", -1...1, .position, default: 0,
      "Where: -1 is left, 0 the centre, 1 right. On a ring 0 is the first speaker, 2 / speakers further is the next, "
        + "and -1 and 1 are one place, opposite. With one for each channel, each is placed by its own."),
    Number(
      "speakers", 2...64, .count, default: 2,
      "How many channels the answer has, numbered round the ring. Number only: it tells how many channels there are."
    )
  ) { _, input, pos, speakers in
    if speakers == 2 { return try Pan(input: input, pos: pos) }
    return try RingPan(input: input, pos: pos, speakers: Int(speakers))
  }
}

/// left x cos, right x sin of the quarter turn from left to right, times the square root of 2.
struct Pan: Kernel {
  let shape: SignalShape
  let constant: [Double]?
  private let input: StreamInput
  private let pos: StreamInput

  /// For each channel, what is heard of it left and right before it is balanced: where it has a place of its own, all.
  private let shares: [[Float]]

  init(input: StreamInput, pos: StreamInput) throws(SignalError) {
    let (count, places) = (input.shape.channels, pos.shape.channels)
    try Self.checkPlaces(input, pos)
    self.input = input
    self.pos = pos
    let period = Period.combined(input.shape.period, pos.shape.period)
    shape = SignalShape(channels: 2, range: input.shape.range, period: period)
    let isSpread = count > 1 && places == 1
    let shares = (0..<count).map { channel -> [Float] in
      guard isSpread else { return [1, 1] }
      // Evenly from left to right by the same law, a factor of the square root of 2 below it; at the ends exactly.
      if channel == 0 || channel == count - 1 { return channel == 0 ? [1, 0] : [0, 1] }
      let place = Float(2 * channel) / Float(count - 1) - 1
      let level = Float(0.5).squareRoot()
      return [Self.gain(place) * level, Self.gain(-place) * level]
    }
    self.shares = shares
    if let values = input.constant, let place = pos.constant {
      constant = [Float(1), -1].enumerated().map { side, sign in
        values.indices.reduce(0) {
          let gain = Self.gain(sign * Float(place.count == 1 ? place[0] : place[$1]))
          return $0 + values[$1] * Double(gain * shares[$1][side])
        }
      }
    } else {
      constant = nil
    }
  }

  static func checkPlaces(_ input: StreamInput, _ pos: StreamInput) throws(SignalError) {
    let (count, places) = (input.shape.channels, pos.shape.channels)
    guard places == 1 || places == count else {
      throw SignalError(
        "pos: \(places) channels were given; expected one"
          + (count == 1 ? "" : ", or \(count), one for each channel of the input"))
    }
  }

  var askOrder: [Int]? { [input.index, pos.index] }
  var isElementwise: Bool { true }

  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? {
    input.index == pos.index && block.isUniformZero(self.input) ? nil : block.frames
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    if let constant { return block.fill(with: constant) }
    if block.isUniformZero(input) { return block.fillWithZero() }
    let isFixed = block.isUniform(pos)
    for side in 0..<2 {
      var y = block.output(side)
      var isFirst = true
      for channel in shares.indices where shares[channel][side] != 0 {
        let x = block.input(input, channel).extracting(block.places(of: input))
        let places = block.input(pos, pos.shape.channels == 1 ? 0 : channel).extracting(block.places(of: pos))
        add(x, at: places, isFixed, side == 0 ? 1 : -1, shares[channel][side], isFirst, to: &y)
        isFirst = false
      }
    }
    if isFixed, block.isUniform(input) { block.markUniform() }
  }

  private func add(
    _ x: Span<Float>, at pos: Span<Float>, _ isFixed: Bool, _ side: Float, _ share: Float, _ isFirst: Bool,
    to y: inout MutableSpan<Float>
  ) {
    precondition(x.count == y.count && pos.count == y.count)
    if isFixed {
      let gain = Self.gain(side * pos[0].limited(to: -1...1, standard: 0)) * share
      // Written twice: a loop that chooses in each frame is no vector's.
      if isFirst {
        for i in y.indices { y[i] = mulAdd(x[i], gain, 0) }
      } else {
        for i in y.indices { y[i] = mulAdd(x[i], gain, y[i]) }
      }
    } else {
      for i in y.indices {
        let gain = Self.gain(side * pos[i].limited(to: -1...1, standard: 0)) * share
        y[i] = mulAdd(x[i], gain, isFirst ? 0 : y[i])
      }
    }
  }

  /// The left gain at `u`, the right one at -`u`: cos(x) - sin(x) for x = u pi/4, which is 1 at the centre.
  ///
  /// Written as (1 - u) times a polynomial with constant term 1, so that the centre is exactly 1 and the far side
  /// exactly 0. The polynomial is a least-squares fit on Chebyshev nodes; the gain's error is below 2e-7.
  @inline(__always)
  static func gain(_ u: Float) -> Float {
    var r = mulAdd(u, -3.487_463_6e-6, -3.934_610_5e-5)
    r = mulAdd(u, r, 2.865_166e-4)
    r = mulAdd(u, r, 2.776_358_3e-3)
    r = mulAdd(u, r, -1.307_792_7e-2)
    r = mulAdd(u, r, -9.382_328_4e-2)
    r = mulAdd(u, r, 0.214_601_84)
    r = mulAdd(u, r, 1)
    return (1 - u) * r
  }
}
