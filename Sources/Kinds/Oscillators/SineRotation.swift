import Signals

/// A sine of even steps by the angle sum formula: sin(a + k w) = sin a cos(k w) + cos a sin(k w), from sine and cosine at
/// the beginning of each 32 frames.
///
/// The beginnings lie on the block grid, in a period on the grid of its own frames: so no bit depends on how a range is
/// cut, and nothing is carried from block to block.
struct SineRotation: Sendable {
  private static let span = 32
  private static let spans = Grid.block / span
  static let byteCount = (2 * span + 4 * spans) * 4

  /// Cosines, then sines, of 0 to 31 steps.
  private let table: [Float]
  /// Cosine and sine of 0, 32, 64 and 96 steps.
  private let jumps: [Double]

  init(_ phase: FixedPhase) {
    let step = phase.step
    let near = (0..<Self.span).map { Self.cosineAndSine(step &* UInt64($0)) }
    let far = (0..<Self.spans).map { Self.cosineAndSine(step &* UInt64($0 * Self.span)) }
    table = near.map { Float($0.cosine) } + near.map { Float($0.sine) }
    jumps = far.flatMap { [$0.cosine, $0.sine] }
  }

  /// Frames of the clock; `y` begins with the first of them.
  func render(_ phase: FixedPhase, _ frames: Range<Int>, into y: inout MutableSpan<Float>) {
    precondition(y.count == frames.count)
    var done = 0
    while done < frames.count {
      let place = phase.place(of: frames.lowerBound + done)
      let anchor = Grid.floor(place)
      let left = phase.period.map { $0 - place } ?? Int.max
      let blocks = min(frames.count - done, left) / Grid.block
      if place == anchor, blocks > 0 {
        let count = min(blocks, Self.most)
        renderBlocks(phase, from: anchor, count, into: &y, at: done)
        done += count * Grid.block
        continue
      }
      let end = min(anchor + Grid.block, phase.period ?? Int.max)
      let count = min(end - place, frames.count - done)
      render(phase, anchor, from: place - anchor, count, into: &y, at: done)
      done += count
    }
  }

  /// Blocks whose beginnings are worked out together.
  private static let most = 16

