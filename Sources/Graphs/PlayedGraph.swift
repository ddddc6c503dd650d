import Glibc
import Signals
import Synchronization

/// The played world: continues what was heard. Confined to the thread that renders it.
///
/// A signal with memory that an edit replaces hands its state, and what it read, to the signal that stands in its place.
package final class PlayedGraph {
  struct Playing {
    let sound: PlaySnapshot.Sound
    let root: RenderNode
    /// Whether it begins with the latest edit.
    let isNew: Bool
    /// The place of its name among the meters.
    let meter: Int
  }

  let builder = PlanBuilder()
  let renderer: Renderer
  let log: EventLog
  let report: PlayedReport
  var timelines: [Int: Timeline] = [:]
  var playing: [Playing] = []
  /// What plays, inputs before readers.
  var nodes: [RenderNode] = []
  /// What plays and what an undo could still go back to.
  private var held: [RenderNode] = []
  var standing: [Int: UInt64] = [:]
  /// What there was before the latest edits, until something of them was heard.
  var beforeEdit: PlayedFormer?
  /// How long each ringing sound has been quiet, and where those that rang out did.
  var quiet: [EndedSound.Key: Int] = [:]
  var ended: [EndedSound.Key: Int] = [:]
  /// How many sounds have ended here so far.
  package var endedCount = 0
  /// What was heard to its end, in any of the transport's worlds.
  var over = OverSounds()
  /// Sounds that took too long, until the next edit.
  var givenUp: Set<EndedSound.Key> = []
  /// What the sounds cost, in any of the transport's worlds, and the frames from which those fade that are left out.
  var costs = PlayedCosts()
  var leaving: [EndedSound.Key: Int] = [:]
  var isShedding = false
  var deadline = 0.0
  var gain: Float = 1
  /// The master's chain, worked by a renderer of its own: the mix that it reads is rendered meanwhile.
  var chain: RenderNode?
  let chainRenderer: Renderer
  var isChainGivenUp = false
  var chainDeadline = 0.0
  var form: UInt64?
  let feed = MixFeed()
  var meters: [LevelLog.Entry] = []
  /// The turn of what is looked at of which all was shown that was at hand.
  var tapTurn = -1
  /// Whether the edits at the latest frame did nothing but begin sounds.
  private var isBeginning = false
  private var lastEdit = Int.min
  package let channels: Int
  let rate: Double
  /// What plays by the latest edit.
  var present = PlaySnapshot()
  /// On the way to its first frame, where it does not begin with the clock.
  var preparation: PlayedPreparation?
  /// What is noted of the master's chain on the way.
  var chainStates: ChainStates?

  package convenience init(
    channels: Int, rate: Int = 48_000, cache: SignalCache, log: EventLog, report: PlayedReport
  ) {
    self.init(
      channels: channels, rate: Double(rate), renderers: (Renderer(cache: cache), Renderer(cache: cache)),
      log: log, report: report)
  }

  init(
    channels: Int, rate: Double, renderers: (sounds: Renderer, chain: Renderer), log: EventLog,
    report: PlayedReport
  ) {
    self.channels = channels
    self.rate = rate
    self.log = log
    self.report = report
    (renderer, chainRenderer) = renderers
    renderer.isInterrupted = { [unowned self] in Self.processorTime() > deadline }
    chainRenderer.isInterrupted = { [unowned self] in Self.processorTime() > chainDeadline }
    builder.feed = feed
    feed.fill = { [unowned self] in mix(into: $0, $1) }
    renderer.awaitsScores = false
    chainRenderer.awaitsScores = false
    renderer.takesFailed = true
    chainRenderer.takesFailed = true
    builder.awaitsScores = false
  }

  /// From `frame`, a multiple of the block, on, `snapshot` is what plays; the old goes over to it within `fade` frames.
  package func apply(_ snapshot: PlaySnapshot, at frame: Int, fade: Int = 960) {
    var snapshot = snapshot
    let known = snapshot.knownEnds
    snapshot.sounds.removeAll {
      over.contains(EndedSound.Key(version: $0.version.id, start: $0.start), knownEnds: known)
    }
    let wanted = Set(snapshot.standings.map(\.version))
    var places: [UInt64: [Int]] = [:]
    for standing in snapshot.standings { places[standing.version, default: []].append(standing.place) }
    dropExpired(before: frame)
    noteFormer(frame)
    let past = PlayedPast(cache: renderer.cache, log: log)
    deadline = Self.processorTime() + Self.patience
    var next: [Playing] = []
    var names: [String] = []
    present = snapshot
    let handOn = { [self] (local: Int, fade: Int, renderer: Renderer) in
      if preparation != nil { return }
      for node in builder.made where node.isPlayed {
        let former = former(of: node, places, wanted)
        if let former { bring(former, to: local + fade, renderer) }
        Handover(at: local, fade: fade, places: places, standing: standing, past: past.track)
          .begin(node, from: former)
      }
    }
    for sound in snapshot.sounds {
      let timeline = timeline(sound.start)
      let root: RenderNode
      do throws(SignalError) {
        root = try builder.node(for: sound.version, along: timeline)
      } catch {
        report.fault(sound.name, .refused(error.message))
        continue
      }
      handOn(frame - sound.start, fade, renderer)
      let isNew = sound.version.shape.range.lower != nil && sound.start >= frame
      let meter = names.firstIndex(of: sound.name) ?? names.count
      if meter == names.count { names.append(sound.name) }
      next.append(Playing(sound: sound, root: root, isNew: isNew, meter: meter))
    }
    let chain = chain(snapshot)
    noteBeginning(next, snapshot, frame)
    // What only begins is heard by the chain as it is; nothing is to be smoothed there.
    chainDeadline = Self.processorTime() + Self.patience
    if chain != nil { handOn(frame, isBeginning ? 0 : fade, chainRenderer) }
    playing = fitting(next)
    self.chain = chain
    form = snapshot.chain?.form.id
    report.begin(names)
    givenUp = []
    // What is left out is silent from here on: what was queued of it fades.
    leaving = [:]
    isChainGivenUp = false
    nodes = PlanBuilder.inOrder(playing.map(\.root) + (chain.map { [$0] } ?? []))
    if preparation == nil { noteHeld() } else { PlanBuilder.measureBack(nodes) }
    let present = Set(snapshot.sounds.map { EndedSound.Key(version: $0.version.id, start: $0.start) })
    if preparation == nil { costs.reconsider(present) }
    quiet = quiet.filter { present.contains($0.key) }
    ended = ended.filter { present.contains($0.key) }
    standing = Dictionary(snapshot.standings.map { ($0.place, $0.version) }) { first, _ in first }
    gain = snapshot.gain
    let bytes = max(1, nodes.count) * Grid.block * 4
    renderer.runBlocks = max(1, min(16, KeepingPolicy.runBytes / bytes))
    chainRenderer.runBlocks = renderer.runBlocks
  }

  func noteHeld() {
    held = PlanBuilder.inOrder(builder.nodes.values.filter(\.isPlayed))
    PlanBuilder.measureBack(held)
  }

  /// The node of the master's chain; nil where there is none, or where it cannot be built, which is told.
  private func chain(_ snapshot: PlaySnapshot) -> RenderNode? {
    guard let chain = snapshot.chain else { return nil }
    builder.feed = feed
    do throws(SignalError) {
      return try builder.node(for: chain.version, along: timeline(0))
    } catch {
      report.fault("master", .refused(error.message))
      return nil
    }
  }

  /// Whether what played goes on bit for bit below the same chain, beside what begins.
  private func noteBeginning(_ next: [Playing], _ snapshot: PlaySnapshot, _ frame: Int) {
    func key(_ playing: Playing) -> EndedSound.Key {
      EndedSound.Key(version: playing.sound.version.id, start: playing.sound.start)
    }
    let before = playing.map(key).filter { !over.contains($0, knownEnds: snapshot.knownEnds) }
    let begun = next.count - before.count
    let isSame =
      begun > 0 && next.prefix(before.count).map(key) == before && next.suffix(begun).allSatisfy(\.isNew)
      && gain == snapshot.gain && form == snapshot.chain?.form.id
    isBeginning = isSame && (isBeginning || frame != lastEdit)
    lastEdit = frame
  }

  /// Whether the latest edits only begin sounds below a chain that goes on: then nothing is to be faded, and what
  /// begins keeps its attack though what it does to the chain cannot be told apart.
  package var onlyBegins: Bool { chain != nil && isBeginning }

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
  private func bring(_ former: RenderNode, to frame: Int, _ renderer: Renderer) {
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
    line.isPreparing = preparation != nil
    timelines[start] = line
    return line
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

  /// Frames before `frame` were heard, and will not be asked again: what ended there is over.
  package func heard(upTo frame: Int) {
    if let beforeEdit, beforeEdit.frame < frame { self.beforeEdit = nil }
    for (key, end) in ended where end <= frame && !over.contains(key, knownEnds: present.knownEnds) {
      report.noteEnd(over.note(key))
    }
    drop(before: frame)
  }

  /// Frames before `frame` will not be asked again.
  package func drop(before frame: Int) {
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
      for events in [plan.kernel.events] + plan.kernel.cutters {
        end = min(end, events.preparedEnd(from: local) + node.timeline.offset)
      }
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

  func flushLog() {
    for node in nodes { node.note(in: log) }
    for renderer in [renderer, chainRenderer] { renderer.voices.forEach { $0.note(in: log) } }
  }
}
