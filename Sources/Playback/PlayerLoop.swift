/// All that happens on the player's thread: keeps the queue full, and puts edits into it.
///
/// The queue holds what was rendered from the ear on; `cursor` is the next frame to render. It stands at the
/// queue's end, but after an edit it goes back to the edit's frame and renders over what lies there. So an
/// edit, its rest and the ordinary filling are one motion, and a newer edit gives the older one's rest up
/// by moving the cursor again.
final class PlayerLoop<Source: PlaySource> {
  let source: Source
  private let sink: any Sink
  let mailbox: Mailbox<Source.Edit>
  let report: @Sendable (PlayerReport) -> Void
  let rate: Int
  private let channels: Int
  private let queue: PlayQueue
  private let scratch: UnsafeMutableBufferPointer<Float>
  private let continuing: UnsafeMutableBufferPointer<Float>

  private var cursor = 0
  /// All before it was heard.
  private var heard = 0
  private var heads = Heads(play: 0, read: 0, running: false)
  /// How far anyone waits, and no edit that is kept for its frame stands in between.
  private var awaited = 0
  private var lookedAt: UInt64 = 0
  private var filling = true
  private var fade: Fade?
  /// Later edits have later frames, so that what is taken back is the last alone.
  private var lastEdit = -PlayGrid.block
  private var timing: EditTiming
  private var piece = PieceSize()
  private var shedding: Shedding
  /// Since when the cursor has had time to get ahead, and when it was last told that it did not.
  private var busySince: UInt64 = 0
  private var complained: UInt64 = 0
  private var wasSilent = false
  var preparing = PreparingReport()

  init(
    source: Source, sink: any Sink, mailbox: Mailbox<Source.Edit>, channels: Int,
    report: @escaping @Sendable (PlayerReport) -> Void
  ) {
    precondition(
      source.channels == channels, "a player of \(channels) channels got a source of \(source.channels)")
    self.source = source
    self.sink = sink
    self.mailbox = mailbox
    self.report = report
    self.channels = channels
    rate = mailbox.rate
    queue = PlayQueue(channels: channels, capacity: Int(QueueLength.high * Double(rate)) + 2 * PieceSize.most)
    scratch = .allocate(capacity: PieceSize.most * channels)
    scratch.initialize(repeating: 0)
    continuing = .allocate(capacity: PieceSize.most * channels)
    continuing.initialize(repeating: 0)
    timing = EditTiming(rate: rate)
    shedding = Shedding(rate: rate)
  }

  deinit {
    scratch.deallocate()
    continuing.deallocate()
  }

  /// Runs until the mailbox says stop.
  func run() {
    busySince = Monotonic.now()
    while !mailbox.isStopping { turn() }
    sink.close()
  }

  private func turn() {
    let asked = mailbox.asked
    if let event = sink.tend() { meet(event) }
    let ahead = timing.margin + frames(QueueLength.editAhead)
    let letters = mailbox.take(before: mailbox.position + ahead).filter { !prepares($0) }
    if !letters.isEmpty {
      edit(letters)
      return
    }
    // Read after the letters: who edits and then waits finds the edit before what is waited for.
    let kept = mailbox.nextKept ?? .max
    awaited = min(mailbox.awaited, kept - ahead)
    if !heads.running || Monotonic.now() > lookedAt + Monotonic.nanoseconds(QueueLength.lookEvery) { look() }
    if kept <= mailbox.position + ahead { return }
    let lead = cursor - (heads.running ? mailbox.position : heads.play)
    if lead < frames(QueueLength.low) { filling = true }
    var end = PlayGrid.down(heard + frames(QueueLength.high))
    // What is late by then is taken to be silent: the rest goes on.
    if lead > frames(QueueLength.alarm) { end = min(end, max(cursor, PlayGrid.down(source.ready))) }
    if lead > frames(QueueLength.least) { end = min(end, max(cursor, PlayGrid.down(source.unprepared))) }
    let isFilling = filling && cursor < end
    let hasTime = !isFilling || lead > frames(QueueLength.spare) && !shedding.isResting
    if source.isPreparing, hasTime, prepare(isFilling) { return }
    if isFilling {
      complainIfLate()
      if heads.running, sink.keepsTime, let relief = shedding.next(lead: Double(lead) / Double(rate)) {
        source.relieve(relief)
      }
      advance(to: min(end, cursor + piece.next()))
      if let news = source.takeNews() { report(news) }
    } else {
      filling = false
      rest(asked: asked, untilFrame: kept - ahead)
    }
  }

