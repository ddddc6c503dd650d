import Signals

/// How an oscillator's frequency and phase move, frame by frame.
struct PhaseMotion: BitwiseCopyable {
  // As they stood at the frame before; not numbers where there was none.
  /// Turns to the next frame.
  var turn = Float.nan
  /// The phase's input.
  var radians = Float.nan
  /// What that had grown by, in turns.
  var change = Float.nan

  init() {}

  /// From the phase's inputs at the two frames before.
  init(turn: Float, _ older: Float, _ newer: Float) {
    self.turn = turn
    let (first, second) = (Self.held(older), Self.held(newer))
    radians = Float(second)
    change = Float((second - first) * (0.5 / .pi))
  }

  @inline(__always)
  static func held(_ radians: Float) -> Double {
    Double(radians).limited(to: Oscillator.phases, standard: 0)
  }

  /// Adds radians to upper phase bits.
  static func add(_ given: Span<Float>, to phases: inout MutableSpan<UInt32>) {
    precondition(given.count == phases.count)
    for i in phases.indices { phases[i] &+= Phase.upper(radians: held(given[i])) }
  }

  /// Tells what radians have grown by since the frame before, in turns, and half of what that has grown by, but for
  /// what may be their rounding.
  mutating func measure(
    _ given: Span<Float>, _ changes: inout MutableSpan<Float>, _ growths: inout MutableSpan<Float>
  ) {
    let count = given.count
    precondition(count > 0 && changes.count == count && growths.count == count)
    var before = radians.isNaN ? Self.held(given[0]) : Double(radians)
    var last = change.isNaN ? 0 : change
    for i in 0..<count {
      let held = Self.held(given[i])
      let change = Float((held - before) * (0.5 / .pi))
      let growth = 0.5 * (change - last)
      let rounding = Float(held).magnitude * 0x1p-23
      changes[i] = change
      growths[i] = growth.magnitude > rounding ? growth : 0
      (before, last) = (held, change)
    }
    (radians, change) = (Float(before), last)
  }

  /// Makes turns a frame, as they stand at each frame, of the turns to the next and what the phase has grown by
  /// since the last; and half their growth of half the phase's. What moves too fast for that is a jump, and counts
  /// for nothing.
  mutating func bend(
    _ changes: Span<Float>, _ turns: inout MutableSpan<Float>, _ bends: inout MutableSpan<Float>
  ) {
    precondition(turns.count > 0 && changes.count == turns.count && bends.count == turns.count)
    var last = turn.isNaN ? turns[0] : turn
    for i in turns.indices {
      let turn = turns[i]
      let growth = 0.5 * (turn - last)
      last = turn
      var half = growth + bends[i]
      var sum = turn + changes[i]
      if half.magnitude > 0.25 * sum.magnitude { half = 0 } else { sum += bends[i] - growth }
      let isJump = sum.magnitude >= 0.5 || turn.magnitude >= 0.5
      turns[i] = isJump ? turn : sum
      bends[i] = isJump ? 0 : half
    }
    turn = last
  }
}
