import AudioFiles
import Graphs
import Playback
package import Scripting
import Signals
import Workspaces

/// Chunks: each is evaluated whole, and then what it changed reaches what plays.
extension Session {
  /// Evaluates a chunk whole; then what it changed reaches what plays. A chunk that fails changes no name and nothing
  /// that plays. `line` is the number of its first line in the file that `name` names. A patch that was named when the
  /// program was started is what `--trust` is for.
  @discardableResult
  package func evaluate(
    _ source: String, name: String, line: Int = 1, printsExpression: Bool = false, isNamedPatch: Bool = false
  ) throws -> [LuaValue] {
    lua.clearInterrupt()
    let whole = String(repeating: "\n", count: max(0, line - 1)) + source
    let results: [LuaValue]
    do {
      loadsTrusted = isNamedPatch
      defer { loadsTrusted = false }
      let function = try load(whole, name, printsExpression)
      loadsTrusted = false
      try refuseMistaken(whole, name: name)
      let given = printsExpression ? [] : scriptArguments
      results = try run(titled: source, frame: nil) { try lua.call(function, given) }
    } catch {
      if exitStatus != nil { return [] }
      throw told(error, source: whole, name: name)
    }
    if printsExpression, let first = results.first { lastValue = first }
    if printsExpression { hintOfComparison(whole) }
    return results
  }

  /// One edit: what `body` changes, whole or not at all.
  @discardableResult
  func transaction(_ title: String, _ body: () throws -> [LuaValue]) throws -> [LuaValue] {
    try run(titled: title, frame: nil, body)
  }

  /// Runs `body` as a chunk: one edit, heard from `frame` on where that is given.
  func run(
    titled title: String, frame: Int?, isRecurring: Bool = false, _ body: () throws -> [LuaValue]
  ) throws -> [LuaValue] {
    depthOfChunks += 1
    defer { depthOfChunks -= 1 }
    beginChunk(title)
    let read = tablesRead
    let settings = (fade, quantum, timers, taps)
    let draws = lua.draws
    marks.isRecurring = isRecurring
    if let frame {
      chunkFrame = frame
      latestStart = frame
    }
    do {
      let results = try body()
      try commit(title, isTyped: frame == nil)
      if depthOfChunks == 1 {
        showPlots()
        tellLowNotes()
        tendInput()
      }
      return results
    } catch {
      plotsOfChunk.removeAll()
      dropRecordingOfChunk()
      _ = try? noteTables()
      tablesRead.merge(read) { $1 }
      (fade, quantum, timers, taps) = settings
      if let draws { lua.setDraws(draws) }
      workspace.rollback()
      if depthOfChunks == 1 { tendInput(hasFailed: true) }
      bindTempo()
      lowNotes.removeAll()
      forgetModules()
      scoresPlaying = nil
      throw asPattern(error)
    }
  }

  /// A string that is called as patterns are has no such method: most likely the p before it was forgotten.
  func asPattern(_ error: any Error) -> any Error {
    guard let error = error as? LuaError, error.kind == .runtime,
      let word = error.message.split(separator: "attempt to call a nil value (method '").last?.dropLast(2),
      error.message.hasSuffix("(method '\(word)')"), patternWordNames().contains(String(word))
    else { return error }
    return LuaError(
      "\(error.message): \(word) is a word of patterns, and a string is none without its p: p\"bd sn\":\(word)(…)"
    )
  }

  /// What was heard to its end no longer plays.
  func forgetEnded() {
    let ends = output.takeEnds()
    guard !ends.isEmpty else { return }
    forget(ends)
    played.forget(Set(ends.map(\.key)))
  }

  private func beginChunk(_ source: String) {
    if !isAmidRun { endKnobRun() }
    if depthOfChunks <= 1 { dropReadings(to: 0) }
    forgetEnded()
    resetChunk()
    chunkTitle = source
    hasDeclined = false
    for gone in workspace.forgetScores() { scores.remove(gone) }
    measureSamples()
    chunksSinceReturn += 1
    workspace.begin(source)
  }

