import Graphs
import Scripting
import Signals
import Workspaces

/// What must hold of an edit before it is sent.
extension Session {
  /// A name's new meaning must fit whatever uses it, playing or not. What was built on a name and is no longer reached, as the
  /// channels of a picture, does not stand in its way.
  func checkNames() throws {
    do { try checkUsers() } catch {
      guard !lua.isInterrupted else { throw error }
      lua.collect()
      try checkUsers()
    }
  }

  private func checkUsers() throws {
    let slots = namesBound.compactMap { workspace.slot($0)?.id }
    for (number, id) in manager.dependents(of: slots).enumerated() where !manager.isOpen(id) {
      if number & 0xff == 0, lua.isInterrupted { throw LuaError("interrupted", kind: .interrupted) }
      do { _ = try manager.version(of: id) } catch let error as SignalError {
        let name = namesBound.sorted().first { name in
          workspace.slot(name).map { manager.dependents(of: $0.id).contains(id) } ?? false
        }
        let place = name.flatMap { placesBound[$0] }.map { "\($0): " } ?? ""
        throw LuaError(
          "\(place)\(name ?? "a name") does not fit \(self.user(of: name, at: id)): \(error.message)")
      }
    }
  }

  /// What plays must fit the output, however it was changed.
  func checkChannels(_ snapshot: PlaySnapshot) throws {
    for sound in snapshot.sounds where sound.version.shape.channels > max(1, channels) {
      throw LuaError(
        "\(sound.name) plays and would have \(sound.version.shape.channels) channels; the output has \(channels): channel(n) picks one, mix of channels joins them"
      )
    }
  }
}
