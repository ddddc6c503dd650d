import Designs
import Glibc
import Signals

/// What is added around a wrap so that the wave holds nothing that would fold: the difference between a
/// band-limited step, the integral of a windowed sinc, and the naive one; and for corners the integral of
/// that difference, and that one's for where curves meet.
///
/// The method is Eli Brandt's ("Hard Sync Without Aliasing", 2001); the corner's, Esqueda, Välimäki and
/// Bilbao's ("Rounding Corners with BLAMP", 2016). The sinc falls from 0 dB at 20 kHz to -93 dB at 28 kHz, at
/// 48 kHz; what would fold from there lies further down, harmonics being weaker than the fundamental.
struct BandlimitedStep: Sendable {
  /// Frames on either side of a wrap that it reaches.
  static let reach = 18
  private static let width = 2 * reach
  /// Rows for each frame: linear interpolation between them errs by less than 3e-6.
  private static let rows = 256

  static let source =
    "Eli Brandt, Hard Sync Without Aliasing, ICMC 2001; "
    + "Esqueda, Välimäki, Bilbao, Rounding Corners with BLAMP, DAFx 2016"

  /// For a step upwards.
  static let step = BandlimitedStep(Prototype().step, isOdd: true)
  /// For a corner where the slope grows.
  static let corner = BandlimitedStep(Prototype().corner, isOdd: false)
  /// For where the slope's own growth grows.
  static let bow = BandlimitedStep(Prototype().bow, isOdd: true)
  /// For where the growth of that growth does.
  static let twist = BandlimitedStep(Prototype().twist, isOdd: false)

  /// Nothing, as at half the rate and above.
  static func silence(_ y: inout MutableSpan<Float>) { for i in y.indices { y[i] = 0 } }

  /// Row by row: d = row / 256 frames since the wrap at column `reach`, a frame further with each column.
  let table: [Float]
  private let isOdd: Bool

  private init(_ half: [Double], isOdd: Bool) {
    self.isOdd = isOdd
    var table: [Float] = []
    table.reserveCapacity((Self.rows + 1) * Self.width)
    for row in 0...Self.rows {
      for column in 0..<Self.width {
        let place = row + (column - Self.reach) * Self.rows
        let isBefore = column < Self.reach
        let value = half[abs(place)]
        table.append(Float(isBefore && isOdd ? -value : value))
      }
    }
    self.table = table
  }

  /// Adds this at each wrap of a run's phase, moved on by `shift`, that reaches into `y`: for a step of
  /// `height`, or a corner where the slope grows by `height` a turn.
  ///
  /// Each sample gets its wraps in order, each with the same distance whatever `y` begins with: cut anywhere,
  /// the bits are the same.
  func add(_ run: PhaseRun, shift: UInt64, height: Float, into y: inout MutableSpan<Float>) {
    let (reach, step) = (Self.reach, run.step)
    guard step > 0 else { return }
    let last = y.count + reach
    let scale = 0x1p-35 / run.turns
    let height = run.sign * (isOdd ? height : height * Float(run.turns))
    let table = table.span
    // The first frame at or after a wrap is the one whose phase is less than the step.
    var phase = run.phase &+ shift &- UInt64(reach - 1) &* step
    var frame = 1 - reach
    while true {
      if phase >= step {
        let frames = (0 &- phase &- 1) / step + 1
        if frames >= UInt64(last - frame) { return }
        frame += Int(frames)
        phase &+= frames &* step
      }
      let distance = Double(phase &>> 29) * scale * Double(Self.rows)
      let row = min(Int(distance), Self.rows - 1)
      let part = Float(distance - Double(row))
      add(table, row: row, part: part, height: height, at: frame - reach, into: &y)
      frame += 1
      phase &+= step
      if frame >= last { return }
    }
  }

  /// Adds this for a wrap on the way from `frame`, counted from the first of `y`, to the next, at a part `time` of it;
  /// for a corner, `height` is what the slope grows by.
  func add(after frame: Int, _ time: Double, height: Float, into y: inout MutableSpan<Float>) {
    let distance = (1 - time) * Double(Self.rows)
    let row = min(Int(distance), Self.rows - 1)
    let first = frame + 1 - Self.reach
    guard first < y.count, first + Self.width > 0 else { return }
    add(table.span, row: row, part: Float(distance - Double(row)), height: height, at: first, into: &y)
  }

  @inline(__always)
  private func add(
    _ table: Span<Float>, row: Int, part: Float, height: Float, at first: Int,
    into y: inout MutableSpan<Float>
  ) {
    let low = max(0, first)
    let high = min(y.count, first + Self.width)
    let base = row * Self.width - first
    precondition(low <= high && base + low >= 0 && base + Self.width + high <= table.count)
    for i in low..<high {
      let a = table[unchecked: base &+ i]
      let b = table[unchecked: base &+ Self.width &+ i]
      y[unchecked: i] = mulAdd(height, mulAdd(part, b - a, a), y[unchecked: i])
    }
  }

  /// The sum of this over all wraps that reach a frame that lies `past` frames after one and `ahead` frames
  /// before the next, wraps lying `period` frames apart, but for the bend.
  @inline(__always)
  private func sum(_ table: Span<Float>, past: Float, ahead: Float, period: Float, bend: Float) -> Float {
    var sum: Float = 0
    var x = past
    while x < Float(Self.reach) {
      sum += Self.value(table, x, bend)
      x += period
    }
    x = ahead
    while x < Float(Self.reach) {
      let value = Self.value(table, x, -bend)
      sum += isOdd ? -value : value
      x += period
    }
    return sum
  }

