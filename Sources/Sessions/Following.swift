import Graphs
import Scripting
import Signals
import Workspaces

/// A save is one edit.
extension Session {
  /// Evaluates a followed file whole. Only what changed is rendered; what the file no longer plays fades out; names that it no
  /// longer binds go where nothing else uses them. On an error everything is as it was.
  package func evaluate(_ source: String, following file: FollowedFile) throws -> FollowedFile.Changes {
    lua.clearInterrupt()
    let function: LuaFunction
    do {
      function = try lua.load(source, name: file.name, environment: trustedEnvironment ?? environment)
    } catch { throw told(error, source: source, name: file.name) }
    try lua.seed(0)
    let run = FollowedEvaluation(file, source)
    following = run
    defer { following = nil }
    var changes = FollowedFile.Changes()
    do {
      try refuseMistaken(source, name: file.name)
      try transaction(file.name) {
        begin(run)
        let results = try lua.call(function, [])
        try doPast(run)
        changes = try conclude(run)
        return results
      }
    } catch { throw told(error, source: source, name: file.name) }
    keep(run)
    changes.changed = (changes.changed + patternsChanged(run)).sorted()
    return changes
  }

  /// The names of patterns and instruments that are heard to be others than before.
  private func patternsChanged(_ run: FollowedEvaluation) -> [String] {
    namesHeard.filter { name in
      guard case .other(let before)? = run.namesBefore[name], case .other(let after)? = workspace.names[name],
        let before = (before as? LuaBox)?.value, let after = (after as? LuaBox)?.value
      else { return false }
      if let before = before.asFunction, let after = after.asFunction, let text = lua.source(of: before) {
        return text != lua.source(of: after)
      }
      guard let library, (try? isPattern(before)) == true, (try? isPattern(after)) == true else {
        return true
      }
      let texts = [before, after].map { try? lua.call(library.text, [$0]).first?.asString }
      return texts[0] != texts[1] || texts[0]?.contains("function#") == true
    }
  }

  /// Whether a name is the followed file's own and not bound again so far.
  func isHidden(_ name: String) -> Bool {
    following.map { $0.hidden.contains(name) && !namesBound.contains(name) } ?? false
  }

  /// The line of the followed file that is at work.
  private func followedLine(_ run: FollowedEvaluation) -> String? {
    guard let (source, line) = lua.currentLine(), run.file.name.hasSuffix(Self.end(of: source)) else {
      return nil
    }
    return run.text(line)
  }

  /// Lua shortens a long name from its front.
  private static func end(of source: String) -> Substring {
    source.hasPrefix("...") ? source.dropFirst(3) : source[...]
  }

  /// The frame that the line at work noted: the former one where the line is as it was, so that a save begins no glide again.
  func followedAnchor(_ now: () -> Int) -> Int {
    guard let run = following, let line = followedLine(run) else { return now() }
    let frame = run.file.anchors[line] ?? now()
    run.anchors[line] = frame
    return frame
  }

  /// Adds to what plays, as the followed file asks; when it begins is settled once the file is evaluated whole.
  func request(_ signal: Signal, isAlone: Bool, _ run: FollowedEvaluation) {
    let name = manager[signal.id].slotName
    let isUsed = workspace.playing.contains { $0.label == name && $0.signal.id != signal.id }
    let label = isUsed ? workspace.freeLabel() : name ?? workspace.freeLabel()
    if name != nil, run.requests.contains(where: { $0.label == label }) { return }
    run.requests.append(FollowedEvaluation.Request(label: label, line: isAlone ? followedLine(run) : nil))
    labelsAdded.insert(label)
    workspace.setPlaying(workspace.playing + [Workspace.Playing(label: label, signal: signal, start: 0)])
  }

  /// What a file's function does at a bar is the file's, as what its lines do: the next save begins without it.
  func own(by file: FollowedFile, names: [String: Workspace.Value], desk: Desk) {
    for name in namesBound where file.names[name] != nil || names[name] == nil {
      file.names[name] = workspace.names[name]
    }
    let known = Set(desk.playing.map(\.signal.id))
    for item in workspace.playing where !known.contains(item.signal.id) {
      file.signals[item.signal.id] = item.signal
    }
    guard !file.desks.isEmpty else { return }
    file.desks[file.desks.count - 1].after.carryMixer(from: desk, to: workspace.desk)
  }

  /// Does what the file asks for at bars that are over, in their order. Where the transport went then it does not go again.
  private func doPast(_ run: FollowedEvaluation) throws {
    let course = courseChanges
    for item in run.past.sorted(by: { $0.bar < $1.bar }) {
      _ = try lua.call(item.function, [], within: Self.patience)
    }
    courseChanges = course
  }

  // MARK: Before

