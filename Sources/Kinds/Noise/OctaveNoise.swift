import Glibc
import Signals

/// Noise that falls evenly with frequency, as a sum of rows: each is random values 2^k frames apart, less the one
/// before, joined by straight lines; all rows but the fastest, of which white noise through a filter stands for
/// what they leave at the top.
///
/// Rows whose spectra are each other's at half the frequency sum to an even slope: the idea is Richard Voss's
/// (told by Martin Gardner in 1978). Taking differences leaves nothing at 0 Hz and flattens the ripple, to 0.4 dB.
struct OctaveNoise: Sendable {
  static let source =
    "Richard Voss, in: Martin Gardner, White and brown music, fractal curves and one-over-f fluctuations, 1978"

  /// Frames on either side that the filter reaches.
  private static let reach = 15

  private struct Row: Sendable {
    /// Frames from one value to the next, as a power of two.
    let shift: Int
    let gain: Float
    let values: RandomSequence
  }

  private let rows: [Row]
  private let white: RandomSequence
  /// From the middle on to one side.
  private let filter: [Float]
  private let exponent: Int

  /// The power falls with the frequency's `exponent`, 1 or 2, down to about 10 Hz.
  init(exponent: Int, rate: Int, seed: UInt32) {
    self.exponent = exponent
    let first = exponent
    var last = first
    while Double(1 << last) < Double(rate) / 12 { last += 1 }
    rows = (first...last).map { shift in
      Row(
        shift: shift, gain: exponent == 1 ? 1 : Float(1 << shift).squareRoot(),
        values: RandomSequence(seed: seed, row: shift))
    }
    white = RandomSequence(seed: seed, row: 0)
    filter = Self.filter(exponent: exponent, rows: first...last)
  }

  /// The mean square, for values of mean square 1. Of a row it is that of its values: lines take a third of the
  /// difference's.
  var variance: Double {
    let rest = filter.enumerated().reduce(0.0) {
      $0 + ($1.offset == 0 ? 1 : 2) * Double($1.element) * Double($1.element)
    }
    return rows.reduce(rest) { $0 + Double($1.gain) * Double($1.gain) }
  }

  /// The power at a frequency in turns a frame; its mean over all is the variance.
  func power(_ turns: Double) -> Double {
    let response = filter.enumerated().reduce(0.0) {
      $0 + ($1.offset == 0 ? 1 : 2) * Double($1.element) * cos(2 * .pi * Double($1.offset) * turns)
    }
    return rows.reduce(response * response) { $0 + Self.power($1.shift, exponent, turns) }
  }

  func fill(_ frames: Range<Int>, _ y: inout MutableSpan<Float>) {
    precondition(y.count == frames.count)
    let count = y.count + 2 * Self.reach
    let filter = filter.span
    withUnsafeTemporaryAllocation(of: Float.self, capacity: count) { scratch in
      scratch.initialize(repeating: 0)
      var x = scratch.mutableSpan
      for i in x.indices { x[i] = white.value(frames.lowerBound - Self.reach + i) }
      let middle = filter[0]
      for i in y.indices { y[i] = middle * x[i &+ Self.reach] }
      for tap in 1..<filter.count {
        let weight = filter[tap]
        for i in y.indices {
          y[i] = mulAdd(weight, x[i &+ Self.reach &- tap] + x[i &+ Self.reach &+ tap], y[i])
        }
      }
    }
    for row in rows { add(row, frames, &y) }
  }

  /// Rows turn half a stretch from where frame 0 is, so that not all turn at once.
  private func add(_ row: Row, _ frames: Range<Int>, _ y: inout MutableSpan<Float>) {
    let length = 1 << row.shift
    let half = length / 2
    let first = frames.lowerBound + half
    var at = first
    let end = frames.upperBound + half
    var number = at >> row.shift
    var old = row.values.value(number - 1)
    var new = row.values.value(number)
    while at < end {
      let next = row.values.value(number + 1)
      let start = number << row.shift
      let stop = min(end, start + length)
      let level = row.gain * (new - old)
      let step = (row.gain * (next - new) - level) / Float(length)
      for frame in at..<stop {
        let line = mulAdd(Float(Int32(truncatingIfNeeded: frame &- start)), step, level)
        y[frame &- first] += line
      }
      (old, new) = (new, next)
      at = stop
      number += 1
    }
  }

  // MARK: Design

  /// Its own row's power at a frequency in turns a frame: of lines, squared, of differences, and of the gain.
  private static func power(_ shift: Int, _ exponent: Int, _ turns: Double) -> Double {
    let length = Double(1 << shift)
    let numerator = sine(length * turns / 2)
    let denominator = sine(turns / 2)
    let ratio = denominator == 0 ? length : numerator / denominator
    let lines = ratio * ratio / length
    let gain = exponent == 1 ? 1 : length
    return lines * lines / length * 4 * numerator * numerator * gain
  }

  /// sin(2 pi turns).
  static func sine(_ turns: Double) -> Double { sin(2 * .pi * turns) }

  /// What the rows leave to be had, as a filter of even delay: its gain on a grid, transformed, windowed.
  private static func filter(exponent: Int, rows: ClosedRange<Int>) -> [Float] {
    // The level that all rows, slower and faster ones without end, sum to: the mean over an octave.
    let steps = 64
    let level = exp(
      (0..<steps).reduce(0.0) { sum, step in
        let turns = 0.001 * exp2(Double(step) / Double(steps))
        let power = (1...20).reduce(0.0) { $0 + Self.power($1, exponent, turns) }
        return sum + log(power * pow(turns, Double(exponent)))
      } / Double(steps))
    let points = 256
    // Below, the rows are enough.
    let lowest = exp2(-Double(rows.lowerBound) - 5)
    let gains = (0...points).map { place -> Double in
      let turns = Double(place) / Double(2 * points)
      if turns < lowest { return 0 }
      let there = rows.reduce(0.0) { $0 + Self.power($1, exponent, turns) }
      return max(0, level / pow(turns, Double(exponent)) - there).squareRoot()
    }
    return (0...reach).map { tap -> Float in
      let sum = gains.enumerated().reduce(0.0) { sum, point in
        let weight = point.offset == 0 || point.offset == points ? 1.0 : 2
        return sum + weight * point.element * cos(.pi * Double(tap * point.offset) / Double(points))
      }
      let window = 0.5 + 0.5 * cos(.pi * Double(tap) / Double(reach + 1))
      return Float(sum / Double(2 * points) * window)
    }
  }
}
