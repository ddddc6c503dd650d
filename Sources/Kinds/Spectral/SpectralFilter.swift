package import Signals

extension SignalKind {
  package static let spectralFilter = SignalKind(
    "spectral_filter", .spectral,
    "A filter of any shape, without shifting phases: each partial times a function of its frequency.",
    example: "noise{seed=1}:spectral_filter(function(f) return f > 500 and f < 1000 and 1 or 0 end)",
    source: "",
    Stream("input", "What to filter."),
    Curve(
      "response", over: 0...24_000, .hertz, points: 2_049,
      "The factor at each frequency, at most 15: a function of it, or a list from 0 to 24000 Hz."),
    ShortTime.windowNumber(), ShortTime.hopNumber()
  ) { context, input, response, window, hop in
    let time = try ShortTime(window: window, hop: hop)
    if let factor = response.first(where: { $0.magnitude > 15 }) {
      throw SignalError(
        "response: factors of at most 15 are expected; \(Numerals.text(Double(factor))) was given")
    }
    return try SpectralKernel(time, input, [], SpectralFilter(response, time, context.rate))
  }
}

/// Every bin times the response at its frequency.
struct SpectralFilter: SpectralProcess {
  /// For each bin, twice: both its parts.
  private let factors: [Float]

  init(_ response: [Float], _ time: ShortTime, _ rate: Int) {
    let scale = Double(rate) / Double(time.window) / 24_000 * Double(response.count - 1)
    factors = (0..<2 * time.bins).map { part in
      let at = min(Double(part / 2) * scale, Double(response.count - 1))
      let place = min(Int(at), response.count - 2)
      let rest = Float(at - Double(place))
      let factor = mulAdd(rest, response[place + 1] - response[place], response[place])
      return factor.limited(to: -15...15, standard: 0)
    }
  }

  func process(_ spectrum: inout MutableSpan<Float>, _ controls: [Float]) {
    let factors = factors.span
    precondition(spectrum.count == factors.count)
    for i in factors.indices { spectrum[i] *= factors[i] }
  }
}