  /// Whole blocks: what the table holds stays in registers, and a beginning takes four steps of eight lanes.
  private func renderBlocks(
    _ phase: FixedPhase, from frame: Int, _ count: Int, into y: inout MutableSpan<Float>, at place: Int
  ) {
    precondition(count <= Self.most && place >= 0 && place + count * Grid.block <= y.count)
    precondition(table.count == 2 * Self.span && jumps.count == 2 * Self.spans)
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Self.most) { phases in
      withUnsafeTemporaryAllocation(of: (Float, Float).self, capacity: Self.most * Self.spans) { begins in
        phase.forEachUpper(from: frame, by: Grid.block, count) { unsafe phases[$0] = $1 }
        for block in 0..<count {
          let upper = unsafe phases[block]
          let (c, s) = Self.beginning(upper, sign: phase.sign)
          for number in 0..<Self.spans {
            unsafe begins[block * Self.spans + number] = begin(c, s, number)
          }
        }
        table.withUnsafeBufferPointer { table in
          y.withUnsafeMutableBufferPointer { y in
            guard let table = table.baseAddress, let y = y.baseAddress else { return }
            unsafe Self.turn(UnsafeRawPointer(table), begins, count * Self.spans, y + place)
          }
        }
      }
    }
  }

  private static func turn(
    _ table: UnsafeRawPointer, _ begins: UnsafeMutableBufferPointer<(Float, Float)>, _ count: Int,
    _ y: UnsafeMutablePointer<Float>
  ) {
    typealias Eight = SIMD8<Float>
    let bytes = span * 4
    let (c0, c1) = unsafe (
      table.loadUnaligned(as: Eight.self), table.loadUnaligned(fromByteOffset: 32, as: Eight.self)
    )
    let (c2, c3) = unsafe (
      table.loadUnaligned(fromByteOffset: 64, as: Eight.self),
      table.loadUnaligned(fromByteOffset: 96, as: Eight.self)
    )
    let (s0, s1) = unsafe (
      table.loadUnaligned(fromByteOffset: bytes, as: Eight.self),
      table.loadUnaligned(fromByteOffset: bytes + 32, as: Eight.self)
    )
    let (s2, s3) = unsafe (
      table.loadUnaligned(fromByteOffset: bytes + 64, as: Eight.self),
      table.loadUnaligned(fromByteOffset: bytes + 96, as: Eight.self)
    )
    for number in 0..<count {
      let (sine, cosine) = unsafe begins[number]
      let (a, b) = (Eight(repeating: sine), Eight(repeating: cosine))
      let to = UnsafeMutableRawPointer(unsafe y + number * span)
      unsafe to.storeBytes(of: mulAdd(b, s0, a * c0), as: Eight.self)
      unsafe to.storeBytes(of: mulAdd(b, s1, a * c1), toByteOffset: 32, as: Eight.self)
      unsafe to.storeBytes(of: mulAdd(b, s2, a * c2), toByteOffset: 64, as: Eight.self)
      unsafe to.storeBytes(of: mulAdd(b, s3, a * c3), toByteOffset: 96, as: Eight.self)
    }
  }

  /// Cosine and sine where a block begins, smaller than 1 by 1.25 u, u = 2^-24: then no sum passes 1. Half a step of each
  /// of the four factors and of the first product make a sum larger by at most 1.92 u, where sine and cosine are equal
  /// (2 a h(a) + h(a^2) + 2 b h(b), a^2 + b^2 = 1, h half a step), and what is at most 1 + u rounds to 1; the third of u that
  /// is left is for the polynomials.
  @inline(__always)
  private static func beginning(_ upper: UInt32, sign: Float) -> (cosine: Double, sine: Double) {
    let factor = Double(sign) * (1 - 0x1.4p-24)
    return (factor * sine(upper &+ 1 << 30), factor * sine(upper))
  }

  /// Sine and cosine where the span of a number begins, from those of its block.
  @inline(__always)
  private func begin(_ c: Double, _ s: Double, _ number: Int) -> (Float, Float) {
    let (cosine, sine) = (jumps[2 * number], jumps[2 * number + 1])
    return (
      Float((s * cosine).addingProduct(c, sine)), Float((c * cosine).addingProduct(-s, sine))
    )
  }

  /// `count` frames from the `first` behind the anchor on.
  private func render(
    _ phase: FixedPhase, _ anchor: Int, from first: Int, _ count: Int, into y: inout MutableSpan<Float>,
    at place: Int
  ) {
    var upper: UInt32 = 0
    phase.forEachUpper(from: anchor, by: 0, 1) { upper = $1 }
    let (c, s) = Self.beginning(upper, sign: phase.sign)
    let table = table.span
    var at = first
    while at < first + count {
      let number = at / Self.span
      let (a, b) = begin(c, s, number)
      let end = min((number + 1) * Self.span, first + count)
      let to = place + at - first
      precondition(to >= 0 && to + end - at <= y.count && table.count == 2 * Self.span)
      let k = at - number * Self.span
      for i in 0..<end - at {
        y[unchecked: to &+ i] = mulAdd(b, table[unchecked: Self.span &+ k &+ i], a * table[unchecked: k &+ i])
      }
      at = end
    }
  }

  /// Of a phase, its upper 32 bits: errors below 2e-9.
  @inline(__always)
  static func cosineAndSine(_ phase: UInt64) -> (cosine: Double, sine: Double) {
    let upper = UInt32(truncatingIfNeeded: phase &>> 32)
    return (sine(upper &+ 1 << 30), sine(upper))
  }

  /// Folded onto a quarter turn either way.
  @inline(__always)
  private static func sine(_ phase: UInt32) -> Double {
    let x = Double(Int32(bitPattern: phase)) * 0x1p-32
    var t = x < 0.5 - x ? x : 0.5 - x
    t = t > -0.5 - x ? t : -0.5 - x
    return FastMath.sineOfQuarter(2 * .pi * t)
  }
}
