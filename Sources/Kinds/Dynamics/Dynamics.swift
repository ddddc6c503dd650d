import Signals

/// Turns a signal down by what a level, its own or another's, comes to.
///
/// In four passes over a block: the level, how many decibels that asks for, those smoothed in time, and the product.
/// The level of a compressor is each sample's magnitude, and its decibels fall no faster than the release before the
/// attack smooths them (the "smooth, decoupled" detector of Giannoulis, Massberg and Reiss, 2012): a wave's zeros do
/// not let go. The others look at a peak that falls 60 dB in 0.15 s.
struct Dynamics: RecursiveKernel {
  enum Mode: Sendable { case compress, expand, gate, duck }

  enum Setting: Int, CaseIterable, Sendable {
    case threshold, ratio, attack, release, knee, makeup, depth, hold

    var range: ClosedRange<Double> {
      switch self {
      case .threshold: Dynamics.levels
      case .ratio: 1...1_000
      case .attack, .release, .hold: 0...10
      case .knee: 0...60
      case .makeup: -24...24
      case .depth: 0...120
      }
    }

    var standard: Double {
      switch self {
      case .threshold: -20
      case .ratio: 1
      case .attack, .release: 0.1
      case .knee, .makeup, .depth, .hold: 0
      }
    }
  }

  struct State: KernelState {
    /// The level that was last seen, as a factor.
    var peak: Double
    /// Decibels down: held by the release, then smoothed.
    var held: Double
    var down: Double
    /// Frames for which a gate stays open.
    var left: Double
    var isOpen: Bool
    var isFinite: Bool { peak.isFinite && held.isFinite && down.isFinite && left.isFinite }
  }

  static let levels = -120.0...24.0
  static let attackDoc = "How long until it is turned down, but for 0.1 % of the decibels."
  static let releaseDoc = "How long until it is turned up again to 0.1 % of the decibels."
  static let kneeDoc = "Over how many decibels around the threshold it sets in."
  /// How far below its threshold a gate shuts.
  private static let hysteresis = 3.0

  let shape: SignalShape
  let rest: State
  private let mode: Mode
  private let rate: Double
  private let peakLeft: Double
  private let input: StreamInput
  private let key: StreamInput
  private let settings: [(setting: Setting, parameter: TableParameter)]

  init(
    _ context: KindContext, _ mode: Mode, _ input: StreamInput, key: StreamInput,
    _ given: [(setting: Setting, input: StreamInput)]
  ) throws {
    self.mode = mode
    rate = Double(context.rate)
    peakLeft = FastMath.remainder(sixtyDecibelsIn: 0.15, rate: rate)
    self.input = StreamInput(index: input.index, shape: input.shape)
    self.key = StreamInput(index: key.index, shape: key.shape)
    settings = given.map {
      ($0.setting, TableParameter($0.input, in: $0.setting.range, standard: $0.setting.standard))
    }
    // A gate is shut at first, and an expander as far down as silence asks for.
    let depth = given.first { $0.setting == .depth }?.input.constant(0) ?? 0
    let down = mode == .gate || mode == .expand ? depth : 0
    rest = State(peak: 0, held: 0, down: down, left: 0, isOpen: false)
    let inputs = [input] + given.map(\.input)
    shape = try SignalShape.spreading(inputs).recursive(from: input)
  }

  func render(_ block: RenderBlock, channel: Int, _ state: inout State) {
    let count = block.count
    let places = Setting.allCases.count
    withUnsafeTemporaryAllocation(of: Double.self, capacity: places * count) { scratch in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { levelScratch in
        var table = scratch.mutableSpan
        for (setting, parameter) in settings { tabulate(setting, parameter, block, channel, &table) }
        var level = levelScratch.mutableSpan
        findLevel(block, &level, &state)
        switch mode {
        case .compress:
          Self.compress(table.span, &level)
          Self.smoothHeld(table.span, &level, &state)
        case .expand:
          Self.expand(table.span, &level)
          Self.smooth(table.span, &level, &state, down: .release, up: .attack)
        case .gate:
          Self.open(table.span, &level, &state)
          Self.smooth(table.span, &level, &state, down: .release, up: .attack)
        case .duck:
          Self.duck(table.span, &level)
          Self.smooth(table.span, &level, &state, down: .attack, up: .release)
        }
        multiply(block, channel, table.span, level.span)
      }
    }
  }

