import Glibc
import Signals
import Synchronization

/// The played world: continues what was heard. Confined to the thread that renders it.
///
/// A signal with memory that an edit replaces hands its state, and what it read, to the signal that stands in its place.
package final class PlayedGraph {
  private struct Playing {
    let sound: PlaySnapshot.Sound
    let root: RenderNode
    /// Whether it begins with the latest edit.
    let isNew: Bool
  }

  private let builder = PlanBuilder()
  private let renderer: Renderer
  private let log: EventLog
  private let report: PlayedReport
  private var timelines: [Int: Timeline] = [:]
  private var playing: [Playing] = []
  /// What plays, inputs before readers.
  private var nodes: [RenderNode] = []
  /// What plays and what an undo could still go back to.
  private var held: [RenderNode] = []
  private var standing: [Int: UInt64] = [:]
  /// How long each ringing sound has been quiet, and where those that rang out did.
  private var quiet: [EndedSound.Key: Int] = [:]
  private var ended: [EndedSound.Key: Int] = [:]
  /// Sounds that took too long, until the next edit.
  private var givenUp: Set<EndedSound.Key> = []
  private var deadline = 0.0
  private var gain: Float = 1
  private var mixed: [Float] = []
  package let channels: Int
  private let rate: Double

  package init(
    channels: Int, rate: Int = 48_000, cache: SignalCache, log: EventLog, report: PlayedReport
  ) {
    self.channels = channels
    self.rate = Double(rate)
    self.log = log
    self.report = report
    renderer = Renderer(cache: cache)
    renderer.isInterrupted = { [unowned self] in Self.processorTime() > deadline }
    renderer.awaitsScores = false
    builder.awaitsScores = false
  }

  /// From `frame`, a multiple of the block, on, `snapshot` is what plays; the old goes over to it within `fade` frames.
  package func apply(_ snapshot: PlaySnapshot, at frame: Int, fade: Int = 960) {
    let wanted = Set(snapshot.standings.map(\.version))
    var places: [UInt64: [Int]] = [:]
    for standing in snapshot.standings { places[standing.version, default: []].append(standing.place) }
    dropExpired(before: frame)
    let past = PlayedPast(cache: renderer.cache, log: log)
    deadline = Self.processorTime() + Self.patience
    var next: [Playing] = []
    for sound in snapshot.sounds {
      let timeline = timeline(sound.start)
      let root: RenderNode
      do throws(SignalError) {
        root = try builder.node(for: sound.version, along: timeline)
      } catch {
        report.fault(sound.name, .refused(error.message))
        continue
      }
      let local = frame - sound.start
      for node in builder.made where node.isPlayed {
        let former = former(of: node, places, wanted)
        if let former { bring(former, to: local + fade) }
        Handover(at: local, fade: fade, places: places, standing: standing, past: past.track)
          .begin(node, from: former)
      }
      let isNew = sound.version.shape.range.lower != nil && sound.start >= frame
      next.append(Playing(sound: sound, root: root, isNew: isNew))
    }
    playing = fitting(next)
    givenUp = []
    nodes = PlanBuilder.inOrder(playing.map(\.root))
    held = PlanBuilder.inOrder(builder.nodes.values.filter(\.isPlayed))
    PlanBuilder.measureBack(held)
    let present = Set(snapshot.sounds.map { EndedSound.Key(version: $0.version.id, start: $0.start) })
    quiet = quiet.filter { present.contains($0.key) }
    ended = ended.filter { present.contains($0.key) }
    standing = Dictionary(snapshot.standings.map { ($0.place, $0.version) }) { first, _ in first }
    gain = snapshot.gain
    let bytes = max(1, nodes.count) * Grid.block * 4
    renderer.runBlocks = max(1, min(16, KeepingPolicy.runBytes / bytes))
  }

  /// The node that stood where `node` stands now, and stands nowhere any more.
  private func former(of node: RenderNode, _ places: [UInt64: [Int]], _ wanted: Set<UInt64>) -> RenderNode? {
    for place in places[node.version.id] ?? [] {
      guard let version = standing[place], !wanted.contains(version) else { continue }
      if let former = builder.existing(version, along: node.timeline),
        former.version.kind == node.version.kind
      {
        return former
      }
    }
    return nil
  }

  /// Renders what a former node reads up to the end of the edit's fade: it was asked for no nearer than the least delay
  /// above it.
  private func bring(_ former: RenderNode, to frame: Int) {
    guard frame > 0, former.kernel.memory != .elsewhere else { return }
    for node in former.isStateful ? [former] : former.below
    where node.isPlayed && !node.track.frames.isEmpty && node.track.end < frame {
      node.timeline.runLow = min(node.timeline.runLow, node.track.end)
      try? renderer.ensure(node, frame - 1..<frame)
    }
  }

  private func timeline(_ start: Int) -> Timeline {
    if let line = timelines[start] { return line }
    let line = Timeline(isPlayed: true, offset: start)
    timelines[start] = line
    return line
  }

  /// Forgets nodes that no longer play and whose samples end before `frame`: an undo could not go back to them.
  private func dropExpired(before frame: Int) {
    let playing = Set(nodes.map(ObjectIdentifier.init))
    let kept = builder.nodes.values.filter {
      playing.contains(ObjectIdentifier($0))
        || ($0.isPlayed && $0.track.end > frame - $0.timeline.offset
          && $0.track.base <= frame - $0.timeline.offset)
    }
    builder.retain(PlanBuilder.inOrder(Array(kept)))
    let lines = Set(kept.map { ObjectIdentifier($0.timeline) })
    timelines = timelines.filter { lines.contains(ObjectIdentifier($0.value)) }
  }

  /// Renders interleaved samples behind the master.
  package func render(_ frames: Range<Int>, into out: UnsafeMutableBufferPointer<Float>) {
    let loudest = sum(frames, into: out) { _ in true }
    if loudest > Master.audible { report.lastAudible.store(frames.upperBound, ordering: .relaxed) }
    flushLog()
  }

  /// As `render`, without what begins with the latest edit. Answers false where nothing does.
  package func renderContinuing(_ frames: Range<Int>, into out: UnsafeMutableBufferPointer<Float>) -> Bool {
    guard playing.contains(where: \.isNew) else { return false }
    _ = sum(frames, into: out) { !$0.isNew }
    return true
  }

  /// Sums those sounds behind the master. Answers the loudest sample.
  private func sum(
    _ frames: Range<Int>, into out: UnsafeMutableBufferPointer<Float>, _ isWanted: (Playing) -> Bool
  ) -> Float {
    guard let start = out.baseAddress else { return 0 }
    precondition(out.count >= frames.count * channels)
    unsafe start.update(repeating: 0, count: frames.count * channels)
    let step = renderer.runBlocks * Grid.block
    var at = frames.lowerBound
    while at < frames.upperBound {
      let run = at..<min(at + step, frames.upperBound)
      for sound in playing where isWanted(sound) {
        mix(sound, run, unsafe start + (at - frames.lowerBound) * channels)
      }
      at = run.upperBound
    }
    return Master.apply(
      gain, to: UnsafeMutableBufferPointer(start: start, count: frames.count * channels))
  }

  private func mix(_ playing: Playing, _ run: Range<Int>, _ out: UnsafeMutablePointer<Float>) {
    let root = playing.root
    let local = (run.lowerBound - playing.sound.start)..<(run.upperBound - playing.sound.start)
    if local.upperBound <= 0, playing.sound.start > 0 { return }
    let key = EndedSound.Key(version: playing.sound.version.id, start: playing.sound.start)
    if let end = ended[key], run.lowerBound >= end { return }
    if givenUp.contains(key) { return }
    root.timeline.runLow = local.lowerBound
    deadline = Self.processorTime() + Self.patience
    guard (try? renderer.ensure(root, local)) != nil else {
      givenUp.insert(key)
      return report.fault(playing.sound.name, .tooSlow)
    }
    let track = root.track
    notice(key, playing.sound, local, track)
    if track.isUniform(local),
      (0..<track.channels).allSatisfy({ track.pointer(local.lowerBound)[$0 * track.stride] == 0 })
    {
      return
    }
    var isFinite = true
    for channel in 0..<channels {
      let plane = track.pointer(local.lowerBound) + (track.channels == 1 ? 0 : channel * track.stride)
      if track.channels > 1, channel >= track.channels { continue }
      var sum: Float = 0
      for i in 0..<run.count {
        let value = unsafe plane[i]
        sum += value * 0
        unsafe out[i * channels + channel] += value
      }
      if sum != 0 || sum.isNaN { isFinite = false }
    }
    if !isFinite { silence(playing, local, out) }
  }

  /// Seconds of work on one sound's next stretch, of milliseconds, after which the others are not kept waiting longer.
  private static let patience = 1.5

  /// Seconds that this thread has worked.
  static func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// The sounds whose delays fit in memory together; the last ones are left out first.
  private func fitting(_ sounds: [Playing]) -> [Playing] {
    var sounds = sounds
    while let last = sounds.last {
      let nodes = PlanBuilder.inOrder(sounds.map(\.root))
      PlanBuilder.measureBack(nodes)
      do throws(SignalError) {
        try PlanBuilder.checkMemory(nodes)
        break
      } catch {
        report.fault(last.sound.name, .refused(error.message))
        sounds.removeLast()
      }
    }
    return sounds
  }

  /// Notices when a sound has ended and rung out: it is rendered no more.
  private func notice(_ key: EndedSound.Key, _ sound: PlaySnapshot.Sound, _ local: Range<Int>, _ track: Track)
  {
    guard let end = sound.end, local.lowerBound >= end else { return }
    if track.loudest(local) > Master.audible { return quiet[key] = 0 }
    quiet[key, default: 0] += local.count
    let isOver = sound.version.shape.range.upper.map { local.lowerBound >= $0 } ?? false
    guard isOver || Double(quiet[key] ?? 0) >= Self.quietSeconds * rate else { return }
    let frame = sound.start + local.upperBound
    ended[key] = frame
    quiet[key] = nil
    report.noteEnd(EndedSound(key: key, frame: frame))
  }

  /// So long below -90 dBFS, and what rings is taken to be over.
  private static let quietSeconds = 0.5

  /// Takes a sound out again whose samples are not finite, frame by frame, and tells its name.
  private func silence(_ playing: Playing, _ local: Range<Int>, _ out: UnsafeMutablePointer<Float>) {
    report.fault(playing.sound.name, .notFinite)
    for i in 0..<(local.count * channels) where unsafe !out[i].isFinite { unsafe out[i] = 0 }
  }

  /// Frames before `frame` will not be asked again.
  package func heard(upTo frame: Int) {
    for node in held where node.isPlayed {
      let local = Grid.floor(frame - node.timeline.offset)
      node.track.trim(before: local - Grid.ceil(node.back))
      node.trail?.trim(before: local)
      if case .loop(let plan) = node.work {
        // A loop that was not asked for a while goes on from where it stands.
        let stands = min(local, Grid.floor(node.track.end))
        for inner in plan.nodes {
          inner.track.trim(before: stands - Grid.ceil(inner.back))
          inner.trail?.trim(before: stands)
        }
      }
    }
  }

  /// The frame up to which all is known that the scores play.
  package var ready: Int {
    var end = Int.max
    for node in nodes {
      guard case .score(let plan) = node.work else { continue }
      let local = max(0, node.track.end)
      end = min(end, plan.kernel.events.preparedEnd(from: local) + node.timeline.offset)
    }
    return end
  }

  /// Bytes of working samples that are held.
  package var byteCount: Int {
    held.reduce(0) { sum, node in
      guard case .loop(let plan) = node.work else { return sum + node.track.byteCount }
      return sum + node.track.byteCount + plan.nodes.reduce(0) { $0 + $1.track.byteCount }
    }
  }

  private func flushLog() {
    for node in nodes { node.note(in: log) }
    renderer.voices.forEach { $0.note(in: log) }
  }
}
