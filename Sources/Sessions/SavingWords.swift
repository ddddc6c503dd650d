import AudioFiles
import Glibc
import Graphs
import Scripting
import Signals
import Workspaces

/// `manager:save` and `manager:load`.
extension Session {
  /// Where `withSteps` is not asked for, what there is now alone.
  func save(_ path: String, withSteps: Bool) throws {
    do { try writing.check(1) } catch { throw LuaError("save: \(path): \(error.description)") }
    let writer = ValueWriter(self)
    for value in workspace.names.sorted(by: { $0.key < $1.key }).compactMap({ otherValue($0.value) }) {
      try writer.survey(value)
    }
    if withSteps {
      // A table that names and steps share is one in the file.
      for object in workspace.valuesOfSteps {
        if let value = (object as? LuaBox)?.value { try? writer.survey(value) }
      }
    }
    let left = try workspace.save(
      to: writable(path),
      plain: { [self] name, object in otherValue(.other(object)).flatMap { writer.json(name, $0) } },
      inside: { writer.signals },
      withSteps: withSteps,
      step: { object in
        guard let value = (object as? LuaBox)?.value else { return nil }
        return writer.jsonOfStep(value)
      },
      score: { [self] number in
        guard let source = scores[number] else { throw LuaError("a pattern that is gone") }
        let writer = ValueWriter(self)
        let made = try writer.score(source)
        return (made, writer.signals)
      })
    // What it took is known when it is there; the next one is refused.
    var facts = stat()
    if stat(try writable(path), &facts) == 0 { writing.note(Int(facts.st_size)) }
    let all = (left + writer.left).sorted()
    if !all.isEmpty {
      onHint("\(path) holds all but \(all.joined(separator: ", "))")
    }
  }

  /// What a name holds that is no signal.
  func otherValue(named name: String) -> LuaValue? { workspace.names[name].flatMap(otherValue) }

  private func otherValue(_ value: Workspace.Value) -> LuaValue? {
    if case .other(let box) = value { return (box as? LuaBox)?.value }
    return nil
  }

  /// Names, what plays and the mixer become a file's; where it is opened, the steps of undo too.
  func load(_ path: String, isOpened: Bool = false) throws {
    try loading(path) { value, scores, revise in
      try workspace.load(
        readable(path), isOpened: isOpened, value: value, scores: scores, revise: revise, check: checkName)
    }
  }

  /// The same of a document that is no file, with its steps; where it is damaged, without what is at fault, which is
  /// answered.
  @discardableResult
  func load(_ document: JSONValue, titled title: String, isDamaged: Bool = false) throws -> [String] {
    var left: [String] = []
    try loading(title) { value, scores, revise in
      left = try workspace.load(
        document, titled: title, isDamaged: isDamaged, value: value, scores: scores, revise: revise,
        check: checkName)
    }
    return left
  }

  private func loading(
    _ path: String,
    _ load: (
      @escaping (JSONValue, (String) -> Signal?, (String) throws -> Void) throws -> AnyObject,
      ([SavedScore], (String) -> Signal?) throws -> Void, (SignalData) throws -> SignalData
    ) throws -> Void
  ) throws {
    let reader = ValueReader(self, title: path)
    defer { reader.end() }
    let before = Set(workspace.names.keys)
    var changed: [String] = []
    try load(
      { LuaBox(try reader.value($0, $1, $2)) },
      { saved, signal in
        for score in saved {
          do { try reader.score(score, signal) } catch { throw SignalError("\(score.title): \(error)") }
        }
      },
      { [self] in try renewed($0, &changed) })
    if tempoSlot == nil, manager.existingSlot(Workspace.tempoSlot) != nil {
      tempoSlot = manager.slot(Workspace.tempoSlot)
    }
    bindTempo()
    namesBound.formUnion(before.union(workspace.names.keys))
    for file in changed {
      onHint("\(file) is not what it was when \(path) was saved; what it holds now is used")
    }
    let gone = before.subtracting(workspace.names.keys).sorted()
    if !gone.isEmpty {
      onHint(
        "\(path) took the place of what there was: \(gone.joined(separator: ", ")) (undo() brings it back)")
    }
  }

  /// A sound file that has changed since is another signal.
  private func renewed(_ data: SignalData, _ changed: inout [String]) throws -> SignalData {
    if let buffer = recovered(data) { return buffer }
    guard data.type == "sample", let kind = manager.catalogue["sample"],
      let place = kind.place(of: "content"),
      let file = kind.place(of: "file"), case .text(let name) = data.arguments[file],
      case .text(let former) = data.arguments[place]
    else { return data }
    let present = contents.digest(try readable(name))
    // One that is gone is told of where its row is made.
    guard !former.isEmpty, !present.isEmpty, present != former else { return data }
    if !changed.contains(name) { changed.append(name) }
    var arguments = data.arguments
    arguments[place] = .text(present)
    return SignalData(type: data.type, arguments: arguments)
  }
}
