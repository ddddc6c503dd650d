import Synchronization

/// One edit on its way to the player's thread.
struct Letter<Edit: Sendable>: Sendable {
  let edit: Edit
  /// Seconds.
  let fade: Double
  /// Not to be heard before this frame.
  let notBefore: Int?
}

/// All that the player's thread shares with others. Its lock is held for moments only, never while
/// anything is rendered, read or written.
final class Mailbox<Edit: Sendable>: Sendable {
  private struct State {
    var letters: [Letter<Edit>] = []
    var stopping = false
    var awaited = 0
    var mark = ClockMark()
    var position = 0
    var editLead = 0
    // The first filling has been asked for from the beginning.
    var asked: UInt64 = 1
    var settled: UInt64 = 0
    var listener: PlayListener?
  }

  let rate: Int
  let bell: Bell
  private let state = Mutex(State())

  init(rate: Int) throws(PlaybackError) {
    self.rate = rate
    bell = try Bell()
  }

  // MARK: From other threads

  func post(_ letter: Letter<Edit>) {
    change { $0.letters.append(letter) }
  }

  /// Makes the player's thread look again.
  func poke() { change { _ in } }

  func stop() { change { $0.stopping = true } }

  func await(_ frame: Int) { change { $0.awaited = max($0.awaited, frame) } }

  func listen(_ listener: PlayListener?) { change { $0.listener = listener } }

  /// The frame that is heard now; never goes back.
  var position: Int {
    let now = Monotonic.now()
    return state.withLock { state in
      state.position = max(state.position, state.mark.position(at: now, rate: rate))
      return state.position
    }
  }

  /// How far after the position an edit is heard, in frames.
  var editLead: Int { state.withLock(\.editLead) }

  /// Whether all that was asked so far is done: edits are heard or will be, and the queue is full.
  var isSettled: Bool { state.withLock { $0.settled == $0.asked } }

  private func change(_ body: (inout sending State) -> Void) {
    state.withLock { state in
      body(&state)
      state.asked &+= 1
    }
    bell.ring()
  }

  // MARK: From the player's thread

  var isStopping: Bool { state.withLock(\.stopping) }
  var awaited: Int { state.withLock(\.awaited) }
  var asked: UInt64 { state.withLock(\.asked) }
  var listener: PlayListener? { state.withLock { $0.listener } }

  /// Takes the letters that are to be heard before `limit`, in the order of posting.
  func take(before limit: Int) -> [Letter<Edit>] {
    state.withLock { state in
      if state.letters.isEmpty { return [] }
      let due = state.letters.filter { ($0.notBefore ?? limit) <= limit }
      state.letters.removeAll { ($0.notBefore ?? limit) <= limit }
      return due
    }
  }

  /// The frame of the earliest letter that is kept for later.
  var nextKept: Int? { state.withLock { $0.letters.lazy.compactMap(\.notBefore).min() } }

  func publish(_ mark: ClockMark, editLead: Int) {
    state.withLock {
      $0.mark = mark
      $0.editLead = editLead
    }
  }

  func settle(_ asked: UInt64) { state.withLock { $0.settled = asked } }
}
