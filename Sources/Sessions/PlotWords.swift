import Glibc
import Graphs
import Pictures
import Scripting
import Signals

/// `plot`, `histogram`, `lissajous`: samples as they are.
extension Session {
  func definePlots() throws {
    try define(
      "plot", .looking, "plot(sig, …, {from=, to=, length=, file=})",
      "Draws signals over time, or buffers and lists by their index from 0, over each other; up to 100 samples as stems. Over the whole of a signal that ends, or a few cycles of one that does not, unless a span is given in seconds. As all plots it is a value with fields, here time in seconds and values, a list of buffers, one for each channel: p:show() draws it, p:save(\"out.svg\") writes SVG or PNG, as {file=} does at once; one that is neither kept nor read is drawn where its chunk ends.",
      example: "plot(saw(110), saw(110):lowpass(800))", isMethod: true
    ) { session, arguments in
      session.noted([try session.plot(PlotArguments(arguments, [], spans: true, session))])
    }
    try define(
      "histogram", .looking, "histogram(sig, {bins=, from=, to=, length=, file=})",
      "How often samples have which value: a plot of counts over bins of equal width, 64 unless told otherwise, with the fields value, the middle of each bin, and count. Over the whole of a signal that ends, or its first second, unless a span is given in seconds.",
      example: "histogram(noise())", isMethod: true
    ) { session, arguments in
      session.noted([try session.histogram(PlotArguments(arguments, ["bins"], spans: true, session))])
    }
    try define(
      "lissajous", .looking, "lissajous(left, right, {from=, to=, length=, file=})",
      "One signal across, another up: the phase between them is seen as a line that widens to a circle. One signal of two channels stands for both. Over the first 50 ms unless a span is given in seconds.",
      example: "lissajous(sine(200), sine(300))", isMethod: true
    ) { session, arguments in
      session.noted([try session.lissajous(PlotArguments(arguments, [], spans: true, session))])
    }
  }

  /// The longest stretch that is drawn: a minute and a half at 48 kHz.
  static let longestPlot = 1 << 22
  private static let mostStems = 100

  private func plot(_ given: PlotArguments) throws -> Plot {
    let sources = try given.sources()
    var frames: Range<Int>?
    for source in sources {
      guard case .signal(let object) = source.content else { continue }
      let range = try given.frames(object, standard: try cycles(object), limit: Self.longestPlot)
      frames =
        frames.map { min($0.lowerBound, range.lowerBound)..<max($0.upperBound, range.upperBound) } ?? range
    }
    if let range = frames, range.count > Self.longestPlot {
      frames = range.lowerBound..<range.lowerBound + Self.longestPlot
    }
    var curves: [Trace] = []
    var longest = 0
    let rate = Double(manager.rate)
    for source in sources {
      let planes: [[Float]]
      let abscissa: Trace.Abscissa
      switch source.content {
      case .buffer(let samples):
        planes = [samples]
        abscissa = .even(start: 0, step: frames == nil ? 1 : 1 / rate)
      case .signal(let object):
        let frames = frames ?? 0..<0
        planes = try answer(object, frames)
        abscissa = .even(start: Double(frames.lowerBound) / rate, step: 1 / rate)
      }
      for (name, plane) in zip(Self.channelNames(planes.count, source.name), planes) {
        longest = max(longest, plane.count)
        curves.append(Trace(abscissa, plane, name: name, colour: curves.count))
      }
    }
    let names = curves.map(\.name)
    if curves.count == 1 { curves[0].name = "" }
    let x: Axis
    let details: String
    if let frames {
      x = Axis("time", unit: "s", Double(frames.lowerBound) / rate...Double(frames.upperBound) / rate)
      details =
        "\(Self.told(seconds: Double(frames.count) / rate)) from \(Self.told(seconds: Double(frames.lowerBound) / rate)), \(Numerals.count(frames.count, "sample"))"
    } else {
      let margin = longest <= Self.mostStems ? 0.5 : 0
      x = Axis(
        "n", -margin...max(1, Double(longest) - 1) + margin,
        names: margin > 0 ? (0..<longest).map { Tick(Double($0), "\($0)") } : nil)
      details = Numerals.count(longest, "sample")
    }
    let isStems = longest <= Self.mostStems
    let picture = Picture(
      names.joined(separator: ", "), details: details + Self.unfinite(curves),
      panels: [
        Panel(
          x: x, y: Self.axis(holding: curves.map(\.y) + (isStems ? [[0]] : [])),
          curves.map { isStems ? .stems($0) : .line($0) })
      ])
    let values = try lua.makeTable()
    for (place, curve) in curves.enumerated() {
      try values.set(.integer(place + 1), .object(SampleBuffer(curve.y)))
    }
    let time = (0..<longest).map { Float(curves[0].abscissa($0)) }
    return try plot(
      given.word, picture,
      [frames == nil ? "index" : "time": .object(SampleBuffer(time)), "values": .table(values)],
      file: given["file"])
  }

  /// Each by itself: one list of all would be as long as all of them.
  private static func axis(holding lists: [[Float]]) -> Axis {
    var ends: [Float] = []
    for list in lists {
      var (low, high) = (Float.infinity, -Float.infinity)
      for value in list where value - value == 0 {
        low = value < low ? value : low
        high = value > high ? value : high
      }
      ends += [low, high]
    }
    return .holding("", ends)
  }

