import Glibc
import Testing

@testable import Designs

@Suite struct WindowedSincTests {
  private func value(_ t: Double, _ crossings: Double, _ beta: Double) -> Double {
    let place = t / crossings
    if abs(place) >= 1 { return 0 }
    let window = ModifiedBessel.i0(beta * (1 - place * place).squareRoot()) / ModifiedBessel.i0(beta)
    return (t == 0 ? 1 : sin(.pi * t) / (.pi * t)) * window
  }

  @Test func weightsAreThoseOfTheFormula() {
    for (table, crossings, beta) in [(WindowedSinc.level, 48.0, 11.3), (.short, 16.0, 9.0)] {
      #expect(Double(table.half) == crossings)
      for step in -5_000...5_000 {
        let t = Double(step) * 0.0103
        #expect(abs(Double(table.weight(t)) - value(t, crossings, beta)) < 2e-6, "\(t)")
      }
    }
  }

  @Test func wholePlacesAreAnExactCopy() {
    for table in [WindowedSinc.level, .short] {
      for frame in -50...50 { #expect(table.weight(Double(frame)) == (frame == 0 ? 1 : 0)) }
    }
  }

  /// Read in wider steps it is as much wider, and lets a level through.
  @Test(arguments: [1.5, 3, 7.25]) func aWiderStepKeepsALevel(_ step: Double) {
    let table = WindowedSinc(step: step)
    #expect(table.half >= Int(48 * step))
    for fraction in [0.0, 0.3, 0.77] {
      let sum = (-table.half...table.half).reduce(0) { $0 + Double(table.weight(Double($1) + fraction)) }
      #expect(abs(sum - 1) < 1e-4)
    }
    #expect(WindowedSinc.short.reach(2.5) == 40 && WindowedSinc.short.reach(0.5) == 16)
  }
}
