import Glibc
package import Signals

extension SignalKind {
  package static let dilate = SignalKind(
    "dilate", .time,
    "A signal stretched in time about frame 0, by linear interpolation: a factor of 2 takes twice as long.",
    example: "sample(\"kick.wav\"):dilate(2)",
    Stream("input", "What to stretch."),
    Number("factor", 0.001...1_000, .ratio, "How many times as long.")
  ) { Dilate(input: $1, factor: $2) }
}

/// Frame n is the input at n / factor.
struct Dilate: Kernel {
  let shape: SignalShape
  private let input: StreamInput
  private let factor: Double

  init(input: StreamInput, factor: Double) {
    self.input = input
    self.factor = factor
    var period: Int?
    if let old = input.shape.period {
      let new = Double(old) * factor
      let whole = new.rounded()
      if whole >= 1, whole <= Double(Period.longest), abs(new - whole) < 1e-9 * whole { period = Int(whole) }
    }
    if input.isConstant { period = 1 }
    let range = Self.range(of: input.shape.range, factor)
    shape = SignalShape(channels: input.shape.channels, range: range, period: period)
  }

  /// The frames n with lower - 1 < n / factor < upper: beside its range the input interpolates towards zero. Bounds
  /// past 2^52 count as none.
  private static func range(of range: SignalRange, _ factor: Double) -> SignalRange {
    if range.isEmpty { return range }
    func least(_ isInside: (Double) -> Bool, near frame: Double) -> Int? {
      guard abs(frame) < 0x1p52 else { return nil }
      // The division decides, and the product may be off by its rounding.
      var n = frame.rounded(.down) - 2
      while !isInside(n) { n += 1 }
      return Int(n)
    }
    let lower = range.lower.flatMap { bound in
      least({ $0 / factor > Double(bound) - 1 }, near: (Double(bound) - 1) * factor)
    }
    let upper = range.upper.flatMap { bound in
      least({ $0 / factor >= Double(bound) }, near: Double(bound) * factor)
    }
    return SignalRange(lower: lower, upper: upper)
  }

  var constant: [Double]? { input.constant }
  var memory: Memory { .elsewhere }
  var density: Double { max(1, 1 / factor) }

  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? {
    let first = (Double(block.frames.lowerBound) / factor).rounded(.down)
    let last = (Double(block.frames.upperBound - 1) / factor).rounded(.down)
    return Int(first)..<Int(last) + 2
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    if let constant { return block.fill(with: constant) }
    if block.isUniform(input) { return block.fill(fromUniform: input) }
    let first = block.firstFrame(input)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: Grid.block) { scratch in
      let scratch = scratch.extracting(..<block.count)
      var at = scratch.mutableSpan
      let start = Double(block.frames.lowerBound)
      for i in at.indices { at[i] = (start + Double(Int32(truncatingIfNeeded: i))) / factor }
      for channel in 0..<block.channels {
        let x = block.input(input, channel)
        var y = block.output(channel)
        interpolate(x, from: first, at: at.span, into: &y)
      }
    }
  }
}
