import Numerics
import Scripting

/// One period's discrete Fourier transform, or a finite signal's: bins from 0, scaled by 1/P.
final class Spectrum: LuaObject {
  let real: [Float]
  let imaginary: [Float]

  /// Frames a second.
  private let rate: Double

  init(real: [Float], imaginary: [Float], rate: Double) {
    self.rate = rate
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
      case "frequency":
        return .object(
          SampleBuffer(spectrum.half.map { Double($0) * spectrum.rate / Double(spectrum.real.count) }))
      case "level":
        return .object(SampleBuffer(spectrum.half.map { spectrum.level($0) }))
      case "values":
        return .object(
          SampleBuffer(Vector(spectrum.real.map(Double.init), spectrum.imaginary.map(Double.init))))
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
          "a spectrum has bin(k), magnitude(k), phase(k), with k from 0, the buffers frequency, level and values, and magnitudes from index 1; \(key.described) was asked for"
        )
      }
    },
    length: { spectrum, _ in spectrum.real.count },
    describe: { spectrum, _ in
      "a spectrum of \(spectrum.real.count) bins; bin(k), magnitude(k) and phase(k) count from 0; frequency, level and values are buffers"
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
