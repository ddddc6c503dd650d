import Glibc
package import Signals

extension SignalKind {
  package static let lowpass = filter(
    "lowpass", "Lets through what lies below a frequency.", .lowpass,
    "Where it is 3 dB down at a q of 0.7071.")
  package static let highpass = filter(
    "highpass", "Lets through what lies above a frequency.", .highpass,
    "Where it is 3 dB down at a q of 0.7071.")
  package static let bandpass = filter(
    "bandpass", "Lets through what lies around a frequency, 0 dB at the centre.", .bandpass, "The centre.")
  package static let notch = filter(
    "notch", "Takes out what lies around a frequency.", .notch, "What is taken out.")
  package static let allpass = filter(
    "allpass", "Turns the phase, by half a turn at a frequency and a whole one far above it; levels stay.",
    .allpass, "Where the phase is turned by half a turn.")

  package static let peaking = equaliser(
    "peaking", "Lifts or lowers what lies around a frequency.", .peaking, "The centre.",
    "Width: the centre over the width; near half the sample rate narrower, as the bilinear transform makes it."
  )
  package static let lowshelf = equaliser(
    "lowshelf", "Lifts or lowers all that lies below a frequency.", .lowshelf,
    "Where it has half of the gain, in decibels.", "Steepness; past 0.7071 it overshoots.")
  package static let highshelf = equaliser(
    "highshelf", "Lifts or lowers all that lies above a frequency.", .highshelf,
    "Where it has half of the gain, in decibels.", "Steepness; past 0.7071 it overshoots.")

  package static let svf = SignalKind(
    "svf", .filters, "A state-variable filter: any of five responses from one cutoff and q, by mode.",
    example: "(saw(110) * 0.4):svf(line(200, 4000, 2), 2, \"lowpass\")",
    source: StateVariableFilter.source,
    Stream("input", "What to filter."),
    Stream("cutoff", StateVariableFilter.cutoffs, .hertz, default: 1_000, "The cutoff, or the centre."),
    Stream("q", StateVariableFilter.Response.lowpass.qs, .ratio, default: 0.7071, "Resonance at the cutoff."),
    Choice("mode", StateVariableFilter.Response.modes.map(\.rawValue), "Which response.")
  ) { context, input, cutoff, q, mode in
    try StateVariableFilter(
      context, StateVariableFilter.Response(rawValue: mode) ?? .lowpass, input: input, cutoff: cutoff, q: q,
      qs: StateVariableFilter.Response.lowpass.qs)
  }

  private static func filter(
    _ name: String, _ doc: String, _ response: StateVariableFilter.Response, _ cutoff: String
  ) -> SignalKind {
    SignalKind(
      name, .filters, doc, example: "(saw(110) * 0.4):\(name)(800)", source: StateVariableFilter.source,
      Stream("input", "What to filter."),
      Stream("cutoff", StateVariableFilter.cutoffs, .hertz, default: 1_000, cutoff),
      Stream(
        "q", response.qs, .ratio, default: 0.7071,
        response == .lowpass || response == .highpass
          ? "Resonance at the cutoff."
          : "The centre over the width; near half the sample rate narrower, as the bilinear transform makes it."
      )
    ) { try StateVariableFilter($0, response, input: $1, cutoff: $2, q: $3) }
  }

  private static func equaliser(
    _ name: String, _ doc: String, _ response: StateVariableFilter.Response, _ cutoff: String,
    _ width: String
  ) -> SignalKind {
    SignalKind(
      name, .filters, doc, example: "(saw(110) * 0.15):\(name)(800, 9)",
      source: "\(StateVariableFilter.source); Robert Bristow-Johnson, Audio EQ Cookbook",
      Stream("input", "What to filter."),
      Stream("cutoff", StateVariableFilter.cutoffs, .hertz, default: 1_000, cutoff),
      Stream("gain", response.gains, .decibels, default: 6, "How much louder; negative is softer."),
      Stream("q", response.qs, .ratio, default: 0.7071, width)
    ) { try StateVariableFilter($0, response, input: $1, cutoff: $2, q: $4, gain: $3) }
  }
}

