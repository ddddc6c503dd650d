import Glibc
package import Signals

extension SignalKind {
  package static let offset = SignalKind(
    "offset", .time,
    "A signal later by some seconds, or earlier where they are negative; rounded to whole frames.",
    example: "(saw(110) * perc(0.01, 0.3)):offset(0.5) * 0.7",
    Stream("input", "What to shift."),
    Number(
      "by", -86_400...86_400, .seconds,
      "How much later. Number only: it tells where the signal begins; warp moves.")
  ) { try Shift($0, input: $1, by: $0.frames($2), memory: .elsewhere) }

  package static let now = SignalKind(
    "now", .time,
    "A signal whose frame 0 lies at a frame of the clock: it begins when the patch is evaluated.",
    example: "saw(110):lowpass(line(300, 3000, 8):now())",
    Stream("input", "What begins then."),
    Number("frame", -0x1p53...0x1p53, .count, "The frame of the clock at which its frame 0 lies.")
  ) { try Shift($0, input: $1, by: Int($2), memory: .elsewhere) }

  package static let z = SignalKind(
    "z", .time, "A signal some frames late, as in a difference equation: x:z(1) is the sample before.",
    example: "(noise{seed=3} - noise{seed=3}:z(1)) * 0.4",
    Stream("input", "What to delay."),
    Stream(
      "count", MovingShift.counts, .frames,
      "How many frames late. Where it moves, to the nearest frame; a loop needs a number, in whose steps it is rendered."
    )
  ) { context, input, count in
    guard let count = count.single else { return try MovingShift(input: input, count: count) }
    guard count == count.rounded() else {
      throw SignalError("count: \(Numerals.text(count)) was given; a whole number is expected")
    }
    return try Shift(context, input: input, by: Int(count), memory: .window(Int(count)))
  }
}

/// The input, whole frames later.
struct Shift: Kernel {
  let shape: SignalShape
  let memory: Memory
  private let input: StreamInput
  private let by: Int
  private let radiansPerHertz: Double

  init(_ context: KindContext, input: StreamInput, by: Int, memory: Memory) throws(SignalError) {
    radiansPerHertz = 2 * .pi / Double(context.rate)
    self.input = input
    self.by = by
    self.memory = memory
    let range = try input.shape.range.moved(by: by)
    shape = SignalShape(channels: input.shape.channels, range: range, period: input.shape.period)
  }

  // What has memory may go on from a former input that was no constant.
  var constant: [Double]? { memory == .elsewhere ? input.constant : nil }
  var scalarOperation: ScalarOperation? { memory == .elsewhere ? nil : .delay(by) }
  var isWorthKeeping: Bool { false }

  var takesStretches: Bool { memory != .elsewhere && !input.isConstant }
  func leastDelay(_ input: Int) -> Int { max(0, by) }

  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? {
    // What tells by how much is a constant.
    input.index == self.input.index ? block.frames.lowerBound - by..<block.frames.upperBound - by : nil
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    if let constant { return block.fill(with: constant) }
    if block.isUniform(input) { return block.fill(fromUniform: input) }
    for channel in 0..<block.channels {
      let x = block.input(input, channel).extracting(block.places(of: input, earlierBy: by))
      var y = block.output(channel)
      copy(x, into: &y)
    }
  }
}

extension Shift: LinearResponse {
  func response(at hertz: Double, channel: Int) -> (real: Double, imaginary: Double)? {
    let angle = hertz * radiansPerHertz * Double(by)
    return (cos(angle), -sin(angle))
  }
}
