import CPulse

/// A stream on a PulseAudio server. While there is none, it keeps time silently and goes on trying.
final class PulseSink: Sink {
  private enum Phase {
    case resting(until: UInt64)
    case connecting(PulseLink, since: UInt64)
    /// A stream that takes silence until it is known when the ear hears it: the clock has gone on without it.
    case joining(PulseLink, since: UInt64)
    case playing(PulseLink)
  }

  private let server: String?
  private let device: String?
  private let rate: Int
  private let channels: Int
  private let changes: Bell
  private let silence: SilentSink
  private var phase: Phase
  private var pause = leastPause
  /// Whether it was told that there is no server.
  private var told = false

  /// Whether samples have been given to the present stream.
  private var begun = false
  /// The transport's frame that the stream's beginning stands for, and where the last write ended.
  private var origin = 0
  private var written = 0
  private var block = 0
  /// Since when the server has left questions unanswered.
  private var silentSince: UInt64?

  private static let leastPause = 0.2
  private static let mostPause = 0.5
  /// A server that is silent for so long is taken for lost, in seconds.
  private static let patience = 3.0
  /// How long one report is waited for, in seconds.
  private static let replyLimit = 0.02
  /// How often a stream that joins is asked whether it plays, in seconds.
  private static let joinEvery = 0.01
  /// A stream is let play when so much lies in it, in seconds.
  private static let primed = 0.1

  init(server: String?, device: String?, rate: Int, channels: Int, changes: Bell) {
    self.server = server
    self.device = device
    self.rate = rate
    self.channels = channels
    self.changes = changes
    silence = SilentSink(rate: rate)
    phase = .resting(until: 0)
  }

  func tend() -> SinkEvent? {
    let now = Monotonic.now()
    switch phase {
    case .resting(let until):
      if now >= until { connect(now) }
      return nil
    case .connecting(let link, let since):
      switch link.progress() {
      case .ready:
        pause = Self.leastPause
        block = link.block
        silentSince = nil
        // Where the clock has run without a stream it does not wait for this one.
        guard told else {
          phase = .playing(link)
          return .ready
        }
        phase = .joining(link, since: now)
        link.feedSilence()
        return nil
      case .failed(let reason): return retreat(reason)
      case .underway:
        return now - since > Monotonic.nanoseconds(Self.patience) ? retreat("it does not answer") : nil
      }
    case .joining(let link, let since):
      if case .failed(let reason) = link.progress() { return retreat(reason) }
      _ = link.askTiming(until: now + Monotonic.nanoseconds(Self.replyLimit))
      if let timing = link.events.timing, timing.playing, timing.readIndex > 0 {
        phase = .playing(link)
        return .ready
      }
      return now - since > Monotonic.nanoseconds(Self.patience) ? retreat("it does not play") : nil
    case .playing(let link):
      if case .failed(let reason) = link.progress() { return retreat(reason) }
      if let silentSince, now > silentSince + Monotonic.nanoseconds(Self.patience) {
        return retreat("it does not answer any more")
      }
      return nil
    }
  }

  var tendAgain: UInt64? {
    switch phase {
    case .resting(let until): until
    case .connecting(_, let since): since + Monotonic.nanoseconds(Self.patience)
    case .joining: Monotonic.now() + Monotonic.nanoseconds(Self.joinEvery)
    case .playing: nil
    }
  }

  func heads(_ horizon: Horizon, fresh: Bool) -> Heads {
    guard case .playing(let link) = phase, begun else {
      // Before the first answer or refusal of a server, time stands at the start.
      return told ? silence.heads(horizon, fresh: fresh) : Heads(play: 0, read: 0, running: false)
    }
    if fresh {
      let asked = Monotonic.now()
      let answered = link.askTiming(until: asked + Monotonic.nanoseconds(Self.replyLimit))
      silentSince = answered ? nil : silentSince ?? asked
    }
    return streamHeads(link)
  }

  func begin(at frame: Int) {
    (origin, written) = (frame, frame)
    if told, case .playing(let link) = phase {
      // What the ear hears now stands for this frame: what is written before what the device has taken is dropped.
      origin = 0
      origin = frame - streamHeads(link).play
      written = origin + link.fed
    }
    begun = true
    told = false
  }

  func write(_ samples: UnsafeBufferPointer<Float>, at frame: Int) {
    guard case .playing(let link) = phase else { return }
    link.write(samples, offset: frame - written)
    written = frame + samples.count / channels
    if written - origin >= Int(Self.primed * Double(rate)) { link.start() }
  }

  func close() { phase = .resting(until: .max) }

  private func streamHeads(_ link: PulseLink) -> Heads {
    guard let timing = link.events.timing else {
      return Heads(play: origin, read: origin, block: block, running: false)
    }
    var read = origin + Int(timing.readIndex) / link.frameBytes
    let ahead = Double(timing.deviceDelay) - (timing.playing ? Double(timing.transport) : 0)
    let reported = read - Int(ahead * Double(rate) / 1e6)
    let since = timing.playing ? Monotonic.frames(from: timing.time, to: Monotonic.now(), rate: rate) : 0
    // What the device still holds from before this stream is played first: the ear is then before the origin.
    let play = reported + since
    // Since the report, the device has taken a block each time that the ear came to the end of the last one.
    if since > 0, block > 0, play >= read { read += ((play - read) / block + 1) * block }
    return Heads(play: play, read: read, block: block, running: timing.playing)
  }

  private func connect(_ now: UInt64) {
    do throws(PlaybackError) {
      let link = try PulseLink(
        server: server, device: device, rate: rate, channels: channels, changes: changes)
      phase = .connecting(link, since: now)
    } catch {
      phase = .resting(until: now + Monotonic.nanoseconds(Self.mostPause))
    }
  }

  /// Leaves a stream that failed. The clock takes over where the ear was.
  private func retreat(_ reason: String) -> SinkEvent? {
    var played = false
    if case .playing(let link) = phase, begun {
      played = true
      begun = false
      silence.start(at: max(origin, streamHeads(link).play))
    }
    phase = .resting(until: Monotonic.now() + Monotonic.nanoseconds(pause))
    pause = min(pause * 2, Self.mostPause)
    defer { told = true }
    if played { return .report(.lost(reason)) }
    return told ? nil : .report(.absent(reason))
  }
}
