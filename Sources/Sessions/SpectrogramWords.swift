import Designs
import Glibc
import Graphs
import Pictures
import Scripting
import Signals
import Spectra

/// `spectrogram`: spectra one after the other.
extension Session {
  func defineSpectrograms() throws {
    try define(
      "spectrogram", .looking,
      "spectrogram(sig, {from=, to=, length=, window=, nperseg=, noverlap=, log=, file=})",
      "How the spectrum goes on: windows of nperseg samples, 2048 unless told otherwise, each noverlap samples into the one before, three quarters unless that would be more than a thousand windows. A plot with the fields time, in seconds, frequency, in hertz, and level, a list of a buffer for each time, in dB, where a full-scale sine is 0 dB. Several channels are seen as their mean power. Over the whole of a signal that ends, or its first second, unless a span is given in seconds.",
      example: "spectrogram(sine(line(200, 4000, 1)))", isMethod: true
    ) { session, arguments in
      let given = try PlotArguments(
        arguments, ["window", "nperseg", "noverlap", "log"], spans: true, session)
      return session.noted([try session.spectrogram(given)])
    }
  }

  private func spectrogram(_ given: PlotArguments) throws -> Plot {
    let sources = try given.sources()
    guard let source = sources.first, sources.count == 1 else {
      throw LuaError("spectrogram: one signal is expected; \(sources.count) were given")
    }
    let size = try given.whole("nperseg", 8...1 << 18) ?? 2048
    guard size % 2 == 0 else {
      throw LuaError("spectrogram: nperseg: an even number is expected; \(size) was given")
    }
    // Half a window more on both sides: each is told at its middle, the last at the end or half a step behind it.
    let overlap = try given.whole("noverlap", 0...size - 1)
    func hop(_ frames: Range<Int>) -> Int { overlap.map { size - $0 } ?? max(size / 4, frames.count / 1000) }
    let planes: [[Float]]
    let frames: Range<Int>
    switch source.content {
    case .buffer(let samples):
      let margin = [Float](repeating: 0, count: size / 2)
      planes = [margin + samples + margin]
      frames = 0..<samples.count
    case .signal(let object):
      frames = try given.frames(object, standard: 0..<manager.rate, limit: Self.longestPlot)
      planes = try answer(
        object, frames.lowerBound - size / 2..<frames.upperBound + size / 2 + hop(frames) / 2)
    }
    guard !frames.isEmpty else { throw LuaError("spectrogram: there are no samples") }
    let hop = hop(frames)
    guard frames.count / hop <= 20_000 else {
      throw LuaError(
        "spectrogram: \(frames.count / hop) windows were asked for; at most 20000 are expected: a smaller noverlap, or a shorter span"
      )
    }
    let request = try ["window": given["window"]]
    let (window, symmetric) = try DesignArguments(self, word: given.word, given: request)
      .window("window", default: "hann")
    let factors = try window.samples(size, symmetric: symmetric ?? false)
    let level = try Self.levels(planes, factors, hop: hop, count: 1 + (frames.count + hop / 2) / hop)
    let rate = Double(manager.rate)
    let start = Double(frames.lowerBound) / rate
    let rows = size / 2 + 1
    let (step, bin) = (Double(hop) / rate, rate / Double(size))
    let loudest = level.reduce(-Float.infinity) { $1 > $0 ? $1 : $0 }
    let top = loudest > -290 ? (Double(loudest) / 10 - 1e-3).rounded(.up) * 10 : 0
    let map = HeatMap(
      level, rows: rows, x: (start: start, step: step), y: (start: 0, step: bin), range: top - 80...top,
      unit: "dB")
    let unfinite = planes.reduce(0) { $0 + $1.count { !$0.isFinite } }
    let name = try given["window"].asString ?? (given["window"].isNil ? "hann" : text(of: given["window"]))
    let picture = Picture(
      "spectrogram of \(source.name)",
      details:
        "window \(name), \(size) samples (\(Self.told(seconds: Double(size) / rate))), every \(Self.told(seconds: step)), resolution \(Self.told(hertz: bin))\(unfinite == 0 ? "" : ", \(Numerals.count(unfinite, "sample")) not finite")",
      panels: [
        Panel(
          x: Axis("time", unit: "s", start...Double(frames.upperBound) / rate),
          y: frequencyAxis(try given.flag("log", default: true), from: bin), [.image(map)])
      ])
    let columns = try lua.makeTable()
    for column in 0..<level.count / rows {
      try columns.set(
        .integer(column + 1), .object(SampleBuffer(Array(level[column * rows..<(column + 1) * rows]))))
    }
    return try plot(
      given.word, picture,
      [
        "time": .object(SampleBuffer((0..<level.count / rows).map { Float(start + Double($0) * step) })),
        "frequency": .object(SampleBuffer((0..<rows).map { Float(Double($0) * bin) })),
        "level": .table(columns),
      ], file: given["file"])
  }

  /// The levels of windows one after the other, in dB, `factors.count / 2 + 1` for each.
  private static func levels(_ planes: [[Float]], _ factors: [Double], hop: Int, count: Int) throws -> [Float]
  {
    let size = factors.count
    let rows = size / 2 + 1
    let transform = try RealTransform.of(length: size)
    let samples = UnsafeMutableRawPointer.allocate(
      byteCount: (size + 2) * 4, alignment: RealTransform.alignment
    ).bindMemory(to: Float.self, capacity: size + 2)
    let bins = UnsafeMutableRawPointer.allocate(
      byteCount: 2 * rows * 4, alignment: RealTransform.alignment
    ).bindMemory(to: Float.self, capacity: 2 * rows)
    defer {
      samples.deallocate()
      bins.deallocate()
    }
    let scale = 1 / factors.reduce(0, +)
    let weights = factors.map { Float($0 * scale) }
    var level = [Float](repeating: 0, count: rows * count)
    for plane in planes {
      for column in 0..<count {
        let first = column * hop
        for place in 0..<size {
          samples[place] = first + place < plane.count ? plane[first + place] * weights[place] : 0
        }
        transform.forward(samples, bins)
        for row in 0..<rows {
          let power = bins[2 * row] * bins[2 * row] + bins[2 * row + 1] * bins[2 * row + 1]
          level[column * rows + row] += row == 0 || row == size / 2 ? power : 4 * power
        }
      }
    }
    let share = 1 / Float(planes.count)
    for place in level.indices {
      let power = level[place] * share
      level[place] = power > 1e-30 ? 10 * log10(power) : -300
    }
    return level
  }
}
