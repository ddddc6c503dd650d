import Designs
import Glibc
package import Signals

extension SignalKind {
  package static let ladder = SignalKind(
    "ladder", .filters,
    "Four lowpasses of 6 dB an octave within one loop, as in Moog's ladder: resonance takes from what lies far below "
      + "the cutoff, and what goes in is saturated.",
    example: "(saw(55) * 0.5):ladder(line(2000, 200, 2), 0.7)",
    source: "Vadim Zavalishin, The Art of VA Filter Design, 2012",
    Stream("input", "What to filter."),
    Stream("cutoff", Ladder.cutoffs, .hertz, default: 1_000, "Where it resonates."),
    Stream("resonance", Ladder.resonances, .ratio, default: 0.5, "From 1 on it sings by itself."),
    Stream(
      "drive", Ladder.drives, .ratio, default: 1, "How hot the input meets the saturation, which is at 1.")
  ) { try Ladder($0, input: $1, cutoff: $2, resonance: $3, drive: $4) }
}

/// Integrators by the trapezoidal rule. The loop is solved for a small sound, and one step of Newton's method takes
/// the saturation in: what enters the ladder stays below 1.25, and so does what leaves it.
struct Ladder: FadingKernel {
  struct State: FadingState {
    /// Of the four stages.
    var sums: SIMD4<Double>
    var level: Double { (0..<4).reduce(0) { $0 + sums[$1].magnitude } }
  }

  static let cutoffs = 1.0...Quantity.halfRate
  static let resonances = 0.0...1.1
  static let drives = 0.05...20.0

  let shape: SignalShape
  let rest = State(sums: .zero)
  let input: StreamInput
  private let cutoff: StreamInput
  private let resonance: StreamInput
  private let drive: StreamInput
  private let rate: Double

  init(
    _ context: KindContext, input: StreamInput, cutoff: StreamInput, resonance: StreamInput,
    drive: StreamInput
  ) throws {
    (self.input, self.cutoff, self.resonance, self.drive) = (input, cutoff, resonance, drive)
    rate = Double(context.rate)
    shape = try SignalShape.spreading(input, cutoff, resonance, drive).recursive(from: input)
  }

  func render(_ block: RenderBlock, channel: Int, _ state: inout State) {
    let x = block.input(input, channel)
    var y = block.output(channel)
    precondition(x.count == y.count)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 3 * block.count) { scratch in
      scratch.initialize(repeating: 0)
      let count = block.count
      var parts = scratch.extracting(..<count).mutableSpan
      var loops = scratch.extracting(count..<2 * count).mutableSpan
      var drives = scratch.extracting((2 * count)...).mutableSpan
      fill(cutoff, block, channel, cutoff.bounds, standard: 1_000, &parts, part)
      fill(resonance, block, channel, Self.resonances, standard: 0.5, &loops) { 4 * $0 }
      fill(drive, block, channel, Self.drives, standard: 1, &drives) { $0 }
      var s = state
      for i in y.indices { y[i] = Self.step(drives[i] * Double(x[i]), parts[i], loops[i], &s) }
      state = s
    }
  }

  /// g / (1 + g), g = tan(pi cutoff / rate).
  private func part(_ hertz: Double) -> Double {
    let angle = .pi * min(hertz / rate, 0.49)
    let s = StateVariableFilter.sine(angle)
    return s / (s + StateVariableFilter.sine(.pi / 2 - angle))
  }

  private func fill(
    _ input: StreamInput, _ block: RenderBlock, _ channel: Int, _ range: ClosedRange<Double>,
    standard: Double, _ table: inout MutableSpan<Double>, _ value: (Double) -> Double
  ) {
    if let constant = input.constant(channel) {
      let value = value(constant)
      for i in table.indices { table[i] = value }
      return
    }
    let samples = block.input(input, channel)
    precondition(samples.count == table.count)
    for i in table.indices { table[i] = value(Double(samples[i]).limited(to: range, standard: standard)) }
  }

  @inline(__always)
  private static func step(_ x: Double, _ part: Double, _ loop: Double, _ state: inout State) -> Float {
    let s = state.sums
    let held = (1 - part) * s
    // The last stage for an input of zero, and how much of the loop closes within the frame.
    let rest = held.w.addingProduct(part, held.z.addingProduct(part, held.y.addingProduct(part, held.x)))
    let closed = loop * ((part * part) * (part * part))
    let entering = saturated((x - loop * rest) / (1 + closed), closed)
    let y0 = held.x.addingProduct(part, entering)
    let y1 = held.y.addingProduct(part, y0)
    let y2 = held.z.addingProduct(part, y1)
    let y3 = held.w.addingProduct(part, y2)
    state.sums = 2 * SIMD4(y0, y1, y2, y3) - s
    return Float(y3)
  }

  /// What enters the ladder where `small` would without saturation: u = f(v - closed (u - v)), f(v) = v (27 + v^2) /
  /// (27 + 9 v^2), which is 1 from 3 on and like the hyperbolic tangent below, by one step from u = v. Over one division:
  /// v - (v - f) / (1 + closed f').
  @inline(__always)
  private static func saturated(_ small: Double, _ closed: Double) -> Double {
    let v = small.limited(to: -3...3, standard: 0)
    let square = v * v
    let (above, below) = (v * (27 + square), (27.0).addingProduct(9, square))
    let slope = (27.0).addingProduct(3, square) * below - 18 * v * above
    return small - (small * below - above) * below / (below * below).addingProduct(closed, slope)
  }
}

extension Ladder: LinearResponse {
  var isOfSmallSounds: Bool { true }

  /// Of a sound so small that nothing saturates; none where it sings by itself.
  func response(at hertz: Double, channel: Int) -> (real: Double, imaginary: Double)? {
    guard let cutoff = cutoff.constant(channel), let resonance = resonance.constant(channel),
      let drive = drive.constant(channel), resonance < 1
    else { return nil }
    let part = part(cutoff)
    let stage = Complex(1) / Complex(1, tan(.pi * hertz / rate) * (1 - part) / part)
    let stages = stage * stage * (stage * stage)
    let value = drive * stages / (Complex(1) + 4 * resonance * stages)
    return (value.real, value.imaginary)
  }
}