  /// Times as what is left after each frame, or in frames; all else as it is.
  private func tabulate(
    _ setting: Setting, _ parameter: TableParameter, _ block: RenderBlock, _ channel: Int,
    _ table: inout MutableSpan<Double>
  ) {
    let first = setting.rawValue * block.count
    switch setting {
    case .attack, .release:
      parameter.fill(&table, from: first, block, channel) {
        FastMath.remainder(sixtyDecibelsIn: $0, rate: rate)
      }
    case .hold: parameter.fill(&table, from: first, block, channel) { $0 * rate }
    default: parameter.fill(&table, from: first, block, channel)
    }
  }

  /// In decibels; what is not finite counts as silence.
  private func findLevel(_ block: RenderBlock, _ level: inout MutableSpan<Double>, _ state: inout State) {
    let count = block.count
    withUnsafeTemporaryAllocation(of: Float.self, capacity: count) { scratch in
      var loudest = scratch.mutableSpan
      for i in loudest.indices { loudest[i] = 0 }
      for channel in 0..<key.shape.channels {
        let x = block.input(key, channel).extracting(block.places(of: key))
        precondition(x.count == count)
        for i in loudest.indices {
          let sample = x[i].magnitude.limited(to: 0...1e6, standard: 0)
          loudest[i] = sample > loudest[i] ? sample : loudest[i]
        }
      }
      precondition(level.count == count)
      if mode == .compress {
        for i in level.indices { level[i] = Double(loudest[i]) }
      } else {
        var peak = state.peak
        for i in level.indices {
          let fallen = peak * peakLeft
          peak = Double(loudest[i]) > fallen ? Double(loudest[i]) : fallen
          level[i] = peak
        }
        state.peak = peak > 1e-12 ? peak : 0
      }
      for i in level.indices {
        let x = level[i] > 1e-10 ? level[i] : 1e-10
        level[i] = FastMath.decibelsPerOctave * FastMath.log2(x)
      }
    }
  }

  /// Frame by frame, sample by sample, the product.
  private func multiply(_ block: RenderBlock, _ channel: Int, _ table: Span<Double>, _ down: Span<Double>) {
    let x = block.input(input, channel).extracting(block.places(of: input))
    var y = block.output(channel)
    let count = y.count
    precondition(x.count == count && down.count == count && table.count == Setting.allCases.count * count)
    if mode == .compress {
      let first = Setting.makeup.rawValue * count
      for i in y.indices {
        let gain = FastMath.exp2((table[unchecked: first &+ i] - down[i]) / FastMath.decibelsPerOctave)
        y[i] = mulAdd(x[i], Float(gain), 0)
      }
    } else {
      for i in y.indices {
        y[i] = mulAdd(x[i], Float(FastMath.exp2(-down[i] / FastMath.decibelsPerOctave)), 0)
      }
    }
  }
}

// MARK: What a level asks for, in decibels down

extension Dynamics {
  /// Where a setting lies in a table of `count` frames.
  @inline(__always)
  private static func places(_ setting: Setting, _ count: Int) -> Range<Int> {
    setting.rawValue * count..<(setting.rawValue + 1) * count
  }

  /// How far `over` lies above 0, setting in as a parabola over the knee around it.
  @inline(__always)
  private static func bent(_ over: Double, _ knee: Double) -> Double {
    let width = knee > 1e-6 ? knee : 1e-6
    var inside = over + width / 2
    inside = inside > 0 ? inside : 0
    inside = inside < width ? inside : width
    let beyond = over - width / 2
    return inside * inside / (2 * width) + (beyond > 0 ? beyond : 0)
  }

