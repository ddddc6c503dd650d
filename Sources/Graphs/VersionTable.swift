import Signals
import Synchronization

/// What makes two versions equal.
struct VersionKey: Hashable, Sendable {
  enum Part: Hashable, Sendable {
    case number(Double)
    case numbers([Double])
    case constant([Double], SignalRange)
    case text(String)
    case flag(Bool)
    case samples(Samples)
    case version(UInt64)
    case list([Part])
  }
  let kind: String
  let parts: [Part]
  /// Each key is looked up, entered and taken out again: what it holds is hashed once.
  private let digest: Int

  init(kind: String, parts: [Part]) {
    (self.kind, self.parts) = (kind, parts)
    var hasher = Hasher()
    hasher.combine(kind)
    hasher.combine(parts)
    digest = hasher.finalize()
  }

  func hash(into hasher: inout Hasher) { hasher.combine(digest) }

  static func == (a: VersionKey, b: VersionKey) -> Bool {
    a.digest == b.digest && a.kind == b.kind && a.parts == b.parts
  }
}

/// The versions that live, by content. Holds none of them: a version that nobody refers to is forgotten.
///
/// Any thread may let go of a version, so the table is locked, for a look-up's time.
final class VersionTable: Sendable {
  private struct Entry {
    weak var version: SignalVersion?
    let id: UInt64
  }
  private struct State {
    var entries: [VersionKey: Entry] = [:]
    var nextID: UInt64 = 1
    var events: [Double: WeakEvents] = [:]
  }
  private struct WeakEvents {
    weak var events: ScoreEvents?
  }
  private let state = Mutex(State())

  var count: Int { state.withLock { $0.entries.count } }

  func reserve(_ more: Int) {
    state.withLock { $0.entries.reserveCapacity($0.entries.count + more) }
  }

  func find(_ key: VersionKey) -> SignalVersion? { state.withLock { $0.entries[key]?.version } }

  /// Enters what `make` builds under `key`; its place in this table is given to `make`.
  func insert(_ key: VersionKey, _ make: (Place) throws -> SignalVersion) rethrows -> SignalVersion {
    let id = state.withLock { state in
      defer { state.nextID += 1 }
      return state.nextID
    }
    let version = try make(Place(id: id, key: key, table: self))
    state.withLock { $0.entries[key] = Entry(version: version, id: id) }
    return version
  }

  /// Where a version stands in its table, which it leaves at its end.
  struct Place: Sendable {
    /// Unique in the process, never used again.
    let id: UInt64
    /// What the version was made of.
    let key: VersionKey
    fileprivate let table: VersionTable

    func leave() { table.forget(self) }
  }

  /// What the making of a score plays that has this number: one for all versions of it.
  func events(of making: Double) -> ScoreEvents {
    state.withLock { state in
      if let found = state.events[making]?.events { return found }
      // Numbers do not come again: those that are gone go now and then.
      if state.events.count & 0xff == 0xff { state.events = state.events.filter { $0.value.events != nil } }
      let events = ScoreEvents()
      state.events[making] = WeakEvents(events: events)
      return events
    }
  }

  private func forget(_ place: Place) {
    state.withLock {
      // By then a new one may stand there.
      guard let found = $0.entries.index(forKey: place.key), $0.entries[found].value.id == place.id else {
        return
      }
      $0.entries.remove(at: found)
    }
  }
}
