import Signals
import Synchronization

/// What a score plays, prepared ahead of its rendering as data. An event once prepared does not change, but for where a
/// later one cuts it off, which is behind everything that may have been rendered.
///
/// Written on the thread that prepares, read by those that render; the lock is held to copy a few events, never to
/// render or to prepare.
package final class ScoreEvents: Sendable {
  package struct Event: Sendable {
    /// The frame at which it begins.
    package let onset: Int
    /// What sounds from then on, from its own frame 0; nil where a value is held.
    package let voice: SignalVersion?
    /// The factor of the voice, or the value that is held.
    package let value: Float
    /// Events of one group silence each other; 0 is no group.
    package let group: UInt64
    /// The frame behind its last, and where it begins to fall silent.
    package internal(set) var end: Int
    package internal(set) var cut: Int
    /// The same where nothing cuts it off.
    private let wholeEnd: Int
    private let wholeCut: Int

    /// What cut it off is no more.
    mutating func restore() { (end, cut) = (wholeEnd, wholeCut) }

    /// Falls silent from `frame` on.
    mutating func cutOff(at frame: Int) {
      guard cut > frame else { return }
      cut = frame
      end = min(end, frame + ScoreEvents.fade)
    }

    /// A note: at most `ScoreEvents.longest` frames of `voice` are heard.
    package init(onset: Int, voice: SignalVersion, gain: Float, group: UInt64 = 0) {
      self.onset = onset
      self.voice = voice
      value = gain
      self.group = group
      let length = voice.shape.range.upper ?? Int.max
      end = onset + max(0, min(length, ScoreEvents.longest))
      cut = length > ScoreEvents.longest ? end - ScoreEvents.fade : end
      (wholeEnd, wholeCut) = (end, cut)
    }

    /// A value that holds until the next.
    package init(onset: Int, value: Float) {
      self.onset = onset
      voice = nil
      self.value = value
      group = 0
      end = .max
      cut = end
      (wholeEnd, wholeCut) = (end, cut)
    }
  }

  private struct State {
    /// In the order of their onsets; equal ones in the order in which they were given.
    var events: [Event] = []
    /// Where all events are known, in order, apart from each other.
    var prepared: [Range<Int>] = []
    /// Of these what could not be told: silent where it plays, asked for again where it is not heard.
    var failed: [Range<Int>] = []
    /// The most frames that any event lasts.
    var lasting = 0
    /// Where events of each group begin, in order.
    var onsets: [UInt64: [Int]] = [:]
  }
  private let state = Mutex(State())

  /// The most frames that an event is heard: what is asked of a range depends on no event before that.
  package static let longest = 1 << 21
  /// Frames over which an event that is cut off falls silent: 5 ms at 48 kHz.
  package static let fade = 240

  package init() {}

  /// The frame behind the last for which all events are known that begin from `frame` on; `frame` where none are.
  package func preparedEnd(from frame: Int) -> Int {
    state.withLock {
      $0.prepared.first { $0.lowerBound <= frame && frame <= $0.upperBound }?.upperBound ?? frame
    }
  }

  /// What of `frames` is not prepared; the first stretch of it. What failed is missing but to those who take it for silence.
  package func missing(in frames: Range<Int>, takingFailed: Bool = false) -> Range<Int>? {
    state.withLock { state in
      let missing = Self.unprepared(state, frames)
      guard !takingFailed,
        let failed = state.failed.first(where: { $0.overlaps(frames) })?.clamped(to: frames)
      else { return missing }
      return missing.map { $0.lowerBound < failed.lowerBound ? $0 : failed } ?? failed
    }
  }

  private static func unprepared(_ state: State, _ frames: Range<Int>) -> Range<Int>? {
    var at = frames.lowerBound
    for range in state.prepared where range.upperBound > at {
      if range.lowerBound > at { return at..<min(range.lowerBound, frames.upperBound) }
      at = range.upperBound
      if at >= frames.upperBound { return nil }
    }
    return at < frames.upperBound ? at..<frames.upperBound : nil
  }

  /// Enters the events that begin within `frames`, all of them but for what failed, in the order of their onsets.
  package func insert(_ events: [Event], covering frames: Range<Int>, failed: [Range<Int>] = []) {
    state.withLock { state in
      let former = state.failed.flatMap { range -> [Range<Int>] in
        let end = max(range.lowerBound, min(range.upperBound, frames.lowerBound))
        let next = min(range.upperBound, max(range.lowerBound, frames.upperBound))
        return [range.lowerBound..<end, next..<range.upperBound].filter { !$0.isEmpty }
      }
      state.failed = (former + failed).sorted { $0.lowerBound < $1.lowerBound }
      let place = Self.place(of: frames.lowerBound, in: state.events)
      let isLast = place == state.events.count
      state.events.insert(contentsOf: events, at: place)
      for event in events where event.voice != nil {
        state.lasting = max(state.lasting, event.end - event.onset)
      }
      Self.cutOff(&state.events, from: isLast ? place : 0)
      for event in events where event.group != 0 {
        var onsets = state.onsets.removeValue(forKey: event.group) ?? []
        onsets.insert(event.onset, at: Self.place(of: event.onset, in: onsets))
        state.onsets[event.group] = onsets
      }
      Self.unite(frames, into: &state.prepared)
    }
  }

  /// Forgets what begins before `frame`.
  package func forget(before frame: Int) {
    state.withLock { state in
      var gone = Self.place(of: frame, in: state.events)
      // A value may still hold.
      if gone > 0, state.events[gone - 1].voice == nil { gone -= 1 }
      state.events.removeFirst(gone)
      for (group, onsets) in state.onsets {
        state.onsets[group] = Array(onsets[Self.place(of: frame, in: onsets)...])
      }
      state.failed.removeAll { $0.upperBound <= frame }
      state.prepared = state.prepared.compactMap {
        $0.upperBound <= frame ? nil : max($0.lowerBound, frame)..<$0.upperBound
      }
    }
  }

  /// The events that begin within `frames`.
  package func events(in frames: Range<Int>) -> [Event] {
    state.withLock { state in
      Array(
        state.events[
          Self.place(
            of: frames.lowerBound, in: state.events)..<Self.place(of: frames.upperBound, in: state.events)])
    }
  }

  /// Puts the events that are heard within `frames` into `found`, in order.
  func heard(in frames: Range<Int>, into found: inout [Event]) {
    state.withLock { state in
      let first = Self.place(of: frames.lowerBound - state.lasting, in: state.events)
      for event in state.events[first...] {
        if event.onset >= frames.upperBound { break }
        if event.end > frames.lowerBound { found.append(event) }
      }
    }
  }

  /// The last event that begins at or before `frame`, where it still holds.
  func last(at frame: Int) -> Event? {
    state.withLock { state in
      let place = Self.place(of: frame + 1, in: state.events)
      guard place > 0 else { return nil }
      let event = state.events[place - 1]
      return event.end > frame ? event : nil
    }
  }

  /// Where the first event of a group begins at or behind `frame`.
  func onset(of group: UInt64, from frame: Int) -> Int? {
    state.withLock { state in
      guard let onsets = state.onsets[group] else { return nil }
      let place = Self.place(of: frame, in: onsets)
      return place < onsets.count ? onsets[place] : nil
    }
  }

  private static func place(of frame: Int, in onsets: [Int]) -> Int {
    var low = 0
    var high = onsets.count
    while low < high {
      let middle = (low + high) / 2
      if onsets[middle] < frame { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The place of the first event that begins at or behind `frame`.
  private static func place(of frame: Int, in events: [Event]) -> Int {
    var low = 0
    var high = events.count
    while low < high {
      let middle = (low + high) / 2
      if events[middle].onset < frame { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Lets each event from `place` on cut off those of its group that began before it.
  private static func cutOff(_ events: inout [Event], from place: Int) {
    for number in place..<events.count where events[number].group != 0 {
      let onset = events[number].onset
      var earlier = number - 1
      while earlier >= 0, events[earlier].onset > onset - longest {
        if events[earlier].group == events[number].group, events[earlier].onset < onset {
          events[earlier].cutOff(at: onset)
          // Whatever began before that was cut off by it.
          break
        }
        earlier -= 1
      }
      // Those that began together are cut off together.
      guard earlier >= 0, events[earlier].group == events[number].group else { continue }
      let together = events[earlier].onset
      while earlier >= 0, events[earlier].onset == together {
        if events[earlier].group == events[number].group { events[earlier].cutOff(at: onset) }
        earlier -= 1
      }
    }
  }

  private static func unite(_ frames: Range<Int>, into prepared: inout [Range<Int>]) {
    var united = frames
    var rest: [Range<Int>] = []
    for range in prepared {
      if range.upperBound < united.lowerBound || range.lowerBound > united.upperBound {
        rest.append(range)
      } else {
        united = min(range.lowerBound, united.lowerBound)..<max(range.upperBound, united.upperBound)
      }
    }
    prepared = (rest + [united]).sorted { $0.lowerBound < $1.lowerBound }
  }
}

/// Events that must be prepared before an answer can go on.
package struct ScoreNeed: Sendable {
  package let events: ScoreEvents
  package let frames: Range<Int>
}
