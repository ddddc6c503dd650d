import Signals

/// Follows rows to versions: names resolved, numbers folded, loops closed. Never recurses over the graph, but for loops
/// that hang on one another, of which there are few: what else a loop reads is resolved before it.
struct VersionBuilder {
  let catalogue: Catalogue
  let context: KindContext
  let table: VersionTable
  /// What bounds the memory and the time of signals that squeeze time.
  static let densest = 4_096.0

  /// What rows mean while the loops around them are being closed.
  struct Scope {
    /// Channels of each open loop, by depth.
    var channels: [Int: Int] = [:]
    /// Rows that hang on no loop: the same in every scope.
    var closed: [SignalID: SignalVersion] = [:]
    /// Rows that hang on the open loops.
    var open: [SignalID: SignalVersion] = [:]

    /// What holds inside a loop at `depth`, whose placeholder is another than that of a loop beside it.
    func inside(_ depth: Int, channels count: Int) -> Scope {
      var inner = self
      inner.channels[depth] = count
      inner.open = open.filter { $0.value.openLoops & (1 << UInt64(depth)) == 0 }
      return inner
    }
  }

  /// The version of a row. `known` answers for rows that are resolved already, `learn` is told of those that were.
  func version(
    of id: SignalID, rows: SignalTable, known: (SignalID) -> SignalVersion?,
    learn: (SignalID, SignalVersion) -> Void
  ) throws -> SignalVersion {
    var scope = Scope()
    return try version(of: id, rows, known, learn, &scope)
  }

  private func version(
    of id: SignalID, _ rows: SignalTable, _ known: (SignalID) -> SignalVersion?,
    _ learn: (SignalID, SignalVersion) -> Void, _ scope: inout Scope
  ) throws -> SignalVersion {
    var pending = [id]
    while let next = pending.last {
      if resolved(next, rows, known, scope) != nil {
        pending.removeLast()
        continue
      }
      let data = rows[next]
      let version: SignalVersion
      if data.type == SignalKind.feedbackType {
        let missing = outside(of: next, rows).filter { resolved($0, rows, known, scope) == nil }
        if !missing.isEmpty {
          pending.append(contentsOf: missing)
          continue
        }
        version = try loop(data, rows, known, learn, scope)
      } else {
        let missing = rows.heard(next).filter { resolved($0, rows, known, scope) == nil }
        if !missing.isEmpty {
          pending.append(contentsOf: missing)
          continue
        }
        version = try make(next, data, rows, { resolved($0, rows, known, scope) }, scope)
      }
      if rows.openLoops(next) == 0 {
        learn(next, version)
        if known(next) == nil { scope.closed[next] = version }
      } else {
        scope.open[next] = version
      }
      pending.removeLast()
    }
    guard let version = resolved(id, rows, known, scope) else {
      throw SignalError("a row could not be resolved")
    }
    return version
  }

  private func resolved(
    _ id: SignalID, _ rows: SignalTable, _ known: (SignalID) -> SignalVersion?, _ scope: Scope
  ) -> SignalVersion? {
    rows.openLoops(id) == 0 ? known(id) ?? scope.closed[id] : scope.open[id]
  }

  /// The rows that hang on no loop and are read from inside of one.
  private func outside(of loop: SignalID, _ rows: SignalTable) -> [SignalID] {
    var found: [SignalID] = []
    var seen: Set<SignalID> = []
    var pending = rows.heard(loop)
    while let next = pending.popLast() {
      guard seen.insert(next).inserted else { continue }
      if rows.openLoops(next) == 0 {
        found.append(next)
      } else {
        pending.append(contentsOf: rows.heard(next))
      }
    }
    return found
  }

  private func make(
    _ id: SignalID, _ data: SignalData, _ rows: SignalTable, _ version: (SignalID) -> SignalVersion?,
    _ scope: Scope
  ) throws -> SignalVersion {
    switch data.type {
    case SignalKind.slotType:
      guard let target = rows.target(id), let found = version(target) else {
        throw SignalError("\(data.slotName ?? "a name") is bound to nothing")
      }
      return found
    case SignalKind.loopType:
      let depth = data.loopDepth ?? 0
      return placeholder(depth, channels: scope.channels[depth] ?? 1)
    case SignalKind.mixType: return try mix(data, version)
    case SignalKind.wordType:
      guard let made = WordRow(data)?.made, let found = version(made) else {
        throw SignalError("a word made nothing")
      }
      return found
    case SignalKind.scoreType: return try score(data, version)
    case SignalKind.sourceType: return try source(data)
    default:
      guard let kind = catalogue[data.type] else { throw SignalError("\(data.type) is not a kind of signal") }
      return try intern(kind, data, version)
    }
  }

