import Signals

/// What can be read of a workspace that is damaged. A file holds a row, a name and a step on each line, so what is wrong
/// with one leaves the others whole.
package struct DamagedWorkspace {
  /// What is whole, as a document.
  package let document: JSONValue
  /// What is left out, each with why.
  package let left: [String]

  /// Nil where nothing of a workspace is found.
  package init?(_ bytes: [UInt8]) {
    if let json = try? JSONValue(parsing: bytes), json.fields?["neap"] != nil {
      (document, left) = (json, [])
      return
    }
    var reading = Reading()
    for (index, line) in bytes.split(separator: 10, omittingEmptySubsequences: false).enumerated() {
      reading.take(line, index + 1)
    }
    guard reading.isWorkspace else { return nil }
    (document, left) = (reading.document, reading.left)
  }

  private struct Reading {
    private enum Section {
      case head, signals, names, steps
    }
    private var section = Section.head
    private var fields: JSONFields = [:]
    private var signals: [JSONValue] = []
    private var names: JSONFields = [:]
    private var steps: [JSONValue] = []
    private var present: JSONValue?
    private var lostSteps = false
    private(set) var left: [String] = []

    var isWorkspace: Bool { fields["neap"] != nil || !signals.isEmpty }

    var document: JSONValue {
      var fields = fields
      if fields["neap"] == nil { fields["neap"] = .number(Double(WorkspaceFile.version)) }
      fields["signals"] = .array(signals)
      fields["names"] = .object(names)
      // A step builds on those around it.
      if let present, !lostSteps { fields["steps"] = .object(["present": present, "list": .array(steps)]) }
      return .object(fields)
    }

    mutating func take(_ line: ArraySlice<UInt8>, _ number: Int) {
      var line = line.drop { $0 == 32 || $0 == 13 }
      while let last = line.last, last == 13 || last == 32 { line.removeLast() }
      guard !line.isEmpty else { return }
      if line.elementsEqual("\"signals\": [".utf8) { return section = .signals }
      if line.elementsEqual("\"names\": {".utf8) { return section = .names }
      if line.starts(with: "\"steps\": {".utf8) {
        section = .steps
        present = Self.object(Array(line) + Array("]}}".utf8))?["steps"]?.fields?["present"]
        lostSteps = present == nil
        if lostSteps { left.append("line \(number): it is damaged, and the steps of undo with it") }
        return
      }
      if line.first == 93 || line.elementsEqual("},".utf8) { return section = .head }
      if line.last == 44 { line.removeLast() }
      take(part: Array(line), number)
    }

    private mutating func take(part: [UInt8], _ number: Int) {
      switch section {
      case .signals:
        if let row = try? JSONValue(parsing: part), row.fields != nil { return signals.append(row) }
      case .names:
        if let name = Self.object(part + [125]) { return name.forEach { names[$0] = $1 } }
      case .steps:
        if let step = try? JSONValue(parsing: part) { return steps.append(step) }
        lostSteps = true
      case .head:
        // The first line is open at its end; the last closes the document.
        let inner = part.first == 123 ? Array(part.dropFirst()) : part
        if let found = Self.object(inner + [125]) ?? Self.object(inner) {
          return found.forEach { fields[$0] = $1 }
        }
      }
      left.append("line \(number): it is damaged")
    }

    private static func object(_ text: [UInt8]) -> JSONFields? {
      (try? JSONValue(parsing: [123] + text))?.fields
    }
  }
}
