import Graphs
import Scripting
import Signals
import Workspaces

/// Workspaces to files and back.
extension Session {
  func defineWorkspaces() throws {
    try define(
      "save", .files, "save(file)",
      "Saves names, what plays, the mixer, the master, the tempo, and every signal and pattern that they reach, and the steps of undo; neap open restores them. Without a file, into the one that was opened or saved last.",
      example: "save(\"song.neap\")"
    ) { session, arguments in
      guard let name = arguments[0].asString ?? (arguments.count == 0 ? session.workspaceName : nil),
        !name.isEmpty
      else {
        throw LuaError(
          "save: a file's name is expected, as in save(\"song.neap\"); \(arguments.count == 0 ? "nothing" : arguments[0].described) was given"
        )
      }
      try session.save(to: name, withSteps: true)
      return []
    }
  }

  func save(to name: String, withSteps: Bool) throws {
    if try doesNothing("save") { return }
    try save(name, withSteps: withSteps)
    workspaceName = name
  }

  /// Replaces names and what plays by a file's.
  func restore(_ name: String, isOpened: Bool = false) throws {
    try load(name, isOpened: isOpened)
    workspaceName = name
  }

  /// Opens a damaged file as far as it is whole, and says what is not; whether there was anything to open. The file is not
  /// written again.
  private func restoreDamaged(_ name: String) throws -> Bool {
    let path = try readable(name)
    guard let bytes = try? AtomicFile.read(path), let damaged = DamagedWorkspace(bytes) else { return false }
    let left: [String]
    do { left = damaged.left + (try load(damaged.document, titled: name, isDamaged: true)) } catch {
      return false
    }
    // What is whole was refused for another reason.
    guard !left.isEmpty else { return false }
    if let file = FileIdentity(path) { damagedFiles.insert(file) }
    let shown = left.prefix(8).map { "  \($0)" }.joined(separator: "\n")
    let more = left.count > 8 ? "\n  and \(left.count - 8) more" : ""
    let names = damaged.document.fields?["names"]?.fields?.keys.sorted() ?? []
    let groups = [
      ("whole", names.filter { workspace.names[$0] != nil }),
      ("lost", names.filter { workspace.names[$0] == nil }),
    ]
    let told = groups.filter { !$0.1.isEmpty }.map { "\n\($0.0): \($0.1.joined(separator: ", "))" }.joined()
    onHint("\(name) is damaged; it stays as it is, and this is left out:\n\(shown)\(more)\(told)")
    return true
  }

  /// Opens a saved workspace where the clock begins. What had begun late begins as much earlier, so that the first of it is
  /// heard at once.
  package func open(_ name: String, toPlay isPlayed: Bool = false) throws {
    try transaction("open \(name)") {
      walksHistory()
      do { try restore(name, isOpened: true) } catch let error as SignalError {
        guard try restoreDamaged(name) else { throw LuaError(error.message) }
      }
      try advanceToFirst()
      if isPlayed { goOnAtLastTempo() }
      return []
    }
  }

  /// The changes of tempo were heard where they were made; who opens a session to go on with it does so with the last of them.
  /// Rendered, or loaded at a prompt, a file has them all.
  func goOnAtLastTempo() {
    let tempo = workspace.tempo
    guard tempo.stretches.count > 1, workspace.tempoFrame() == 0 else { return }
    workspace.tempo.bend(at: 0, to: tempo.beatsPerMinute(at: .greatestFiniteMagnitude))
    bindTempo()
  }

  /// What had begun late begins as much earlier, so that the first of it is heard at once.
  func advanceToFirst() throws {
    let first = try workspace.playing.filter { try begins($0) }.map(\.start).min() ?? 0
    if first != 0 { try workspace.advance(by: first, where: begins) }
  }

  private func begins(_ item: Workspace.Playing) throws -> Bool {
    try manager.version(of: item.signal.id).shape.range.lower != nil && !hasFrame(item.signal.id)
  }
}
