package import Graphs
import Signals

extension Workspace {
  /// What plays now, for the thread that renders it. Fails where a name's new meaning does not fit what uses it.
  package func snapshot() throws -> PlaySnapshot {
    var sounds: [PlaySnapshot.Sound] = []
    var rows: [Signal] = []
    for item in playing {
      do {
        let row = mixed(item)
        rows.append(row)
        let (version, plain) = (try manager.version(of: row.id), try manager.version(of: item.signal.id))
        sounds.append(
          PlaySnapshot.Sound(name: item.label, version: version, start: item.start, end: end(of: plain)))
      } catch let error as SignalError {
        throw SignalError("\(item.label): \(error.message)")
      }
    }
    // Controls stand at places of their own, so that a sound stands where it did before it had any.
    var roots = playing.map { ($0.label, $0.signal.id) } + controls
    var chain: PlaySnapshot.Chain?
    var closed: Signal?
    if let open = desk.chain {
      do {
        let whole = self.closed(open, over: zip(rows, playing).map { ($0.id, $1.start) })
        let form = try manager.version(of: open.id)
        chain = PlaySnapshot.Chain(version: try manager.version(of: whole.id), form: form)
        closed = whole
        if !isHushed { roots.append(("master", whole.id)) }
      } catch let error as SignalError {
        throw SignalError("master: \(error.message)")
      }
    }
    // Versions by content: the chain's form stays one as long as it is held.
    form = chain?.form
    let standings = try withExtendedLifetime((rows, closed)) { try manager.standings(roots) }
    var snapshot = PlaySnapshot(
      sounds: sounds, standings: standings, gain: Master.factor(volume), chain: chain)
    snapshot.knownEnds = knownEnds
    return snapshot
  }
}
