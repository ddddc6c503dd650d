import Graphs
import Kinds
import Signals
import Testing

/// The playback law's bound on clicks, for every registered kind: energy above 8 kHz around an edit is at most 6 dB over
/// the larger of before and after, when it is heard and when memory repeats it.
struct EditClickTests {
  @Test(arguments: Catalogue.all.kinds) func noKindClicksWhereItComesGoesOrChanges(_ kind: SignalKind) throws
  {
    for edit in Edit.allCases {
      let bench = Bench()
      let maker = RowMaker(bench, kind)
      guard let (before, after) = try maker.sides(of: edit) else { continue }
      let excess = try EditedSound(bench, from: before, to: after).excess
      #expect(excess <= 6, "\(edit): \(bench.manager.tree(before.id)) to \(bench.manager.tree(after.id))")
    }
  }

  /// What is edited.
  enum Edit: CaseIterable {
    case comes, goes, changesItsInput, changesItsParameters, comesOverAFilter, comesBelowADelay,
      comesIntoALoop
    case comesRoundALoop
  }

  /// What the law is told of kinds that cannot stand where an edit would put them.
  @Test func everyKindStandsInEveryEditThatItCanStandIn() throws {
    for kind in Catalogue.all.kinds {
      let bench = Bench()
      let maker = RowMaker(bench, kind)
      for edit in Edit.allCases where edit != .comesRoundALoop {
        #expect(try maker.sides(of: edit) != nil, "\(kind.name): \(edit)")
      }
      // A loop takes what works block by block and at its own time, and gives as many channels as it takes.
      if try maker.sides(of: .comesRoundALoop) == nil {
        let version = try bench.manager.version(of: maker.row().id)
        let isAlone = version.inputs.allSatisfy { $0.version == nil }
        #expect(
          isAlone || version.kernel.memory == .elsewhere || version.kernel.grain > Grid.block
            || version.shape.channels > 1 || maker.needsAnEnd, "\(kind.name)")
      }
    }
  }
}

/// Rows of one kind over steady tones, and the two sides of an edit that concerns it.
private final class RowMaker {
  private let bench: Bench
  private let kind: SignalKind
  /// Whether the kind takes only what begins and ends.
  private(set) var needsAnEnd = false

  init(_ bench: Bench, _ kind: SignalKind) { (self.bench, self.kind) = (bench, kind) }

  func tone(_ hertz: Double) throws -> Signal {
    try bench.row("mul", .signal(bench.row("sine", .number(hertz)).id), .number(0.5))
  }

  func row() throws -> Signal { try row(over: tone(60)) }

  /// The kind over `input`; with other parameters where `isOther`.
  func row(over input: Signal, isOther: Bool = false) throws -> Signal {
    if let plain = try made(input, isOther) { return plain }
    needsAnEnd = true
    let whole = try bench.row("trim", .signal(input.id), .number(0), .number(4))
    return try #require(try made(whole, isOther), "\(kind.name) takes nothing")
  }

  private func made(_ input: Signal, _ isOther: Bool) throws -> Signal? {
    var input = input
    switch kind.name {
    case "hadamard", "polyphase_down", "channel", "matrix":
      input = try bench.row("stereo", .signal(input.id), .signal(input.id))
    // Below 0 its logarithm is a constant far past full scale.
    case "log": input = try bench.row("add", .signal(input.id), .number(2))
    default: break
    }
    let signal = bench.keep(
      SignalData(
        type: kind.name, arguments: kind.parameters.enumerated().map { argument($1, $0, input, isOther) }))
    if bench.manager.isOpen(signal.id) { return signal }
    do {
      _ = try bench.manager.version(of: signal.id)
      return signal
    } catch { return nil }
  }

