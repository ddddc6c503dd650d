import Graphs
import Scripting
import Workspaces

/// Chunks that are evaluated only to see what they would change, and long answers while the music goes on.
extension Session {
  /// Evaluates a chunk inside the one that runs, shows what it made of the workspace to `body`, and takes it back.
  /// Where it need not come `toTheEnd`, an error leaves what it made so far.
  func look<Answer>(at source: String, toTheEnd: Bool = true, _ body: () throws -> Answer) throws -> Answer {
    // What the chunk that runs set in tables so far is its own.
    _ = try noteTables()
    lua.note(source: source, name: "changes")
    let function = try load(source, "changes", true)
    let names = (namesRead, namesBound, labelsAdded, chunkPatterns, namesOnTheWay)
    let made = (chunkObjects, unseeded, unseededHeld, temporaries, loopDepth)
    let held = (marks, chunkFrame, isAnchored, isHistory, isUrgent, latestStart, tempoBefore)
    let settings = (fade, quantum, timers, timerCount, taps, isLooking)
    let faults = (lowNotes, placesBound, namesHeard, tablesRead)
    let files = (modules, modulesOfChunk, modulesOnTheWay, workspaceName, following)
    resetChunk()
    isLooking = true
    following = nil
    defer {
      (lowNotes, placesBound, namesHeard, tablesRead) = faults
      (modules, modulesOfChunk, modulesOnTheWay, workspaceName, following) = files
      (namesRead, namesBound, labelsAdded, chunkPatterns, namesOnTheWay) = names
      (chunkObjects, unseeded, unseededHeld, temporaries, loopDepth) = made
      (marks, chunkFrame, isAnchored, isHistory, isUrgent, latestStart, tempoBefore) = held
      (fade, quantum, timers, timerCount, taps, isLooking) = settings
      scoresPlaying = nil
      bindTempo()
    }
    return try workspace.looking {
      do {
        do { _ = try lua.call(function, []) } catch { if toTheEnd { throw error } }
        try renewScores(reading: namesBound)
        return try body()
      } catch {
        // What it set in tables is taken back with the rest.
        _ = try? noteTables()
        throw error
      }
    }
  }

  /// Whether what is outside stays as it is and the word answers nothing: where a text runs again for its functions. Throws where
  /// a chunk is evaluated only to see what it would change.
  func doesNothing(_ word: String) throws -> Bool {
    if isRecovering { return true }
    guard isLooking else { return false }
    throw LuaError(
      "\(word): changes only looks at a chunk and does nothing outside; leave \(word) away")
  }

  /// Tells how much of a long answer is there; what patterns play is prepared meanwhile.
  func progress(_ fraction: Double) {
    onProgress(fraction)
    prepareMeanwhile()
  }

  /// For whoever waits within a chunk for something else: patterns go on; false where the wait is to end.
  package func meanwhile() -> Bool {
    prepareMeanwhile()
    return !lua.isInterrupted
  }

  /// Prepares what patterns play while something takes long.
  func prepareMeanwhile() {
    let position = output.position
    guard !scores.isEmpty, position - preparedAt > manager.rate / 2 || position < preparedAt else { return }
    preparedAt = position
    // A pattern that fails is told by the next tick.
    try? prepareAhead(from: position, seconds: Self.horizon)
  }
}
