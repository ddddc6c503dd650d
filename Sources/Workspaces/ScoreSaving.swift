package import Graphs
package import Signals

/// A score as a file's row: `{"type": "score", "number": 1, "title": "beat:on(kits.default)", "channels": 2, "hold": false,
/// "pattern": …}`. What Lua keeps of it stands in `made`.
package struct SavedScore {
  package let number: Int
  package let title: String
  package let channels: Int
  package let isHeld: Bool
  package let made: JSONFields
  /// The score that it became in this workspace.
  package internal(set) var signal: Signal?
}

/// What a file holds of scores, asked once of each.
package final class ScoreSaving {
  /// What Lua keeps of a score, and the signals inside of it. Throws where no file can hold it.
  typealias Answer = (Int) throws -> (made: JSONFields, signals: [SignalID])

  private let manager: SignalManager
  private let answer: Answer
  private var known: [Int: (made: JSONFields, signals: [SignalID])] = [:]
  private var complaints: [Int: String?] = [:]

  init(_ manager: SignalManager, _ answer: @escaping Answer) {
    (self.manager, self.answer) = (manager, answer)
  }

  /// Why no file can hold a row; nil where one can.
  func complaint(_ id: SignalID) -> String? {
    var seen: Set<SignalID> = []
    var pending = [id]
    while let next = pending.popLast() {
      guard seen.insert(next).inserted else { continue }
      guard let number = manager.scoreNumber(next) else {
        pending.append(contentsOf: manager.references(next))
        continue
      }
      if let complaint = complaint(ofScore: number) { return complaint }
      pending.append(contentsOf: known[number]?.signals ?? [])
    }
    return nil
  }

  private func complaint(ofScore number: Int) -> String? {
    if let known = complaints[number] { return known }
    var complaint: String?
    do { known[number] = try answer(number) } catch { complaint = "its pattern holds \(error)" }
    complaints[number] = .some(complaint)
    return complaint
  }

  /// What a row hangs on in a file: for a score, the signals inside of what Lua keeps.
  func references(_ id: SignalID) -> [SignalID] {
    manager.scoreNumber(id).map { known[$0]?.signals ?? [] } ?? manager.references(id)
  }

  /// A score's row in a file.
  func row(_ id: SignalID) -> JSONValue? {
    guard let number = manager.scoreNumber(id), let score = known[number] else { return nil }
    return .object(Self.row(id, score.made, in: manager))
  }

  static func row(_ id: SignalID, _ made: JSONFields, in manager: SignalManager) -> JSONFields {
    var fields = made
    fields["uuid"] = .string(manager.uuid(of: id))
    fields["type"] = .string(SignalKind.scoreType)
    fields["number"] = .number(Double(manager.scoreNumber(id) ?? 0))
    for (name, argument) in zip(["title", "channels", "hold"], manager[id].arguments) {
      fields[name] = RowCoding.plain(argument)
    }
    return fields
  }

  /// The score that a file's row tells of.
  static func score(_ row: JSONFields) throws -> SavedScore {
    guard let number = row["number"]?.double.flatMap(Int.init(exactly:)), number > 0 else {
      throw SignalError("number: a whole number from 1 on is expected")
    }
    guard let title = row["title"]?.text else { throw SignalError("title: a string is expected") }
    guard let channels = row["channels"]?.double.flatMap(Int.init(exactly:)), (1...2).contains(channels)
    else {
      throw SignalError("channels: 1 or 2 is expected")
    }
    guard case .bool(let isHeld)? = row["hold"] else { throw SignalError("hold: true or false is expected") }
    let own: Set<String> = ["uuid", "type", "number", "title", "channels", "hold"]
    return SavedScore(
      number: number, title: title, channels: channels, isHeld: isHeld,
      made: row.filter { !own.contains($0.key) })
  }
}

extension SignalManager {
  /// The number of the score that a row is; nil for other rows.
  package func scoreNumber(_ id: SignalID) -> Int? {
    guard self[id].type == SignalKind.scoreType, let slot = references(id).first else { return nil }
    return self[slot].slotName.flatMap { Int($0.dropFirst("score ".count)) }
  }
}