  private func begin(_ run: FollowedEvaluation) {
    let file = run.file
    run.hidden = Set(
      file.names.filter { Workspace.isSame(workspace.names[$0.key], $0.value) }.keys)
    run.namesBefore = workspace.names
    run.order = workspace.playing
    run.former = workspace.playing.filter { file.signals[$0.signal.id] != nil }
    workspace.setPlaying(workspace.playing.filter { file.signals[$0.signal.id] == nil })
    run.deskFound = workspace.desk
    // After undo the mixer is as an earlier evaluation left it.
    let desks = file.desks.last { $0.after.hasSameMixer(as: workspace.desk) } ?? file.desks.last
    if let desks { workspace.takeBackMixer(from: desks.after, to: desks.before) }
    run.desk = workspace.desk
    run.tempo = workspace.tempo
    run.timers = timers.filter { $0.file === file }
    timers.removeAll { $0.file === file }
  }

  // MARK: After

  private func conclude(_ run: FollowedEvaluation) throws -> FollowedFile.Changes {
    var changes = FollowedFile.Changes()
    for request in run.requests {
      guard let place = workspace.playing.lastIndex(where: { $0.label == request.label }) else { continue }
      let item = workspace.playing[place]
      let starts = try starts(of: item.signal, request, run)
      var list = workspace.playing
      list.remove(at: place)
      // Without a beginning it plays once, whoever began it.
      let isEndless = try manager.version(of: item.signal.id).shape.range.lower == nil
      let isThere = isEndless && list.contains { $0.signal.id == item.signal.id }
      if !isThere {
        list.insert(
          contentsOf: starts.map { Workspace.Playing(label: item.label, signal: item.signal, start: $0) },
          at: place)
      }
      workspace.setPlaying(list)
      let going = run.former.filter { $0.signal.id == item.signal.id }.map(\.start)
      if !isThere, starts.contains(where: { !going.contains($0) }) { changes.begun.append(item.label) }
      run.played[item.signal.id] = item.signal
    }
    restoreOrder(run)
    for item in run.former where !workspace.playing.contains(where: { $0.signal.id == item.signal.id }) {
      if !changes.ended.contains(item.label) { changes.ended.append(item.label) }
    }
    changes.unbound = try unbindGone(run)
    changes.changed = namesBound.filter { name in
      guard case .signal? = workspace.names[name] else { return false }
      return !Workspace.isSame(run.namesBefore[name], workspace.names[name])
    }.sorted()
    if workspace.tempo.isOther(than: run.tempo) { changes.changed.append("tempo") }
    if !workspace.desk.hasSameMixer(as: run.deskFound) { changes.changed.append("mixer") }
    // Names that no journal holds are made again from the file's text.
    for name in namesBound { journal?.lines.note(name, madeBy: run.lines.joined(separator: "\n")) }
    return changes
  }

  /// What went on stands where it stood: sums are rounded in the order of what plays.
  private func restoreOrder(_ run: FollowedEvaluation) {
    func place(_ item: Workspace.Playing) -> Int {
      run.order.firstIndex { $0.signal.id == item.signal.id && $0.start == item.start } ?? run.order.count
    }
    let placed = workspace.playing.enumerated().map { (place($1), $0, $1) }
    workspace.setPlaying(placed.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2))
  }

  /// When a sound of the file begins. One that sounds keeps its start, changed or not. One that is over begins again
  /// where it is another sound than it was. Where the line that plays it alone is new, it begins now.
  private func starts(
    of signal: Signal, _ request: FollowedEvaluation.Request, _ run: FollowedEvaluation
  ) throws -> [Int] {
    let version = try manager.version(of: signal.id)
    let going = run.former.filter { $0.signal.id == signal.id }
    guard version.shape.range.lower != nil else { return [0] }
    if hasFrame(signal.id) {
      // It says itself when it begins.
      if going.isEmpty { begins(at: editFrame()) }
      return [0]
    }
    let before = run.file.versions[signal.id]
    let isNewLine = request.line.map { !run.isOld($0) } ?? false
    let isSounding = going.contains { !hasEnded($0, version.shape) }
    if let before, !isNewLine, isSounding || before.id == version.id { return going.map(\.start) }
    begins(at: editFrame())
    return isNewLine ? [editFrame()] : going.map(\.start) + [editFrame()]
  }

  /// Unbinds what the file bound and binds no longer, users before what they use; what something else uses stays.
  private func unbindGone(_ run: FollowedEvaluation) throws -> [String] {
    var gone = run.hidden.subtracting(namesBound).sorted()
    var unbound: [String] = []
    while let next = gone.firstIndex(where: { workspace.users(of: $0).isEmpty && !plays($0) }) {
      let name = gone.remove(at: next)
      try workspace.bind(name, nil)
      unbound.append(name)
    }
    return unbound.sorted()
  }

  private func plays(_ name: String) -> Bool {
    workspace.slot(name).map { slot in workspace.playing.contains { $0.signal.id == slot.id } } ?? false
  }

  /// The evaluation is in force.
  private func keep(_ run: FollowedEvaluation) {
    let file = run.file
    for name in namesBound { file.names[name] = workspace.names[name] }
    file.versions = run.played.compactMapValues { try? manager.version(of: $0.id) }
    file.signals.merge(run.played) { $1 }
    if file.signals.count > FollowedFile.mostSignals { file.signals = run.played }
    file.lines = Set(run.lines)
    file.anchors = run.anchors
    file.desks = file.desks.suffix(FollowedFile.mostDesks - 1) + [(run.desk, workspace.desk)]
  }
}
