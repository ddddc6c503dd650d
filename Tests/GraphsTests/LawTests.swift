import Chance
import Graphs
import Kinds
import Signals
import Spectra
import Testing

/// The laws that every registered kind is held to, over random graphs of all of them.
struct LawTests {
  @Test(arguments: LawSeeds.first(24))
  func aRangeIsTheSumOfItsPartsHoweverItIsAsked(seed: Int) throws {
    let manager = RandomGraph.manager()
    var graph = RandomGraph(manager, seed: seed)
    graph.grow(30)
    let fresh = RandomGraph.manager(budget: 0)
    var same = RandomGraph(fresh, seed: seed)
    same.grow(30)
    var random = SeededGenerator(seed + 1000)
    for (signal, other) in zip(graph.signals, same.signals) {
      let from = Int.random(in: -700...900, using: &random)
      let whole = from..<(from + 1500)
      let reference = try fresh.samples(of: other.id, whole)
      for _ in 0..<3 {
        let cut = Int.random(in: whole, using: &random)
        let second = try manager.samples(of: signal.id, cut..<whole.upperBound)
        let first = try manager.samples(of: signal.id, whole.lowerBound..<cut)
        let joined = zip(first, second).map { $0 + $1 }
        #expect(difference(joined, reference) == nil, "\(manager.tree(signal.id)) \(whole) cut at \(cut)")
      }
    }
  }

  @Test(arguments: LawSeeds.first(24))
  func askingStepByStepFromKeptStatesGivesTheWhole(seed: Int) throws {
    let manager = RandomGraph.manager()
    var graph = RandomGraph(manager, seed: seed + 400)
    graph.grow(25)
    let fresh = RandomGraph.manager(budget: 0)
    for signal in graph.signals {
      var parts = [[Float]](repeating: [], count: try manager.version(of: signal.id).shape.channels)
      for from in stride(from: 0, to: 1536, by: 192) {
        for (channel, part) in try manager.samples(of: signal.id, from..<(from + 192)).enumerated() {
          parts[channel] += part
        }
      }
      let whole = try fresh.samples(of: fresh.copy(of: signal.id, from: manager), 0..<1536)
      #expect(difference(parts, whole) == nil, "\(manager.tree(signal.id))")
    }
  }

  @Test(arguments: LawSeeds.first(24))
  func whatHasAPeriodRepeatsExactly(seed: Int) throws {
    let manager = RandomGraph.manager()
    var graph = RandomGraph(manager, seed: seed + 50)
    graph.grow(40)
    for signal in graph.signals {
      guard let period = try manager.version(of: signal.id).shape.period, period <= 20_000 else { continue }
      let first = try manager.samples(of: signal.id, -130..<400)
      let later = try manager.samples(of: signal.id, (period * 3 - 130)..<(period * 3 + 400))
      #expect(difference(first, later) == nil, "\(manager.tree(signal.id)) period \(period)")
    }
  }

  @Test(arguments: LawSeeds.first(24))
  func theSpectrumOfAPeriodGivesThePeriodBack(seed: Int) throws {
    let manager = RandomGraph.manager()
    var graph = RandomGraph(manager, seed: seed + 500)
    graph.grow(40)
    for signal in graph.signals {
      guard let period = try manager.version(of: signal.id).shape.period, period <= 20_000 else { continue }
      for plane in try manager.samples(of: signal.id, 0..<period) {
        let bins = try FourierTransform.forward(real: plane, scale: 1 / Float(period))
        #expect(bins.real.count == period)
        let back = try FourierTransform.inverse(bins)
        let peak = plane.reduce(1) { max($0, abs($1)) }
        let wrong = zip(plane, zip(back.real, back.imaginary)).contains { sample, bin in
          abs(sample - bin.0) > 1e-6 * peak || abs(bin.1) > 1e-6 * peak
        }
        #expect(!wrong, "\(manager.tree(signal.id)) period \(period)")
      }
    }
  }

