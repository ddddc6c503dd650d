import Glibc
package import Signals

extension SignalKind {
  package static let absolute = function(
    "abs", "The magnitude: what is below 0 is turned up.", "sine(220):abs() - 0.6366", Magnitude())

  package static let floored = function(
    "floor", "The greatest whole number that is not above each sample.",
    "((sine(220) * 4):floor() / 4 + 0.125) * 0.8", Floor())

  package static let rounded = function(
    "round", "The nearest whole number; halves go away from 0.", "(sine(220) * 4):round() / 4", Round())

  package static let squareRoot = function(
    "sqrt", "The square root; of what is below 0, 0.", "saw(110) * sqrt(line(0, 1, 2)) * 0.7", Root())

  package static let logarithm = function(
    "log", "The natural logarithm. What is not above 0 counts as the least number above it, 1.2e-38.",
    "saw(110) * log(line(1, 2.7, 2)) * 0.7", Logarithm())

  package static let exponential = function(
    "exp", "The number e to the power of each sample, at most 3.3e38.",
    "saw(110) * exp(line(0, -5, 2)) * 0.7",
    Exponential())

  package static let decibels = function(
    "db",
    "A factor as decibels: 1 is 0 dB, 0.5 is -6.02 dB, and silence is held to -200 dB. Of a number, a number.",
    "sine(220):tanh(db(line(1, 4, 2)))", Decibels())

  package static let factor = function(
    "undb", "Decibels as a factor: 0 dB is 1, -6.02 dB is 0.5. Of a number, a number.",
    "saw(110) * undb(line(-30, -6, 2))", Factor())

  package static let midiToHz = function(
    "midi_to_hz",
    "A MIDI note number, which need not be whole, as hertz: 69 is 440 Hz. Of a number, a number.",
    "saw(midi_to_hz(line(48, 60, 2):round())) * 0.7", MidiToHertz())

  package static let hzToMidi = function(
    "hz_to_midi",
    "Hertz as a MIDI note number: 440 Hz is 69. What is not above 0 counts as the least number above it. Of a number, a number.",
    "sine(220) * hz_to_midi(line(220, 440, 2)) / 69", HertzToMidi())

  private static func function(
    _ name: String, _ doc: String, _ example: String, _ function: some PointFunction
  ) -> SignalKind {
    SignalKind(
      name, .arithmetic, doc, example: example, Stream("x", "What it is taken of, sample by sample.")
    ) {
      try Pointwise(function, $1)
    }
  }
}

private struct Magnitude: PointFunction {
  var keepsSilence: Bool { true }
  var isWorthKeeping: Bool { false }
  func number(_ values: [Double]) -> Double? { values[0].magnitude }
  func fill(_ y: inout MutableSpan<Float>, _ planes: Span<Float>) { Self.map(&y, planes) { $0.magnitude } }
}

// Adding +0 makes -0 a plain zero, as silence is.
private struct Floor: PointFunction {
  var keepsSilence: Bool { true }
  var isWorthKeeping: Bool { false }
  func number(_ values: [Double]) -> Double? { values[0].rounded(.down) + 0 }
  func fill(_ y: inout MutableSpan<Float>, _ planes: Span<Float>) {
    Self.map(&y, planes) { $0.rounded(.down) + 0 }
  }
}

private struct Round: PointFunction {
  var keepsSilence: Bool { true }
  var isWorthKeeping: Bool { false }
  func number(_ values: [Double]) -> Double? { values[0].rounded() + 0 }
  func fill(_ y: inout MutableSpan<Float>, _ planes: Span<Float>) {
    Self.map(&y, planes) { $0.rounded() + 0 }
  }
}

private struct Root: PointFunction {
  var keepsSilence: Bool { true }
  var isWorthKeeping: Bool { false }
  func number(_ values: [Double]) -> Double? { values[0] > 0 ? values[0].squareRoot() : 0 }
  func fill(_ y: inout MutableSpan<Float>, _ planes: Span<Float>) {
    Self.map(&y, planes) { ($0 > 0 ? $0 : 0).squareRoot() }
  }
}

private struct Logarithm: PointFunction {
  func number(_ values: [Double]) -> Double? { Glibc.log(max(values[0], Double(Float.leastNormalMagnitude))) }
  func fill(_ y: inout MutableSpan<Float>, _ planes: Span<Float>) {
    Self.map(&y, planes) {
      Float(FastMath.log2(Double($0 > .leastNormalMagnitude ? $0 : .leastNormalMagnitude)) / FastMath.log2OfE)
    }
  }
}

private struct Exponential: PointFunction {
  private static let powers = -1_000.0...127.99
  func number(_ values: [Double]) -> Double? {
    Glibc.exp(min(values[0] * FastMath.log2OfE, Self.powers.upperBound) / FastMath.log2OfE)
  }
  func fill(_ y: inout MutableSpan<Float>, _ planes: Span<Float>) {
    let powers = Self.powers
    Self.map(&y, planes) {
      Float(FastMath.exp2((Double($0) * FastMath.log2OfE).limited(to: powers, standard: 0)))
    }
  }
}

private struct Decibels: PointFunction {
  func number(_ values: [Double]) -> Double? { 20 * log10(max(values[0].magnitude, 1e-10)) }
  func fill(_ y: inout MutableSpan<Float>, _ planes: Span<Float>) {
    Self.map(&y, planes) {
      let x = $0.magnitude > 1e-10 ? $0.magnitude : 1e-10
      return Float(FastMath.decibelsPerOctave * FastMath.log2(Double(x)))
    }
  }
}

private struct Factor: PointFunction {
  // 127.99 octaves, where a Float ends.
  private static let levels = -6_000.0...770.5
  func number(_ values: [Double]) -> Double? { Glibc.pow(10, min(values[0], Self.levels.upperBound) / 20) }
  func fill(_ y: inout MutableSpan<Float>, _ planes: Span<Float>) {
    let levels = Self.levels
    Self.map(&y, planes) {
      Float(FastMath.exp2(Double($0).limited(to: levels, standard: 0) / FastMath.decibelsPerOctave))
    }
  }
}

private struct MidiToHertz: PointFunction {
  private static let notes = -10_000.0...1_480.0
  func number(_ values: [Double]) -> Double? {
    440 * Glibc.exp2((min(values[0], Self.notes.upperBound) - 69) / 12)
  }
  func fill(_ y: inout MutableSpan<Float>, _ planes: Span<Float>) {
    let notes = Self.notes
    Self.map(&y, planes) {
      Float(440 * FastMath.exp2((Double($0).limited(to: notes, standard: 69) - 69) / 12))
    }
  }
}

private struct HertzToMidi: PointFunction {
  func number(_ values: [Double]) -> Double? {
    69 + 12 * Glibc.log2(max(values[0], Double(Float.leastNormalMagnitude)) / 440)
  }
  func fill(_ y: inout MutableSpan<Float>, _ planes: Span<Float>) {
    Self.map(&y, planes) {
      let x = $0 > .leastNormalMagnitude ? $0 : .leastNormalMagnitude
      return Float(69 + 12 * FastMath.log2(Double(x) / 440))
    }
  }
}
