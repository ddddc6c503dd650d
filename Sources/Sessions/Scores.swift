import Graphs
import Scripting
import Signals
import Workspaces

/// Making scores: one that comes to the same as one that there is, is that one.
extension Session {
  /// Enters what Lua keeps of a score.
  @discardableResult
  func enterScore(_ number: Int, _ table: LuaTable, instrument: String?, isHeld: Bool) throws -> ScoreSource {
    let source = ScoreSource(
      number: number, table: table, title: try table["title"].asString ?? "", isHeld: isHeld)
    source.instrumentName = instrument
    source.place = presentPlace
    if let instrument { source.reads.insert(instrument) }
    source.text = try text(ofTitle: source.title)
    // Before anything is asked of it: what is noted then is of this making.
    settle(source)
    scores.enter(source)
    try table.set("number", .integer(number))
    return source
  }

  /// A title by what its pattern has become since: what followed a name may have been pinned.
  private func text(ofTitle title: String) throws -> String {
    guard title.contains("\u{1}") else { return title }
    return try lua.call(try patternLibrary().text, [.string(title)]).first?.asString ?? title
  }

  func title(_ source: ScoreSource) throws -> String {
    try renewTexts()
    return source.text
  }

  private func renewTexts() throws {
    for number in scores.stale {
      if let source = scores[number] { scores.setText(try text(ofTitle: source.title), of: source) }
    }
  }

  /// What a row is called: functions count from 1, so that the same patch has the same rows in any process.
  private func rowTitle(_ text: String) throws -> String {
    guard text.contains("function#") else { return text }
    return try lua.call(try patternLibrary().saved, [.string(text)]).first?.asString ?? text
  }

  /// A new score, or one that there is and comes to the same.
  func score(_ table: LuaTable, instrument: String?, isHeld: Bool) throws -> SignalObject {
    let text = try text(ofTitle: try table["title"].asString ?? "")
    let channels = isHeld ? 1 : max(1, min(2, self.channels))
    try renewTexts()
    for number in scores.made(from: text, isHeld: isHeld, instrument: instrument) {
      guard let row = scoreRow(number) else { continue }
      // Its functions are equal to the former ones, which may stand on other lines: mistakes are told by those of now.
      if let other = scores[number], other.holdsFunctions, following != nil {
        try table.set("number", .integer(number))
        other.replace(table)
      }
      return object(manager.signal(row))
    }
    let (number, slot) = workspace.addScore()
    let title = try rowTitle(text)
    let made = withExtendedLifetime(slot) {
      manager.signal(.score(title: title, channels: channels, isHeld: isHeld, slot: slot.id))
    }
    let source = try enterScore(number, table, instrument: instrument, isHeld: isHeld)
    // A mistake in the first cycle is told where the score is made.
    guard let events = try manager.version(of: made.id).score?.events else { return object(made) }
    let here = max(0, output.editFrame)
    let cycle = workspace.tempo.secondsPerCycle(at: Double(here))
    let first = max(0, workspace.tempo.frame(at: workspace.tempo.cycle(at: Double(here)).rounded(.down)))
    try prepare(source, events, Int(first)..<Int(first + min(4, cycle) * Double(manager.rate)))
    return object(made)
  }
}
