import Designs
import Glibc

/// The phase of a response from one frequency to the next, without jumps.
struct FrequencyPhase {
  /// At a frequency in hertz: the angle, in radians, and its fall, in seconds.
  struct Place {
    let hertz: Double
    let angle: Double
    let delay: Double
  }

  /// In hertz: teeth of a comb that lie nearer may be passed over.
  private static let step = 40.0
  private let at: (Double) -> Place
  private var last: Place
  private var phase = 0.0

  init(_ at: @escaping (Double) -> Place) {
    self.at = at
    last = Place(hertz: 0, angle: 0, delay: 0)
  }

  private var hasBegun = false

  /// The phase at the next frequency, and the place there.
  mutating func next(_ hertz: Double) -> (phase: Double, place: Place) {
    let place = at(hertz)
    if !hasBegun {
      last = Place(hertz: 0, angle: 0, delay: place.delay)
      hasBegun = true
    }
    phase = phase(phase, last, place, 0)
    last = place
    return (phase, place)
  }

  /// A delay of some milliseconds turns often between two points that a picture shows: how often tells the group delay at both
  /// ends, where they lie near each other and agree; else a place between them, as between the teeth of a comb.
  private func phase(_ before: Double, _ a: Place, _ b: Place, _ depth: Int) -> Double {
    let expected = before - .pi * (b.hertz - a.hertz) * (a.delay + b.delay)
    var found = b.angle + 2 * .pi * ((expected - b.angle) / (2 * .pi)).rounded()
    // A zero on the circle turns the sign, which is half a turn either way: all of them are drawn upwards.
    if found < expected - 0.9 * .pi { found += 2 * .pi }
    guard found.isFinite else { return before }
    let isSteady = (a.delay - b.delay).magnitude <= 0.1 * max(a.delay.magnitude, b.delay.magnitude)
    let isNear = (expected - before).magnitude < 1 || isSteady
    let isSure = b.hertz - a.hertz < Self.step && isNear && (found - expected).magnitude < 0.5
    if isSure || depth >= 12 || b.hertz - a.hertz < 1e-3 { return found }
    let middle = at((a.hertz + b.hertz) / 2)
    return phase(phase(before, a, middle, depth + 1), middle, b, depth + 1)
  }
}
