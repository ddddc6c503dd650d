import Signals

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
