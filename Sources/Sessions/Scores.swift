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
      if let row = scoreRow(number) { return object(manager.signal(row)) }
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
    guard source.holdsFunctions, let (other, row) = try equal(source, events) else { return object(made) }
    // It is the same sound, which goes on; but what its functions answer elsewhere may be another thing.
    try table.set("number", .integer(other.number))
    workspace.renew(other.number)
    settle(other)
    other.replace(table)
    other.reads.formUnion(source.reads)
    return object(manager.signal(row))
  }

  /// Whether the chunk that runs binds anew all names that a row is built into: its functions may be replaced then, and are nobody
  /// else's. What its text does not say it is taken not to do.
  private func isGivenUp(_ row: SignalID) -> Bool {
    var (reached, pending) = (Set([row]), [row])
    while let next = pending.popLast() {
      for reader in manager.readers(of: next) where !manager.isSlot(reader) && reached.insert(reader).inserted
      {
        pending.append(reader)
      }
    }
    let holders = workspace.names.filter { _, value in
      if case .signal(let signal) = value { reached.contains(signal.id) } else { false }
    }
    // What sounds without a name, and what only a table or a local may hold, is somebody else's; a file that is followed says anew what
    // it plays.
    let isHeard = workspace.playing.contains {
      reached.contains($0.signal.id) && !manager.isSlot($0.signal.id)
    }
    guard following != nil || !holders.isEmpty && !isHeard else { return false }
    return holders.allSatisfy { Self.assigns($0.key, chunkTitle) }
  }

  /// Whether a chunk's text sets a name, alone or in a list.
  static func assigns(_ name: String, _ text: String) -> Bool {
    func isPart(_ character: Character) -> Bool {
      character.isLetter || character.isNumber || character == "_"
    }
    for place in text.ranges(of: name) {
      if place.lowerBound > text.startIndex {
        let before = text[text.index(before: place.lowerBound)]
        if isPart(before) || ".:".contains(before) { continue }
      }
      let rest = text[place.upperBound...].drop(while: \.isWhitespace)
      if rest.hasPrefix("=") && !rest.hasPrefix("==") || rest.hasPrefix(",") { return true }
    }
    return false
  }

  /// A score of an earlier chunk that was written alike and plays the same from the edit on.
  private func equal(_ source: ScoreSource, _ events: ScoreEvents) throws -> (ScoreSource, SignalID)? {
    let here = editFrame()
    func hash(_ events: ScoreEvents, _ frames: Range<Int>) -> Int {
      var hasher = Hasher()
      for event in events.events(in: frames) {
        hasher.combine(event.onset)
        hasher.combine(event.voice?.id)
        hasher.combine(event.value)
        hasher.combine(event.group)
      }
      return hasher.finalize()
    }
    let candidates = try scores.candidates(
      for: source, from: here,
      known: { other in
        guard let known = try version(of: other)?.score?.events else { return nil }
        let end = known.preparedEnd(from: here)
        return end - here < manager.rate / 4 ? nil : (end, hash(known, here..<end))
      },
      own: { frames in
        try prepare(source, events, frames)
        return hash(events, frames)
      })
    for number in candidates {
      guard let other = scores[number], let row = scoreRow(number),
        isGivenUp(row), let former = try version(of: other)?.score?.events,
        try comesToTheSame(source, events, as: former)
      else { continue }
      return (other, row)
    }
    return nil
  }
}
