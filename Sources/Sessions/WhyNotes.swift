import Graphs
import Scripting
import Signals

/// Which notes of a pattern sound at a time, for `why`.
extension Session {
  /// So many are told one by one.
  private static let mostNotes = 8
  /// How long before notes are looked for that may still sound.
  private static let longestNote = 30

  func notes(of row: SignalID, _ version: SignalVersion, _ frames: Range<Int>) -> [String] {
    guard let source = scores.values.first(where: { scoreRow($0.number) == row }),
      let events = version.score?.events
    else { return ["plays notes"] }
    let near = max(0, frames.lowerBound - Self.longestNote * manager.rate)..<max(1, frames.upperBound)
    if source.isHeld {
      guard let last = events.events(in: near).last else { return ["holds nothing yet"] }
      return ["holds \(Numerals.text(Double(last.value))), since \(at(last.onset))"]
    }
    let sounding = events.events(in: near).filter { event in
      guard let voice = event.voice else { return false }
      return voice.shape.range.upper.map { event.onset + $0 > frames.lowerBound } ?? true
    }
    if sounding.isEmpty { return ["no note sounds there"] }
    let told = sounding.suffix(Self.mostNotes).map { event in
      "\(noteName(source, event)), begun at \(at(event.onset))"
    }
    let rest = sounding.count - told.count
    return told + (rest > 0 ? ["and \(rest) more, begun before"] : [])
  }

  /// What a note is called: its word, or its number.
  private func noteName(_ source: ScoreSource, _ event: ScoreEvents.Event) -> String {
    guard let key = source.voices.first(where: { $0.value.id == event.voice?.id })?.key else {
      return "a note"
    }
    func field(_ name: String) -> String? {
      key.split(separator: " ").first { $0.hasPrefix("\(name)=") }.map {
        String($0.dropFirst(name.count + 1))
      }
    }
    if let word = field("word") { return word + (field("n").map { ":\($0)" } ?? "") }
    return "note \(field("midi") ?? "")"
  }
}
