import Designs
import Glibc
import Graphs
import Numerics
import Pictures
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
      "spectrum", .looking, "spectrum(sig, …, {from=, to=, length=, window=, log=, file=})",
      "The discrete Fourier transform of a stretch of a signal, from 0 and 1 s long unless told otherwise, under a window, \"hann\" unless told otherwise, by SciPy's names. A plot for each channel, drawn together, with the fields frequency, in hertz, level, in dB, and values, the complex bins; where a full-scale sine is 0 dB; the frequencies lie as octaves do, {log=false} as numbers do. A place of the picture that holds many bins shows the greatest, so that no line is lost; of noise it is the higher the more they are, and welch tells how it lies. The bins are scaled by the window's sum: a sine of amplitude 1 reads 0.5 at its bins, s:magnitude(k), s:phase(k) and s:bin(k) from 0. Bin k lies at k / length Hz.",
      example: "spectrum(saw(440), saw(440):lowpass(2000))", isMethod: true
    ) { session, arguments in
      session.noted(try session.spectrum(PlotArguments(arguments, ["window", "log"], spans: true, session)))
    }
    try defineSpectrograms()
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

  private func spectrum(_ given: PlotArguments) throws -> [Plot] {
    let sources = try given.sources()
    var planes: [(name: String, samples: [Float])] = []
    for source in sources {
      let found: [[Float]] =
        switch source.content {
        case .buffer(let samples): [samples]
        case .signal(let object):
          try answer(
            object,
            given.frames(object, standard: 0..<manager.rate, isWhole: false, limit: Self.longestSpectrum))
        }
      planes += zip(Self.channelNames(found.count, source.name), found).map { ($0, $1) }
    }
    guard planes.allSatisfy({ !$0.samples.isEmpty }) else { throw LuaError("spectrum: there are no samples") }
    if let long = planes.first(where: { $0.samples.count > Self.longestSpectrum }) {
      throw LuaError(
        "spectrum: \(Numerals.count(long.samples.count, "sample")) were given; at most \(Self.longestSpectrum) are expected (welch takes more)"
      )
    }
    let request = try ["window": given["window"]]
    let (shape, symmetric) = try DesignArguments(self, word: given.word, given: request)
      .window("window", default: "hann")
    let rate = Double(manager.rate)
    var weights: [Int: (weights: [Float], sum: Double)] = [:]
    var unfaded: [String] = []
    var curves: [Trace] = []
    var found: [(spectrum: Spectrum, frequency: [Float], level: [Float])] = []
    for (name, samples) in planes {
      let count = samples.count
      let (factors, sum): ([Float], Double)
      if let known = weights[count] {
        (factors, sum) = known
      } else {
        // Periodic, as a transform wants it.
        let made = try shape.samples(count, symmetric: symmetric ?? false)
        (factors, sum) = (made.map { Float($0) }, made.reduce(0, +))
        weights[count] = (factors, sum)
      }
      let isOpen = try given["window"].isNil && Self.fades(samples, factors)
      if isOpen { unfaded.append(name) }
      let seen = isOpen ? samples : (0..<count).map { samples[$0] * factors[$0] }
      let bins = try FourierTransform.forward(real: seen, scale: Float(1 / (isOpen ? Double(count) : sum)))
      let step = rate / Double(count)
      let level = Self.levels(bins.real, bins.imaginary)
      found.append(
        (
          Spectrum(real: bins.real, imaginary: bins.imaginary, rate: rate),
          level.indices.map { Float(Double($0) * step) }, level
        ))
      curves.append(
        Trace(.even(start: 0, step: step), level, name: name, colour: curves.count, showsPeaks: true))
    }
    let names = curves.map(\.name)
    if curves.count == 1 { curves[0].name = "" }
    let count = planes[0].samples.count
    let title =
      try given["window"].asString ?? (given["window"].isNil ? "hann" : "\(text(of: given["window"]))")
    let isLog = try given.flag("log", default: true)
    let window = Self.told(window: title, unfaded, of: planes.map(\.name))
    let picture = Picture(
      "spectrum of \(names.joined(separator: ", "))",
      details:
        "window \(window), \(Self.told(seconds: Double(count) / rate)), \(Numerals.count(count, "sample")), resolution \(Self.told(hertz: rate / Double(count)))"
        + (isLog ? Self.constantPart(curves) : "")
        + Self.unfinite(planes.map { Trace(.even(start: 0, step: 1), $0.samples) }),
      panels: [
        Panel(
          x: frequencyAxis(isLog, from: rate / Double(count)),
          y: Self.levelAxis(curves),
          curves.map { .line($0) })
      ])
    let sight = try sight(given.word, picture, file: given["file"])
    return found.map { spectrum, frequency, level in
      Plot(
        sight,
        [
          "frequency": .object(SampleBuffer(frequency)), "level": .object(SampleBuffer(level)),
          "values": .object(
            SampleBuffer(Vector(spectrum.real.map { Double($0) }, spectrum.imaginary.map { Double($0) }))),
        ],
        spectrum: spectrum,
        bytes: Self.bytes(of: picture), self)
    }
  }

  /// Whether a window takes away nearly all of the power, as of an impulse at a span's beginning: what there is lies where
  /// it is next to 0.
  private static func fades(_ samples: [Float], _ factors: [Float]) -> Bool {
    var (whole, left, weight) = (0.0, 0.0, 0.0)
    for (sample, factor) in zip(samples, factors) {
      let (power, part) = (Double(sample) * Double(sample), Double(factor) * Double(factor))
      (whole, left, weight) = (whole + power, left + power * part, weight + part)
    }
    return whole > 0 && left * Double(samples.count) < 0.01 * whole * weight
  }

  private static func told(window: String, _ unfaded: [String], of names: [String]) -> String {
    guard let first = unfaded.first else { return window }
    let why = "boxcar (what there is lies where \(window) is next to 0)"
    return unfaded.count == names.count ? why : "\(window), of \(unfaded.count == 1 ? first : "some") \(why)"
  }

  /// 0 Hz lies beyond an axis of octaves; it is told where it is what there is most of.
  private static func constantPart(_ curves: [Trace]) -> String {
    guard let levels = curves.first?.y, curves.count == 1, let constant = levels.first, constant > -200,
      levels.dropFirst(2).allSatisfy({ !($0 > constant) })
    else { return "" }
    return ", \(Decimal.fixed(Double(constant), 1)) dB at 0 Hz"
  }

  /// Bins up to half the rate in dB: of a sine the two bins together, so that a full-scale one is 0 dB.
  static func levels(_ real: [Float], _ imaginary: [Float]) -> [Float] {
    let count = real.count
    return (0...count / 2).map { bin in
      let isAlone = bin == 0 || 2 * bin == count
      let power = real[bin] * real[bin] + imaginary[bin] * imaginary[bin]
      return power > 0 ? max(-300, 10 * log10(isAlone ? power : 4 * power)) : power == 0 ? -300 : power
    }
  }

  /// The octaves up to half the rate, from what is told apart on.
  func frequencyAxis(_ isLog: Bool, from least: Double) -> Axis {
    let half = Double(manager.rate) / 2
    return isLog
      ? Axis("frequency", unit: "Hz", scale: .logarithmic, min(half / 10, max(20, least))...half)
      : Axis("frequency", unit: "Hz", 0...half)
  }

  /// From the highest level on so far down as there is something, 120 dB at most.
  static func levelAxis(_ curves: [Trace], deepest: Double = 120) -> Axis {
    var (low, high) = (Float.infinity, -Float.infinity)
    for level in curves.lazy.flatMap(\.y) where level.isFinite {
      low = min(low, level)
      high = max(high, level)
    }
    guard low <= high, high > -290 else { return Axis("level", unit: "dB", scale: .decibels, -deepest...0) }
    let top = (Double(high) / 10 - 1e-3).rounded(.up) * 10
    let bottom = max(top - deepest, (Double(low) / 10).rounded(.down) * 10)
    return Axis("level", unit: "dB", scale: .decibels, min(bottom, top - 20)...top)
  }

  /// As long as a window may be: 21.8 s at 48 kHz.
  static let longestSpectrum = Window.lengths.upperBound
}
