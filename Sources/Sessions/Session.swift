package import Graphs
package import Scripting
import Signals
package import Workspaces

/// The one place where language and sound meet: Lua's names for kinds, manager, playback; chunks as edits.
///
/// Confined to one thread.
package final class Session {
  package let lua: LuaState
  package let workspace: Workspace
  package let output: any PlayOutput
  /// Asked for by `exit()`.
  package var onLeave: () -> Void = {}
  /// Told how much of a long answer is there, from 0 to 1.
  package var onProgress: (Double) -> Void = { _ in }
  /// Which files a patch may touch.
  package let files: FileAccess
  /// Channels of the output.
  package let channels: Int

  package var manager: SignalManager { workspace.manager }

  var words: [String: Word] = [:]
  var standardNames: [String: LuaValue] = [:]
  var lastValue: LuaValue = .nil
  private(set) var environment: LuaTable?

  // What the chunk that runs has done so far.
  var chunkObjects: [WeakObject] = []
  var namesRead: Set<String> = []
  var namesBound: Set<String> = []
  var labelsAdded: Set<String> = []
  var unseeded: Set<SignalID> = []
  var unseededHeld: [Signal] = []
  var temporaries: [Signal] = []
  var managerFunctions: [String: LuaValue] = [:]
  var contents = SampleContents()
  /// The workspace file that was opened or saved last.
  var workspaceName: String?
  var loopDepth = 0
  /// The followed file that is evaluated.
  var following: FollowedEvaluation?
  private var chunkFrame: Int?
  /// Whether a row of this chunk keeps that frame.
  private var isAnchored = false
  private var isHistory = false
  private var latestStart: Int?

  /// Seconds over which an edit fades.
  var fade = 0.020
  private var played = PlayedShape()

  package init(
    workspace: Workspace, output: any PlayOutput, files: FileAccess, channels: Int = 2,
    memoryLimit: Int = 512 << 20
  ) throws {
    self.workspace = workspace
    self.output = output
    self.files = files
    self.channels = channels
    lua = try LuaState(memoryLimit: memoryLimit)
    try lua.seed(0)
    for (key, value) in try lua.globals.pairs() {
      guard let name = key.asString, name != "_G", name != "_ENV" else { continue }
      standardNames[name] = value.asTable == nil ? value : .table(try frozen(name, value))
    }
    try defineWords()
    // The closures hold the session weakly: the Lua state that holds them is the session's own.
    environment = try lua.makeEnvironment(
      index: { [weak self] in try self?.read($0) },
      newIndex: { [weak self] in
        try self?.write($0, $1)
        if let name = $0.asString { self?.namesBound.insert(name) }
      },
      names: { [weak self] in (self?.workspace.names.keys.sorted() ?? []).map(LuaValue.string) })
  }

  // MARK: Chunks

  /// Whether more lines may complete a chunk.
  package func isIncomplete(_ chunk: String) -> Bool {
    lua.clearInterrupt()
    // An expression is whole, though as a statement it would want more.
    return (try? lua.load("return \(chunk)", name: "prompt", environment: nil)) == nil
      && lua.isIncomplete(chunk)
      && (try? lua.load(Self.returningLastLine(chunk), name: "prompt", environment: nil)) == nil
  }

  /// Several lines at once, pasted, may end in an expression.
  private static func returningLastLine(_ chunk: String) -> String {
    guard let end = chunk.lastIndex(of: "\n") else { return chunk }
    return chunk[...end] + "return " + chunk[chunk.index(after: end)...]
  }

  /// Whether a chunk is Lua: throws its syntax error.
  package func check(_ source: String, name: String) throws(LuaError) {
    _ = try lua.load(source, name: name, environment: environment)
  }

  /// Evaluates a chunk whole; then what it changed reaches what plays. A chunk that fails changes no name and nothing
  /// that plays. `line` is the number of its first line in the file that `name` names.
  @discardableResult
  package func evaluate(
    _ source: String, name: String, line: Int = 1, printsExpression: Bool = false
  ) throws -> [LuaValue] {
    lua.clearInterrupt()
    let function = try load(String(repeating: "\n", count: max(0, line - 1)) + source, name, printsExpression)
    let results = try transaction(source) { try lua.call(function, []) }
    if printsExpression, let first = results.first { lastValue = first }
    return results
  }

  /// One edit: what `body` changes, whole or not at all.
  @discardableResult
  func transaction(_ title: String, _ body: () throws -> [LuaValue]) throws -> [LuaValue] {
    beginChunk(title)
    do {
      let results = try body()
      try commit()
      return results
    } catch {
      workspace.rollback()
      throw error
    }
  }

  /// One of Lua's own tables as a chunk sees it: what is in it stays.
  private func frozen(_ name: String, _ table: LuaValue) throws -> LuaTable {
    let entries = try table.asTable?.pairs() ?? []
    return try lua.makeEnvironment(
      index: { key in try table.asTable?.get(key) },
      newIndex: { key, _ in
        throw LuaError(
          "\(name).\(key.asString ?? key.described) cannot be set: Lua's own words keep their meaning")
      }, names: { entries.map(\.key) })
  }

  private func load(_ source: String, _ name: String, _ isExpression: Bool) throws -> LuaFunction {
    if isExpression, let function = try? lua.load("return \(source)", name: name, environment: environment) {
      return function
    }
    do { return try lua.load(source, name: name, environment: environment) } catch {
      guard isExpression,
        let function = try? lua.load(Self.returningLastLine(source), name: name, environment: environment)
      else { throw error }
      return function
    }
  }

  /// Sounds that are over as soon as the clock is there.
  private var ending: [EndedSound] = []

  private func forgetEnded() {
    ending += output.takeEnds()
    let position = output.position
    let over = ending.filter { $0.frame <= position }
    guard !over.isEmpty else { return }
    ending.removeAll { $0.frame <= position }
    let keys = Set(over.map(\.key))
    workspace.forget(keys)
    played.forget(keys)
  }

  private func beginChunk(_ source: String) {
    forgetEnded()
    chunkObjects.removeAll()
    namesRead.removeAll()
    namesBound.removeAll()
    labelsAdded.removeAll()
    unseeded.removeAll()
    unseededHeld.removeAll()
    temporaries.removeAll()
    loopDepth = 0
    chunkFrame = nil
    isAnchored = false
    isHistory = false
    latestStart = nil
    workspace.begin(source)
  }

  private func commit() throws {
    do {
      postponeStarts()
      let snapshot = try workspace.snapshot()
      try checkNames()
      try checkChannels(snapshot)
      workspace.commit(counts: !isHistory)
      let shape = PlayedShape(snapshot)
      if shape != played {
        played = shape
        output.play(snapshot, fade: fade, notBefore: latestStart)
      }
    } catch let error as SignalError {
      throw LuaError(error.message)
    }
  }

  /// A name's new meaning must fit whatever uses it, playing or not.
  private func checkNames() throws {
    let slots = namesBound.compactMap { workspace.slot($0)?.id }
    for (number, id) in manager.dependents(of: slots).enumerated() where !manager.isOpen(id) {
      if number & 0xff == 0, lua.isInterrupted { throw LuaError("interrupted", kind: .interrupted) }
      do { _ = try manager.version(of: id) } catch let error as SignalError {
        let name = namesBound.sorted().first { name in
          workspace.slot(name).map { manager.dependents(of: $0.id).contains(id) } ?? false
        }
        let user =
          manager[id].slotName.map { "\($0), which uses \(name ?? "it")" } ?? "what uses \(name ?? "it")"
        throw LuaError("\(name ?? "a name") does not fit \(user): \(error.message)")
      }
    }
  }

  /// What plays must fit the output, however it was changed.
  private func checkChannels(_ snapshot: PlaySnapshot) throws {
    for sound in snapshot.sounds where sound.version.shape.channels > max(1, channels) {
      throw LuaError(
        "\(sound.name) plays and would have \(sound.version.shape.channels) channels; the output has \(channels): channel(n) picks one, mix of channels joins them"
      )
    }
  }

  /// The frame of the edit that this chunk is going to be, on the grid.
  func editFrame() -> Int {
    if let chunkFrame { return chunkFrame }
    let frame = Grid.ceil(output.editFrame)
    chunkFrame = frame
    return frame
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
    workspace.postpone(from: frame, to: later)
    latestStart = later
  }

  /// Tells that a sound of this chunk begins at `frame`: the edit may not be earlier.
  func begins(at frame: Int) { latestStart = max(latestStart ?? frame, frame) }

  /// This chunk walks the history and makes no step of its own.
  func walksHistory() { isHistory = true }

  /// What a value prints as.
  package func text(of value: LuaValue) -> String {
    if case .string(let text) = value { return text }
    return (try? lua.text(of: value)) ?? value.described
  }
}

/// What distinguishes one state of playing from another: an edit that leaves it the same is not sent.
private struct PlayedShape: Equatable {
  private struct Sound: Equatable {
    let name: String
    let version: UInt64
    let start: Int
  }
  private var sounds: [Sound] = []
  private var standings: [PlaySnapshot.Standing] = []
  private var gain: Float = Master.standardGain

  init() {}
  init(_ snapshot: PlaySnapshot) {
    sounds = snapshot.sounds.map { Sound(name: $0.name, version: $0.version.id, start: $0.start) }
    standings = snapshot.standings
    gain = snapshot.gain
  }

  /// Takes out sounds of which nothing is heard any more.
  mutating func forget(_ ended: Set<EndedSound.Key>) {
    sounds.removeAll { ended.contains(EndedSound.Key(version: $0.version, start: $0.start)) }
  }
}
