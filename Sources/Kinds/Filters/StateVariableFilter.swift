import Glibc
package import Signals

extension SignalKind {
  package static let lowpass = filter(
    "lowpass", "Lets through what lies below a frequency.", .low, "Where it is 3 dB down at a q of 0.7071.")
  package static let highpass = filter(
    "highpass", "Lets through what lies above a frequency.", .high, "Where it is 3 dB down at a q of 0.7071.")
  package static let bandpass = filter(
    "bandpass", "Lets through what lies around a frequency, 0 dB at the centre.", .band, "The centre.")

  private static func filter(
    _ name: String, _ doc: String, _ response: StateVariableFilter.Response, _ cutoff: String
  ) -> SignalKind {
    SignalKind(
      name, .filters, doc, example: "saw(110):\(name)(800)",
      source: "Andrew Simper, Linear Trapezoidal Integrated State Variable Filter, Cytomic, 2013",
      Stream("input", "What to filter."),
      Stream("cutoff", StateVariableFilter.cutoffs, .hertz, default: 1_000, cutoff),
      Stream("q", StateVariableFilter.qs, .ratio, default: 0.7071, "Resonance at the cutoff.")
    ) { try StateVariableFilter($0, response, input: $1, cutoff: $2, q: $3) }
  }
}

/// Two integrators by the trapezoidal rule, solved for their loop: the response is that of the bilinear
/// biquad, and cutoff and q may move at every sample without a click. Double precision throughout.
struct StateVariableFilter: FadingKernel {
  enum Response: Sendable { case low, high, band }

  struct State: FadingState {
    var first: Double
    var second: Double

    var isFinite: Bool { first.isFinite && second.isFinite }
    var isFaint: Bool { first.magnitude < 1e-20 && second.magnitude < 1e-20 }
  }

  static let cutoffs = 1.0...24_000.0
  static let qs = 0.1...100.0

  let shape: SignalShape
  let rest = State(first: 0, second: 0)
  private let response: Response
  let rate: Double
  let input: StreamInput
  let cutoff: StreamInput
  let q: StreamInput
  /// One for each channel, where neither cutoff nor q can move.
  private let fixed: [Coefficients]

  init(_ context: KindContext, _ response: Response, input: StreamInput, cutoff: StreamInput, q: StreamInput)
    throws
  {
    self.response = response
    rate = Double(context.rate)
    (self.input, self.cutoff, self.q) = (input, cutoff, q)
    let spread = try SignalShape.spreading(input, cutoff, q)
    shape = spread.recursive(from: input)
    let rate = rate
    fixed = (0..<spread.channels).compactMap { channel in
      guard let hertz = cutoff.constant(channel), let q = q.constant(channel) else { return nil }
      return Coefficients(cutoff: hertz, q: q, rate: rate)
    }
  }

  func render(_ block: RenderBlock, channel: Int, _ state: inout State) {
    let x = block.input(input, channel)
    var y = block.output(channel)
    if let coefficients = steady(block, channel) {
      switch response {
      case .low: Self.run(coefficients, x, &y, &state) { _, _, low, _ in low }
      case .high: Self.run(coefficients, x, &y, &state) { x, band, low, k in x - k * band - low }
      case .band: Self.run(coefficients, x, &y, &state) { _, band, _, k in k * band }
      }
    } else {
      withUnsafeTemporaryAllocation(of: Double.self, capacity: 4 * block.count) { scratch in
        scratch.initialize(repeating: 0)
        var table = scratch.mutableSpan
        tabulate(block, channel, &table)
        switch response {
        case .low: Self.run(table.span, x, &y, &state) { _, _, low, _ in low }
        case .high: Self.run(table.span, x, &y, &state) { x, band, low, k in x - k * band - low }
        case .band: Self.run(table.span, x, &y, &state) { _, band, _, k in k * band }
        }
      }
    }
  }

  /// The coefficients of a block over which neither cutoff nor q moves.
  private func steady(_ block: RenderBlock, _ channel: Int) -> Coefficients? {
    if !fixed.isEmpty { return fixed[channel] }
    guard let hertz = Self.held(cutoff, block, channel), let q = Self.held(q, block, channel) else {
      return nil
    }
    return Coefficients(
      cutoff: hertz.limited(to: Self.cutoffs, standard: 1_000), q: q.limited(to: Self.qs, standard: 0.7071),
      rate: rate)
  }

  private static func held(_ input: StreamInput, _ block: RenderBlock, _ channel: Int) -> Double? {
    if let constant = input.constant(channel) { return constant }
    return block.isUniform(input) ? Double(block.input(input, channel)[0]) : nil
  }
}
