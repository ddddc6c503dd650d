import Graphs
import Scripting
import Signals
import Workspaces

/// Steps back and forth, and what names were.
extension Session {
  func defineHistory() throws {
    try define(
      "undo", .editing, "undo([count])",
      "Takes back the last chunk, or so many: names, what plays, the mixer, the master; what was heard keeps its tempo. What the same chunk changes after it is a step of its own; before it nothing may be changed.",
      example: "undo()"
    ) { session, arguments in
      try session.walk(arguments, "undo", "took back", "there is nothing to take back") { $0.undo() }
    }
    try define("redo", .editing, "redo([count])", "Does again what undo took back.", example: "redo()") {
      session, arguments in
      try session.walk(arguments, "redo", "did again", "there is nothing to do again") { $0.redo() }
    }
    for name in ["exit", "quit"] {
      try define(
        name, .help, "\(name)([status])",
        "Leaves at once, the prompt as Ctrl-D does, a script as os.exit; with a status, which is 0 unless told otherwise."
      ) { session, arguments in
        let status = try Self.status(arguments)
        if session.isLooking { return [] }
        session.exitStatus = status
        session.onLeave()
        // Nothing of the chunk runs any more.
        session.lua.interrupt()
        return []
      }
    }
    try define(
      "history", .editing, "history([name])",
      "The chunks that changed something, the newest last, the present one marked, those that undo took back below it; history(100) lists so many. Of a name, its versions: what it was bound to, for revert and compare. The newest 1000 chunks are remembered.",
      example: "history(\"bass\")"
    ) { session, arguments in
      if arguments.count == 0 { return [.string(session.listSteps(20))] }
      if let count = arguments[0].asInteger, count > 0 { return [.string(session.listSteps(count))] }
      return [.string(try session.listVersions(session.nameArgument(arguments[0], "history")))]
    }
    try define(
      "revert", .editing, "revert(name, version)",
      "Binds a name to what it was: an edit like any other. history(name) tells the versions' numbers.",
      example: "revert(\"bass\", 2)"
    ) { session, arguments in
      let name = try session.nameArgument(arguments[0], "revert")
      switch try session.version(of: name, arguments[1], "revert").value {
      case .signal(let signal): try session.bind(name, signal)
      case .other(let box): try session.bindOther(name, session.revived(box))
      }
      return []
    }
    try defineTrials()
    try defineComparing()
  }

  private func defineTrials() throws {
    try define(
      "try", .editing, "try(function() … end)",
      "Does an edit on trial: it is heard like any other, then keep_it() keeps it, or take_back() goes back to before it, whatever came since. A step of undo, as every chunk.",
      example: "try(function() bass.cutoff = 4000 end)"
    ) { session, arguments in
      guard let function = arguments[0].asFunction else {
        throw LuaError(
          "try: a function is expected, as in try(function() bass.cutoff = 4000 end); \(arguments[0].described) was given"
        )
      }
      guard !session.workspace.isOnTrial else {
        throw LuaError("try: an edit is on trial already; keep_it() keeps it, take_back() takes it back")
      }
      session.workspace.tryStep()
      return try session.lua.call(function)
    }
    try define("keep_it", .editing, "keep_it()", "Ends a trial: what try did stays.") { session, _ in
      guard session.workspace.isOnTrial else {
        throw LuaError("keep_it: nothing is on trial; try(function() … end) does an edit on trial")
      }
      session.workspace.keepTrial()
      return []
    }
    try define(
      "take_back", .editing, "take_back()",
      "Goes back to before what try did, with whatever came since; redo() does it again, a chunk at a time, the trial first."
    ) { session, _ in
      try session.refuseAmidEdits("take_back")
      session.walksHistory()
      guard let titles = session.workspace.takeBackTrial() else {
        throw LuaError("take_back: nothing is on trial; undo() takes back the last chunk")
      }
      return [.string(Self.told("took back", titles))]
    }
  }

  /// What a chunk changed before it walks would belong to no step.
  private func refuseAmidEdits(_ word: String) throws {
    guard workspace.isEdited else { return }
    throw LuaError(
      "\(word): what this chunk has changed before it would be in no step; \(word)() stands first in a chunk, or alone"
    )
  }

