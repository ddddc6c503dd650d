import Glibc
import Sessions
import Storage
import Terminals
import Workspaces

/// The session's journal on the disk, and what former sessions left of theirs.
final class KeptJournal {
  private let session: Session
  private let folder: JournalFolder
  private var place: JournalFolder.Place?
  private var writer: JournalWriter?
  private var hasTold = false
  private var isClean = false
  private var retried = ContinuousClock.now
  /// What was brought back, and is removed when this session's own journal holds it.
  private var broughtBack: String?

  /// Begins a journal; where none can be written, a hint says why, and the session goes without. What runs to its end by
  /// itself needs none, and may still bring back what another left; a clean start knows of no other.
  init?(_ session: Session, isWritten: Bool, isClean: Bool) {
    guard let folder = JournalFolder.standard(environmentVariable) else { return nil }
    (self.session, self.folder) = (session, folder)
    if !isClean { session.onRecover = { [weak self] in self?.left() } }
    session.onRecoverFailed = { [weak self] in self?.broughtBack = nil }
    self.isClean = isClean
    guard isWritten else { return }
    do {
      let place = try folder.newPlace()
      let path = place.journal
      self.place = consume place
      let takes = TakeFiles(besideJournal: path)
      session.onTake = { [weak self] number, samples in self?.keep(number, samples, takes) }
      let note = RecordingNote(besideJournal: path)
      session.onRecording = { file in
        guard let file else { return note.remove() }
        do { try note.write(file) } catch {
          Messages.hint("after a crash nothing will tell of \(file): \(error)")
        }
      }
      session.beginJournal(isLong: { [weak self] in self?.writer?.isLong ?? false }) { [weak self] entry in
        self?.keep(entry, path)
      }
      if let problem = opening { throw problem }
    } catch {
      Messages.hint("edits are not kept against a crash: \(error)")
      place.take()?.end()
    }
  }

  /// Why the file could not be begun.
  private var opening: (any Error)?

  /// What an input records is kept as it comes; where that fails it is told, once.
  private func keep(_ number: Int, _ samples: [Float]?, _ takes: TakeFiles) {
    guard let samples else { return takes.remove(number) }
    do { try takes.append(samples, to: number) } catch {
      if !hasToldTakes { Messages.hint("what is recorded is not kept against a crash: \(error)") }
      hasToldTakes = true
    }
  }
  private var hasToldTakes = false

  private func keep(_ entry: JournalEntry, _ path: String) {
    switch entry {
    case .line(let text): writer?.append(try text.line())
    case .snapshot(let text):
      if let writer { return writer.begin(anew: try text.line()) }
      do { writer = try JournalWriter(path, snapshot: try text.line()) } catch { opening = error }
    }
  }

  /// Waits until what the last chunk changed is on the disk. A disk that is slow or full holds nobody up for long.
  func acknowledge() {
    guard let writer, !hasTold || writer.problem == nil else { return retry() }
    if writer.wait(seconds: 2) {
      hasTold = false
      if let former = broughtBack {
        folder.remove(former)
        broughtBack = nil
      }
    } else if !hasTold {
      hasTold = true
      let reason = writer.problem?.description ?? "\(writer.path) takes long to write"
      Messages.hint("edits are not kept against a crash for now: \(reason)")
    }
  }

  /// After a failure the journal begins afresh, tried again every ten seconds.
  private func retry() {
    guard writer?.problem != nil, ContinuousClock.now - retried > .seconds(10) else { return }
    retried = .now
    session.snapshotJournal()
    if writer?.wait(seconds: 2) == true {
      hasTold = false
      Messages.hint("edits are kept against a crash again")
    }
  }

  // MARK: Former sessions

  /// Says that there is one to bring back.
  func offer() {
    guard !isClean else { return }
    let left = folder.left()
    left.forEach(tellRecording)
    for left in left {
      // What cannot be read is left where it is.
      let contents: JournalContents
      do { contents = try self.contents(left) } catch {
        Messages.hint("a session that was cut short cannot be brought back: \(error)")
        continue
      }
      let count = contents.lines.count - 1
      if count > 0 {
        return Messages.hint(
          "the session of \(Self.time(left.changed)) was cut short; recover() brings back its \(count) chunk\(count == 1 ? "" : "s")"
        )
      }
      if let line = contents.damaged {
        Messages.hint(
          "line \(line) of \(left.journal) is damaged: nothing of that session can be brought back, and the file stays as it is"
        )
      } else {
        // Nothing was done in it.
        folder.remove(left.journal)
      }
    }
  }

  /// Says where the sound is that a session was recording when it was cut short, once.
  private func tellRecording(_ left: JournalFolder.Left) {
    let note = RecordingNote(besideJournal: left.journal)
    // A disk that is not there now may be there later; the note goes with the journal.
    guard let file = note.read() else { return }
    Messages.hint(
      "a recording of \(Self.time(left.changed)) was cut short; what there is of it is in \(file)")
    note.remove()
  }

  /// A journal is as long as a large session makes it.
  private func contents(_ left: JournalFolder.Left) throws -> JournalContents {
    JournalContents(try WholeFile.read(left.journal, limit: 16 << 30))
  }

  private func left() -> (lines: [String], title: String, remark: String?)? {
    for left in folder.left() where left.journal != broughtBack {
      guard let contents = try? contents(left), contents.lines.count > 1 else { continue }
      let takes = TakeFiles(besideJournal: left.journal)
      session.onRecoverTake = takes.samples(of:)
      // What is damaged stays where it is.
      if contents.damaged == nil { broughtBack = left.journal }
      let remark = contents.damaged.map {
        "line \($0) of \(left.journal) is damaged; what came before it is back, and the file stays as it is"
      }
      return (contents.lines, "the session of \(Self.time(left.changed))", remark)
    }
    return nil
  }

  private static func time(_ seconds: Int) -> String {
    var time = time_t(seconds)
    var parts = tm()
    localtime_r(&time, &parts)
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return
      "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday)) \(two(parts.tm_hour)):\(two(parts.tm_min))"
  }

  // MARK: The end

  /// The session has come to its end; one that was cut off from outside is offered again.
  func end(isWanted: Bool) {
    writer?.end()
    if !isWanted { place.take()?.end() }
  }
}