  /// `, 3 of them not finite`: what cannot be drawn is told.
  static func unfinite(_ curves: [Trace]) -> String {
    let count = curves.reduce(0) { $0 + $1.y.count { !$0.isFinite } }
    return count == 0 ? "" : ", \(count) of them not finite"
  }

  /// As much of the first second as shows a few cycles.
  private func cycles(_ object: SignalObject) throws -> Range<Int> {
    let rate = manager.rate
    let second = try answer(object, 0..<rate)[0]
    let mean = second.reduce(0, +) / Float(max(1, second.count))
    var rises = 0
    for (a, b) in zip(second, second.dropFirst()) where a < mean && b >= mean { rises += 1 }
    guard rises > 4 else { return 0..<rate }
    // 1, 2 or 5 times a power of ten of seconds that hold four.
    let wanted = max(0.005, 4 / Double(rises))
    let power = pow(10, floor(log10(wanted)))
    let length = [1, 2, 5, 10].map { $0 * power }.first { $0 >= wanted * 0.999 } ?? 1
    return 0..<min(rate, Int((length * Double(rate)).rounded()))
  }

  private func samples(_ given: PlotArguments, _ source: PlotArguments.Source, standard: Range<Int>) throws
    -> (planes: [[Float]], from: Double?)
  {
    switch source.content {
    case .buffer(let samples): return ([samples], nil)
    case .signal(let object):
      let frames = try given.frames(object, standard: standard, limit: Self.longestPlot)
      return (try answer(object, frames), Double(frames.lowerBound) / Double(manager.rate))
    }
  }

  private func histogram(_ given: PlotArguments) throws -> Plot {
    let sources = try given.sources()
    guard let source = sources.first, sources.count == 1 else {
      throw LuaError("histogram: one signal is expected; \(sources.count) were given")
    }
    let bins = try given.whole("bins", 2...10_000) ?? 64
    let (planes, from) = try samples(given, source, standard: 0..<manager.rate)
    let all = planes.flatMap { $0 }
    let finite = all.filter(\.isFinite)
    var low = Double(finite.min() ?? -1)
    var high = Double(finite.max() ?? 1)
    if low == high { (low, high) = (low - 0.5, high + 0.5) }
    let width = (high - low) / Double(bins)
    var counts = [Float](repeating: 0, count: bins)
    for value in finite { counts[min(bins - 1, Int((Double(value) - low) / width))] += 1 }
    let bars = Trace(.even(start: low + width / 2, step: width), counts)
    let time =
      from.map {
        "\(Self.told(seconds: Double(planes[0].count) / Double(manager.rate))) from \(Self.told(seconds: $0)), "
      } ?? ""
    let left = all.count - finite.count
    let picture = Picture(
      "histogram of \(source.name)",
      details:
        "\(time)\(Numerals.count(all.count, "sample"))\(left > 0 ? ", \(left) of them not finite" : ""), \(bins) bins of \(Decimal.short(width))",
      panels: [
        Panel(
          x: Axis("value", low...high), y: .rounded("samples", 0...Double(max(1, counts.max() ?? 1))),
          [.bars(bars)])
      ])
    return try plot(
      given.word, picture,
      [
        "value": .object(SampleBuffer((0..<bins).map { Float(low + (Double($0) + 0.5) * width) })),
        "count": .object(SampleBuffer(counts)),
      ], file: given["file"])
  }

  private func lissajous(_ given: PlotArguments) throws -> Plot {
    let sources = try given.sources()
    let standard = 0..<manager.rate / 20
    var planes: [(name: String, samples: [Float])] = []
    var from: Double?
    for source in sources {
      let (found, start) = try samples(given, source, standard: standard)
      from = from ?? start
      planes += zip(Self.channelNames(found.count, source.name), found).map { ($0, $1) }
    }
    guard planes.count == 2 else {
      throw LuaError(
        "lissajous: two signals, or one of two channels, are expected; \(Numerals.count(planes.count, "channel")) \(planes.count == 1 ? "was" : "were") given"
      )
    }
    let count = min(planes[0].samples.count, planes[1].samples.count)
    let reach = planes.flatMap(\.samples).reduce(Float(0)) { $1.isFinite ? max($0, abs($1)) : $0 }
    func axis(_ name: String) -> Axis { .rounded(name, -Double(reach)...Double(reach)) }
    // A line through every place in order of time; one that is not finite breaks it.
    var y = Array(planes[1].samples.prefix(count))
    for place in 0..<count where !planes[0].samples[place].isFinite { y[place] = .nan }
    let curve = Trace(.listed(planes[0].samples.prefix(count).map { $0.isFinite ? Double($0) : 0 }), y)
    let time = from.map { " from \(Self.told(seconds: $0))" } ?? ""
    let picture = Picture(
      "\(planes[1].name) over \(planes[0].name)",
      details:
        "\(Self.told(seconds: Double(count) / Double(manager.rate)))\(time), \(Numerals.count(count, "sample"))",
      panels: [Panel(x: axis(planes[0].name), y: axis(planes[1].name), [.line(curve)], isSquare: true)])
    return try plot(
      given.word, picture,
      [
        "left": .object(SampleBuffer(Array(planes[0].samples.prefix(count)))),
        "right": .object(SampleBuffer(Array(planes[1].samples.prefix(count)))),
      ], file: given["file"])
  }
}