  private func walk(
    _ arguments: LuaArguments, _ word: String, _ what: String, _ complaint: String,
    _ step: (Workspace) -> String?
  ) throws -> [LuaValue] {
    let count = arguments[0].isNil ? 1 : arguments[0].asInteger
    guard let count, count > 0 else {
      throw LuaError(
        "\(word): how many chunks is expected, a whole number from 1 on; \(arguments[0].described) was given")
    }
    try refuseAmidEdits(word)
    walksHistory()
    var titles: [String] = []
    while titles.count < count, let title = step(workspace) { titles.append(title) }
    guard !titles.isEmpty else { throw LuaError("\(word): \(complaint)") }
    namesBound.formUnion(workspace.namesOfFiles)
    return [.string(Self.told(what, titles))]
  }

  private static func told(_ what: String, _ titles: [String]) -> String {
    "\(what): "
      + titles.map(firstLine).joined(separator: "\n" + String(repeating: " ", count: what.count + 2))
  }

  // MARK: Listing

  private func listSteps(_ most: Int) -> String {
    let steps = workspace.history
    guard !steps.isEmpty else { return "nothing was changed yet" }
    let present = workspace.presentStep
    let shown = steps.suffix(most)
    let width = "\(steps.last?.number ?? 0)".count
    var lines: [String] = []
    if shown.count < steps.count {
      lines.append("  … \(steps.count - shown.count) before; history(\(steps.count)) lists them all")
    }
    if let first = shown.first, present < first.number {
      lines.append("> \(padded(present, width))  before all of these")
    }
    for step in shown {
      let mark = step.number == present ? ">" : " "
      let note = step.isUndone ? "   (taken back)" : step.isTried ? "   (on trial)" : ""
      lines.append("\(mark) \(padded(step.number, width))  \(Self.firstLine(step.title))\(note)")
    }
    return lines.joined(separator: "\n")
  }

  private func listVersions(_ name: String) throws -> String {
    let versions = workspace.versions(of: name)
    guard !versions.isEmpty else { throw LuaError("history: \(name) was never bound\(nearName(name))") }
    let width = "\(versions.last?.number ?? 0)".count
    return try versions.map { version in
      let what: String
      switch version.value {
      case .signal(let signal): what = manager.typeName(of: signal.id)
      case .other(let box):
        let value = (box as? LuaBox)?.value ?? .nil
        what = try isPattern(value) ? "a pattern" : value.described
      }
      let mark = version.isPresent && workspace.names[name] != nil ? ">" : " "
      let origin =
        version.step.map {
          "\(Self.firstLine($0.title))   (\(what), step \($0.number)\($0.isUndone ? ", taken back" : ""))"
        }
        ?? "\(what), from before what is remembered"
      return "\(mark) \(padded(version.number, width))  \(origin)"
    }.joined(separator: "\n")
  }

  private func padded(_ number: Int, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - "\(number)".count)) + "\(number)"
  }

  // MARK: Names and versions

  /// A name: its text, or the signal that bears it.
  func nameArgument(_ value: LuaValue, _ word: String) throws -> String {
    if let name = value.asString { return name }
    if let object = value.asObject(SignalObject.self), let name = manager[object.signal.id].slotName {
      return name
    }
    throw LuaError(
      "\(word): a name is expected, as in \(words[word]?.example.isEmpty == false ? words[word]?.example ?? word : "\(word)(\"bass\")"); \(value.isNil ? "nothing" : value.described) was given"
    )
  }

  func version(of name: String, _ value: LuaValue, _ word: String) throws -> Workspace.NameVersion {
    let versions = workspace.versions(of: name)
    guard let first = versions.first, let last = versions.last else {
      throw LuaError("\(word): \(name) was never bound\(nearName(name))")
    }
    guard let number = value.asInteger, let found = versions.first(where: { $0.number == number }) else {
      let given = value.isNil ? "nothing" : value.described
      throw LuaError(
        "\(word): a version of \(name) is expected, \(first.number) to \(last.number); \(given) was given (history(\"\(name)\") lists them)"
      )
    }
    return found
  }

  private func nearName(_ name: String) -> String {
    NearestNames.question(name, among: workspace.namesInHistory)
  }

  private static func status(_ arguments: LuaArguments) throws -> Int32 {
    switch arguments[0] {
    case .nil, .boolean(true): return 0
    case .boolean(false): return 1
    default:
      guard let status = arguments[0].asInteger, (0...255).contains(status) else {
        throw LuaError(
          "\(arguments.name): a whole number from 0 to 255 is expected; \(arguments[0].described) was given")
      }
      return Int32(status)
    }
  }

  /// The first line of a chunk, for telling which it was.
  package static func firstLine(_ chunk: String) -> String {
    let line = chunk.prefix { $0 != "\n" }
    return line.count > 60 || line.count < chunk.count ? line.prefix(60) + "…" : String(line)
  }
}
