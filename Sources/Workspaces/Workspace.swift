package import Graphs
import HashTreeCollections
import Signals
package import Storage

/// Manager, names, what plays and the steps of undo together. Confined to one thread.
///
/// Edits are made in a transaction: `begin`, any number of changes, then `commit` or `rollback`.
package final class Workspace {
  /// Where it is saved. Tests put a disk that fails in its place.
  package var disk: any FileOperations = DiskOperations()

  /// What a name is bound to.
  package enum Value {
    /// A signal; the name's slot refers to it.
    case signal(Signal)
    /// What Lua keeps: a number, a function, a table.
    case other(AnyObject)
  }

  /// One of what plays.
  package struct Playing {
    /// The name, or `s1`, `s2` where it has none.
    package let label: String
    /// A name's slot, or a row.
    package let signal: Signal
    /// The frame of the clock at which it begins.
    package let start: Int

    package init(label: String, signal: Signal, start: Int) {
      (self.label, self.signal, self.start) = (label, signal, start)
    }
  }

  /// What an evaluated chunk changed.
  struct Step {
    var names: [String: (before: Value?, after: Value?)]
    var desk: (before: Desk, after: Desk)
    var makings: (before: ScoreMakings, after: ScoreMakings)
    var tempo: (before: TempoMap, after: TempoMap)
    var held: (before: [Signal], after: [Signal])
    var title: String
    /// How many steps were in force when it began, and which was on trial.
    let present: Int
    let trial: Int?
    /// No score of this session knows what it did: those that read its names are made anew.
    var isFromFile = false
  }

  package let manager: SignalManager
  /// Where the open step came to when it last walked the history.
  var walkedTo: Walked?
  package internal(set) var names: [String: Value] = [:]
  package internal(set) var desk = Desk()
  package var playing: [Playing] { desk.playing }
  /// In decibels.
  package var volume: Double { desk.volume }
  /// What plays begins at rest, whatever rang before: set for the open step by `hush`.
  package var isHushed = false
  /// The form of the chain that plays.
  var form: SignalVersion?
  /// How cycles lie in time.
  package var tempo: TempoMap
  var slots: [String: Signal] = [:]
  /// What a file held besides what its names and what plays reach.
  package internal(set) var held: [Signal] = []
  /// The uuids by which a file called its rows, where they are others than the rows' own.
  var formerUUIDs: [String: String] = [:]
  /// Which making of each score holds: a pattern, an instrument or a tempo that it follows was bound again.
  var makings: ScoreMakings = [:]
  var scoreSlots: [Int: Signal] = [:]
  /// The frame from which an edit made now holds.
  package var tempoFrame: () -> Int = { 0 }
  /// Whether anything ever played.
  private(set) var hasPlayed = false
  var scoreCount = 0
  var generationCount = 0
  /// When the versions that play end: asked again with each snapshot.
  private var ends: [UInt64: Int?] = [:]
  /// The number of the last sound of which it is known here that it is over.
  private(set) var knownEnds = 0
  var steps: [Step] = []
  /// Those that the open step replaced by a file's.
  var replacedSteps: [Step]?
  /// How many of `steps` are in force.
  var present = 0
  /// The names that steps of a file bound when they were walked.
  package internal(set) var namesOfFiles: Set<String> = []
  var open: Step?
  /// How many steps came before the first in memory, and how many versions of each name with them.
  var forgotten = 0
  var formerVersions: [String: Int] = [:]
  /// How many steps there were before the one that is on trial, and whether the open one is to be.
  var trial: Int?
  var isTrying = false
  static let mostSteps = 1_000
  /// What the last step that ended touched, whether it is kept for undo or not.
  package private(set) var namesTouched: Set<String> = []
  /// How many steps were ever kept, and how often a file's took their place.
  private(set) var stepsKept = 0
  /// How often one became part of another.
  var stepsJoined = 0
  var stepsReplaced = 0

  package init(manager: SignalManager) {
    self.manager = manager
    tempo = TempoMap(rate: manager.rate)
  }

  // MARK: Transactions

  /// Begins a step named for the history.
  package func begin(_ title: String) {
    dropStrayStrips()
    isHushed = false
    isTrying = false
    namesOfFiles.removeAll()
    replacedSteps = nil
    walkedTo = nil
    open = Step(
      names: [:], desk: (desk, desk), makings: (makings, makings), tempo: (tempo, tempo),
      held: (held, held), title: title, present: present, trial: trial)
  }

  /// What a step becomes part of.
  package enum Joining: Equatable {
    /// The step of that number, where that is the present one and the last; it takes the new title.
    case step(Int)
    /// The present one, whichever that is; what was taken back stays there for redo.
    case present
  }

  /// Ends the step; whether it changed anything. One that does not count is not kept for undo.
  @discardableResult
  package func commit(counts: Bool = true, joins joining: Joining? = nil) -> Bool {
    guard var step = open else { return false }
    open = nil
    dropStrayStrips()
    step.desk.after = desk
    if !desk.playing.isEmpty { hasPlayed = true }
    step.makings.after = makings
    step.tempo.after = tempo
    step.held.after = held
    for (name, change) in step.names { step.names[name]?.after = valueAfter(name, noted: change.after) }
    namesTouched = Set(step.names.keys)
    let isChanged = isChange(step)
    // Of a chunk that walked the history what it changed then is its step.
    let kept = walkedTo.map { stepAfter($0, titled: step.title) } ?? (isChanged && counts ? step : nil)
    walkedTo = nil
    guard let step = kept else { return isChanged }
    switch joining {
    case .step(presentStep) where present == steps.count && present > 0:
      join(step, titled: step.title)
      return true
    case .present where !steps.isEmpty:
      // Where all is taken back it is what there was before the first step.
      if present > 0 { join(step, titled: steps[present - 1].title) }
      return true
    default: break
    }
    keep(step)
    return true
  }

  private func keep(_ step: Step) {
    steps.removeLast(steps.count - present)
    steps.append(step)
    stepsKept += 1
    forgetOldSteps()
    present = steps.count
    if isTrying { trial = presentStep - 1 }
  }

  /// Takes back all that the step changed.
  package func rollback() {
    guard let step = open else { return }
    open = nil
    walkedTo = nil
    if let replacedSteps { steps = replacedSteps }
    present = step.present
    trial = step.trial
    setAll(step.names.mapValues(\.before))
    desk = step.desk.before
    setMakings(step.makings.before)
    tempo = step.tempo.before
    held = step.held.before
  }

  /// What begins at `frame` begins at `later` instead.
  package func postpone(from frame: Int, to later: Int) {
    desk.playing = playing.map {
      $0.start == frame ? Playing(label: $0.label, signal: $0.signal, start: later) : $0
    }
  }

  private func isChange(_ step: Step) -> Bool {
    !step.desk.before.isSame(step.desk.after) || !step.held.before.elementsEqual(step.held.after, by: ===)
      || step.tempo.before != step.tempo.after
      || isRemade(step.makings.before, step.makings.after)
      || step.names.values.contains { !Self.isSame($0.before, $0.after) }
  }

  /// Whether scores that there were are others now: one that is new changes nothing as long as nothing reads it.
  private func isRemade(_ before: ScoreMakings, _ after: ScoreMakings) -> Bool {
    before.contains { number, making in after[number].map { $0 != making } ?? false }
  }

  /// Whether nothing plays nor ever did.
  package var isUnheard: Bool { !hasPlayed && playing.isEmpty }

  /// Whether the open step may change what plays: what is bound to a name that nothing which plays reads does not.
  package var touchesPlaying: Bool {
    guard let step = open else { return true }
    if !step.desk.before.isSame(desk) || step.tempo.before != tempo || isRemade(step.makings.before, makings)
      || step.desk.before.playing.map(\.label) != playing.map(\.label)
    {
      return true
    }
    let bound = step.names.filter { !Self.isSame($0.value.before, names[$0.key]) }.keys
    let ids = bound.compactMap { manager.existingSlot($0) }
    if ids.isEmpty { return false }
    let touched = Set(ids + manager.dependents(of: ids))
    return playing.contains { touched.contains($0.signal.id) } || mixerRows.contains { touched.contains($0) }
  }

  /// Whether a name means the same twice.
  package static func isSame(_ a: Value?, _ b: Value?) -> Bool {
    switch (a, b) {
    case (nil, nil): true
    case (.signal(let a), .signal(let b)): a.id == b.id
    case (.other(let a), .other(let b)): a === b || (a as? any PlainValue)?.isEqual(to: b) == true
    default: false
    }
  }

  // MARK: What plays

  func end(of version: SignalVersion) -> Int? {
    if let end = ends[version.id] { return end }
    if ends.count > 1_000 { ends.removeAll() }
    let end = SoundEnd.driven(version)
    ends[version.id] = .some(end)
    return end
  }

  /// Takes sounds that are over from what plays. No step: nothing of it is heard.
  package func forget(_ ends: [EndedSound]) {
    guard let last = ends.last else { return }
    knownEnds = last.number
    let ended = Set(ends.map(\.key))
    desk.playing.removeAll { item in
      let row = mixed(item)
      guard let version = try? manager.version(of: row.id) else { return false }
      return ended.contains(EndedSound.Key(version: version.id, start: item.start))
    }
  }

  package func setPlaying(_ list: [Playing]) { desk.playing = list }
  package func setVolume(_ decibels: Double) { desk.volume = decibels }

  /// The first of `s1`, `s2`, … that no sound bears.
  package func freeLabel() -> String {
    var number = 1
    while playing.contains(where: { $0.label == "s\(number)" }) { number += 1 }
    return "s\(number)"
  }
}
