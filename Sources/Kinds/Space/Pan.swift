package import Signals

extension SignalKind {
  package static let pan = SignalKind(
    "pan", .space,
    "Places a signal between left and right: equal power, 0 dB at the centre. Of a stereo signal, the balance.",
    example: "saw(110):pan(-0.5) * 0.5",
    Stream("input", "What to place: one channel or two."),
    Stream("pos", -1...1, .position, default: 0, "Where: -1 is left, 0 the centre, 1 right.")
  ) { try Pan(input: $1, pos: $2) }
}

/// left x cos, right x sin of the quarter turn from left to right, times the square root of 2.
struct Pan: Kernel {
  let shape: SignalShape
  let constant: [Double]?
  private let input: StreamInput
  private let pos: StreamInput

  init(input: StreamInput, pos: StreamInput) throws(SignalError) {
    guard input.shape.channels <= 2 else {
      throw SignalError(
        "input: \(input.shape.channels) channels were given; pan takes one or two (channel(n) picks one)")
    }
    guard pos.shape.channels == 1 else {
      throw SignalError("pos: \(pos.shape.channels) channels were given; expected one")
    }
    self.input = input
    self.pos = pos
    let period = Period.combined(input.shape.period, pos.shape.period)
    shape = SignalShape(channels: 2, range: input.shape.range, period: period)
    if let left = input.constant(0), let right = input.constant(input.shape.channels - 1),
      let place = pos.constant(0)
    {
      constant = [left * Double(Self.gain(Float(place))), right * Double(Self.gain(Float(-place)))]
    } else {
      constant = nil
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
    let pos = block.input(pos).extracting(block.places(of: pos))
    for channel in 0..<2 {
      let x = block.input(input, channel).extracting(block.places(of: input))
      let side: Float = channel == 0 ? 1 : -1
      var y = block.output(channel)
      precondition(x.count == y.count && pos.count == y.count)
      if isFixed {
        let gain = Self.gain(side * pos[0].limited(to: -1...1, standard: 0))
        for i in y.indices { y[i] = mulAdd(x[i], gain, 0) }
      } else {
        for i in y.indices {
          y[i] = mulAdd(x[i], Self.gain(side * pos[i].limited(to: -1...1, standard: 0)), 0)
        }
      }
    }
    if isFixed, block.isUniform(input) { block.markUniform() }
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
