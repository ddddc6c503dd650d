import Numerics
import Pictures
import Scripting

/// Whether somebody has seen or read what was looked at; the plots of one call share it.
final class Sight {
  let picture: Picture
  /// The file that it was written to.
  let file: String?
  var isUsed: Bool
  /// Looks again at the same; nil where that would write a file again.
  var remade: (() throws -> [LuaValue])?

  init(_ picture: Picture, file: String?) {
    (self.picture, self.file) = (picture, file)
    // What is in a file is seen there.
    isUsed = file != nil
  }
}

/// What was looked at, as a value: its numbers are fields, and printing it draws it.
final class Plot: LuaObject {
  let sight: Sight
  let fields: [String: LuaValue]
  /// The bins, of a spectrum.
  let spectrum: Spectrum?
  unowned let session: Session
  private let bytes: Int

  init(
    _ sight: Sight, _ fields: [String: LuaValue], spectrum: Spectrum? = nil, bytes: Int, _ session: Session
  ) {
    (self.sight, self.fields, self.spectrum, self.session) = (sight, fields, spectrum, session)
    self.bytes = bytes
  }

  var luaByteCount: Int { bytes + (spectrum?.luaByteCount ?? 0) }

  static let luaType = LuaType(
    "plot", of: Plot.self,
    index: { plot, key, state in
      plot.sight.isUsed = true
      return try plot.field(key, state)
    },
    newIndex: { _, key, _, _ in throw LuaError("a plot cannot be changed: \(key.described) was to be set") },
    length: { plot, _ in
      plot.sight.isUsed = true
      return plot.spectrum?.real.count ?? plot.fields.values.compactMap {
        $0.asObject(SampleBuffer.self)?.vector.count
      }.max() ?? 0
    },
    describe: { plot, _ in
      plot.sight.isUsed = true
      return plot.session.drawn(plot.sight, canSixel: false)
    })

  private static let methods = ["show", "save"]
  private static let spectrumMethods = ["bin", "magnitude", "phase"]

  private func field(_ key: LuaValue, _ state: LuaState) throws -> LuaValue {
    if let place = key.asInteger, let spectrum {
      return (1...max(1, spectrum.real.count)).contains(place) && !spectrum.real.isEmpty
        ? .number(spectrum.magnitude(place - 1)) : .nil
    }
    let name = key.asString ?? ""
    if let value = fields[name] { return value }
    switch name {
    case "show":
      return .function(
        try state.function(name) { arguments in
          let plot = try Plot.own(arguments)
          plot.session.onTell(plot.session.drawn(plot.sight, canSixel: true))
          return []
        })
    case "save":
      return .function(
        try state.function(name) { arguments in
          let plot = try Plot.own(arguments)
          guard let file = arguments[1].asString else {
            throw LuaError(
              "save: a file's name is expected, as in s:save(\"out.svg\"); \(arguments[1].described) was given"
            )
          }
          try plot.session.write(plot.sight.picture, to: file, "save")
          return [.string(file)]
        })
    case "bin" where spectrum != nil:
      return .function(
        try state.function(name) { arguments in
          let (spectrum, bin) = try Plot.bin(arguments)
          return [.number(Double(spectrum.real[bin])), .number(Double(spectrum.imaginary[bin]))]
        })
    case "magnitude" where spectrum != nil:
      return .function(
        try state.function(name) { arguments in
          let (spectrum, bin) = try Plot.bin(arguments)
          return [.number(spectrum.magnitude(bin))]
        })
    case "phase" where spectrum != nil:
      return .function(
        try state.function(name) { arguments in
          let (spectrum, bin) = try Plot.bin(arguments)
          return [.number(spectrum.phase(bin))]
        })
    default:
      let known = fields.keys.sorted() + (spectrum == nil ? [] : Self.spectrumMethods) + Self.methods
      throw LuaError(
        "this plot has \(known.joined(separator: ", ")); \(key.asString ?? key.described) was asked for"
          + NearestNames.question(name, among: known))
    }
  }

  private static func own(_ arguments: LuaArguments) throws -> Plot {
    guard let plot = arguments[0].asObject(Plot.self) else {
      throw LuaError("\(arguments.name): call it with a colon, as in s:\(arguments.name)()")
    }
    return plot
  }

  private static func bin(_ arguments: LuaArguments) throws -> (Spectrum, Int) {
    guard let spectrum = arguments[0].asObject(Plot.self)?.spectrum else {
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
