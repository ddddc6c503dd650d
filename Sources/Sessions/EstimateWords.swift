import Numerics
import Scripting
import Signals

/// Spectra of buffers, whole and over time.
extension Session {
  func defineEstimates() throws {
    let rest = [
      "fs", "window", "nperseg", "noverlap", "nfft", "detrend", "return_onesided", "scaling", "average",
    ]
    try numberWord(
      "periodogram", ["x", "fs", "window", "nfft", "detrend", "return_onesided", "scaling"], needed: 1,
      "The power spectrum of a whole buffer: frequencies in hertz, and power per hertz. As scipy.signal.periodogram.",
      example: "f, Pxx = periodogram((sine(1000) * 0.5):get_temporal(0, 4800))"
    ) { session, given in
      var x = try given.vector("x")
      var length = try given.countIfGiven("nfft")
      if let given = length, given < x.count {
        x = x[0..<given]
        length = nil
      }
      var options = try given.segments(
        x.count, isComplex: x.isComplex, window: "boxcar", segment: x.count)
      options.length = length ?? x.count
      options.scaling = try given.choice("scaling", default: .density)
      return [
        session.buffer(options.frequencies),
        session.buffer(try SpectralEstimate.crossSpectrum(x, nil, options)),
      ]
    }
    try numberWord(
      "welch", ["x"] + rest, needed: 1,
      "The power spectrum, averaged over segments that overlap: frequencies in hertz, and power per hertz. As scipy.signal.welch.",
      example: "f, Pxx = welch((noise{seed=1} * 0.5):get_temporal(0, 48000), {nperseg=512})"
    ) { session, given in
      let x = try given.vector("x")
      let (options, average) = try session.estimate(given, x.count, x.isComplex)
      return [
        session.buffer(options.frequencies),
        session.buffer(try SpectralEstimate.crossSpectrum(x, nil, options, average)),
      ]
    }
    try numberWord(
      "csd", ["x", "y"] + rest, needed: 2,
      "The cross power spectrum of two buffers, averaged over segments: frequencies in hertz, and complex power per hertz. As scipy.signal.csd.",
      example: "x = noise{seed=1}:get_temporal(0, 4800) f, Pxy = csd(x, lfilter({0, 1}, {1}, x))"
    ) { session, given in
      let (x, y) = (try given.vector("x"), try given.vector("y"))
      let (options, average) = try session.estimate(
        given, max(x.count, y.count), x.isComplex || y.isComplex)
      return [
        session.buffer(options.frequencies),
        session.buffer(try SpectralEstimate.crossSpectrum(x, y, options, average)),
      ]
    }
    try numberWord(
      "coherence", ["x", "y", "fs", "window", "nperseg", "noverlap", "nfft", "detrend"], needed: 2,
      "How much of y at each frequency is x, filtered: frequencies in hertz, and 0 to 1. As scipy.signal.coherence.",
      example: "x = noise{seed=1}:get_temporal(0, 4800) f, Cxy = coherence(x, lfilter({0, 1}, {1}, x))"
    ) { session, given in
      let (x, y) = (try given.vector("x"), try given.vector("y"))
      let options = try given.segments(max(x.count, y.count), isComplex: x.isComplex || y.isComplex)
      return [
        session.buffer(options.frequencies), session.buffer(try SpectralEstimate.coherence(x, y, options)),
      ]
    }
  }

  private func estimate(_ given: DesignArguments, _ count: Int, _ isComplex: Bool) throws -> (
    SegmentOptions, SpectralEstimate.Average
  ) {
    var options = try given.segments(count, isComplex: isComplex)
    options.scaling = try given.choice("scaling", default: .density)
    return (options, try given.choice("average", default: .mean))
  }

  func defineShortTime() throws {
    try numberWord(
      "stft",
      [
        "x", "fs", "window", "nperseg", "noverlap", "nfft", "detrend", "return_onesided", "boundary",
        "padded",
        "scaling",
      ], needed: 1,
      "The short-time Fourier transform: frequencies in hertz, times in seconds, and for each frequency a complex buffer over the times, so that Zxx[k][m] is frequency f[k] at time t[m]. As scipy.signal.stft.",
      example: "f, t, Zxx = stft((saw(220) * 0.5):get_temporal(0, 4800), {nperseg=512})"
    ) { session, given in
      let x = try given.vector("x")
      var options = try given.segments(x.count, isComplex: x.isComplex, detrend: .none)
      options.scaling = try session.scaling(given)
      let (times, rows) = try ShortTimeFourier.forward(
        x, options, session.boundary(given), isPadded: given.flag("padded", default: true))
      return [
        session.buffer(options.frequencies), session.buffer(times),
        .table(try session.list(rows.map { session.buffer($0) })),
      ]
    }
    try numberWord(
      "istft",
      ["Zxx", "fs", "window", "nperseg", "noverlap", "nfft", "input_onesided", "boundary", "scaling"],
      needed: 1,
      "The numbers of a short-time Fourier transform, by overlapping and adding: times in seconds, and the numbers. Window, nperseg and noverlap are those that stft had. As scipy.signal.istft.",
      example: "f, t, Zxx = stft((saw(220) * 0.5):get_temporal(0, 4800)) t, x = istft(Zxx)"
    ) { session, given in
      let (rows, options) = try session.inverse(given)
      let x = try ShortTimeFourier.inverse(
        rows, options, boundary: given.flag("boundary", default: true))
      return [session.buffer(x.real.indices.map { Double($0) / options.rate }), session.buffer(x)]
    }
  }

  private func scaling(_ given: DesignArguments) throws -> SegmentOptions.Scaling {
    try given.text("scaling", ["spectrum", "psd"]) == "psd" ? .density : .spectrum
  }

  private func boundary(_ given: DesignArguments) throws -> ShortTimeFourier.Boundary {
    if given.value("boundary")?.asBoolean == false { return .none }
    let name = try given.text("boundary", ["zeros", "even", "odd", "constant"])
    return ShortTimeFourier.Boundary(rawValue: name) ?? .zeros
  }

  private func inverse(_ given: DesignArguments) throws -> ([Vector], SegmentOptions) {
    guard let table = given.value("Zxx")?.asTable else {
      throw given.complaint("Zxx", "a list of buffers, as stft answers it as its third,")
    }
    let rows = try items(table).map { try given.vector($0, "Zxx") }
    let isOneSided = try given.flag("input_onesided", default: true)
    let standard = isOneSided ? 2 * (rows.count - 1) : rows.count
    let segment = try given.countIfGiven("nperseg") ?? max(1, standard)
    // An odd segment has as many bins as the even one before it.
    let length =
      try given.countIfGiven("nfft") ?? (isOneSided && segment == standard + 1 ? segment : max(1, standard))
    let window = try given.windowSamples("window", segment, default: "hann")
    var options = try SegmentOptions(
      rate: given.rate(), window: window, overlap: given.wholeIfGiven("noverlap"), length: length)
    options.isOneSided = isOneSided
    options.scaling = try scaling(given)
    return (rows, options)
  }
}
