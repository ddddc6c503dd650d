import Signals

/// Phases are whole numbers: one turn is 2^64, so that sums wrap as turns do and nothing drifts. What is
/// looked up or computed from a phase takes its upper 32 bits.
enum Phase {
  /// Adding this to a Double leaves, in the low bits of its pattern, the Double rounded to a whole number,
  /// modulo any power of two up to 2^51. It is what vectorises where a conversion does not.
  @inline(__always) static var rounder: Double { 0x1.8p52 }

  /// Radians as upper phase bits; good to 2^-33 turns up to a million radians.
  @inline(__always)
  static func upper(radians: Double) -> UInt32 {
    UInt32(truncatingIfNeeded: (radians * (0x1p32 / (2 * Double.pi)) + rounder).bitPattern)
  }

  /// Turns as a phase, to 2^-48 turns, up to 8 turns either way.
  @inline(__always)
  static func steps(turns: Double) -> UInt64 { (turns * 0x1p48 + rounder).bitPattern &<< 16 }
}

/// A stretch of frames over which phase goes on evenly.
struct PhaseRun {
  /// At the first frame.
  var phase: UInt64
  /// From one frame to the next: less than 2^63, or without meaning where `turns` is 1/2 or more.
  var step: UInt64
  /// Turns from one frame to the next: the step, before it was rounded. Not negative.
  var turns: Double
  /// -1 where the phase is the negative of what is meant: a wave that is odd in phase is then negated.
  var sign: Float

  /// The upper bits of the phases that are meant.
  func write(to phases: inout MutableSpan<UInt32>) {
    var phase = phase
    for i in phases.indices {
      phases[i] = UInt32(truncatingIfNeeded: phase &>> 32)
      phase &+= step
    }
    if sign < 0 { for i in phases.indices { phases[i] = 0 &- phases[i] } }
  }
}

/// The phase of an oscillator whose frequency never changes: a function of the frame number alone.
struct FixedPhase {
  /// Frames after which it repeats exactly, where there are such.
  let period: Int?
  private let wholeTurns: Int
  /// From one frame to the next.
  let step: UInt64
  private let turns: Double
  /// -1 where it runs backwards: a wave that is odd in phase is then negated.
  let sign: Float
  private let offset: UInt64

  /// Frequency in hertz, offset in radians.
  init(frequency: Double, rate: Int, offset: Double = 0) {
    turns = abs(frequency) / Double(rate)
    sign = frequency < 0 ? -1 : 1
    let upper = Phase.upper(radians: offset)
    self.offset = UInt64(frequency < 0 ? 0 &- upper : upper) << 32
    if let (frames, whole) = Period.ofOscillator(frequency: abs(frequency), rate: rate) {
      period = frames
      wholeTurns = whole % frames
      step = Self.fraction(wholeTurns, frames)
    } else {
      period = nil
      wholeTurns = 0
      step = UInt64((turns - turns.rounded(.down)) * 0x1p64)
    }
  }

  /// The frame, within the period where there is one, that stands for `frame`.
  @inline(__always)
  func place(of frame: Int) -> Int {
    guard let period else { return frame }
    let place = frame % period
    return place < 0 ? place + period : place
  }

  /// The upper bits of the phase at a place that `place(of:)` gave, and at every `by` frames from there on, `count` times.
  ///
  /// In a period a function of the place alone: the rest of its turns over P, both below 2^20, as 2^-32 parts, rounded.
  @inline(__always)
  func forEachUpper(from place: Int, by: Int, _ count: Int, _ body: (_ number: Int, _ upper: UInt32) -> Void)
  {
    let offset = UInt32(truncatingIfNeeded: offset &>> 32)
    guard let period else {
      var phase = UInt64(bitPattern: Int64(place)) &* step
      for number in 0..<count {
        body(number, UInt32(truncatingIfNeeded: phase &>> 32) &+ offset)
        phase &+= UInt64(by) &* step
      }
      return
    }
    var rest = place * wholeTurns % period
    let further = by * wholeTurns % period
    let scale = 0x1p32 / Double(period)
    for number in 0..<count {
      let upper = (Double(rest) * scale + Phase.rounder).bitPattern
      body(number, UInt32(truncatingIfNeeded: upper) &+ offset)
      rest += further
      if rest >= period { rest -= period }
    }
  }

  /// The run that begins at `frame`, which may be negative.
  ///
  /// With a period P, the phase at n is frac(n x turns / P), rounded down to 2^-64, and so is the step. What
  /// a run falls short by in the 164 frames that are looked at is less than the 256 that are added here, and
  /// this is less than half the least distance 2^29 / 2^20 from any such phase up to a multiple of 2^-35.
  /// Upper bits, down to the 35th, and on which side of a wrap a frame lies, are therefore functions of n mod
  /// P, wherever a run begins.
  func run(from frame: Int) -> PhaseRun {
    var phase = UInt64(bitPattern: Int64(frame)) &* step
    if let period {
      let place = frame % period
      let rest = (place < 0 ? place + period : place) * wholeTurns % period
      phase = Self.fraction(rest, period) &+ 256
    }
    return PhaseRun(phase: phase &+ offset, step: step, turns: turns, sign: sign)
  }

  /// part / whole of 2^64, rounded down; part is less than whole.
  private static func fraction(_ part: Int, _ whole: Int) -> UInt64 {
    UInt64(whole).dividingFullWidth((UInt64(part), 0)).quotient
  }
}
