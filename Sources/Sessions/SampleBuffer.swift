import Graphs
import Scripting
import Signals

/// Samples as a Lua sequence: indexed from 1.
final class SampleBuffer: LuaObject {
  let samples: [Float]

  init(_ samples: [Float]) { self.samples = samples }

  var luaByteCount: Int { samples.count * 4 }

  /// The buffer as a signal that begins at frame 0.
  func signal(_ session: Session) -> Signal {
    session.manager.signal(SignalData(type: "buffer", arguments: [.samples(Samples([samples]))]))
  }

  static let luaType = LuaType(
    "buffer", of: SampleBuffer.self,
    index: { buffer, key, _ in
      if let place = key.asInteger {
        guard place >= 1, place <= buffer.samples.count else { return .nil }
        return .number(Double(buffer.samples[place - 1]))
      }
      throw LuaError("a buffer has samples 1 to \(buffer.samples.count); \(key.described) was asked for")
    },
    newIndex: { _, _, _, _ in throw LuaError("a buffer cannot be changed; make a new one with buffer{…}") },
    length: { buffer, _ in buffer.samples.count },
    describe: { buffer, _ in buffer.text })

  private var text: String {
    let shown = samples.prefix(16).map { SampleBuffer.text($0) }.joined(separator: " ")
    return samples.count <= 16 ? shown : "\(shown) … (\(samples.count) samples)"
  }

  /// Four significant digits, whole numbers without a point.
  static func text(_ sample: Float) -> String {
    if sample == sample.rounded(), abs(sample) < 1e6 { return String(Int(sample)) }
    let digits = significant(Double(sample), 4)
    return digits
  }

  private static func significant(_ value: Double, _ digits: Int) -> String {
    guard value.isFinite, value != 0 else { return "\(value)" }
    var scale = 1.0
    var exponent = 0
    while abs(value) * scale < 0.1, exponent < 60 {
      scale *= 10
      exponent += 1
    }
    while abs(value) * scale >= 1 {
      scale /= 10
      exponent -= 1
    }
    var power = 1.0
    for _ in 0..<digits { power *= 10 }
    let rounded = (value * scale * power).rounded() / power / scale
    return Numerals.text(Double(Float(rounded)) == rounded ? rounded : (rounded * 1e9).rounded() / 1e9)
  }
}

/// One period's discrete Fourier transform, or a finite signal's: bins from 0, scaled by 1/P.
final class Spectrum: LuaObject {
  let real: [Float]
  let imaginary: [Float]

  init(real: [Float], imaginary: [Float]) {
    self.real = real
    self.imaginary = imaginary
  }

  var luaByteCount: Int { real.count * 8 }

  static let luaType = LuaType(
    "spectrum", of: Spectrum.self,
    index: { spectrum, key, state in
      if let place = key.asInteger {
        guard place >= 1, place <= spectrum.real.count else { return .nil }
        return .number(spectrum.magnitude(place - 1))
      }
      switch key.asString {
      case "bin":
        return .function(
          try state.function("bin") { arguments in
            let bin = try Spectrum.bin(arguments)
            return [
              .number(Double(bin.spectrum.real[bin.place])),
              .number(Double(bin.spectrum.imaginary[bin.place])),
            ]
          })
      case "magnitude":
        return .function(
          try state.function("magnitude") { arguments in
            let bin = try Spectrum.bin(arguments)
            return [.number(bin.spectrum.magnitude(bin.place))]
          })
      case "phase":
        return .function(
          try state.function("phase") { arguments in
            let bin = try Spectrum.bin(arguments)
            return [.number(bin.spectrum.phase(bin.place))]
          })
      default:
        throw LuaError(
          "a spectrum has bin(k), magnitude(k), phase(k), with k from 0, and magnitudes from index 1; \(key.described) was asked for"
        )
      }
    },
    length: { spectrum, _ in spectrum.real.count },
    describe: { spectrum, _ in
      "a spectrum of \(spectrum.real.count) bins; bin(k), magnitude(k) and phase(k) count from 0"
    })

  private static func bin(_ arguments: LuaArguments) throws -> (spectrum: Spectrum, place: Int) {
    guard let spectrum = arguments[0].asObject(Spectrum.self) else {
      throw LuaError("\(arguments.name): call it with a colon, as in s:\(arguments.name)(11)")
    }
    guard let place = arguments[1].asInteger, spectrum.real.indices.contains(place) else {
      throw LuaError(
        "\(arguments.name): a bin from 0 to \(spectrum.real.count - 1) is expected; \(arguments[1].described) was given"
      )
    }
    return (spectrum, place)
  }
}
