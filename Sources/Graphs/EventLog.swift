import Signals
import Synchronization

/// What became of blocks, in order. Tests read it, and whoever wonders what an edit cost.
package final class EventLog: Sendable {
  package enum Event: String, Hashable, Sendable { case rendered, reused, invalidated, evicted }

  package struct Entry: Hashable, Sendable {
    package let event: Event
    package let version: UInt64
    package let kind: String
    package var blocks: Int
  }

  private struct Key: Hashable {
    let event: Event
    let version: UInt64
  }
  private struct State {
    var entries: [Entry] = []
    var places: [Key: Int] = [:]
    var newest: [UInt64: Int] = [:]
  }
  private let state = Mutex(State())

  package init() {}
  /// Past this number the older half is forgotten, so that a log that nobody reads stays small.
  private static let longest = 16_384

  /// Adds to the entry of the same event and version, or makes one.
  func note(_ event: Event, _ version: UInt64, _ kind: String, blocks: Int) {
    guard blocks > 0 || event == .invalidated else { return }
    state.withLock { state in
      let key = Key(event: event, version: version)
      if let place = state.places[key] {
        state.entries[place].blocks += blocks
      } else {
        if state.entries.count >= Self.longest {
          state.entries.removeFirst(Self.longest / 2)
          state.places.removeAll()
          for (place, entry) in state.entries.enumerated() {
            state.places[Key(event: entry.event, version: entry.version)] = place
          }
        }
        state.places[key] = state.entries.count
        state.entries.append(Entry(event: event, version: version, kind: kind, blocks: blocks))
      }
    }
  }

  /// What was noted since it was last asked.
  package func drain() -> [Entry] {
    state.withLock { state in
      defer {
        state.entries = []
        state.places = [:]
      }
      return state.entries
    }
  }

  /// How many blocks of each version the newest pure answer rendered.
  package var newest: [UInt64: Int] { state.withLock { $0.newest } }

  func note(newest: [UInt64: Int]) { state.withLock { $0.newest = newest } }
}

extension RenderNode {
  /// Tells what it rendered and reused since the last time.
  func note(in log: EventLog) {
    log.note(.rendered, version.id, version.kind, blocks: renderedBlocks)
    log.note(.reused, version.id, version.kind, blocks: reusedBlocks)
    renderedBlocks = 0
    reusedBlocks = 0
  }
}
