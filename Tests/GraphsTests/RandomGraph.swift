import Chance
import Glibc
import Graphs
import Kinds
import Signals

/// Which random graphs the laws are held against: a few in every run; NEAP_LAW_SEEDS=1000 tries so many.
enum LawSeeds {
  static func first(_ count: Int) -> Range<Int> {
    0..<(getenv("NEAP_LAW_SEEDS").flatMap { Int(String(cString: $0)) } ?? count)
  }
}

/// Random signals over every registered kind.
struct RandomGraph {
  let manager: SignalManager
  private var random: SeededGenerator
  private(set) var signals: [Signal] = []
  /// Rows that notes are made of.
  private var held: [Signal] = []
  /// Frames for which scores are prepared.
  static let prepared = 1 << 22
  /// The kinds that are yet to come up.
  private var deck: [SignalKind] = []

  static func manager(budget: Int = 256 << 20) -> SignalManager {
    SignalManager(catalogue: .all, budget: budget) { _ in Samples([(0..<500).map { Float($0 % 37) / 37 }]) }
  }

  init(_ manager: SignalManager, seed: Int) {
    self.manager = manager
    random = SeededGenerator(seed)
  }

  /// Makes `count` signals, each of what there is by then, every now and then a loop or a score. Kinds come up in turn.
  mutating func grow(_ count: Int) {
    var tries = 0
    while signals.count < count, tries < count * 20 {
      tries += 1
      let number = Int.random(in: 0..<12, using: &random)
      if number == 0 {
        if let loop = loop() { signals.append(loop) }
      } else if number == 1, let score = score() {
        signals.append(score)
      } else {
        if deck.isEmpty { deck = manager.catalogue.kinds.shuffled(using: &random) }
        if let made = make(deck.removeLast()) { signals.append(made) }
      }
    }
  }

  /// A signal of one kind: some take only what ends, or several channels.
  private mutating func make(_ kind: SignalKind) -> Signal? {
    func those(_ isFit: (SignalShape) -> Bool) -> [Signal] {
      signals.filter { (try? manager.version(of: $0.id)).map { isFit($0.shape) } ?? false }
    }
    for attempt in 0..<8 {
      let inputs =
        switch attempt % 4 {
        case 1: those { $0.range.frames != nil }
        case 2: those { $0.channels == 2 }
        case 3: those { $0.channels == 1 }
        default: signals
        }
      if attempt > 0, inputs.isEmpty { continue }
      if let made = make(kind, among: inputs) { return made }
    }
    return nil
  }

  /// A signal of one kind over random inputs, or nil where they do not fit.
  mutating func make(_ kind: SignalKind, among inputs: [Signal]) -> Signal? {
    let arguments = kind.parameters.map { argument($0, of: kind.name, among: inputs) }
    let signal = manager.signal(SignalData(type: kind.name, arguments: arguments))
    if manager.isOpen(signal.id) { return signal }
    guard let version = try? manager.version(of: signal.id), version.shape.channels <= 4 else { return nil }
    return signal
  }

  private mutating func argument(
    _ parameter: any Parameter, of kind: String, among inputs: [Signal]
  ) -> Argument {
    switch parameter.form {
    case .stream(let range, let quantity):
      if range == nil || Int.random(in: 0..<4, using: &random) == 0,
        let input = inputs.randomElement(using: &random)
      {
        return .signal(input.id)
      }
      return .number(number(range ?? -1...1, quantity))
    case .streams:
      let count = Int.random(in: 1...10, using: &random)
      return .signals((0..<count).compactMap { _ in inputs.randomElement(using: &random)?.id })
    case .number(let range, let quantity):
      if let standard = parameter.standard, Bool.random(using: &random) { return standard }
      return .number(number(range, quantity))
    case .numbers:
      guard let coefficients = parameter as? Coefficients else {
        return .number(Double.random(in: -1...1, using: &random))
      }
      // Stable, as the sum of what follows the first is below it.
      let count = coefficients.columns.map { $0 / 2 - 1 } ?? Int.random(in: 0...5, using: &random)
      let rest = (0..<count).map { _ in Double.random(in: -0.19...0.19, using: &random) }
      return .numbers((coefficients.columns == nil ? [] : [0.5, 0.2, -0.1]) + [1] + rest)
    case .text: return .text("given.wav")
    case .choice(let choices): return .text(choices.randomElement(using: &random) ?? "")
    case .curve(_, _, let points):
      let count = min(points, Int.random(in: 2...65, using: &random))
      return .samples(Samples([(0..<count).map { _ in Float.random(in: -1...1, using: &random) }]))
    case .any: preconditionFailure("a kind takes no value of any sort")
    case .flag: return .flag(Bool.random(using: &random))
    case .samples where kind == "env":
      let times = (0..<4).map { _ in Float.random(in: 0...0.05, using: &random) }.sorted()
      return .samples(Samples(times.map { [$0, Float.random(in: -1...1, using: &random)] }))
    case .samples where kind == "matrix":
      let columns = Int.random(in: 1...2, using: &random)
      return .samples(Samples([[0.5, -0.25], [0.125, 1]].map { Array($0.prefix(columns)) }))
    case .samples:
      let count = Int.random(in: 0...300, using: &random)
      return .samples(Samples([(0..<count).map { _ in Float.random(in: -1...1, using: &random) }]))
    }
  }