  /// How much further than by an even step a wrap `x` frames away lies, by x squared: half the step's growth by
  /// the step. Held to what leaves wraps in their order.
  @inline(__always)
  static func bend(_ half: Float, _ turns: Float) -> Float {
    let most = Float(0.5) / Float(reach)
    let bend = half / turns
    return bend < most ? (bend > -most ? bend : -most) : most
  }

  /// The value after a wrap that lies x + bend x^2 frames back, 0 ≤ x < reach; beyond reach nothing.
  @inline(__always)
  static func value(_ table: Span<Float>, _ x: Float, _ bend: Float) -> Float {
    let place = mulAdd(bend * x, x, x)
    return place < Float(reach) ? value(table, place) : 0
  }

  /// The value `x` frames after a wrap, 0 ≤ x < reach, which keeps `at + width` within the last row.
  @inline(__always)
  static func value(_ table: Span<Float>, _ x: Float) -> Float {
    let place = x * Float(rows)
    let whole = Int(place)
    let part = place - Float(whole)
    let at = (whole & (rows - 1)) &* width &+ reach &+ whole / rows
    let (a, b) = (table[unchecked: at], table[unchecked: at &+ width])
    return mulAdd(part, b - a, a)
  }

  /// As for a run, where phase, step and half the step's growth are told for each frame: wraps lie where they
  /// would if that growth were constant.
  func add(
    phases: Span<UInt32>, turns: Span<Float>, bends: Span<Float>, shift: UInt32, height: Float,
    into y: inout MutableSpan<Float>
  ) {
    let count = y.count
    let table = table.span
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * count) { scratch in
      scratch.initialize(repeating: 0)
      var pasts = UnsafeMutableBufferPointer(rebasing: scratch[..<count]).mutableSpan
      var aheads = UnsafeMutableBufferPointer(rebasing: scratch[count...]).mutableSpan
      Self.distances(phases, turns, shift, &pasts, &aheads)
      precondition(turns.count == count && pasts.count == count && aheads.count == count)
      precondition(bends.count == count)
      for i in y.indices {
        let (past, ahead) = (pasts[i], aheads[i])
        guard past < Float(Self.reach) || ahead < Float(Self.reach) else { continue }
        let turn = turns[i].magnitude
        guard turn < 0.5 else { continue }
        let sum = sum(
          table, past: past, ahead: ahead, period: 1 / turn, bend: Self.bend(bends[i], turns[i]))
        let height = isOdd ? (turns[i] < 0 ? -height : height) : height * turn
        y[i] = mulAdd(height, sum, y[i])
      }
    }
  }

  /// Frames since the last wrap and to the next, for a whole block. A phase that runs backwards is mirrored.
  /// Where the step is 0 they are infinite, or not a number.
  private static func distances(
    _ phases: Span<UInt32>, _ turns: Span<Float>, _ shift: UInt32, _ pasts: inout MutableSpan<Float>,
    _ aheads: inout MutableSpan<Float>
  ) {
    let count = phases.count
    precondition(turns.count == count && pasts.count == count && aheads.count == count)
    for i in 0..<count {
      let backwards: UInt32 = turns[i] < 0 ? .max : 0
      let phase = (phases[i] &+ shift) ^ backwards
      let scale = 0x1p-31 / turns[i].magnitude
      pasts[i] = Float(Int32(truncatingIfNeeded: phase &>> 1)) * scale
      aheads[i] = Float(Int32(truncatingIfNeeded: ~phase &>> 1)) * scale
    }
  }

  /// The residuals on a grid of 1/256 frame from the wrap out to `reach`, in double precision.
  private struct Prototype {
    let step: [Double]
    let corner: [Double]
    let bow: [Double]
    let twist: [Double]

    init() {
      // Each integration takes Simpson's rule over two cells, so the sinc lies on a grid sixteen times as fine.
      let sinc = (0...(16 * rows * reach)).map { Self.sinc(Double($0) / Double(16 * rows)) }
      let rise = Self.integral(sinc, cell: 0.0625 / Double(rows))
      let whole = 2 * (rise.last ?? 1)
      let fine = rise.map { $0 / whole - 0.5 }
      let corner = Self.settled(Self.integral(fine, cell: 0.125 / Double(rows)))
      let bend = Self.integral(corner, cell: 0.25 / Double(rows))
      let rest = bend.last ?? 0
      // What a curve keeps for good, the sinc's second moment, is taken off with a step of the same band.
      let bow = bend.indices.map { bend[$0] - rest * (2 * fine[4 * $0] + 1) }
      step = stride(from: 0, to: fine.count, by: 8).map { fine[$0] }
      self.corner = stride(from: 0, to: corner.count, by: 4).map { corner[$0] }
      self.bow = stride(from: 0, to: bow.count, by: 2).map { bow[$0] }
      twist = Self.settled(Self.integral(bow, cell: 0.5 / Double(rows)))
    }

    /// Moved so that nothing is left at the end.
    private static func settled(_ y: [Double]) -> [Double] { y.map { $0 - (y.last ?? 0) } }

    /// The integral from 0 at every second point.
    private static func integral(_ y: [Double], cell: Double) -> [Double] {
      var sum = 0.0
      var sums = [0.0]
      for i in stride(from: 2, to: y.count, by: 2) {
        sum += (y[i - 2] + 4 * y[i - 1] + y[i]) * cell / 3
        sums.append(sum)
      }
      return sums
    }

    /// sin(pi x) / (pi x) under a Kaiser window.
    private static func sinc(_ x: Double) -> Double {
      let part = x / Double(reach)
      let window = ModifiedBessel.i0(9.35 * (1 - part * part).squareRoot()) / ModifiedBessel.i0(9.35)
      return x == 0 ? 1 : sin(.pi * x) / (.pi * x) * window
    }
  }
}
