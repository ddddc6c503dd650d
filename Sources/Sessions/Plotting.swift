import AudioFiles
import Graphs
import Pictures
package import Scripting
import Signals
import Workspaces

/// How what was looked at is shown: a plot that nobody keeps, prints or reads is drawn at the end of its chunk.
extension Session {
  /// What a word that looks answers: a plot, written to `{file=}` where that is given.
  func plot(_ word: String, _ picture: Picture, _ fields: [String: LuaValue], file: LuaValue) throws -> Plot {
    let plot = Plot(
      try sight(word, picture, file: file), fields, bytes: Self.bytes(of: picture), self)
    return plot
  }

  /// Plots that are seen together.
  func sight(_ word: String, _ picture: Picture, file: LuaValue) throws -> Sight {
    var name: String?
    if !file.isNil {
      guard let given = file.asString, !given.isEmpty else {
        throw LuaError(
          "\(word): file: a name is expected, as in {file = \"out.svg\"}; \(file.described) was given")
      }
      try write(picture, to: given, word)
      name = given
    }
    return Sight(picture, file: name)
  }

  static func bytes(of picture: Picture) -> Int {
    picture.panels.flatMap(\.marks).reduce(2_000) { sum, mark in
      switch mark {
      case .line(let curve), .stems(let curve), .bars(let curve): sum + 4 * curve.y.count
      case .image(let map): sum + 4 * map.values.count
      default: sum
      }
    }
  }

  /// Notes a plot of this chunk.
  func noted(_ plots: [Plot]) -> [LuaValue] {
    if !isLooking { plotsOfChunk += plots.map { WeakPlot(plot: $0, sight: $0.sight) } }
    return plots.map(LuaValue.object)
  }

  /// Draws what nobody holds. Before that is known, what can no longer be reached is freed.
  func showPlots() {
    guard !plotsOfChunk.isEmpty else { return }
    let plots = plotsOfChunk
    plotsOfChunk.removeAll()
    guard plots.contains(where: { !$0.sight.isUsed }) else { return }
    lua.collect()
    for plot in plots where plot.plot == nil && !plot.sight.isUsed {
      plot.sight.isUsed = true
      onTell(drawn(plot.sight, canSixel: true))
    }
  }

  /// The picture as the screen shows it.
  func drawn(_ sight: Sight, canSixel: Bool) -> String {
    if let file = sight.file {
      let size = CairoPicture.size(of: sight.picture)
      return shown("\(file): \(sight.picture.title)") + ", \(size.width) by \(size.height)"
    }
    if sight.remade != nil { lastSight = sight }
    let screen = screen()
    if canSixel, let text = try? SixelPicture.text(sight.picture, on: screen) { return text }
    return BraillePicture.lines(sight.picture, on: screen).joined(separator: "\n")
  }

  /// Writes SVG or PNG, whole or not at all, where a patch may write.
  func write(_ picture: Picture, to name: String, _ word: String) throws {
    if try doesNothing(word) { return }
    let ending = name.lowercased()
    let format: CairoPicture.Format
    if ending.hasSuffix(".svg") {
      format = .svg
    } else if ending.hasSuffix(".png") {
      format = .png
    } else {
      throw LuaError("\(word): file: a name that ends in .svg or .png is expected; \"\(name)\" was given")
    }
    do {
      let path = try writable(name)
      let bytes = try CairoPicture.file(picture, format)
      try writing.take(bytes.count)
      try AtomicFile.write(bytes, to: path)
    } catch let error as CairoPicture.Failure {
      throw LuaError("\(word): \(name): \(error.description)")
    } catch let error as AudioFileError {
      throw LuaError("\(word): \(name): \(error.description)")
    }
  }

  /// What the prompt prints of a chunk's values, each passed through `safe` but for pictures, which have escapes of their
  /// own; plots that are seen together are drawn once.
  package func printed(
    _ values: [LuaValue], separator: String = "\t", safe: (String) -> String = { $0 }
  ) -> String {
    var parts: [String] = []
    var pictures: [String] = []
    var last: Sight?
    for value in values {
      if let plot = value.asObject(Plot.self) {
        plot.sight.isUsed = true
        if plot.sight !== last { pictures.append(drawn(plot.sight, canSixel: true)) }
        last = plot.sight
      } else {
        parts.append(safe(text(of: value)))
      }
    }
    return ((parts.isEmpty ? [] : [parts.joined(separator: separator)]) + pictures).joined(separator: "\n")
  }
}

/// A plot that this chunk made, for as long as Lua holds it.
struct WeakPlot {
  weak var plot: Plot?
  let sight: Sight
}
