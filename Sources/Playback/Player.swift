import Glibc
import Synchronization
import Threads

/// Plays a source on a thread of its own: two seconds ahead of the ear, and yet an edit is heard within milliseconds.
///
/// Its timeline is one: frames from 0 at the start. A sound server that goes takes nothing with it; time goes on, and
/// so does the sound as soon as there is a server again.
package final class Player<Source: PlaySource>: Sendable {
  private let mailbox: Mailbox<Source.Edit>
  private let thread: Mutex<pthread_t?>
  /// Frames per second.
  package let rate: Int
  package let channels: Int

  /// Begins to play at once.
  ///
  /// - Parameters:
  ///   - listener: see `listen`.
  ///   - makeSource: makes the source on the player's thread, where it lives and ends; it must have `channels` channels.
  ///   - report: is called on the player's thread: it must be quick, and must not stop the player.
  package init(
    sink choice: SinkChoice, rate: Int, channels: Int,
    listener: PlayListener? = nil, makeSource: @escaping @Sendable () -> Source,
    report: @escaping @Sendable (PlayerReport) -> Void
  ) throws(PlaybackError) {
    try Self.check(choice, rate: rate, channels: channels)
    let mailbox = try Mailbox<Source.Edit>(rate: rate)
    mailbox.listen(listener)
    self.mailbox = mailbox
    self.rate = rate
    self.channels = channels
    do throws(OwnThread.Failure) {
      let started = try OwnThread.start("player", stack: 4 << 20) {
        let sink = Self.makeSink(choice, channels: channels, mailbox: mailbox)
        let source = makeSource()
        PlayerLoop(source: source, sink: sink, mailbox: mailbox, channels: channels, report: report).run()
      }
      thread = Mutex(started)
    } catch { throw .system(error.description) }
  }

  deinit { stop() }

  /// Sends an edit, to be heard as soon as can be, but not before the frame `notBefore`. Never blocks. Edits that come
  /// together are put in together, in order; an edit that waits for its frame does not hold up those after it.
  ///
  /// - Parameter fade: seconds from the old sound to the new, 0…1; where an edit follows another too
  ///   closely for its fade, the fade is shorter.
  package func edit(_ edit: Source.Edit, fade: Double = 0.020, notBefore: Int? = nil) {
    let seconds = fade.isFinite ? min(max(fade, 0), 1) : 0.020
    mailbox.post(Letter(edit: edit, fade: seconds, notBefore: notBefore))
  }

  /// From now on `listener` is shown what was heard, each frame once and in order, on the player's thread, a moment
  /// after it was: it must be quick. nil ends that.
  package func listen(_ listener: PlayListener?) { mailbox.listen(listener) }

  /// The frame that is heard now. Never goes back.
  package var position: Int { mailbox.position }

  /// The frame at which an edit that is sent now will be heard, on the grid: an estimate.
  package func editFrame() -> Int { PlayGrid.up(mailbox.position + mailbox.editLead) }

  /// Whether all that was sent is in the queue, and the queue is full.
  package var isSettled: Bool { mailbox.isSettled }

  /// Waits until all frames before `frame` were heard. Answers false where the player was stopped before, or
  /// `cancelled`, asked every 20 ms, said so.
  @discardableResult
  package func waitUntilHeard(_ frame: Int, cancelled: () -> Bool = { false }) -> Bool {
    mailbox.await(frame)
    while true {
      let missing = frame - mailbox.position
      if missing <= 0 { return true }
      if mailbox.isStopping || cancelled() { return false }
      usleep(UInt32(min(0.02, Double(missing) / Double(rate) + 0.0005) * 1e6))
    }
  }

  /// Waits until all before `frame` was heard, then stops.
  package func finish(at frame: Int, cancelled: () -> Bool = { false }) {
    waitUntilHeard(frame, cancelled: cancelled)
    stop()
  }

  /// Stops at once: what lies in the queue is not heard. Returns when the thread has ended.
  package func stop() {
    mailbox.stop()
    thread.withLock { thread in
      if let running = thread { pthread_join(running, nil) }
      thread = nil
    }
  }

  private static func check(_ choice: SinkChoice, rate: Int, channels: Int) throws(PlaybackError) {
    guard 8_000...384_000 ~= rate else {
      throw .badFormat("The rate \(rate) was given; 8000 to 384000 Hz can be played.")
    }
    guard 1...32 ~= channels else {
      throw .badFormat("\(channels) channels were given; 1 to 32 can be played.")
    }
    guard case .pulse(let server, let device?) = choice else { return }
    // Without a server nothing is known of its devices: the name is tried when one is there.
    guard let known = try? listDevices(server: server) else { return }
    if !known.contains(where: { $0.name == device }) {
      throw .unknownDevice(device, known: known.map(\.name))
    }
  }

  private static func makeSink(_ choice: SinkChoice, channels: Int, mailbox: Mailbox<Source.Edit>) -> any Sink
  {
    switch choice {
    case .pulse(let server, let device):
      PulseSink(server: server, device: device, rate: mailbox.rate, channels: channels, changes: mailbox.bell)
    case .file(let pace, let writer): FileSink(pace: pace, rate: mailbox.rate, writer: writer)
    case .silent: SilentSink(rate: mailbox.rate)
    case .stepped(let device): SteppedSink(device: device) { mailbox.poke() }
    }
  }
}