  // MARK: The ear

  /// Finds out where the ear is and lets go of what was heard.
  private func look(fresh: Bool = true) {
    find(fresh: fresh)
    let play = min(heads.play, cursor)
    guard play > heard else { return }
    let listener = mailbox.listener
    queue.read(heard..<play) { samples, frame in
      sink.passed(samples)
      listener?(samples, frame)
    }
    heard = play
    source.heard(upTo: heard)
    queue.drop(before: heard)
  }

  /// Finds out where the ear is, and tells the other threads.
  private func find(fresh: Bool) {
    heads = sink.heads(Horizon(rendered: cursor, awaited: awaited), fresh: fresh)
    lookedAt = Monotonic.now()
    let mark = ClockMark(
      frame: heads.play, time: lookedAt, running: heads.running, ceiling: queue.frames.upperBound)
    mailbox.publish(mark, editLead: timing.margin + heads.block)
    // A report that was long on its way may tell of a time ago; the ear does not go back.
    heads.play = max(heads.play, heard)
  }

  private func meet(_ event: SinkEvent) {
    switch event {
    case .report(let news):
      wasSilent = true
      report(news)
    case .ready:
      look(fresh: false)
      sink.begin(at: heard)
      queue.read(heard..<cursor) { samples, frame in sink.write(samples, at: frame) }
      if wasSilent { report(.back) }
      wasSilent = false
    }
    busySince = Monotonic.now()
    filling = true
  }

  // MARK: Rendering

  /// Renders from the cursor to `end`, over what the queue holds there.
  private func advance(to end: Int) {
    while cursor < end {
      let range = cursor..<min(end, cursor + PieceSize.most)
      let (began, worked) = (Monotonic.now(), Monotonic.threadTime())
      let samples = render(range)
      let work = Monotonic.threadTime() - worked
      piece.took(work, frames: range.count)
      put(samples, at: range)
      shedding.took(Monotonic.now() - began, working: work, frames: range.count)
    }
  }

  private func render(_ range: Range<Int>) -> UnsafeMutableBufferPointer<Float> {
    let samples = UnsafeMutableBufferPointer(rebasing: scratch[..<(range.count * channels)])
    source.render(range, into: samples)
    if let fade {
      let faded = range.clamped(to: fade.start..<fade.end)
      let begins =
        !faded.isEmpty
        && source.renderContinuing(
          range, into: UnsafeMutableBufferPointer(rebasing: continuing[..<(range.count * channels)]))
      queue.read(faded) { old, frame in
        let at = (frame - range.lowerBound) * channels
        fade.mix(
          old: old, into: UnsafeMutableBufferPointer(rebasing: samples[at...]),
          continuing: begins ? UnsafeBufferPointer(rebasing: continuing[at...]) : nil, from: frame,
          channels: channels)
      }
      if range.lowerBound >= fade.end { self.fade = nil }
    }
    return samples
  }

  private func put(_ samples: UnsafeMutableBufferPointer<Float>, at range: Range<Int>) {
    queue.store(UnsafeBufferPointer(samples), at: range.lowerBound)
    sink.write(UnsafeBufferPointer(samples), at: range.lowerBound)
    cursor = range.upperBound
  }

  // MARK: Edits

