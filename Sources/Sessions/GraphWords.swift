import Graphs
import Pictures
import Scripting
import Signals
import Workspaces

/// `graph`: what a signal is made of, and what of it is kept.
extension Session {
  private static let mostNodes = 400

  func defineGraphs() throws {
    try define(
      "graph", .looking, "graph(sig, {edit=, file=})",
      "The signals that a signal is made of, as a tree, in a file as boxes: whether it plays, how much of each is kept, which what is heard is not, which the newest question rendered (a plot, a render, get_temporal), and with {edit=} which would become stale where that signal, or what a name holds, is edited.",
      example: "graph(saw(line(50, 80, 1)):lowpass(800))", isMethod: true
    ) { session, arguments in
      let given = try PlotArguments(arguments, ["edit"], spans: false, session)
      return session.noted([try session.graph(given)])
    }
  }

  private func graph(_ given: PlotArguments) throws -> Plot {
    guard let object = given.values.first?.asObject(SignalObject.self), given.values.count == 1 else {
      throw LuaError(
        "graph: a signal is expected, as in graph(bass); \(given.values.first?.described ?? "nothing") was given"
      )
    }
    var stale: Set<SignalID> = []
    let edit = try given["edit"]
    if !edit.isNil {
      guard let edited = edit.asObject(SignalObject.self) else {
        throw LuaError(
          "graph: edit: a signal is expected, as in {edit = wobble}; \(edit.described) was given")
      }
      var ids = [edited.signal.id]
      while let last = ids.last, let target = manager.target(last) { ids.append(target) }
      stale = Set(manager.dependents(of: ids) + ids)
    }
    let newest = manager.log.newest
    var places: [SignalID: Int] = [:]
    var nodes: [Diagram.Node] = []
    var links: [Diagram.Link] = []
    var pending = [object.signal.id]
    var left = false
    places[object.signal.id] = 0
    let played = rowsPlayed()
    nodes.append(try node(object.signal.id, newest, stale, played))
    while !pending.isEmpty {
      let id = pending.removeFirst()
      for (label, child) in ingredients(of: id) {
        if places[child] == nil {
          guard nodes.count < Self.mostNodes else {
            left = true
            continue
          }
          places[child] = nodes.count
          nodes.append(try node(child, newest, stale, played))
          pending.append(child)
        }
        if let from = places[id], let to = places[child] { links.append(Diagram.Link(from, to, label)) }
      }
    }
    links += rounds(places)
    let counts = nodes.count { $0.isStale }
    let details =
      "\(Numerals.count(nodes.count, "signal"))\(left ? ", more left out" : "")"
      + (edit.isNil
        ? ""
        : ", \(counts) of them stale after an edit of \(plotName(of: edit.asObject(SignalObject.self)?.signal.id ?? object.signal.id))")
    let picture = Picture(
      "graph of \(plotName(of: object.signal.id))", details: details, Diagram(nodes, links))
    return try plot(
      given.word, picture, ["count": .integer(nodes.count), "stale": .integer(counts)], file: given["file"])
  }

  /// From each loop's own signal to what comes out of the loop, which it is.
  private func rounds(_ places: [SignalID: Int]) -> [Diagram.Link] {
    func rows(_ type: String) -> [(place: Int, depth: Argument?)] {
      places.compactMap { id, place in
        let row = manager[manager.target(id) ?? id]
        return row.type == type ? (place, row.arguments.first) : nil
      }.sorted { $0.place < $1.place }
    }
    let outs = rows(SignalKind.feedbackType)
    return rows(SignalKind.loopType).flatMap { back in
      outs.filter { $0.depth == back.depth }.map {
        Diagram.Link(back.place, $0.place, "loop", goesRound: true)
      }
    }
  }

  /// What plays and all that it is made of.
  private func rowsPlayed() -> Set<SignalID> {
    var pending = workspace.playing.map(\.signal.id)
    var found = Set(pending)
    while let id = pending.popLast() {
      for (_, child) in ingredients(of: id) where found.insert(child).inserted { pending.append(child) }
    }
    return found
  }

  private func node(
    _ id: SignalID, _ newest: [UInt64: Int], _ stale: Set<SignalID>, _ played: Set<SignalID>
  ) throws -> Diagram.Node {
    let target = manager.target(id) ?? id
    let label =
      (manager[id].slotName.map { "\($0): " } ?? "") + manager.typeName(of: target)
      + parameterList(of: target)
    let isStale = stale.contains(id) || stale.contains(target)
    // What hangs on a loop from within has no samples of its own.
    guard !manager.isOpen(target) else {
      return Diagram.Node(label, detail: "within a loop", isStale: isStale)
    }
    let version = try manager.version(of: target)
    let blocks = manager.cache.statistics(of: version.id).blocks
    let rate = Double(manager.rate)
    let seconds = Double(blocks * Grid.block) / rate
    if version.constant != nil {
      return Diagram.Node(label, detail: "a constant", kept: .whole, isStale: isStale)
    }
    let whole = version.shape.period ?? version.shape.range.frames?.count
    let kept: Diagram.Kept =
      blocks == 0 ? .none : whole.map { blocks * Grid.block >= $0 } ?? false ? .whole : .part
    let amount = blocks == 0 ? "not kept" : "\(Self.told(seconds: seconds)) kept"
    return Diagram.Node(
      label, detail: played.contains(id) ? "plays, \(amount)" : amount, kept: kept,
      isFresh: newest[version.id] != nil, isStale: isStale)
  }

  /// What a row reads, by its parameters' names.
  private func ingredients(of id: SignalID) -> [(String, SignalID)] {
    let row = manager.target(id) ?? id
    if manager[row].type == SignalKind.feedbackType, case .signal(let body)? = manager[row].arguments.last {
      return [("body", body)]
    }
    let found = (declaration(of: row)?.parameters ?? []).flatMap { parameter -> [(String, SignalID)] in
      switch argument(of: row, parameter.name) {
      case .signal(let input)?: [(parameter.name, input)]
      case .signals(let inputs)?:
        inputs.enumerated().map { ("\(parameter.name) \($0.offset + 1)", $0.element) }
      default: []
      }
    }
    return found.isEmpty ? manager.word(row).map { [("made", $0.made)] } ?? [] : found
  }
}
