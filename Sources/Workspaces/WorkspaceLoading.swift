package import Graphs
package import Signals

/// Names, what plays and every row that they reach, to a file and back.
extension Workspace {
  /// What durations in beats hang on, which is no name of the user's.
  package static let tempoSlot = "tempo"

  /// The most that the master may amplify, in decibels.
  package static let loudest = 12.0

  /// Writes names, what plays and every row that they reach; answers the names and sounds that no file holds, each with
  /// why.
  ///
  /// - Parameters:
  ///   - plain: what is saved of a name's other value.
  ///   - inside: the signals that stand inside such values, asked when all are told.
  ///   - step: the same of a value that a step of undo holds; nil where no file can.
  ///   - score: what Lua keeps of a score, and the signals inside of that; it throws where no file can hold it.
  package func save(
    to path: String, plain: (String, AnyObject) -> JSONValue?, inside: () -> [SignalID] = { [] },
    withSteps: Bool = false, step: @escaping (AnyObject) -> JSONValue?,
    score: @escaping (Int) throws -> (made: JSONFields, signals: [SignalID])
  ) throws -> [String] {
    // No other process has what an input records: what there is now is a buffer.
    var takes: [SignalID: SignalData] = [:]
    for id in manager.ids where manager[id].type == "recorded" {
      guard case .number(let number)? = manager[id].arguments.first else { continue }
      let samples = InputTake.numbered(Int(bounded: number))?.samples ?? []
      takes[id] = SignalData(type: "buffer", arguments: [.samples(Samples([samples]))])
    }
    return try manager.telling(takes) {
      try write(
        to: path, plain: plain, inside: inside, withSteps: withSteps, step: step,
        score: score)
    }
  }

  private func write(
    to path: String, plain: (String, AnyObject) -> JSONValue?, inside: () -> [SignalID],
    withSteps: Bool, step: @escaping (AnyObject) -> JSONValue?,
    score: @escaping (Int) throws -> (made: JSONFields, signals: [SignalID])
  ) throws -> [String] {
    var contents = WorkspaceFile.Contents(rate: manager.rate, volume: volume)
    let scores = ScoreSaving(manager, score)
    contents.tempo = TempoCoding.json(tempo)
    var roots: [SignalID] = []
    var left: [String] = []
    for (name, value) in names.sorted(by: { $0.key < $1.key }) {
      switch value {
      case .signal:
        guard let slot = slots[name]?.id else { continue }
        if let complaint = scores.complaint(slot) {
          left.append("\(name) (\(complaint))")
        } else {
          contents.names[name] = .string(manager.uuid(of: slot))
          roots.append(slot)
        }
      case .other(let object): contents.names[name] = plain(name, object)
      }
    }
    for item in playing {
      if let complaint = scores.complaint(item.signal.id) {
        if !manager.isSlot(item.signal.id) {
          left.append("\(item.label), which plays (\(complaint))")
        }
      } else {
        contents.playing.append((manager.uuid(of: item.signal.id), item.start, item.label))
        roots.append(item.signal.id)
      }
    }
    roots += saveMixer(into: &contents, scores, left: &left)
    if withSteps {
      let (steps, needed) = savedSteps(scores, step, left: &left)
      contents.steps = steps
      roots += needed
    }
    roots += (held.map(\.id) + inside()).filter { scores.complaint($0) == nil }
    let text = try WorkspaceFile.text(contents, roots: roots, scores, manager: manager)
    try AtomicFile.write(Array(text.utf8), to: path, keepsFormer: true, disk)
    return left
  }

  /// The signal that a uuid stands for, which may be the one that the file called it by.
  package func signal(uuid: String) -> Signal? { manager.getSignal(formerUUIDs[uuid] ?? uuid) }