  /// Chooses the frame of these edits, and renders and writes their first piece there. Where that comes too late,
  /// chooses again.
  func edit(_ letters: [Letter<Source.Edit>]) {
    let wanted = letters.map { Int($0.fade * Double(rate)) }.max() ?? 0
    let notBefore = letters.compactMap(\.notBefore).max() ?? 0
    let former = fade
    var first: Int?
    var delay = 0.0
    var heavy = 0
    for attempt in 0... {
      let began = Monotonic.now()
      let worked = Monotonic.threadTime()
      // In the end, where nothing is in time: after all that lies in the queue.
      let frame =
        attempt < QueueLength.attempts
        ? editFrame(notBefore: notBefore, fade: wanted, delay: delay, isLate: heavy > 1)
        : queueEnd(fade: wanted)
      // Beyond the cursor the queue's copy is not what would have been heard, so no fade reaches there.
      fade = Fade(start: frame, length: min(wanted, cursor - frame))
      for letter in letters { source.apply(letter.edit, at: frame, fade: wanted) }
      if source.onlyBegins, former.map({ $0.end <= frame }) ?? true { fade = nil }
      let length = PlayGrid.up(frames(QueueLength.first) + min(wanted, frames(QueueLength.first)))
      let range = frame..<frame + min(length, PieceSize.most)
      let rendered = Monotonic.threadTime()
      let samples = render(range)
      if sink.keepsTime { timing.took(Double(Monotonic.threadTime() - worked) / 1e9) }
      // The first time tables may have been made; the second time it will not keep up. Then it is heard behind what lies in the
      // queue, which lasts until it is known what is at fault.
      let load = Double(Monotonic.threadTime() - rendered) * Double(rate) / (1e9 * Double(range.count))
      let isTooMuch =
        sink.keepsTime && heads.running && load > QueueLength.bearable && heavy < 2
        && frame + wanted + 2 * range.count < cursor
      if isTooMuch { heavy += 1 }
      find(fresh: true)
      if frame < heads.free || isTooMuch, frame < cursor {
        first = first ?? frame
        source.retract(from: frame)
        fade = former
        delay = Double(Monotonic.now() - began) / 1e9
        continue
      }
      put(samples, at: range)
      let late = Double(frame - (first ?? frame)) / Double(rate)
      if late >= QueueLength.first { report(.editLate(seconds: late)) }
      lastEdit = frame
      break
    }
    piece.begin()
    filling = true
    busySince = Monotonic.now()
  }

  private func editFrame(notBefore: Int, fade: Int, delay: Double, isLate: Bool) -> Int {
    look()
    func choose() -> Int {
      max(timing.frame(for: heads, delay: delay), PlayGrid.up(notBefore), lastEdit + PlayGrid.block)
    }
    // A fade needs an old side: where the rest of a former edit was given up too near, that is rendered first.
    let old = min(fade, frames(QueueLength.first))
    if heard > 0, cursor < choose() + old {
      advance(to: PlayGrid.up(choose() + old))
      look()
    }
    return min(max(choose(), isLate ? PlayGrid.down(cursor - fade) : 0), cursor)
  }

  /// The end of the queue, made longer by what fades there.
  private func queueEnd(fade: Int) -> Int {
    defer { advance(to: PlayGrid.up(cursor + min(fade, frames(QueueLength.first)))) }
    return cursor
  }

  // MARK: Waiting

  /// Waits until the queue wants more, or something happens.
  private func rest(asked: UInt64, untilFrame frame: Int) {
    mailbox.settle(asked)
    let now = Monotonic.now()
    var deadline = now + Monotonic.nanoseconds(0.2)
    if heads.running {
      let spare = cursor - mailbox.position - frames(QueueLength.low)
      deadline = now + Monotonic.nanoseconds(max(0.005, Double(spare) / Double(rate)))
    }
    let wait = Double(frame - mailbox.position) / Double(rate)
    if wait < 1 { deadline = min(deadline, now + Monotonic.nanoseconds(max(0.001, wait))) }
    if let again = sink.tendAgain { deadline = min(deadline, again) }
    mailbox.bell.wait(until: deadline)
  }

  private func complainIfLate() {
    let lead = Double(cursor - heads.play) / Double(rate)
    let now = Monotonic.now()
    let isDue = now > busySince + 1_000_000_000 && now > complained + 5_000_000_000
    guard heads.running, lead < QueueLength.alarm, isDue else { return }
    complained = now
    report(.late(seconds: max(0, lead)))
  }

  private func frames(_ seconds: Double) -> Int { Int(seconds * Double(rate)) }
}
