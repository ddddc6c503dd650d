import Graphs
import Scripting
import Signals
import Workspaces

/// Spans as words take them: {from=, to=} or {from=, length=}, in seconds.
extension Session {
  /// The frames of a span; `standard` where nothing was given.
  ///
  /// - Parameter others: what else the table may hold.
  func span(
    _ value: LuaValue, _ word: String, otherwise standard: Range<Int>, limit: Int, others: Set<String> = []
  ) throws -> Range<Int> {
    guard !value.isNil else { return try within(limit, standard, word) }
    guard let table = value.asTable else {
      throw LuaError(
        "\(word): a span is expected, as in {from = 0, to = 1} in seconds; \(value.described) was given")
    }
    let known = others.union(["from", "to", "length"])
    for key in try table.keys() where !known.contains(key.asString ?? "") {
      throw LuaError(
        "\(word): \(known.sorted().joined(separator: ", ")) are expected; \(key.described) was given")
    }
    let (from, to, length) = try ends(table, word, most: 864_000)
    if to != nil, length != nil { throw LuaError("\(word): to or length is expected, not both") }
    let start = from ?? (to == nil ? standard.lowerBound : min(0, to ?? 0))
    let end = to ?? length.map { start + $0 } ?? start + standard.count
    guard start < end else {
      throw LuaError(
        "\(word): the span ends at \(seconds(end)) s; an end behind its beginning, \(seconds(start)) s, is expected"
      )
    }
    return try within(limit, start..<end, word)
  }

  /// What from, to and length are in frames: seconds, or beats and bars by the tempo map.
  func ends(_ table: LuaTable, _ word: String, most: Int) throws -> (from: Int?, to: Int?, length: Int?) {
    func frame(_ name: String, from start: Int = 0) throws -> Int? {
      let value = try table[name]
      if value.isNil { return nil }
      guard let frames = frames(value, from: start), frames.magnitude <= Double(most * manager.rate) else {
        throw LuaError(
          "\(word): \(name): seconds, at most \(most), beats(n) or bars(n) are expected; \(value.described) was given"
        )
      }
      return Int(frames.rounded())
    }
    let from = try frame("from")
    return (from, try frame("to"), try frame("length", from: from ?? 0))
  }

  private func within(_ limit: Int, _ frames: Range<Int>, _ word: String) throws -> Range<Int> {
    if frames.count <= limit { return frames }
    throw LuaError(
      "\(word): the span is \(seconds(frames.count)) s long; at most \(seconds(limit)) s are expected")
  }

  private func seconds(_ frames: Int) -> String {
    Numerals.text((Double(frames) / Double(manager.rate) * 1e6).rounded() / 1e6)
  }
}