  private func argument(_ parameter: any Parameter, _ place: Int, _ input: Signal, _ isOther: Bool)
    -> Argument
  {
    func number(_ range: ClosedRange<Double>, _ quantity: Quantity) -> Double {
      var value = 0.5
      if case .number(let standard)? = parameter.standard { value = standard }
      switch quantity {
      case .hertz: value = isOther ? 900 : 400
      case .seconds:
        // What ends of itself ends long after the edit; where nothing is told, times follow each other.
        if parameter.standard == nil { value = Double(place) * 0.25 }
        if value >= 0.5, range.upperBound > 10 { value = 10 }
        if isOther, kind.name != "sample" { value = value * 0.8 + 0.003 }
      case .count, .frames:
        value = value < 16 ? value.rounded() + (isOther ? 1 : 0) : value * (isOther ? 2 : 1)
      default: value = isOther ? value * 0.7 + 0.1 : value
      }
      return min(max(value, range.lowerBound), range.upperBound)
    }
    switch parameter.form {
    case .stream(nil, _): return .signal(input.id)
    case .stream(let range?, let quantity): return .number(number(range, quantity))
    case .streams: return .signals([input.id, input.id])
    case .number(let range, let quantity): return .number(number(range, quantity))
    case .numbers:
      guard let coefficients = parameter as? Coefficients else { return .number(isOther ? 0.3 : 0.5) }
      let rest = isOther ? [0.2, -0.1] : [0.3, 0.1]
      let count = coefficients.columns.map { $0 / 2 - 1 } ?? 2
      return .numbers((coefficients.columns == nil ? [] : [0.5, 0.2, -0.1]) + [1] + rest.prefix(count))
    case .text: return .text("given.wav")
    case .choice(let choices): return .text((isOther ? choices.last : choices.first) ?? "")
    case .flag: return .flag(isOther)
    case .samples where kind.name == "env":
      return .samples(Samples([[0, isOther ? 0.4 : 0.5], [1.5, 0.3], [20, 0.2]]))
    case .samples where kind.name == "matrix":
      return .samples(Samples([[0.5, isOther ? 0.2 : 0.3]]))
    case .curve, .samples:
      return .samples(Samples([(0..<65).map { Float($0 - 32) / (isOther ? 48 : 32) }]))
    case .any: preconditionFailure("a kind takes no value of any sort")
    }
  }

  /// What plays before and after; nil where the kind cannot stand there.
  func sides(of edit: EditClickTests.Edit) throws -> (Signal, Signal)? {
    let dry = try tone(60)
    switch edit {
    case .comes: return (dry, try row(over: dry))
    case .goes: return (try row(over: dry), dry)
    case .changesItsInput: return (try row(over: dry), try row(over: tone(77)))
    case .changesItsParameters: return (try row(over: dry), try row(over: dry, isOther: true))
    case .comesOverAFilter:
      let low = try bench.row("lowpass", .signal(dry.id), .number(300))
      return (low, try row(over: low))
    case .comesBelowADelay:
      func late(_ signal: Signal) throws -> Signal {
        try bench.row("delay", .signal(signal.id), .number(0.05))
      }
      return (try late(dry), try late(row(over: dry)))
    case .comesIntoALoop:
      let shape = try bench.manager.version(of: row(over: dry).id).shape
      let wet =
        shape.channels == 1
        ? try row(over: dry) : try bench.row("channel", .signal(row(over: dry).id), .number(1))
      return (try bench.echo(dry, seconds: 0.05), try bench.echo(wet, seconds: 0.05))
    case .comesRoundALoop:
      let loop = bench.keep(SignalData(type: SignalKind.loopType, arguments: [.number(0)]))
      let late = try bench.row("delay", .signal(loop.id), .number(0.05))
      func closed(_ back: Signal) throws -> Signal {
        let level = try bench.row("mul", .signal(back.id), .number(0.3))
        let body = try bench.row("add", .signal(dry.id), .signal(level.id))
        return bench.keep(SignalData(type: "feedback", arguments: [.number(0), .signal(body.id)]))
      }
      let round = try closed(row(over: late))
      guard let version = try? bench.manager.version(of: round.id), version.shape.channels == 1 else {
        return nil
      }
      return (try closed(late), round)
    }
  }
}

/// What is heard of one edit, as a player makes it: the old rendered ahead, the new faded over it.
private struct EditedSound {
  private static let edit = 48_000
  private static let fade = 960
  /// 30 ms, in steps of 5 ms.
  private static let window = 1_440
  private static let step = 240
  private let samples: [Float]

  init(_ bench: Bench, from before: Signal, to after: Signal) throws {
    let (edit, fade) = (Self.edit, Self.fade)
    let bass = try bench.name("bass", before)
    try bench.play([("bass", bass)], at: 0)
    let old = bench.render(0..<edit + 24_064)
    bench.graph.heard(upTo: edit - 1_024)
    _ = try bench.name("bass", after)
    try bench.play([("bass", bass)], at: edit)
    var new = bench.render(edit..<edit + 48_000)
    for frame in 0..<fade {
      let weight = Float(0.5 - 0.5 * cosine(.pi * (Double(frame) + 0.5) / Double(fade)))
      new[frame] = old[edit + frame] + weight * (new[frame] - old[edit + frame])
    }
    samples = Array(old[..<edit]) + new
  }

  /// In decibels, over the larger of before and after, or over -110 dBFS.
  var excess: Double {
    let energies = HighEnergy.of(samples, window: Self.window, step: Self.step)
    func most(_ frames: Range<Int>) -> Double {
      energies[frames.lowerBound / Self.step..<frames.upperBound / Self.step].max() ?? 0
    }
    let edit = Self.edit
    let floor = Double(Self.window) * 1e-11
    let steady = max(
      most(edit - 16_800..<edit - Self.window), most(edit + 26_400..<edit + 45_600), floor)
    return HighEnergy.decibels(most(edit - Self.window..<edit + 26_400) / steady)
  }
}