  private static func compress(_ table: Span<Double>, _ level: inout MutableSpan<Double>) {
    let n = level.count
    let (thresholds, ratios, knees) = (
      table.extracting(places(.threshold, n)), table.extracting(places(.ratio, n)),
      table.extracting(places(.knee, n))
    )
    precondition(thresholds.count == n && ratios.count == n && knees.count == n)
    for i in level.indices { level[i] = (1 - 1 / ratios[i]) * bent(level[i] - thresholds[i], knees[i]) }
  }

  private static func expand(_ table: Span<Double>, _ level: inout MutableSpan<Double>) {
    let n = level.count
    let (thresholds, ratios, knees) = (
      table.extracting(places(.threshold, n)), table.extracting(places(.ratio, n)),
      table.extracting(places(.knee, n))
    )
    let depths = table.extracting(places(.depth, n))
    precondition(thresholds.count == n && ratios.count == n && knees.count == n && depths.count == n)
    for i in level.indices {
      let down = (ratios[i] - 1) * bent(thresholds[i] - level[i], knees[i])
      level[i] = down < depths[i] ? down : depths[i]
    }
  }

  private static func duck(_ table: Span<Double>, _ level: inout MutableSpan<Double>) {
    let n = level.count
    let (thresholds, depths, knees) = (
      table.extracting(places(.threshold, n)), table.extracting(places(.depth, n)),
      table.extracting(places(.knee, n))
    )
    precondition(thresholds.count == n && depths.count == n && knees.count == n)
    for i in level.indices {
      let width = knees[i] > 1e-6 ? knees[i] : 1e-6
      var part = (level[i] - thresholds[i]) / width + 0.5
      part = part > 0 ? part : 0
      level[i] = depths[i] * (part < 1 ? part : 1)
    }
  }

  private static func open(_ table: Span<Double>, _ level: inout MutableSpan<Double>, _ state: inout State) {
    let n = level.count
    let (thresholds, depths, holds) = (
      table.extracting(places(.threshold, n)), table.extracting(places(.depth, n)),
      table.extracting(places(.hold, n))
    )
    precondition(thresholds.count == n && depths.count == n && holds.count == n)
    var s = state
    for i in level.indices {
      if level[i] >= thresholds[i] - (s.isOpen ? hysteresis : 0) {
        (s.isOpen, s.left) = (true, holds[i])
      } else if s.left > 0 {
        s.left -= 1
      } else {
        s.isOpen = false
      }
      level[i] = s.isOpen ? 0 : depths[i]
    }
    state = s
  }
}

// MARK: Smoothing

extension Dynamics {
  /// Held by the release, smoothed by the attack.
  private static func smoothHeld(
    _ table: Span<Double>, _ level: inout MutableSpan<Double>, _ state: inout State
  ) {
    let n = level.count
    let (attacks, releases) = (table.extracting(places(.attack, n)), table.extracting(places(.release, n)))
    precondition(attacks.count == n && releases.count == n)
    var s = state
    for i in level.indices {
      let target = level[i]
      let fallen = target.addingProduct(releases[i], s.held - target)
      s.held = target > fallen ? target : fallen
      s.down = s.held.addingProduct(attacks[i], s.down - s.held)
      level[i] = s.down
    }
    state = s
  }

  /// One time downwards and one upwards.
  private static func smooth(
    _ table: Span<Double>, _ level: inout MutableSpan<Double>, _ state: inout State, down: Setting,
    up: Setting
  ) {
    let n = level.count
    let (downs, ups) = (table.extracting(places(down, n)), table.extracting(places(up, n)))
    precondition(downs.count == n && ups.count == n)
    var last = state.down
    for i in level.indices {
      let target = level[i]
      last = target.addingProduct(target > last ? downs[i] : ups[i], last - target)
      level[i] = last
    }
    state.down = last
  }
}
