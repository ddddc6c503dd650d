import Graphs
import Scripting
import Signals
package import Workspaces

/// One thing for a session's journal.
package enum JournalEntry: Sendable {
  /// What a chunk changed.
  case line(JournalText)
  /// All there is: the journal starts afresh.
  case snapshot(JournalText)

  package var text: JournalText {
    switch self {
    case .line(let text), .snapshot(let text): text
    }
  }
}

/// A session's journal: each chunk and what it changed, told as the chunk ends.
final class SessionJournal {
  let lines: WorkspaceJournal
  let tell: (JournalEntry) -> Void
  /// Whether what was told since the last snapshot is more than is to be kept.
  let isLong: () -> Bool
  var sinceSnapshot = 0
  /// So many lines, and the journal starts afresh.
  static let mostLines = 1_000

  init(
    _ lines: WorkspaceJournal, isLong: @escaping () -> Bool, _ tell: @escaping (JournalEntry) -> Void
  ) {
    (self.lines, self.isLong, self.tell) = (lines, isLong, tell)
  }
}

extension Session {
  /// From here on each chunk is told to `tell`, with what it changed; first, all there is, and again where that `isLong`.
  package func beginJournal(
    isLong: @escaping () -> Bool = { false }, _ tell: @escaping (JournalEntry) -> Void
  ) {
    let lines = WorkspaceJournal(
      workspace,
      plain: { [unowned self] object in
        guard let value = (object as? LuaBox)?.value else { return nil }
        let writer = ValueWriter(self)
        guard (try? writer.survey(value)) != nil, let json = writer.json("", value) else { return nil }
        return (json, writer.signals)
      },
      made: { [unowned self] number in
        guard let source = scores[number] else { throw LuaError("a pattern that is gone") }
        let writer = ValueWriter(self)
        return (try writer.score(source), writer.signals)
      },
      settings: { [unowned self] in ["fade": fade, "quantum": quantum] })
    journal = SessionJournal(lines, isLong: isLong, tell)
    snapshotJournal()
  }

  /// The journal starts afresh from all there is.
  package func snapshotJournal() {
    guard let journal else { return }
    journal.sinceSnapshot = 0
    journal.tell(.snapshot(journal.lines.snapshot()))
  }

  /// The chunk that ended well and what it changed. What runs by itself and changes nothing is not told.
  func journalChunk(_ title: String, isTyped: Bool) {
    guard let journal else { return }
    guard journal.sinceSnapshot < SessionJournal.mostLines else { return snapshotJournal() }
    let line = journal.lines.line(chunk: title, touched: workspace.namesTouched, read: valuesRead)
    guard isTyped || !journal.lines.isUnchanged else { return }
    guard !journal.isLong() else { return snapshotJournal() }
    journal.sinceSnapshot += 1
    journal.tell(.line(line))
  }

  // MARK: Recovery

  func defineRecovery() throws {
    try define(
      "recover", .files, "recover()",
      "Brings back the last session that did not come to its own end, as after a crash or a kill: names, what played, the mixer, the tempo, fade, quantum and the steps of undo. Functions that use locals around them are made again by running their chunks' text, in which play, record, render, write and save do nothing.",
      example: "recover()"
    ) { session, _ in
      if try session.doesNothing("recover") { return [] }
      // Its steps would be replaced, and with them the way back to its names.
      guard session.workspace.history.isEmpty else {
        let names = session.workspace.names.keys.sorted().prefix(3).joined(separator: ", ")
        throw LuaError(
          "recover: it would replace what this session has\(names.isEmpty ? "" : " (\(names))"); save that, and recover in a session that has just begun"
        )
      }
      guard let left = session.onRecover() else {
        throw LuaError("recover: every former session came to its own end; there is none to bring back")
      }
      let told: String
      do { told = try session.recover(left.lines, left.title) } catch {
        // It is there to be tried again.
        session.onRecoverFailed()
        throw error
      }
      return [.string(left.remark.map { "\(told)\n\($0)" } ?? told)]
    }
  }

  /// Makes of a journal's lines what they tell of. What began late begins as much earlier, as where a file is opened.
  func recover(_ lines: [String], _ title: String) throws -> String {
    let merged: MergedJournal
    do { merged = try MergedJournal(lines) } catch { throw LuaError("recover: \(title): \(error.message)") }
    walksHistory()
    var missing: [String] = merged.lostSounds
    takesGone = []
    defer { takesGone = nil }
    do {
      do { try load(merged.document, titled: title) } catch is SignalError {
        // All that is whole comes back; the rest may be made again by its chunk's text.
        let left = try load(merged.document, titled: title, isDamaged: true).map(Self.nameLeft)
        missing += Set(left).subtracting(merged.texts.flatMap(\.names))
      }
      missing += try remake(merged.texts)
      try advanceToFirst()
      goOnAtLastTempo()
      if let fade = merged.settings["fade"], (0.001...1).contains(fade) { self.fade = fade }
      if let quantum = merged.settings["quantum"], (0...1_024).contains(quantum) { self.quantum = quantum }
    } catch let error as SignalError { throw LuaError("recover: \(error.message)") }
    let first = merged.last.split(separator: "\n").first.map(String.init) ?? ""
    var told = "back: \(merged.count) chunk\(merged.count == 1 ? "" : "s")"
    if !first.isEmpty { told += ", the last of them \(first)" }
    if !missing.isEmpty { told += "; all but \(missing.sorted().joined(separator: ", "))" }
    if !merged.lostOfSteps.isEmpty, !missing.contains("the steps of undo") {
      told +=
        "; where undo() goes back to what \(merged.lostOfSteps.joined(separator: ", ")) was then, it stays as it is"
    }
    if let gone = takesGone?.count, gone > 0 {
      told += "; what mic() recorded, \(gone) recording\(gone == 1 ? "" : "s"), is gone and silent"
    }
    return told
  }

  /// Of what was left out the name, where it is one, or that it is the steps.
  private static func nameLeft(_ complaint: String) -> String {
    let parts = complaint.split(separator: ": ", maxSplits: 2).map(String.init)
    if parts.first == "steps" { return "the steps of undo" }
    return parts.count == 3 && parts[0] == "names" ? parts[1] : complaint
  }

  /// Runs chunks again for the names that only their text can make; answers those that it did not.
  private func remake(_ texts: [(chunk: String, names: [String])]) throws -> [String] {
    var missing: [String] = []
    isRecovering = true
    defer { isRecovering = false }
    for (chunk, names) in texts {
      let made = try look(at: chunk, toTheEnd: false) {
        names.map { (name: $0, value: workspace.names[$0]) }
      }
      for (name, value) in made {
        switch value {
        case nil: missing.append(name)
        case .signal(let signal)?: try bind(name, signal)
        case .other(let box)?: try bindOther(name, (box as? LuaBox)?.value ?? .nil)
        }
        // The next journal makes it again from the same text.
        journal?.lines.note(name, madeBy: chunk)
      }
    }
    return missing
  }

  /// What does nothing while a text runs for its functions.
  static let silentWhileRecovering: Set<String> = [
    "play", "record", "render", "write", "save", "print", "at", "each", "seek", "pause", "resume", "speed",
    "loop_region", "replay", "hush", "stop", "tempo", "undo", "redo", "exit", "quit", "recover",
  ]
}
