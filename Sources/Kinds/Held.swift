/// A sample of a moving parameter, clamped to its range; `standard` for what is not finite.
@inline(__always)
func held(_ x: Float, _ least: Float, _ greatest: Float, else standard: Float) -> Float {
  let finite = x - x == 0 ? x : standard
  let atLeast = finite > least ? finite : least
  return atLeast < greatest ? atLeast : greatest
}
