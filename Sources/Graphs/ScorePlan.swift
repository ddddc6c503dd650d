import Signals

/// A score as it renders: which of its events are heard in a run, and how much of each voice that takes.
final class ScorePlan {
  let kernel: ScoreKernel
  /// Where it began after an edit: what its own pattern had before that is not heard.
  private var since = Int.min
  /// What the score in its place had begun before the edit, and still rings.
  private var ringing: [ScoreEvents.Event] = []
  private var heard: [ScoreEvents.Event] = []
  /// The voices of the run in work, each with the frame up to which it is needed.
  private(set) var wanted: [(voice: Voice, end: Int)] = []
  private var run = 0..<0
  private var voices: [Voice?] = []

  init(_ kernel: ScoreKernel) { self.kernel = kernel }

  /// Goes on after an edit from what `former` had begun.
  func begin(at frame: Int, from former: ScorePlan?) {
    since = frame
    guard let former else { return }
    var events: [ScoreEvents.Event] = []
    former.collect(frame..<frame + 1, into: &events)
    ringing = events.filter { $0.onset < frame }
    for place in ringing.indices where ringing[place].cut >= frame { ringing[place].restore() }
  }

  private func collect(_ run: Range<Int>, into events: inout [ScoreEvents.Event]) {
    events.removeAll(keepingCapacity: true)
    for var event in ringing where event.end > run.lowerBound {
      // What came after the edit did not come when it began.
      cut(&event, kernel.events, run)
      events.append(event)
    }
    let own = events.count
    kernel.events.heard(in: run, into: &events)
    if !kernel.cutters.isEmpty {
      for place in events.indices where events[place].group != 0 {
        for cutter in kernel.cutters { cut(&events[place], cutter, run) }
      }
    }
    // Of its own, what was in the world before the edit was never heard.
    var kept = 0
    for place in events.indices
    where events[place].end > run.lowerBound && (place < own || events[place].onset >= since) {
      events[kept] = events[place]
      kept += 1
    }
    events.removeLast(events.count - kept)
  }

  /// Cuts an event off where one of its group begins, as far as that concerns `run`.
  private func cut(_ event: inout ScoreEvents.Event, _ cutter: ScoreEvents, _ run: Range<Int>) {
    guard event.group != 0, let onset = cutter.onset(of: event.group, from: max(event.onset + 1, since)),
      onset < run.upperBound
    else { return }
    event.cutOff(at: onset)
  }

  /// Events that must be known before `run` is rendered, and are not.
  func missing(_ run: Range<Int>, takingFailed: Bool) -> ScoreNeed? {
    // Patterns begin with the clock: nothing is heard of what would have been before. A value that is held is entered
    // again where a stretch that is prepared begins.
    let first = kernel.isHeld ? max(0, run.lowerBound) : max(0, since, run.lowerBound - ScoreEvents.longest)
    guard first < run.upperBound else { return nil }
    if let frames = kernel.events.missing(in: first..<run.upperBound, takingFailed: takingFailed) {
      return ScoreNeed(events: kernel.events, frames: frames)
    }
    for cutter in kernel.cutters {
      if let frames = cutter.missing(in: first..<run.upperBound, takingFailed: takingFailed) {
        return ScoreNeed(events: cutter, frames: frames)
      }
    }
    return nil
  }

  /// Finds out what a run needs of which voice.
  func choose(_ run: Range<Int>, _ bank: VoiceBank) {
    self.run = run
    wanted.removeAll(keepingCapacity: true)
    voices.removeAll(keepingCapacity: true)
    if !ringing.isEmpty { ringing.removeAll { $0.end <= run.lowerBound } }
    if kernel.isHeld { return }
    collect(run, into: &heard)
    for event in heard {
      guard let version = event.voice, let voice = bank.voice(version, begins: run.contains(event.onset))
      else {
        voices.append(nil)
        continue
      }
      voices.append(voice)
      let end = Grid.ceil(min(run.upperBound, event.end) - event.onset)
      if voice.tape.end >= end { continue }
      if let place = wanted.firstIndex(where: { $0.voice === voice }) {
        wanted[place].end = max(wanted[place].end, end)
      } else {
        wanted.append((voice, end))
      }
    }
  }

  /// Takes what the voices' nodes have rendered.
  func take(_ bank: VoiceBank) {
    for (voice, end) in wanted { bank.take(voice, upTo: end) }
  }

  /// Writes a run behind the track's end, where there is room for it already.
  func render(_ run: Range<Int>, into track: Track) {
    if kernel.isHeld { return hold(run, track) }
    var block = Grid.floor(run.lowerBound)
    for channel in 0..<track.channels {
      unsafe (track.pointer(run.lowerBound) + channel * track.stride).update(repeating: 0, count: run.count)
    }
    for (event, voice) in zip(heard, voices) {
      guard let voice else { continue }
      add(event, voice.tape, run, track)
    }
    while block < run.upperBound {
      let whole = block..<block + Grid.block
      let isSilent = !heard.contains { $0.onset < whole.upperBound && $0.end > whole.lowerBound }
      unsafe track.flag(block).pointee =
        isSilent && run.lowerBound <= block && run.upperBound >= whole.upperBound
      block += Grid.block
    }
  }

  private func add(_ event: ScoreEvents.Event, _ tape: Track, _ run: Range<Int>, _ track: Track) {
    let first = max(run.lowerBound, event.onset)
    let last = min(run.upperBound, event.end)
    guard first < last else { return }
    let plain = max(first, min(last, event.cut))
    for channel in 0..<track.channels {
      let out = track.pointer(first) + channel * track.stride
      let from = tape.pointer(first - event.onset) + (tape.channels > 1 ? channel * tape.stride : 0)
      let gain = event.value
      if track.channels == 1, tape.channels > 1 {
        let other = from + tape.stride
        for i in 0..<(plain - first) { unsafe out[i] += (from[i] + other[i]) * 0.5 * gain }
        for i in (plain - first)..<(last - first) {
          unsafe out[i] += (from[i] + other[i]) * 0.5 * gain * left(first + i, event)
        }
      } else {
        for i in 0..<(plain - first) { unsafe out[i] += from[i] * gain }
        for i in (plain - first)..<(last - first) { unsafe out[i] += from[i] * gain * left(first + i, event) }
      }
    }
  }

  /// What is left of an event that was cut off.
  private func left(_ frame: Int, _ event: ScoreEvents.Event) -> Float {
    max(0, 1 - Float(frame - event.cut) / Float(ScoreEvents.fade))
  }

  private func hold(_ run: Range<Int>, _ track: Track) {
    var at = run.lowerBound
    var value = kernel.events.last(at: at)?.value ?? 0
    var changes: [ScoreEvents.Event] = []
    kernel.events.heard(in: run, into: &changes)
    let out = track.pointer(run.lowerBound)
    for change in changes where change.onset > run.lowerBound {
      unsafe (out + (at - run.lowerBound)).update(repeating: value, count: change.onset - at)
      (at, value) = (change.onset, change.value)
    }
    unsafe (out + (at - run.lowerBound)).update(repeating: value, count: run.upperBound - at)
    var block = Grid.floor(run.lowerBound)
    while block < run.upperBound {
      let inside = block + 1..<block + Grid.block
      let isWhole = run.lowerBound <= block && run.upperBound >= inside.upperBound
      unsafe track.flag(block).pointee = isWhole && !changes.contains { inside.contains($0.onset) }
      block += Grid.block
    }
  }
}