  @Test(arguments: LawSeeds.first(16))
  func afterAnyEditsTheSamplesAreThoseOfAFreshManager(seed: Int) throws {
    let manager = RandomGraph.manager()
    var graph = RandomGraph(manager, seed: seed + 100)
    graph.grow(25)
    var random = SeededGenerator(seed + 2000)
    let slots = (0..<4).map { manager.slot("n\($0)") }
    for slot in slots { try manager.bind(slot.id, to: graph.signals.randomElement(using: &random)?.id) }
    let add = try #require(manager.catalogue["add"])
    let sum = manager.signal(
      SignalData(type: add.name, arguments: [.signal(slots[0].id), .signal(slots[1].id)]))
    for _ in 0..<6 {
      guard let slot = slots.randomElement(using: &random),
        let target = graph.signals.randomElement(using: &random)
      else { continue }
      try manager.bind(slot.id, to: target.id)
      guard (try? manager.version(of: sum.id)) != nil else { continue }
      let kept = try manager.samples(of: sum.id, -200..<1200)
      let fresh = RandomGraph.manager()
      let copy = fresh.copy(of: sum.id, from: manager)
      #expect(difference(try fresh.samples(of: copy, -200..<1200), kept) == nil)
    }
  }

  @Test(arguments: LawSeeds.first(16))
  func fromTheStartThePlayedWorldIsThePureOne(seed: Int) throws {
    let manager = RandomGraph.manager()
    var graph = RandomGraph(manager, seed: seed + 200)
    graph.grow(20)
    for signal in graph.signals.suffix(8) {
      let version = try manager.version(of: signal.id)
      guard version.shape.channels <= 2 else { continue }
      let snapshot = PlaySnapshot(sounds: [PlaySnapshot.Sound(name: "x", version: version, start: 0)])
      let played = PlayedGraph(channels: 2, cache: manager.cache, log: manager.log, report: PlayedReport())
      played.apply(snapshot, at: 0)
      var heard: [Float] = []
      for piece in [0..<128, 128..<1024, 1024..<2048] {
        withUnsafeTemporaryAllocation(of: Float.self, capacity: piece.count * 2) {
          played.render(piece, into: $0)
          heard.append(contentsOf: $0)
        }
        played.heard(upTo: piece.lowerBound)
      }
      var pure: [Float] = []
      let mix = MixAnswer(snapshot, channels: 2, cache: manager.cache, log: manager.log)
      try mix.forEachPiece(of: 0..<2048) { pure.append(contentsOf: $0) }
      #expect(difference([heard], [pure]) == nil, "\(manager.tree(signal.id))")
    }
  }
}

extension SignalManager {
  /// What a row is made of, for a failure's message.
  func tree(_ id: SignalID, depth: Int = 0) -> String {
    let data = self[id]
    if depth > 6 { return data.type }
    let parts = data.arguments.map { argument -> String in
      switch argument {
      case .signal(let below): tree(below, depth: depth + 1)
      case .signals(let list): "{\(list.map { tree($0, depth: depth + 1) }.joined(separator: ", "))}"
      case .number(let number): "\(number)"
      case .samples(let samples): "\(samples.count) samples"
      default: "…"
      }
    }
    return "\(data.type)(\(parts.joined(separator: ", ")))"
  }

  /// The same row in this manager, names followed, as another manager has it.
  func copy(of id: SignalID, from other: SignalManager) -> Signal {
    var made: [SignalID: Signal] = [:]
    func build(_ id: SignalID) -> Signal {
      if let signal = made[id] { return signal }
      let target = other.target(id) ?? id
      if target != id { return build(target) }
      let data = other[id]
      var held: [Signal] = []
      let copied = data.mapping {
        let below = build($0)
        held.append(below)
        return below.id
      }
      let signal = withExtendedLifetime(held) { self.signal(copied) }
      made[id] = signal
      if data.type == SignalKind.scoreType { copyEvents(from: other, id, to: signal, build) }
      return signal
    }
    return build(id)
  }

  private func copyEvents(
    from other: SignalManager, _ id: SignalID, to score: Signal, _ build: (SignalID) -> Signal
  ) {
    guard let events = try? other.version(of: id).score?.events,
      let own = try? version(of: score.id).score?.events, own.missing(in: 0..<1) != nil
    else { return }
    let copied = events.events(in: 0..<RandomGraph.prepared).compactMap { event -> ScoreEvents.Event? in
      guard let voice = event.voice, let row = other.row(ofVersion: voice.id),
        let version = try? version(of: build(row).id)
      else { return nil }
      return ScoreEvents.Event(onset: event.onset, voice: version, gain: event.value, group: event.group)
    }
    own.insert(copied, covering: 0..<RandomGraph.prepared)
  }
}
