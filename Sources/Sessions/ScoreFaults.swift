import Graphs
import Scripting
import Signals
import Workspaces

/// What is wrong with what a pattern plays, told by the line of the patch and by names.
extension Session {
  /// Notes the line at which a name is bound.
  func notePlace(of name: String) { placesBound[name] = presentPlace }

  /// The line of the patch that is at work: `song.lua:2`.
  var presentPlace: String? { lua.currentLine().map { "\($0.source):\($0.line)" } }

  /// A mistake in a score's events: with the line where what it reads was bound in this chunk, or else where it was made. While a
  /// line is at work that one is told by whoever throws.
  func fault(of source: ScoreSource, _ message: String) throws -> LuaError {
    let text = "\(try shownTitle(source)): \(Self.withoutLibraryPlace(message))"
    guard lua.currentLine() == nil else { return LuaError(text) }
    return LuaError(placed(text, source))
  }

  private func placed(_ text: String, _ source: ScoreSource) -> String {
    let bound = source.reads.compactMap { placesBound[$0] }.min()
    // A line of the prompt is any line by then.
    let place = bound ?? source.place.flatMap { $0.hasPrefix("prompt:") ? nil : $0 }
    return place.map { "\($0): \(text)" } ?? text
  }

  /// A score's title as a patch would say it, functions by their names.
  func shownTitle(_ source: ScoreSource) throws -> String {
    try lua.call(try patternLibrary().shownText, [.string(source.title)]).first?.asString ?? source.title
  }

  /// What a function or a table is called that a pattern or a score holds.
  func name(ofHeld value: LuaValue) throws -> String? {
    if let name = nameOfInstrument(value) { return name }
    if let name = try shelfName(value) { return name }
    guard let object = value.asObject(SignalObject.self) else { return nil }
    return manager[object.signal.id].slotName ?? manager.typeName(of: object.signal.id)
  }

  /// What is bound to a name, in words.
  func named(_ name: String) -> String {
    switch workspace.names[name] {
    case nil: "nothing"
    case .signal: "a signal"
    case .other(let box): (box as? LuaBox)?.value.described ?? "nothing"
    }
  }

  /// Tells of the notes that are too low to be heard, once for each making of a score.
  func tellLowNotes() {
    let notes = lowNotes
    lowNotes.removeAll()
    for (source, midi) in notes where !source.hasToldLow {
      source.hasToldLow = true
      let title = (try? shownTitle(source)) ?? "an instrument"
      let sound = soundName(of: source).map { "\($0): " } ?? ""
      onHint(
        placed(
          "\(sound)\(title): the note \(Numerals.text(midi)) is too low to be heard: numbers are MIDI notes, c4 = 60; degrees of a scale become notes by :scale(\"c4 minor\"), or add 60",
          source))
    }
  }

  /// The name of what a score plays in: of the nearest signal that has one, or of a sound.
  private func soundName(of source: ScoreSource) -> String? {
    guard let row = scoreRow(source.number) else { return nil }
    let above = [row] + manager.dependents(of: row)
    if let name = above.lazy.compactMap({ self.manager[$0].slotName }).first(where: {
      self.workspace.names[$0] != nil
    }) {
      return name
    }
    return workspace.playing.first { above.contains($0.signal.id) }?.label
  }
}
