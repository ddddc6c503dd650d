import Graphs
import Scripting
import Signals
import Workspaces

/// Spans as words take them: {from=, to=} or {from=, length=}, in seconds, beats or bars.
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
    func frame(_ name: String, from start: Int = 0) throws -> Int? {
      let value = try table[name]
      if value.isNil { return nil }
      guard let frame = self.frame(ofLength: value, from: start, upTo: 864_000) else {
        throw LuaError(
          "\(word): \(name): seconds, bars(n) or beats(n), at most 864000 s, are expected; \(value.described) was given"
        )
      }
      return frame
    }
    let (from, to) = (try frame("from"), try frame("to"))
    let start = from ?? (to == nil ? standard.lowerBound : min(0, to ?? 0))
    let length = try frame("length", from: start)
    if to != nil, length != nil { throw LuaError("\(word): to or length is expected, not both") }
    let end = to ?? length ?? start + standard.count
    guard start < end else {
      throw LuaError(
        "\(word): the span ends at \(seconds(end)) s; an end behind its beginning, \(seconds(start)) s, is expected"
      )
    }
    return try within(limit, start..<end, word)
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
