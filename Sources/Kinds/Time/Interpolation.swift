import Designs
import Signals

/// How a signal is read between its frames.
enum Interpolation: Sendable {
  case linear
  case cubic
  case sinc(WindowedSinc)

  /// What a parameter may name.
  static let names = ["linear", "cubic", "sinc"]

  /// For reading every `step` frames; only the table's own steps above one are filtered.
  init(_ name: String, step: Double) {
    switch name {
    case "sinc": self = .sinc(step > 1 ? WindowedSinc(step: step) : .level)
    case "cubic": self = .cubic
    default: self = .linear
    }
  }

  /// How far from a place its samples count: those from margin - 1 before its whole part to margin behind it.
  var margin: Int {
    switch self {
    case .linear: 1
    case .cubic: 2
    case .sinc(let table): table.half
    }
  }

  /// A level is exactly itself between its frames too.
  var keepsLevels: Bool { if case .linear = self { true } else { false } }

  /// The frames that are read between two places.
  func reach(from first: Double, through last: Double) -> Range<Int> {
    Int(first.rounded(.down)) - (margin - 1)..<Int(last.rounded(.down)) + margin + 1
  }

  /// Reads a plane whose first sample is frame `first` at frames between its own; it is zero outside.
  func read(_ x: Span<Float>, from first: Int, at frames: Span<Double>, into y: inout MutableSpan<Float>) {
    switch self {
    case .linear: interpolate(x, from: first, at: frames, into: &y)
    case .cubic: interpolateCubic(x, from: first, at: frames, into: &y)
    case .sinc(let table): table.interpolate(x, from: first, at: frames, into: &y)
    }
  }
}

/// A plane whose first sample is frame `first`, at frames between its own, by linear interpolation; zero outside
/// the plane.
func interpolate(_ x: Span<Float>, from first: Int, at frames: Span<Double>, into y: inout MutableSpan<Float>)
{
  precondition(frames.count == y.count)
  for i in y.indices {
    let whole = frames[i].rounded(.down)
    let place = wholeNumber(whole) &- first
    let (x0, x1) = (sample(x, place), sample(x, place &+ 1))
    y[i] = mulAdd(Float(frames[i] - whole), x1 - x0, x0)
  }
}

/// The same by the cubic through the four samples around.
private func interpolateCubic(
  _ x: Span<Float>, from first: Int, at frames: Span<Double>, into y: inout MutableSpan<Float>
) {
  precondition(frames.count == y.count)
  for i in y.indices {
    let whole = frames[i].rounded(.down)
    let place = wholeNumber(whole) &- first
    y[i] = CubicWeights(2 - Float(frames[i] - whole)).sum(
      sample(x, place &+ 2), sample(x, place &+ 1), sample(x, place), sample(x, place &- 1))
  }
}

@inline(__always)
private func sample(_ x: Span<Float>, _ place: Int) -> Float {
  // Inside, by the comparison.
  UInt(bitPattern: place) < UInt(bitPattern: x.count) ? unsafe x[unchecked: place] : 0
}

/// A double that is whole and below 2^51 in magnitude, without the checks of a conversion: added to 1.5 x 2^52 it
/// stands in the low bits.
@inline(__always)
func wholeNumber(_ x: Double) -> Int {
  let shift = 0x1.8p52
  return Int(bitPattern: UInt((x + shift).bitPattern &- shift.bitPattern))
}

/// A plane whose first sample is frame `first`, between its own by a cubic through four of them (Catmull and Rom,
/// 1974); zero outside the plane, and where what is not finite would be heard.
@inline(__always)
func cubic(_ x: Span<Float>, from first: Int, at frame: Double) -> Float {
  let whole = frame.rounded(.down)
  let place = wholeNumber(whole) &- first
  let t = Float(frame - whole)
  let (a, b) = (sample(x, place &- 1), sample(x, place))
  let (c, d) = (sample(x, place &+ 1), sample(x, place &+ 2))
  var r = mulAdd(1.5, b - c, 0.5 * (d - a))
  r = mulAdd(t, r, (a - 0.5 * d) + mulAdd(-2.5, b, 2 * c))
  r = mulAdd(t, r, 0.5 * (c - a))
  r = mulAdd(t, r, b)
  return r.magnitude < .infinity ? r : 0
}