  /// Closes a loop: as many channels as its body turns out to have.
  private func loop(
    _ data: SignalData, _ rows: SignalTable, _ known: (SignalID) -> SignalVersion?,
    _ learn: (SignalID, SignalVersion) -> Void, _ scope: Scope
  ) throws -> SignalVersion {
    let depth = data.loopDepth ?? 0
    guard let bodyID = data.references.first else { throw SignalError("feedback: a body is missing") }
    if scope.channels.count >= SignalKind.deepestLoop {
      throw SignalError("feedback: more than \(SignalKind.deepestLoop) loops inside one another")
    }
    var channels = 1
    for _ in 0..<3 {
      var inner = scope.inside(depth, channels: channels)
      let body = try version(of: bodyID, rows, known, learn, &inner)
      if body.shape.channels == channels { return try close(body, depth) }
      channels = body.shape.channels
    }
    throw SignalError(
      "feedback: the number of channels grows each time round the loop; give the loop and what it is mixed with the same "
        + "number of channels")
  }

  private func close(_ body: SignalVersion, _ depth: Int) throws -> SignalVersion {
    let key = VersionKey(kind: SignalKind.feedbackType, parts: [.number(Double(depth)), .version(body.id)])
    if let version = table.find(key) { return version }
    let kernel = Loop(body: body.shape, begin: begin(of: body))
    let stream = StreamInput(index: 0, shape: body.shape)
    let version = table.insert(key) {
      SignalVersion(
        place: $0, kernel: kernel, streams: [stream], inputs: [.version(body)],
        openLoops: body.openLoops & ~(1 << UInt64(depth)), loopDepth: depth)
    }
    // An outermost loop is planned once here, so that one without delay is an error where it is made.
    if version.openLoops == 0 {
      let line = Timeline(isPlayed: false)
      var outside: [UInt64: RenderNode] = [:]
      for external in LoopBuilder.externals(of: version) {
        outside[external.id] = RenderNode(
          external, line, inputs: external.inputs.map { _ in .constant }, keeps: false)
      }
      _ = try LoopBuilder.plan(version, line, outside)
    }
    return version
  }

  /// The first frame of what a loop's inside reads from outside: a body that delays what it reads begins later, and
  /// would find in its delay only what came after.
  private func begin(of body: SignalVersion) -> Int? {
    var least = body.shape.range.lower
    var seen: Set<UInt64> = [body.id]
    var pending = [body]
    while let next = pending.popLast() {
      if next.openLoops == 0 {
        let range = next.shape.range
        if let lower = range.lower, let held = least, !range.isEmpty { least = min(lower, held) }
      } else {
        pending.append(contentsOf: next.inputs.compactMap(\.version).filter { seen.insert($0.id).inserted })
      }
    }
    return least
  }

  private func placeholder(_ depth: Int, channels: Int) -> SignalVersion {
    let key = VersionKey(
      kind: SignalKind.loopType, parts: [.number(Double(depth)), .number(Double(channels))])
    if let version = table.find(key) { return version }
    return table.insert(key) {
      SignalVersion(
        place: $0, kernel: LoopPlaceholder(depth: depth, channels: channels), streams: [], inputs: [],
        openLoops: 1 << UInt64(depth), loopDepth: nil)
    }
  }
}

extension SignalData {
  /// The name of a slot.
  package var slotName: String? {
    guard type == SignalKind.slotType, case .text(let name) = arguments.first else { return nil }
    return name
  }
  /// The depth of a loop, for a loop's own row and for the row that stands for it inside.
  package var loopDepth: Int? {
    guard type == SignalKind.loopType || type == SignalKind.feedbackType,
      case .number(let depth) = arguments.first
    else { return nil }
    return Int(depth)
  }
}
