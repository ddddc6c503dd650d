import Signals

/// One voice at work: rendered once from its frame 0, heard wherever notes are equal.
final class Voice {
  /// What renders it; nil once all of it was rendered.
  private(set) var node: RenderNode?
  /// The voice's own nodes, inputs before readers.
  private(set) var nodes: [RenderNode]
  private let length: Int
  /// All of it that was asked for so far.
  let tape: Track
  /// When it was last asked for.
  fileprivate(set) var lastUse = 0
  /// How often it began, and what was given up meanwhile.
  fileprivate(set) var worth = 0

  init(_ version: SignalVersion) throws(SignalError) {
    let builder = PlanBuilder()
    // Notes are kept as they sound: what they are made of is not asked again.
    builder.keepsOnly = version.id
    let root = try builder.node(for: version, along: Timeline(isPlayed: false))
    node = root
    nodes = PlanBuilder.inOrder([root])
    length = min(version.shape.range.upper ?? .max, ScoreEvents.longest)
    tape = Track(
      channels: version.shape.channels, capacity: Grid.ceil(max(Grid.block, version.shape.range.upper ?? 0)))
    PlanBuilder.measureBack(nodes)
    try PlanBuilder.checkMemory(nodes)
  }

  /// Takes what its node has rendered up to `end`; answers the nodes that are done with.
  func take(upTo end: Int) -> [RenderNode] {
    guard let node, tape.end < end else { return [] }
    tape.append(from: node.track, at: tape.end, count: end - tape.end)
    guard tape.end >= length else { return [] }
    defer {
      self.node = nil
      nodes = []
    }
    return nodes
  }
}

/// The voices of a renderer's scores, by version: equal notes are one, in whatever score they stand.
///
/// To render a note again costs by its length, as to hold it does: so those go first that come least often, whatever they
/// cost (Cherkasova, Improving WWW Proxies Performance with Greedy-Dual-Size-Frequency Caching Policy, 1998). A song that
/// goes round and does not fit would lose all of them to whatever comes next, were it by time alone.
final class VoiceBank {
  private var voices: [UInt64: Voice] = [:]
  private var refused: Set<UInt64> = []
  /// Nodes that are done with, until they have been told of.
  private var retired: [RenderNode] = []
  private var uses = 0
  /// The worth of the last that was given up: what comes new is worth no less.
  private var floor = 0
  /// Bytes of notes that are held.
  private(set) var byteCount = 0
  private let cache: SignalCache?
  private let most: Int
  /// Bytes of notes that are held for when they come again: no more than a quarter of what may keep what was rendered.
  private var room: Int { min(most, cache.map { $0.budget / 4 } ?? .max) }
  /// Uses after which a note is taken to be over: in each run all that sound are asked for.
  private static let sounding = 512

  init(beside cache: SignalCache? = nil, room: Int = 96 << 20) { (self.cache, most) = (cache, room) }

  /// The voice of a version, for a note that begins or one that sounds; nil where it cannot be built.
  func voice(_ version: SignalVersion, begins: Bool) -> Voice? {
    uses += 1
    let known = voices[version.id]
    guard let voice = known ?? made(version) else { return nil }
    voice.lastUse = uses
    if begins || known == nil { voice.worth = max(voice.worth, floor) + 1 }
    if known == nil { makeRoom() }
    return voice
  }

  private func made(_ version: SignalVersion) -> Voice? {
    if refused.contains(version.id) { return nil }
    guard let voice = try? Voice(version) else {
      refused.insert(version.id)
      return nil
    }
    voices[version.id] = voice
    byteCount += voice.tape.byteCount
    return voice
  }

  /// Gives up what comes least often and does not sound.
  private func makeRoom() {
    let room = room
    guard byteCount > room else { return }
    let silent = voices.filter { $0.value.lastUse < uses - Self.sounding }
    for (id, voice) in silent.sorted(by: {
      ($0.value.worth, $0.value.lastUse) < ($1.value.worth, $1.value.lastUse)
    }) {
      // A little more, so that this is not done for each note.
      if byteCount <= room - room / 8 { break }
      byteCount -= voice.tape.byteCount
      floor = max(floor, voice.worth)
      voices[id] = nil
    }
  }

  /// Shows every node that rendered something since the last time.
  func forEach(_ body: (RenderNode) -> Void) {
    retired.forEach(body)
    retired.removeAll(keepingCapacity: true)
    for voice in voices.values { voice.nodes.forEach(body) }
  }

  func take(_ voice: Voice, upTo end: Int) { retired += voice.take(upTo: end) }
}
