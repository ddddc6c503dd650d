import Chance
import Designs

@testable import Numerics

/// So many numbers that are the same every run.
func numbers(_ count: Int, seed: Int) -> [Double] {
  var random = SeededGenerator(seed)
  return (0..<count).map { _ in Double.random(in: -1...1, using: &random) }
}

func complexNumbers(_ count: Int, seed: Int) -> Vector {
  Vector(numbers(count, seed: seed), numbers(count, seed: seed + 1000))
}

/// The greatest difference, as a part of the greatest magnitude that is expected.
func worst(_ found: Vector, _ expected: Vector) -> Double {
  guard found.count == expected.count else { return .infinity }
  let top = expected.magnitudes.max() ?? 0
  let off = (0..<found.count).reduce(0) { max($0, (found[$1] - expected[$1]).magnitude) }
  return off / (top == 0 ? 1 : top)
}
