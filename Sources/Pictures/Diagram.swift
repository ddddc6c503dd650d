/// What hangs on what: the first node on those that links lead to.
package struct Diagram: Sendable {
  package enum Kept: Sendable { case whole, part, none }

  package struct Node: Sendable {
    package var label: String
    /// A few words below it.
    package var detail: String
    package var kept: Kept
    /// Whether it was rendered last.
    package var isFresh: Bool
    /// Whether an edit makes it stale.
    package var isStale: Bool

    package init(
      _ label: String, detail: String = "", kept: Kept = .none, isFresh: Bool = false, isStale: Bool = false
    ) {
      (self.label, self.detail, self.kept) = (label, detail, kept)
      (self.isFresh, self.isStale) = (isFresh, isStale)
    }
  }

  package struct Link: Sendable {
    package var from: Int
    package var to: Int
    package var label: String
    /// Whether it closes a loop.
    package var goesRound: Bool
    package init(_ from: Int, _ to: Int, _ label: String, goesRound: Bool = false) {
      (self.from, self.to, self.label, self.goesRound) = (from, to, label, goesRound)
    }
  }

  package var nodes: [Node]
  package var links: [Link]

  package init(_ nodes: [Node], _ links: [Link]) { (self.nodes, self.links) = (nodes, links) }

  /// How far each node is from the first, by the longest way; what goes round counts once.
  var depths: [Int] {
    var depths = [Int](repeating: 0, count: nodes.count)
    for _ in 0..<max(1, min(nodes.count, 64)) {
      var hasMoved = false
      for link in links where !link.goesRound && link.from != link.to && depths[link.to] <= depths[link.from]
      {
        depths[link.to] = min(63, depths[link.from] + 1)
        hasMoved = true
      }
      if !hasMoved { break }
    }
    return depths
  }
}

/// A diagram in characters: a tree, each node on a line; what several hang on is told in full where it comes first.
struct DiagramText {
  private let diagram: Diagram
  private let columns: Int
  private let colours: Screen.Colours

  init(_ diagram: Diagram, columns: Int, _ colours: Screen.Colours) {
    (self.diagram, self.columns, self.colours) = (diagram, columns, colours)
  }

  func lines() -> [String] {
    var seen = Set<Int>()
    var found: [String] = []
    // From a stack, since chains may be long: a node, what stands before it, and whether more come beside it.
    var pending: [(node: Int, label: String, lead: String, rest: String)] = [(0, "", "", "")]
    guard !diagram.nodes.isEmpty else { return [] }
    while let next = pending.popLast() {
      let isNew = seen.insert(next.node).inserted
      found += told(next, isNew: isNew)
      guard isNew else { continue }
      let links = diagram.links.filter { $0.from == next.node }
      for (place, link) in links.enumerated().reversed() {
        let isLast = place == links.count - 1
        pending.append(
          (link.to, link.label, next.rest + (isLast ? "└─" : "├─"), next.rest + (isLast ? "  " : "│ ")))
      }
    }
    return found + legend
  }

  private var legend: [String] {
    TextGrid.broken(
      "● kept  ◐ kept in part  ○ not kept"
        + (diagram.nodes.contains(where: \.isFresh) ? "  * rendered last" : "")
        + (diagram.nodes.contains(where: \.isStale) ? "  ! stale after the edit" : ""), columns)
  }

  private func told(_ entry: (node: Int, label: String, lead: String, rest: String), isNew: Bool) -> [String]
  {
    let node = diagram.nodes[entry.node]
    // Behind the mark and a space; of a deep tree the end of what leads to a node is enough.
    let room = columns - 2
    let most = max(0, min(columns / 2, room - 4))
    let lead = String(entry.lead.suffix(most))
    let rest = String(entry.rest.suffix(most))
    let mark = node.kept == .whole ? "●" : node.kept == .part ? "◐" : "○"
    let name = entry.label.isEmpty ? node.label : "\(entry.label): \(node.label)"
    let more = isNew ? node.detail : "as above"
    let text =
      name + (more.isEmpty ? "" : ", " + more) + (node.isFresh ? " *" : "") + (node.isStale ? " !" : "")
    let lines =
      room > 0 ? TextGrid.broken(text, room - lead.count) : TextGrid.broken(mark + " " + text, columns)
    return lines.enumerated().map { place, line in
      let start = room <= 0 ? "" : place == 0 ? lead + mark + " " : rest + "  "
      let whole = start + line
      return colours != .none && node.isStale ? Self.painted(whole, colours) : whole
    }
  }

  private static func painted(_ text: String, _ colours: Screen.Colours) -> String {
    var grid = TextGrid(columns: TextGrid.width(text), rows: 1)
    grid.put(text, 0, 0, ink: .series(1))
    return grid.lines(colours)[0]
  }
}
