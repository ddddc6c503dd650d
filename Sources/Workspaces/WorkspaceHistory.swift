import Graphs
import HashTreeCollections

/// Steps: going back and forward, and queries on the list of them.
extension Workspace {
  // MARK: Going back

  /// Goes back one step; its title, or nil where there is none.
  package func undo() -> String? {
    guard present > 0 else { return nil }
    present -= 1
    if let trial, presentStep <= trial { self.trial = nil }
    let step = steps[present]
    if step.isFromFile { namesOfFiles.formUnion(step.names.keys) }
    restore(step.names.mapValues(\.before), step.desk.before)
    held = step.held.before
    setMakings(step.makings.before)
    goBack(to: step.tempo.before, from: step.tempo.after)
    walked()
    return step.title
  }

  /// Goes forward one step.
  package func redo() -> String? {
    guard present < steps.count else { return nil }
    let step = steps[present]
    present += 1
    if step.isFromFile { namesOfFiles.formUnion(step.names.keys) }
    restore(step.names.mapValues(\.after), step.desk.after)
    held = step.held.after
    setMakings(step.makings.after)
    goBack(to: step.tempo.after, from: step.tempo.before)
    walked()
    return step.title
  }

  /// Where a chunk came to by going back or forward. What it changes after that is a step of its own.
  struct Walked {
    let names: [String: Value]
    let desk: Desk
    let makings: ScoreMakings
    let tempo: TempoMap
    let held: [Signal]
  }

  private func walked() {
    guard open != nil else { return }
    dropStrayStrips()
    walkedTo = Walked(names: names, desk: desk, makings: makings, tempo: tempo, held: held)
  }

  /// Whether the open step changed anything so far, or since it last walked the history.
  package var isEdited: Bool {
    guard let step = open else { return false }
    if let base = walkedTo { return stepAfter(base, titled: "") != nil }
    return !step.desk.before.isSame(desk) || step.tempo.before != tempo
      || !step.held.before.elementsEqual(held, by: ===)
      || step.names.contains { !Self.isSame($0.value.before, names[$0.key]) }
  }

  /// What was changed since the chunk walked; nil where nothing was. That scores are made anew for what it went to is none of it.
  func stepAfter(_ base: Walked, titled title: String) -> Step? {
    var step = Step(
      names: [:], desk: (base.desk, desk), makings: (base.makings, makings), tempo: (base.tempo, tempo),
      held: (base.held, held), title: title, present: present, trial: trial)
    for name in Set(base.names.keys).union(names.keys) where !Self.isSame(base.names[name], names[name]) {
      step.names[name] = (before: base.names[name], after: names[name])
    }
    let isChanged =
      !step.names.isEmpty || !base.desk.isSame(desk) || base.tempo != tempo
      || !base.held.elementsEqual(held, by: ===)
    return isChanged ? step : nil
  }

  /// The steps of a file that was opened.
  func setSteps(_ list: [Step], present: Int) {
    replacedSteps = steps
    stepsReplaced += 1
    steps = list
    self.present = present
    trial = nil
  }

  /// What begins by itself, here and in every step, begins so many frames earlier.
  package func advance(by frames: Int, where begins: (Playing) throws -> Bool) rethrows {
    func advanced(_ desk: Desk) throws -> Desk {
      var desk = desk
      desk.playing = try desk.playing.map { item in
        try begins(item)
          ? Playing(label: item.label, signal: item.signal, start: item.start - frames) : item
      }
      return desk
    }
    desk = try advanced(desk)
    for index in steps.indices {
      steps[index].desk = (try advanced(steps[index].desk.before), try advanced(steps[index].desk.after))
    }
  }

  private func restore(_ values: [String: Value?], _ desk: Desk) {
    for name in values.keys { note(name) }
    setAll(values)
    self.desk = desk
  }

