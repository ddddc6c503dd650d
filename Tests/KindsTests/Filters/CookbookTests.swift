import Kinds
import Signals
import Testing

/// The responses of Robert Bristow-Johnson's cookbook.
struct CookbookTests {
  private static let kinds: [SignalKind] = [.notch, .allpass, .peaking, .lowshelf, .highshelf]

  @Test func outputsAndResponsesAreThoseOfTheReference() throws {
    let reference = try FilterReference.load()
    #expect(reference.biquads.count > 10)
    for each in reference.biquads {
      let kind = try #require(Catalogue(Self.kinds)[each.kind])
      let hasGain = kind.parameters.count == 4
      try reference.expect("\(each.kind) \(each.cutoff)", each.outputs, each.magnitudes) { input in
        hasGain
          ? try KernelBench(kind, input, .init(each.cutoff), .init(each.gain), .init(each.q))
          : try KernelBench(kind, input, .init(each.cutoff), .init(each.q))
      }
    }
  }

  @Test(arguments: [SignalKind.peaking, .lowshelf, .highshelf]) func movingAndFixedFormsAgree(
    kind: SignalKind
  )
    throws
  {
    let input = KernelBench.Given.wave { Float($0 * 7_919 % 1_001) / 500 - 1 }
    for (cutoff, gain, q) in [(50.0, 12.0, 0.7071), (1_000, -40, 0.3), (9_000, 15, 1.5), (24_000, 3, 1)] {
      let fixed = try KernelBench(kind, input, .init(cutoff), .init(gain), .init(q)).mono(0..<4_000)
      let moving = try KernelBench(
        kind, input, .wave { _ in Float(cutoff) }, .wave { _ in Float(gain) }, .wave { _ in Float(q) })
      let worst = zip(fixed, moving.mono(0..<4_000)).map { abs($0 - $1) }.max() ?? 1
      #expect(worst < 2e-5, "\(cutoff) Hz, \(gain) dB, q \(q): \(worst)")
    }
  }

  @Test func liftingAndLoweringCancel() throws {
    for kind in [SignalKind.peaking, .lowshelf, .highshelf] {
      let up = try KernelBench(kind, .samples([1]), 1_000, 9, 0.7071)
      let down = try KernelBench(kind, .samples([1]), 1_000, -9, 0.7071)
      for hertz in [50.0, 700, 1_000, 2_000, 15_000] {
        let both = try #require(up.claim(hertz)) * (try #require(down.claim(hertz)))
        #expect(abs(both - 1) < 1e-9, "\(kind.name) at \(hertz) Hz")
      }
    }
  }

  @Test func modesAreTheKindsOfTheirNames() throws {
    let input = KernelBench.Given.wave { Float($0 * 7_919 % 1_001) / 500 - 1 }
    for kind in [SignalKind.lowpass, .highpass, .bandpass, .notch, .allpass] {
      let mode = KernelBench.Given.resolved(.text(kind.name))
      let one = try KernelBench(.svf, input, 700, 3, mode).mono(0..<500)
      #expect(one == (try KernelBench(kind, input, 700, 3).mono(0..<500)), "\(kind.name)")
    }
  }
}