  /// Replaces names and what plays by a file's. Nothing is changed where the file is at fault.
  ///
  /// - Parameters:
  ///   - value: what a plain value in the file becomes; the closures answer for the uuids in it, and bind a name that it
  ///     reads before its own turn.
  ///   - isOpened: whether the file's steps of undo take the place of this workspace's.
  ///   - scores: enters what Lua keeps of scores, once all names are bound.
  ///   - revise: what a row shall be, where it is to be another than the file's.
  ///   - check: throws where a name cannot be bound.
  package func load(
    _ path: String, isOpened: Bool = false,
    value:
      @escaping (JSONValue, _ signal: (String) -> Signal?, _ need: (String) throws -> Void) throws ->
      AnyObject,
    scores: ([SavedScore], (String) -> Signal?) throws -> Void = { _, _ in },
    revise: (SignalData) throws -> SignalData = { $0 }, check: (String) throws -> Void
  ) throws {
    let bytes = try AtomicFile.read(path)
    try load(
      isOpened: isOpened, titled: path, value: value, scores: scores, check: check
    ) { [self] in
      try WorkspaceFile.parse(bytes, manager: manager, revise: revise, score: { addScore($0) })
    }
  }

  /// The same of a document that is no file.
  ///
  /// - Parameter isDamaged: whether what is at fault is left out; what was is answered, each with why.
  @discardableResult
  package func load(
    _ document: JSONValue, titled title: String, isDamaged: Bool = false,
    value:
      @escaping (JSONValue, _ signal: (String) -> Signal?, _ need: (String) throws -> Void) throws ->
      AnyObject,
    scores: ([SavedScore], (String) -> Signal?) throws -> Void = { _, _ in },
    revise: (SignalData) throws -> SignalData = { $0 }, check: (String) throws -> Void
  ) throws -> [String] {
    try load(
      isOpened: true, titled: title, value: value, scores: scores, check: check
    ) { [self] in
      try WorkspaceFile.parse(
        document, isDamaged: isDamaged, manager: manager, revise: revise, score: { addScore($0) })
    }
  }

  @discardableResult
  private func load(
    isOpened: Bool, titled path: String,
    value:
      @escaping (JSONValue, _ signal: (String) -> Signal?, _ need: (String) throws -> Void) throws ->
      AnyObject,
    scores: ([SavedScore], (String) -> Signal?) throws -> Void, check: (String) throws -> Void,
    parse: () throws -> WorkspaceFile.Loaded
  ) throws -> [String] {
    var loaded: WorkspaceFile.Loaded
    do { loaded = try parse() } catch let error as SignalError {
      throw SignalError("\(path): \(error.message)")
    }
    guard loaded.contents.rate == manager.rate else {
      throw SignalError(
        "\(path) is a workspace at \(loaded.contents.rate) Hz; this session runs at \(manager.rate) Hz: start neap with --rate \(loaded.contents.rate)"
      )
    }
    let volume = loaded.contents.volume
    guard volume.isFinite, volume <= Self.loudest else {
      throw SignalError(
        "\(path): mixer: a volume of \(volume) dB was given; at most \(Numerals.text(Self.loudest)) dB is expected"
      )
    }
    for name in loaded.slots.map(\.name).filter({ $0 != Self.tempoSlot })
      + loaded.contents.names.keys.sorted()
    {
      do { try check(name) } catch { throw SignalError("\(path): \(error)") }
    }
    let before = (names: names, desk: desk, held: held)
    let opened = isOpened ? loaded.contents.steps : nil
    do {
      try replace(by: &loaded, value: value, scores: scores)
      let signals = loaded.signals
      if let opened {
        do { try restoreSteps(opened, { signals[$0] }, { try value($0, { signals[$0] }, { _ in }) }) } catch {
          try loaded.tell(SignalError("\(error)"))
        }
      }
      return loaded.left ?? []
    } catch {
      setAll(names.mapValues { _ in nil })
      setAll(before.names)
      (desk, held) = (before.desk, before.held)
      throw SignalError("\(path): \(error)")
    }
  }