  /// Makes a step part of the present one.
  func join(_ step: Step, titled title: String) {
    var whole = steps[present - 1]
    for (name, change) in step.names {
      let before = if let known = whole.names[name] { known.before } else { change.before }
      whole.names[name] = (before: before, after: change.after)
    }
    (whole.desk.after, whole.makings.after, whole.tempo.after, whole.held.after) =
      (step.desk.after, step.makings.after, step.tempo.after, step.held.after)
    whole.title = title
    steps[present - 1] = whole
    stepsJoined += 1
    // Redo goes on from what there is now.
    for index in present..<steps.count {
      steps[index].desk.before.carry(from: step.desk.before, to: step.desk.after)
      steps[index].desk.after.carry(from: step.desk.before, to: step.desk.after)
      for (score, making) in step.makings.after where making != step.makings.before[score] {
        if steps[index].makings.before[score] == step.makings.before[score] {
          steps[index].makings.before[score] = making
        }
        if steps[index].makings.after[score] == step.makings.before[score] {
          steps[index].makings.after[score] = making
        }
      }
    }
  }

  // MARK: Queries

  /// One step as the history tells it.
  package struct StepEntry {
    /// Counted from the first that ever was: it stays, whatever is forgotten.
    package let number: Int
    package let title: String
    /// Whether undo took it back.
    package let isUndone: Bool
    /// Whether it is on trial.
    package let isTried: Bool
  }

  /// One meaning that a name had.
  package struct NameVersion {
    /// Counted from the first that the name ever had.
    package let number: Int
    package let value: Value
    /// The step that bound it; nil where that is forgotten.
    package let step: StepEntry?
    package let isPresent: Bool
  }

  /// The steps in memory, the newest last.
  package var history: [StepEntry] { steps.indices.map(entry) }

  /// The number of the last step that is in force; 0 where none is.
  package var presentStep: Int { forgotten + present }

  private func entry(_ index: Int) -> StepEntry {
    StepEntry(
      number: forgotten + index + 1, title: steps[index].title, isUndone: index >= present,
      isTried: trial == forgotten + index)
  }

  /// What a name was bound to, the oldest first; steps that unbound it have no number.
  package func versions(of name: String) -> [NameVersion] {
    let places = steps.indices.filter { steps[$0].names[name] != nil }
    let last = places.last { $0 < present }
    var found: [NameVersion] = []
    func add(_ value: Value?, _ index: Int?, isPresent: Bool) {
      guard let value else { return }
      let number = (formerVersions[name] ?? 0) + found.count + 1
      found.append(
        NameVersion(number: number, value: value, step: index.map(entry), isPresent: isPresent))
    }
    let oldest = places.first.map { steps[$0].names[name]?.before ?? nil } ?? names[name]
    add(oldest, nil, isPresent: last == nil)
    for index in places { add(steps[index].names[name]?.after ?? nil, index, isPresent: index == last) }
    return found
  }

  /// The names that the steps in memory bind, or that are bound now.
  package var namesInHistory: Set<String> { steps.reduce(Set(names.keys)) { $0.union($1.names.keys) } }

  /// Forgets the oldest steps past the limit. Versions keep their numbers.
  func forgetOldSteps() {
    while steps.count > Self.mostSteps {
      let step = steps.removeFirst()
      forgotten += 1
      for (name, change) in step.names where change.before != nil { formerVersions[name, default: 0] += 1 }
    }
  }

  // MARK: Trials

  /// The open step is on trial.
  package func tryStep() { isTrying = true }

  package var isOnTrial: Bool { trial != nil }

  /// The trial is an edit like any other.
  package func keepTrial() { trial = nil }

  /// Goes back to before the trial; the titles of what was taken back, the newest first, or nil where there is no trial.
  package func takeBackTrial() -> [String]? {
    guard let trial else { return nil }
    var titles: [String] = []
    while presentStep > trial, let title = undo() { titles.append(title) }
    self.trial = nil
    return titles
  }

  // MARK: Looking ahead

  /// Lets `body` change what it likes, and takes all of it back.
  package func looking<R>(_ body: () throws -> R) rethrows -> R {
    let outer = (open, isHushed, isTrying, walkedTo)
    begin("")
    defer {
      rollback()
      (open, isHushed, isTrying, walkedTo) = outer
    }
    return try body()
  }
}