  func resetChunk() {
    chunkObjects.removeAll()
    namesRead.removeAll()
    namesBound.removeAll()
    valuesRead.removeAll()
    placesBound.removeAll()
    namesHeard.removeAll()
    labelsAdded.removeAll()
    unseeded.removeAll()
    unseededHeld.removeAll()
    temporaries.removeAll()
    modulesOfChunk.removeAll()
    loopDepth = 0
    marks = ChunkMarks()
    chunkFrame = nil
    isAnchored = false
    isHistory = false
    isUrgent = false
    hasBegunRecording = false
    latestStart = nil
    courseChanges.removeAll()
    chunkPatterns.removeAll()
    scores.beginChunk()
  }

  private func commit(_ title: String, isTyped: Bool) throws {
    do {
      postponeStarts()
      if let before = tempoBefore, before != workspace.tempo {
        bindTempo()
      }
      tempoBefore = nil
      try renewScores(reading: namesBound)
      scoresPlaying = nil
      try relateCuts()
      if quantum > 0, !isUrgent { latestStart = max(latestStart ?? 0, editFrame()) }
      try prepareAhead(from: editFrame(), seconds: Self.atOnce)
      // Where nothing that plays is concerned it is not even looked at.
      let snapshot = workspace.touchesPlaying ? try snapshotHere() : nil
      try checkNames()
      if let snapshot { try checkChannels(snapshot) }
      let joining: Workspace.Joining? =
        marks.isRecurring ? .present : isAmidRun ? knobStep?.joined.map { .step($0) } : nil
      workspace.commit(counts: !isHistory, joins: joining)
      commitCourse()
      if let snapshot {
        let shape = PlayedShape(snapshot)
        if shape != played {
          played = shape
          try send(snapshot, fade: marks.fade ?? fade, notBefore: latestStart)
        }
      }
      // The edit is on its way; what it was is told meanwhile.
      // Steps of a knob are told when their run is over.
      if !isAmidRun || knobStep == nil { journalChunk(title, isTyped: isTyped) }
    } catch let error as SignalError {
      throw LuaError(error.message)
    }
  }

  /// Ends the chunk that runs where it stands; what `body` does are edits of their own, and what comes after it is
  /// another. What fails afterwards takes none of it back.
  func amidChunk<R>(_ body: () throws -> R) throws -> R {
    let title = chunkTitle
    try commit(title, isTyped: true)
    defer { beginChunk(title) }
    return try body()
  }

  /// The frame of the edit that this chunk is going to be, on the grid.
  func editFrame() -> Int {
    let frame = nextEditFrame
    chunkFrame = frame
    return frame
  }

  /// The same, which asking does not settle.
  var nextEditFrame: Int {
    if let chunkFrame { return chunkFrame }
    let frame = Grid.ceil(output.editFrame)
    return quantum > 0 && !isUrgent ? boundary(after: frame) : frame
  }

  /// The frame that rows of this chunk keep.
  var notedFrames: Set<Int> {
    Set((isAnchored ? chunkFrame.map { [$0] } ?? [] : []) + (following?.anchors.values.map { $0 } ?? []))
  }

  /// The same for a row, which keeps the frame.
  func anchorFrame() -> Int {
    followedAnchor {
      isAnchored = true
      return editFrame()
    }
  }

  /// A chunk may take longer than the edit has time: what it begins still begins with its first frame.
  private func postponeStarts() {
    guard !isAnchored, let frame = chunkFrame, latestStart == frame else { return }
    let later = Grid.ceil(output.editFrame)
    guard later > frame else { return }
    // A boundary that comes with the loop's next pass is not over.
    if quantum > 0, !isUrgent, output.loop?.lowerBound == frame { return }
    workspace.postpone(from: frame, to: later)
    latestStart = later
  }

  /// Tells that a sound of this chunk begins at `frame`: the edit may not be earlier.
  func begins(at frame: Int) { latestStart = max(latestStart ?? frame, frame) }

  /// This chunk walks the history and makes no step of its own.
  func walksHistory() {
    isHistory = true
    // A tempo bends back from here on, so what was prepared for the former way lies elsewhere.
    tempoBefore = workspace.tempo
  }
}