  private func replace(
    by loaded: inout WorkspaceFile.Loaded,
    value:
      @escaping (JSONValue, _ signal: (String) -> Signal?, _ need: (String) throws -> Void) throws ->
      AnyObject,
    scores: ([SavedScore], (String) -> Signal?) throws -> Void
  ) throws {
    for name in names.keys { note(name) }
    setAll(names.mapValues { _ in nil })
    for slot in loaded.slots {
      guard let target = loaded.signals[slot.target] else { continue }
      if slot.name == Self.tempoSlot {
        if manager.target(slot.slot.id) == nil { try manager.bind(slot.slot.id, to: target.id) }
        continue
      }
      guard !manager.isOpen(target.id) else {
        try loaded.tell(
          SignalError("row \(slot.target): it hangs on a loop, so \(slot.name) cannot be bound to it"))
        continue
      }
      try bind(slot.name, .signal(target))
    }
    // What hangs on a name that is bound no more is nothing for now.
    let unbound = loaded.signals.values.map(\.id).filter { manager.isSlot($0) && manager.target($0) == nil }
    let idle = Set(unbound + manager.dependents(of: unbound))
    let met = loaded.signals.values.map(\.id).filter { !manager.isOpen($0) && !idle.contains($0) }.sorted()
    // Where all of them mean something, which is so of nearly every file, there is nothing to be told in order.
    let isWhole = manager.haveVersions(met)
    for (uuid, signal) in isWhole ? [] : loaded.signals.sorted(by: { $0.key < $1.key })
    where !manager.isOpen(signal.id) && !idle.contains(signal.id) {
      do { _ = try manager.version(of: signal.id) } catch {
        try loaded.tell(SignalError("row \(uuid): \(error)"))
        loaded.signals[uuid] = nil
        if let name = manager[signal.id].slotName, names[name] != nil { set(name, nil) }
      }
    }
    let signals = loaded.signals
    var waiting = loaded.contents.names.filter { names[$0.key] == nil && $0.value.text == nil }.mapValues {
      $0
    }
    func bindOther(_ name: String) throws {
      guard let json = waiting.removeValue(forKey: name) else { return }
      do {
        let object = try value(json, { signals[$0] }, bindOther)
        note(name)
        set(name, .other(object))
      } catch let error as SignalError where error.message.hasPrefix("names: ") {
        throw error
      } catch { throw SignalError("names: \(name): \(error)") }
    }
    for name in waiting.keys.sorted() {
      do { try bindOther(name) } catch { try loaded.tell(SignalError("\(error)")) }
    }
    for score in loaded.scores {
      do { try scores([score]) { signals[$0] } } catch { try loaded.tell(SignalError("\(error)")) }
    }
    if let tempo = loaded.contents.tempo {
      do { try bendTempo(like: TempoCoding.map(tempo, rate: manager.rate)) } catch {
        try loaded.tell(SignalError("\(error)"))
      }
    }
    desk.playing = []
    for item in loaded.contents.playing {
      guard let signal = loaded.signals[item.uuid] else {
        try loaded.tell(SignalError("playing: it refers to \(item.uuid), which is not in the file"))
        continue
      }
      guard !manager.isOpen(signal.id) else {
        try loaded.tell(
          SignalError("playing: row \(item.uuid) hangs on a loop and means nothing by itself"))
        continue
      }
      desk.playing.append(Playing(label: item.label ?? freeLabel(), signal: signal, start: item.start))
    }
    desk.volume = loaded.contents.volume
    do { (desk.strips, desk.chain) = try mixer(loaded) } catch {
      try loaded.tell(SignalError("\(error)"))
      (desk.strips, desk.chain) = ([:], nil)
    }
    hold(loaded)
  }

  /// Keeps what no name and nothing that plays reaches, and the names by which the file called its rows.
  private func hold(_ loaded: WorkspaceFile.Loaded) {
    let played = Set(playing.map(\.signal.id) + mixerRows)
    var unread: [(uuid: String, signal: Signal)] = []
    for (uuid, signal) in loaded.signals
    where !manager.isRead(signal.id) && !manager.isSlot(signal.id) && !played.contains(signal.id) {
      unread.append((uuid, signal))
    }
    held = unread.sorted { $0.uuid < $1.uuid }.map(\.signal)
    for (uuid, signal) in loaded.signals where manager.uuid(of: signal.id) != uuid {
      formerUUIDs[uuid] = manager.uuid(of: signal.id)
    }
  }
}
