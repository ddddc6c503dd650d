import Graphs
import Measures
import Scripting
import Signals

/// Numbers that tell of a span of a signal, one for each channel.
extension Session {
  func defineMeasures() throws {
    try measure("peak", "The greatest magnitude of a sample, as a factor of full scale.") { Level.peak($0) }
    try measure("rms", "The root of the mean square, as a factor of full scale.") { Level.rms($0) }
    try measure("dc", "The mean of the samples.") { Level.dc($0) }
    try measure("crest", "The peak over the root mean square, as a factor; nil of silence.") {
      Level.crest($0)
    }
    try measure("zero_crossings", "How often the sign changes.") { Double(Level.zeroCrossings($0)) }
    let rate = Double(manager.rate)
    try measure(
      "pitch",
      "The fundamental frequency in hertz, 20 Hz to a tenth of the rate; nil where there is none. After Philip McLeod and Geoff Wyvill, A Smarter Way to Find Pitch, ICMC 2005."
    ) { try Pitch.frequency($0, rate: rate) }
    try measure(
      "thd",
      "Total harmonic distortion: harmonics 2 to 6 over the strongest tone, in decibels; nil where no tone stands out, or none of them lies below half the rate."
    ) { try Harmonics($0, rate: rate).distortion }
    try measure(
      "snr",
      "The strongest tone over what is neither it nor its harmonics up to the sixth, in decibels; nil where no tone stands out."
    ) { try Harmonics($0, rate: rate).signalToNoise }
    try measure("centroid", "The mean frequency in hertz, weighted by magnitude; nil of silence.") {
      try Harmonics($0, rate: rate).centroid
    }
    try define(
      "lufs", .measuring, "lufs(sig, {from=, to=, length=})",
      "Integrated loudness of all channels together, in LUFS; nil of silence and of less than 0.4 s. After ITU-R BS.1770-4, 2015.\(Self.spanDoc)",
      example: "lufs(sine(1000) * 0.1)", isMethod: true
    ) { session, arguments in
      let planes = try session.measured(arguments)
      return [Loudness.integrated(planes, rate: rate).map(LuaValue.number) ?? .nil]
    }
  }

  private static let spanDoc =
    " Over the whole of a signal that ends, or its first second, unless a span is given in seconds."
  private static let channelsDoc = " One number for each channel."

  private func measure(_ name: String, _ doc: String, _ body: @escaping ([Float]) throws -> Double?) throws {
    try define(
      name, .measuring, "\(name)(sig, {from=, to=, length=})", doc + Self.channelsDoc + Self.spanDoc,
      example: "\(name)(saw(220) * 0.5)", isMethod: true
    ) { session, arguments in
      try session.measured(arguments).map { plane in try body(plane).map(LuaValue.number) ?? .nil }
    }
  }

  /// The samples that a measurement is made of; a buffer is measured whole.
  private func measured(_ arguments: LuaArguments) throws -> [[Float]] {
    if let buffer = arguments[0].asObject(SampleBuffer.self) { return [try buffer.samples(arguments.name)] }
    let object = try signalArgument(arguments, 0)
    let range = try version(of: object).shape.range.frames
    let frames = try span(
      arguments[1], arguments.name, otherwise: range ?? 0..<manager.rate, limit: Self.longestBuffer)
    return try answer(object, frames)
  }
}
