import Glibc
package import Signals

extension SignalKind {
  package static let spectralGate = SignalKind(
    "spectral_gate", .spectral,
    "Lets through the partials that are louder than a threshold, or those that are softer, and mutes the others.",
    example: "(saw(110) * 0.5 + noise{seed=1} * 0.1):spectral_gate(-40)",
    source: "Steven F. Boll, Suppression of acoustic noise in speech using spectral subtraction, 1979",
    Stream("input", "What to thin out."),
    Stream(
      "threshold", SpectralGate.levels, .decibels, default: -40,
      "The level of a sine that is just let through, 0 dB at amplitude 1."),
    Choice("keep", ["above", "below"], "Which partials are let through."),
    ShortTime.windowNumber(), ShortTime.hopNumber()
  ) { _, input, threshold, keep, window, hop in
    let time = try ShortTime(window: window, hop: hop)
    return try SpectralKernel(
      time, input, [threshold], SpectralGate(fullScale: time.fullScale, keepsAbove: keep == "above"))
  }
}

/// Bins below the threshold, or not below it, become zero.
struct SpectralGate: SpectralProcess {
  static let levels = -200.0...60.0
  let fullScale: Float
  let keepsAbove: Bool

  func process(_ spectrum: inout MutableSpan<Float>, _ controls: [Float]) {
    let range = Self.levels
    let level = Double(controls[0]).limited(to: range, standard: -40)
    let least = Float(pow(10, level / 20)) * fullScale
    let power = least * least
    let (above, below): (Float, Float) = keepsAbove ? (1, 0) : (0, 1)
    var place = 0
    while place < spectrum.count - 1 {
      let (re, im) = (spectrum[place], spectrum[place &+ 1])
      let factor = mulAdd(re, re, im * im) < power ? below : above
      spectrum[place] = re * factor
      spectrum[place &+ 1] = im * factor
      place &+= 2
    }
  }
}
