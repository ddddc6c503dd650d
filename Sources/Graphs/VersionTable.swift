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
  var kind: String
  var parts: [Part]
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
    var keys: [UInt64: VersionKey] = [:]
    var nextID: UInt64 = 1
    var events: [Double: WeakEvents] = [:]
  }
  private struct WeakEvents {
    weak var events: ScoreEvents?
  }
  private let state = Mutex(State())

  var count: Int { state.withLock { $0.entries.count } }

  func reserve(_ more: Int) {
    state.withLock {
      $0.entries.reserveCapacity($0.entries.count + more)
      $0.keys.reserveCapacity($0.keys.count + more)
    }
  }

  func find(_ key: VersionKey) -> SignalVersion? { state.withLock { $0.entries[key]?.version } }

  /// What a version that lives was made of.
  func key(of id: UInt64) -> VersionKey? { state.withLock { $0.keys[id] } }

  /// Enters what `make` builds under `key`; its id is given to `make`.
  func insert(
    _ key: VersionKey, _ make: (UInt64, @escaping @Sendable (UInt64) -> Void) throws -> SignalVersion
  ) rethrows -> SignalVersion {
    let id = state.withLock { state in
      defer { state.nextID += 1 }
      return state.nextID
    }
    let version = try make(id) { [weak self] in self?.forget($0) }
    state.withLock {
      $0.entries[key] = Entry(version: version, id: id)
      $0.keys[id] = key
    }
    return version
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

  private func forget(_ id: UInt64) {
    state.withLock {
      guard let key = $0.keys.removeValue(forKey: id), $0.entries[key]?.id == id else { return }
      $0.entries[key] = nil
    }
  }
}