  private mutating func number(_ range: ClosedRange<Double>, _ quantity: Quantity) -> Double {
    switch quantity {
    case .hertz where Bool.random(using: &random):
      max(range.lowerBound, min(range.upperBound, 20 * exp(Double.random(in: 0...6.9, using: &random))))
    case .hertz: [55, 110, 440, 1000, 137.3].randomElement(using: &random) ?? 440
    case .seconds:
      max(
        range.lowerBound, min(range.upperBound, Double(Int.random(in: -300...3000, using: &random)) / 48_000))
    // Which channel and how many signals are small numbers.
    case .count where Bool.random(using: &random):
      max(range.lowerBound, min(range.upperBound, Double(Int.random(in: 0...4, using: &random))))
    case .frames, .count:
      max(range.lowerBound, min(range.upperBound, Double(Int.random(in: 0...200, using: &random))))
    default: Double.random(in: max(range.lowerBound, -2)...min(range.upperBound, 2), using: &random)
    }
  }

  /// A score whose notes are prepared: a few voices, each heard often, now and then cutting each other off.
  private mutating func score() -> Signal? {
    let title = "score \(Int.random(in: 0..<1_000_000, using: &random))"
    let score = manager.signal(
      SignalData(type: SignalKind.scoreType, arguments: [.text(title), .number(1), .flag(false)]))
    var voices: [SignalVersion] = []
    for _ in 0..<3 {
      let tone = manager.signal(
        SignalData(
          type: "saw", arguments: [.number(Double(Int.random(in: 60...900, using: &random)))] + rest("saw", 1)
        ))
      let length = Double.random(in: 0.002...0.02, using: &random)
      let shape = manager.signal(
        SignalData(type: "perc", arguments: [.number(0.001), .number(length)] + rest("perc", 2)))
      let note = manager.signal(SignalData(type: "mul", arguments: [.signal(tone.id), .signal(shape.id)]))
      if let version = try? manager.version(of: note.id) {
        voices.append(version)
        held += [tone, shape, note]
      }
    }
    guard let events = try? manager.version(of: score.id).score?.events, !voices.isEmpty,
      events.missing(in: 0..<1) != nil
    else { return nil }
    let onsets = (0..<24).map { _ in Int.random(in: 0..<5_000, using: &random) }.sorted()
    let made = onsets.map { onset in
      ScoreEvents.Event(
        onset: onset, voice: voices.randomElement(using: &random) ?? voices[0],
        gain: Float.random(in: 0.1...1, using: &random), group: UInt64.random(in: 0...2, using: &random))
    }
    events.insert(made, covering: 0..<RandomGraph.prepared)
    return score
  }

  private func rest(_ type: String, _ given: Int) -> [Argument] {
    manager.catalogue[type]?.parameters.dropFirst(given).compactMap(\.standard) ?? []
  }

  /// `feedback` over a body that hangs on its loop through a delay.
  private mutating func loop() -> Signal? {
    guard let dry = signals.randomElement(using: &random), let delay = manager.catalogue["delay"],
      let mul = manager.catalogue["mul"], let add = manager.catalogue["add"],
      let lowpass = manager.catalogue["lowpass"]
    else { return nil }
    let loop = manager.signal(SignalData(type: SignalKind.loopType, arguments: [.number(0)]))
    var held = [dry, loop]
    func row(_ kind: SignalKind, _ given: Argument...) -> Signal {
      let rest = kind.parameters.dropFirst(given.count).compactMap(\.standard)
      held.append(manager.signal(SignalData(type: kind.name, arguments: given + rest)))
      return held[held.count - 1]
    }
    let frames = [1, 2, 7, 64, 128, 129, 500].randomElement(using: &random) ?? 64
    let late = row(delay, .signal(loop.id), .number(Double(frames) / 48_000))
    let bent = Bool.random(using: &random) ? row(lowpass, .signal(late.id), .number(2000)) : late
    let body = row(add, .signal(dry.id), .signal(row(mul, .signal(bent.id), .number(0.6)).id))
    held.append(body)
    let closed = manager.signal(SignalData(type: "feedback", arguments: [.number(0), .signal(body.id)]))
    guard let version = try? manager.version(of: closed.id), version.shape.channels <= 4 else { return nil }
    return withExtendedLifetime(held) { closed }
  }
}

/// Where two answers differ in their bits (NaN equals itself, -0 is not 0), or nil.
func difference(_ a: [[Float]], _ b: [[Float]]) -> String? {
  if a.map(\.count) != b.map(\.count) { return "\(a.map(\.count)) against \(b.map(\.count)) samples" }
  for channel in a.indices {
    if let place = a[channel].indices.first(where: { a[channel][$0].bitPattern != b[channel][$0].bitPattern })
    {
      let count = a[channel].indices.count { a[channel][$0].bitPattern != b[channel][$0].bitPattern }
      return
        "channel \(channel) sample \(place): \(a[channel][place]) against \(b[channel][place]), \(count) in all"
    }
  }
  return nil
}
