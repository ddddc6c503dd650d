package import Graphs
import Signals

extension Workspace {
  /// What plays now, for the thread that renders it. Fails where a name's new meaning does not fit what uses it.
  package func snapshot() throws -> PlaySnapshot {
    var sounds: [PlaySnapshot.Sound] = []
    for item in playing {
      do {
        let version = try manager.version(of: item.signal.id)
        sounds.append(
          PlaySnapshot.Sound(name: item.label, version: version, start: item.start, end: end(of: version)))
      } catch let error as SignalError {
        throw SignalError("\(item.label): \(error.message)")
      }
    }
    let standings = try manager.standings(playing.map { ($0.label, $0.signal.id) })
    return PlaySnapshot(sounds: sounds, standings: standings, gain: Master.factor(volume))
  }
}
