package import Signals

/// The signal table and the cache: hands out signals by uuid, resolves names to versions, answers pure questions.
///
/// Confined to one thread; versions and the cache may be shared with others.
package final class SignalManager {
  package let catalogue: Catalogue
  package let context: KindContext
  package let cache: SignalCache
  package let log = EventLog()
  /// Asked now and then during long answers; true ends them.
  package var isInterrupted: () -> Bool = { false }
  /// Prepares what a score plays, before an answer goes on.
  package var onNeed: (ScoreNeed) throws -> Void = { _ in
    throw SignalError("what a pattern plays is not prepared")
  }
  /// Told how many frames of how many an answer has, when it takes long.
  package var onProgress: (Int, Int) -> Void = { _, _ in }

  var table = SignalTable()
  var places = PlaceTable()
  let versionTable = VersionTable()
  private var versions = RowColumn<SignalVersion>()
  private var rowOfVersion: [UInt64: SignalID] = [:]
  var uuids = RowColumn<String>()
  /// Rows that are told as others for now.
  var toldAs: [SignalID: SignalData] = [:]
  private var slots: [String: SignalID] = [:]

  package init(
    catalogue: Catalogue, rate: Int = 48_000, budget: Int = 256 << 20,
    loadSamples: @escaping @Sendable (String) throws -> Samples = {
      throw SignalError("\($0): no files here")
    }
  ) {
    self.catalogue = catalogue
    context = KindContext(rate: rate, loadSamples: loadSamples)
    cache = SignalCache(budget: budget, log: log)
  }

  package var rate: Int { context.rate }
  package subscript(id: SignalID) -> SignalData { table[id] }
  /// Rows in the table, slots included.
  package var count: Int { table.count }
  package var versionCount: Int { versionTable.count }
  package func isSlot(_ id: SignalID) -> Bool { table.isSlot(id) }
  package func target(_ slot: SignalID) -> SignalID? { table.target(slot) }
  package func references(_ id: SignalID) -> [SignalID] { table.references(id) }
  /// Whether a row hangs on a loop that is not closed, or on the mix: it means something only inside.
  package func isOpen(_ id: SignalID) -> Bool { table.openLoops(id) != 0 }
  /// Whether a row hangs on the mix and on nothing else: it may be a master's chain.
  package func isChain(_ id: SignalID) -> Bool { table.openLoops(id) == SignalKind.openMix }
  /// The depth of the next loop inside those that a row hangs on.
  package func depth(inside id: SignalID) -> Int { UInt64.bitWidth - table.openLoops(id).leadingZeroBitCount }

  /// What is wrong with an open row outside of the function that was given it.
  package static let openComplaint =
    "a signal that hangs on a loop, or on the mix, means something only inside the function given to feedback or master"

  // MARK: Rows

  /// So many rows are about to be made.
  package func expect(_ more: Int) {
    table.reserve(more)
    versionTable.reserve(more)
  }

  /// The handle of the row that equals `data`.
  package func signal(_ data: SignalData) -> Signal {
    var open = data.references.reduce(UInt64(0)) { $0 | table.openLoops($1) }
    if data.isOpenMix { open |= SignalKind.openMix }
    if let depth = data.loopDepth {
      if data.type == SignalKind.loopType {
        open |= 1 << UInt64(depth)
      } else {
        open &= ~(1 << UInt64(depth))
      }
    }
    return Signal(adopting: table.intern(data, openLoops: open), self)
  }

  /// A row that reads `inputs`, its first parameters, and holds `rest` for the others. An id says nothing about how long
  /// its row lives, so whoever has handles gives those.
  package func signal(_ type: String, of inputs: [Signal], _ rest: [Argument] = []) -> Signal {
    withExtendedLifetime(inputs) {
      signal(SignalData(type: type, arguments: inputs.map { .signal($0.id) } + rest))
    }
  }

  /// A handle of a row that lives.
  package func signal(_ id: SignalID) -> Signal {
    table.retain(id)
    return Signal(adopting: id, self)
  }

  func release(_ id: SignalID) { forget(table.release(id)) }

  private func forget(_ gone: [SignalID]) {
    for id in gone {
      if let version = versions.removeValue(forKey: id), rowOfVersion[version.id] == id {
        rowOfVersion[version.id] = nil
      }
      uuids[id] = nil
    }
  }

  // MARK: Names

  /// The slot of a name, made where there is none.
  package func slot(_ name: String) -> Signal {
    signal(SignalData(type: SignalKind.slotType, arguments: [.text(name)]))
  }

  /// The slot of a name, where something holds it.
  package func existingSlot(_ name: String) -> SignalID? {
    table.find(SignalData(type: SignalKind.slotType, arguments: [.text(name)]))
  }

  /// The row that equals `data`, where there is one.
  package func existing(_ data: SignalData) -> SignalID? { table.find(data) }

  /// The way round, name by name, that binding `slot` to `target` would close; nil where it closes none.
  package func cycle(binding slot: SignalID, to target: SignalID) -> [SignalID]? {
    table.graph.path(from: slot, to: target)
  }

  /// Binds a slot. Every dependent gets a new version when it is next asked for; nothing is rendered.
  package func bind(_ slot: SignalID, to target: SignalID?) throws {
    if table.target(slot) == target { return }
    if let target, let cycle = cycle(binding: slot, to: target) {
      let names = cycle.compactMap { table[$0].slotName }
      let round = (names + [names.first ?? "a name"]).joined(separator: " -> ")
      throw SignalError(
        "\(round): these names would depend on each other in a circle; a loop is made with feedback(function(loop) … end)"
      )
    }
    let gone = table.bind(slot, to: target)
    for id in [slot] + table.graph.dependents(of: [slot]) {
      guard let version = versions.removeValue(forKey: id) else { continue }
      if rowOfVersion[version.id] == id { rowOfVersion[version.id] = nil }
      if !table.isSlot(id), table[id].type != SignalKind.wordType {
        log.note(.invalidated, version.id, version.kind, blocks: cache.statistics(of: version.id).blocks)
      }
    }
    forget(gone)
  }

  /// The rows that depend on `id`, at any distance.
  package func dependents(of id: SignalID) -> [SignalID] { dependents(of: [id]) }
  /// What depends on any of several rows, sorted; of the rows themselves, those that depend on another.
  package func dependents(of ids: [SignalID]) -> [SignalID] { table.graph.dependents(of: ids).sorted() }
  package func isRead(_ id: SignalID) -> Bool { !table.graph.readers(of: id).isEmpty }
  package func readers(of id: SignalID) -> [SignalID] { table.graph.readers(of: id).sorted() }

  // MARK: Versions

  /// What a row is now.
  package func version(of id: SignalID) throws -> SignalVersion {
    if let version = versions[id] { return version }
    return try version(
      of: id, table, VersionBuilder(catalogue: catalogue, context: context, table: versionTable))
  }

  /// Whether each of these rows means something.
  package func haveVersions(_ ids: [SignalID]) -> Bool {
    let builder = VersionBuilder(catalogue: catalogue, context: context, table: versionTable)
    // A copy for all of them, where each would take its own.
    let rows = table
    return ids.allSatisfy { versions[$0] != nil || (try? version(of: $0, rows, builder)) != nil }
  }

  private func version(of id: SignalID, _ rows: SignalTable, _ builder: VersionBuilder) throws
    -> SignalVersion
  {
    try builder.version(
      of: id, rows: rows, known: { self.versions[$0] },
      learn: { row, version in
        self.versions[row] = version
        // What a word made is told of as the word.
        if !rows.isSlot(row) { self.rowOfVersion[version.id] = row }
      })
  }

  /// The row that a version was made of, where it still lives.
  package func row(ofVersion version: UInt64) -> SignalID? { rowOfVersion[version] }

  // MARK: UUIDs

  /// The frame of the clock that a row keeps, where its kind has a parameter `frame`; 0 counts as none.
  package func frame(of id: SignalID) -> Int? {
    let data = table[id]
    guard let place = catalogue[data.type]?.place(of: "frame"),
      case .number(let frame) = data.arguments[place],
      frame != 0
    else { return nil }
    return Int(frame)
  }

  /// The name-based uuid of a row's content; of a slot, of its name.
  package func uuid(of id: SignalID) -> String {
    if let known = uuids[id] { return known }
    var pending = [id]
    while let next = pending.last {
      if uuids[next] != nil {
        pending.removeLast()
        continue
      }
      let data = told(next)
      let known = pending.count
      for reference in data.references where uuids[reference] == nil { pending.append(reference) }
      if pending.count == known {
        uuids[next] = NameUUID.make(content(data))
        pending.removeLast()
      }
    }
    return uuids[id] ?? ""
  }

  private func content(_ data: SignalData) -> [UInt8] {
    var content = Array(data.type.utf8)
    content.append(UInt8(ascii: "("))
    for argument in data.arguments {
      switch argument {
      case .number(let number):
        content.append(UInt8(ascii: "n"))
        content += number.description.utf8
      case .numbers(let numbers): content += "l\(numbers)".utf8
      case .text(let text): content += "t\(text.utf8.count):\(text)".utf8
      case .flag(let flag): content += "f\(flag)".utf8
      case .samples(let samples):
        content += "b\(samples.channels)x\(samples.count):".utf8
        for plane in samples.planes { plane.withUnsafeBytes { content.append(contentsOf: $0) } }
      case .signal(let id):
        content.append(UInt8(ascii: "s"))
        content += (uuids[id] ?? "").utf8
      case .signals(let ids): content += "m\(ids.map { uuids[$0] ?? "" })".utf8
      }
      content.append(UInt8(ascii: ","))
    }
    return content
  }

  /// The signal with a uuid among the rows that live.
  package func getSignal(_ uuid: String) -> Signal? {
    table.ids.first { self.uuid(of: $0) == uuid }.map { signal($0) }
  }

  /// Every row that lives, oldest first.
  package var ids: [SignalID] { table.ids }

  // MARK: Pure questions

  /// The samples of a handle's signal.
  package func samples(of signal: Signal, _ frames: Range<Int>) throws -> [[Float]] {
    try withExtendedLifetime(signal) { try samples(of: signal.id, frames) }
  }

  /// The samples of [from, to), one plane per channel, as if the present patch had always been there.
  package func samples(of id: SignalID, _ frames: Range<Int>) throws -> [[Float]] {
    try samples(of: try version(of: id), frames)
  }

  /// The samples of what a signal is at one moment.
  package func samples(of version: SignalVersion, _ frames: Range<Int>) throws -> [[Float]] {
    guard version.openLoops == 0 else {
      throw SignalError(
        Self.openComplaint)
    }
    if let kept = kept(version, frames) { return kept }
    let answer = PureAnswer(version, cache: cache, log: log)
    answer.isInterrupted = isInterrupted
    answer.onNeed = onNeed
    var planes = [[Float]](repeating: [], count: version.shape.channels)
    for channel in planes.indices { planes[channel].reserveCapacity(frames.count) }
    try answer.forEachRun(of: frames, progress: onProgress) { run in
      for channel in planes.indices { planes[channel].append(contentsOf: run.plane(channel)) }
    }
    return planes
  }
}
