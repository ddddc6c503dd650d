import Graphs

/// What distinguishes one state of playing from another: an edit that leaves it the same is not sent.
struct PlayedShape: Equatable {
  private struct Sound: Equatable {
    let name: String
    let version: UInt64
    let start: Int
  }
  private var sounds: [Sound] = []
  private var standings: [PlaySnapshot.Standing] = []
  private var gain: Float = Master.standardGain
  private var chain: UInt64?

  init() {}
  init(_ snapshot: PlaySnapshot) {
    sounds = snapshot.sounds.map { Sound(name: $0.name, version: $0.version.id, start: $0.start) }
    standings = snapshot.standings
    gain = snapshot.gain
    chain = snapshot.chain?.version.id
  }

  /// Takes out sounds of which nothing is heard any more.
  mutating func forget(_ ended: Set<EndedSound.Key>) {
    sounds.removeAll { ended.contains(EndedSound.Key(version: $0.version, start: $0.start)) }
  }
}