/// Two integrators by the trapezoidal rule, solved for their loop: the response is that of the bilinear
/// biquad, and cutoff, q and gain may move at every sample without a click. Double precision throughout.
///
/// However they move, the energy of both states falls by 4 g k band^2 a sample and grows by 4 g x band at most: it is
/// pumped up by no sweep. Three things keep what comes out as bounded as what is held. Responses whose output grows
/// with k = 1 / q hear their input by min(k, 1). Where the cutoff falls, the states fall with the cosine of its angle,
/// by which the rule holds more of what lies near half the rate than comes out. Where what multiplies the band grows,
/// the band's state falls as much, and the low side's by the part of it that takes the band's away.
struct StateVariableFilter: FadingKernel {
  struct State: FadingState {
    var first: Double
    var second: Double
    /// The cosine of the cutoff's angle, and what multiplied the band, at the frame before.
    var near = 1.0
    var lift = 1.0

    var level: Double { first.magnitude + second.magnitude }
  }

  static let source = "Andrew Simper, Linear Trapezoidal Integrated State Variable Filter, Cytomic, 2013"
  static let cutoffs = 1.0...Quantity.halfRate

  let shape: SignalShape
  let rest = State(first: 0, second: 0)
  let response: Response
  let qs: ClosedRange<Double>
  let rate: Double
  let input: StreamInput
  let source: StreamPlace
  let cutoff: StreamInput
  let q: StreamInput
  let gain: StreamInput
  /// One for each channel, where no parameter can move.
  let fixed: [Coefficients]

  init(
    _ context: KindContext, _ response: Response, input: StreamInput, cutoff: StreamInput, q: StreamInput,
    gain: StreamInput = StreamInput(constant: 0), qs: ClosedRange<Double>? = nil
  ) throws {
    self.response = response
    self.qs = qs ?? response.qs
    rate = Double(context.rate)
    (self.input, self.cutoff, self.q, self.gain) = (input, cutoff, q, gain)
    source = input.place
    let spread = try SignalShape.spreading(input, cutoff, q, gain)
    shape = spread.recursive(from: input)
    let rate = rate
    fixed = (0..<spread.channels).compactMap { channel in
      guard let hertz = cutoff.constant(channel), let q = q.constant(channel),
        let gain = gain.constant(channel)
      else { return nil }
      return Coefficients(response, cutoff: hertz, q: q, gain: gain, rate: rate)
    }
  }

  var asksSameFrames: Bool { true }
  var takesStretches: Bool { !input.isConstant }

  func render(_ block: RenderBlock, channel: Int, _ state: inout State) {
    let x = block.own(source, channel)
    var y = block.output(channel)
    if let coefficients = steady(block, channel) {
      Self.hold(coefficients, &state)
      switch response {
      case .lowpass: Self.run(coefficients, x, &y, &state) { _, _, _, low in low }
      case .highpass: Self.run(coefficients, x, &y, &state) { c, x, band, low in x - c.lift * band - low }
      case .bandpass: Self.run(coefficients, x, &y, &state) { c, _, band, _ in c.lift * band }
      default: Self.run(coefficients, x, &y, &state, Self.mixed)
      }
    } else {
      withUnsafeTemporaryAllocation(of: Double.self, capacity: Self.planes * block.count) { scratch in
        scratch.initialize(repeating: 0)
        var table = scratch.mutableSpan
        tabulate(block, channel, &table)
        Self.hold(&table, block.count, &state)
        switch response {
        case .lowpass: Self.run(table.span, x, &y, &state) { _, _, _, low in low }
        case .highpass: Self.run(table.span, x, &y, &state) { c, x, band, low in x - c.lift * band - low }
        case .bandpass: Self.run(table.span, x, &y, &state) { c, _, band, _ in c.lift * band }
        default: Self.run(table.span, x, &y, &state, Self.mixed)
        }
      }
    }
  }

  /// The coefficients of a block over which no parameter moves.
  private func steady(_ block: RenderBlock, _ channel: Int) -> Coefficients? {
    if !fixed.isEmpty { return fixed[channel] }
    guard let hertz = Self.held(cutoff, block, channel), let q = Self.held(q, block, channel),
      let gain = Self.held(gain, block, channel)
    else { return nil }
    return Coefficients(
      response, cutoff: hertz.limited(to: cutoff.bounds, standard: 1_000),
      q: q.limited(to: qs, standard: 0.7071), gain: gain.limited(to: response.gains, standard: 6),
      rate: rate)
  }

  private static func held(_ input: StreamInput, _ block: RenderBlock, _ channel: Int) -> Double? {
    if let constant = input.constant(channel) { return constant }
    return block.isUniform(input) ? Double(block.input(input, channel)[0]) : nil
  }
}
