import Glibc
import Graphs
import Scripting
import Signals
import Spectra

/// Spectra as values.
extension Session {
  func defineSpectra() throws {
    try define(
      "get_spectral", .looking, "sig:get_spectral()",
      "The discrete Fourier transform of exactly one period, scaled by 1/P: P bins, a spectrum for each channel. A sine of amplitude 1 reads 0.5 at its two bins.",
      isMethod: true
    ) { session, arguments in
      try session.spectra(arguments)
    }
    try define(
      "spectrum", .looking, "spectrum(sig, {from=, to=, length=, window=})",
      "The discrete Fourier transform of a stretch of a signal, from 0 and 1 s long unless told otherwise, under a window: \"hann\", or \"boxcar\" for none. Scaled by the window's sum: a sine of amplitude 1 reads 0.5 at its bins. Bin k lies at k / length Hz. Its fields frequency, in hertz, and level, in dB of a full-scale sine, are buffers of the bins up to half the rate, and values one of all bins, complex.",
      example: "spectrum(saw(55), {from=0, to=0.5}):magnitude(28)", isMethod: true
    ) { session, arguments in
      try session.spectrum(arguments)
    }
  }

  private func spectra(_ arguments: LuaArguments) throws -> [LuaValue] {
    let object = try signalArgument(arguments, 0)
    let shape = try version(of: object).shape
    let frames: Range<Int>
    if let period = shape.period {
      frames = 0..<period
    } else if let range = shape.range.frames, !range.isEmpty {
      guard range.count <= Period.longest else {
        throw LuaError(
          "get_spectral: this signal is \(range.count) frames long; at most \(Period.longest) are transformed (spectrum(sig, {from=, to=, window=}) takes a part)"
        )
      }
      frames = range
    } else {
      throw LuaError(
        "get_spectral: this signal has no period, so no spectrum is exact; spectrum(sig, {from=, to=, window=}) shows a part of it"
      )
    }
    return try answer(object, frames).map { plane in
      let bins = try FourierTransform.forward(real: plane, scale: 1 / Float(plane.count))
      return .object(Spectrum(real: bins.real, imaginary: bins.imaginary, rate: Double(manager.rate)))
    }
  }

  private func spectrum(_ arguments: LuaArguments) throws -> [LuaValue] {
    let object = try signalArgument(arguments, 0)
    let options = arguments[1].asTable
    let frames = try span(
      arguments[1], "spectrum", otherwise: 0..<manager.rate, limit: Self.longestSpectrum, others: ["window"])
    let name = try options?["window"].asString ?? "hann"
    let isBoxcar = name == "boxcar"
    guard isBoxcar || name == "hann" else {
      throw LuaError("spectrum: window: \"hann\" or \"boxcar\" is expected; \"\(name)\" was given")
    }
    // Periodic, as a transform wants it.
    let window = (0..<frames.count).map { place in
      isBoxcar ? 1 : 0.5 - 0.5 * cos(2 * .pi * Double(place) / Double(frames.count))
    }
    let sum = window.reduce(0, +)
    return try answer(object, frames).map { plane in
      let seen = zip(plane, window).map { Float(Double($0) * $1) }
      let bins = try FourierTransform.forward(real: seen, scale: Float(1 / sum))
      return .object(Spectrum(real: bins.real, imaginary: bins.imaginary, rate: Double(manager.rate)))
    }
  }

  /// A minute and a half at 48 kHz.
  private static let longestSpectrum = 1 << 22
}
