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
    /// Decibels down: held by the release, then smoothed. Less than 0 before the first frame of what is shut then, a gate,
    /// or as far down as silence asks for, an expander.
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
  static let hysteresis = 3.0

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
    let isShut = mode == .gate || mode == .expand
    rest = State(peak: 0, held: 0, down: isShut ? -1 : 0, left: 0, isOpen: false)
    let inputs = [input] + given.map(\.input)
    shape = try SignalShape.spreading(inputs).recursive(from: input)
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    renderEach(block, state)
    if block.isUniformZero(input) { block.markUniform() }
  }

  func render(_ block: RenderBlock, channel: Int, _ state: inout State) {
    let count = block.count
    let places = Setting.allCases.count
    withUnsafeTemporaryAllocation(of: Double.self, capacity: places * count) { scratch in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { levelScratch in
        var table = scratch.mutableSpan
        for (setting, parameter) in settings { tabulate(setting, parameter, block, channel, &table) }
        if state.down < 0 { state.down = table[Setting.depth.rawValue * count] }
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
