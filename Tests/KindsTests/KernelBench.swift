import Glibc
import Signals

/// A kernel taken out of the graph: inputs that are given, blocks rendered one after another.
///
/// Nothing is cut off outside the kernel's range, so a test sees what the kernel itself says there.
struct KernelBench {
  /// What lies at an input.
  enum Source {
    case constant([Double])
    /// Channels of samples, the first at frame `from`; zero before and after.
    case samples([[Float]], from: Int = 0)
    /// Frame and channel to sample, at all times.
    case wave(channels: Int = 1, period: Int? = nil, @Sendable (Int, Int) -> Float)

    var input: StreamInput {
      switch self {
      case .constant(let values):
        return StreamInput(shape: SignalShape(channels: values.count, period: 1), constant: values)
      case .samples(let planes, let from):
        let frames = SignalRange(from..<from + planes[0].count)
        return StreamInput(shape: SignalShape(channels: planes.count, range: frames))
      case .wave(let channels, let period, _):
        return StreamInput(shape: SignalShape(channels: channels, period: period))
      }
    }

    func value(_ frame: Int, _ channel: Int) -> Float {
      switch self {
      case .constant(let values): return Float(values[channel])
      case .samples(let planes, let from):
        return planes[channel].indices.contains(frame - from) ? planes[channel][frame - from] : 0
      case .wave(_, _, let function): return function(frame, channel)
      }
    }

    /// Known to hold one value over `frames`, as a cache knows it: constants, and silence.
    func isUniform(_ frames: Range<Int>) -> Bool {
      switch self {
      case .constant: return true
      case .samples(let planes, let from): return !frames.overlaps(from..<from + planes[0].count)
      case .wave: return false
      }
    }
  }

  /// What is given for one parameter.
  enum Given: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
    case resolved(Resolved)
    case source(Source)
    case sources([Source])
    /// The parameter's default.
    case standard

    init(floatLiteral value: Double) { self = .resolved(.number(value)) }
    init(integerLiteral value: Int) { self = .resolved(.number(Double(value))) }
    init(stringLiteral value: String) { self = .resolved(.text(value)) }
    /// Samples at an input, the first at frame `from`.
    static func samples(_ plane: [Float], from: Int = 0) -> Given { .source(.samples([plane], from: from)) }
    /// A signal without beginning.
    static func wave(period: Int? = nil, _ function: @escaping @Sendable (Int) -> Float) -> Given {
      .source(.wave(channels: 1, period: period) { frame, _ in function(frame) })
    }
    static func channels(_ values: Double...) -> Given { .source(.constant(values)) }
    /// A list of numbers.
    static func numbers(_ values: Double...) -> Given { .resolved(.numbers(values)) }
    static func flag(_ value: Bool) -> Given { .resolved(.flag(value)) }
  }

  let kernel: any Kernel
  let inputs: [StreamInput]
  private let sources: [Source]

  /// Arguments in declared order; those left off at the end are defaults.
  init(
    _ kind: SignalKind, _ arguments: Given..., rate: Int = 48_000,
    load: @escaping @Sendable (String) throws -> Samples = { _ in Samples([[]]) }
  ) throws {
    try self.init(kind, arguments, rate: rate, load: load)
  }

  init(
    _ kind: SignalKind, _ arguments: [Given], rate: Int = 48_000, looksAhead: Bool = true,
    load: @escaping @Sendable (String) throws -> Samples = { _ in Samples([[]]) }
  ) throws {
    var sources: [Source] = []
    var resolved: [Resolved] = []
    for (place, parameter) in kind.parameters.enumerated() {
      let isStream = if case .stream = parameter.form { true } else { false }
      let given = place < arguments.count ? arguments[place] : .standard
      switch given {
      case .resolved(let value):
        if isStream, case .number(let number) = value { sources.append(.constant([number])) }
        resolved.append(value)
      case .source(let source):
        if isStream { sources.append(source) }
        resolved.append(.stream(source.input))
      case .sources(let list):
        sources.append(contentsOf: list)
        resolved.append(.streams(list.map(\.input)))
      case .standard:
        switch parameter.standard {
        case .number(let number):
          if isStream { sources.append(.constant([number])) }
          resolved.append(.number(number))
        case .text(let text): resolved.append(.text(text))
        case .flag(let flag): resolved.append(.flag(flag))
        default: throw SignalError("\(parameter.name): must be given")
        }
      }
    }
    var context = KindContext(rate: rate, loadSamples: load)
    context.looksAhead = looksAhead
    (kernel, inputs) = try kind.make(context, resolved)
    self.sources = sources
  }

  var shape: SignalShape { kernel.shape }

  /// One plane per channel over `frames`. Blocks of the grid, cut further at every `step` frames. What goes on from
  /// its own state starts at rest where its first input begins, or at frame 0, and is zero before.
  func render(_ frames: Range<Int>, step: Int = Grid.block) -> [[Float]] {
    var planes = [[Float]](repeating: [Float](repeating: 0, count: frames.count), count: shape.channels)
    var start = Grid.floor(frames.lowerBound)
    if kernel.memory == .recursive { start = inputs.first?.shape.range.lower ?? 0 }
    let state = UnsafeMutableRawPointer.allocate(byteCount: max(16, kernel.stateByteCount), alignment: 16)
    defer { state.deallocate() }
    kernel.putAtRest(state)
    var frame = start
    while frame < frames.upperBound {
      let end = min(Grid.floor(frame) + Grid.block, frame + step)
      let block = BenchBlock(self, frame..<end)
      block.render(state)
      if end == Grid.floor(end) { kernel.restoreFiniteState(state) }
      for n in max(frame, frames.lowerBound)..<max(frame, frames.lowerBound, min(end, frames.upperBound)) {
        for channel in planes.indices {
          planes[channel][n - frames.lowerBound] = block.sample(channel, n - frame)
        }
      }
      frame = end
    }
    return planes
  }

  /// The first channel over `frames`.
  func mono(_ frames: Range<Int>, step: Int = Grid.block) -> [Float] { render(frames, step: step)[0] }

  /// Whether the kernel tells that the block at `frame` is uniform, and which frames of each input it asked for.
  func block(at frame: Int) -> (isUniform: Bool, asked: [Range<Int>?]) {
    let block = BenchBlock(self, Grid.floor(frame)..<Grid.floor(frame) + Grid.block)
    let state = UnsafeMutableRawPointer.allocate(byteCount: max(16, kernel.stateByteCount), alignment: 16)
    defer { state.deallocate() }
    kernel.putAtRest(state)
    block.render(state)
    return (block.isUniform, block.asked)
  }

  /// Nanoseconds a sample for the blocks at `frame` on, inputs at hand: the least of several runs. What takes stretches is asked
  /// for sixteen blocks at once, as the renderer asks.
  func nanoseconds(at frame: Int = 1 << 16) -> Double {
    let length = (kernel.takesStretches ? 16 : 1) * Grid.block
    let blocks = 4_096 * Grid.block / length
    let block = BenchBlock(self, Grid.floor(frame)..<Grid.floor(frame) + length)
    let state = UnsafeMutableRawPointer.allocate(byteCount: max(16, kernel.stateByteCount), alignment: 16)
    defer { state.deallocate() }
    kernel.putAtRest(state)
    var least = Double.infinity
    for _ in 0..<9 {
      let clock = ContinuousClock()
      let duration = clock.measure { for _ in 0..<blocks { block.render(state) } }
      let seconds = Double(duration.components.attoseconds) * 1e-18 + Double(duration.components.seconds)
      least = min(least, seconds * 1e9 / Double(blocks * length * shape.channels))
    }
    return least
  }

  /// The planes of one block, filled once, in the order in which the kernel asks.
  private final class BenchBlock {
    private let kernel: any Kernel
    private let block: RenderBlock
    private let count: Int
    private let channels: Int
    private let out: UnsafeMutablePointer<Float>
    private let uniform: UnsafeMutablePointer<Bool>
    private let planes: UnsafeMutablePointer<InputPlanes>
    private let inputCount: Int
    private var samples: [UnsafeMutablePointer<Float>] = []

    init(_ bench: KernelBench, _ frames: Range<Int>) {
      kernel = bench.kernel
      count = frames.count
      channels = bench.shape.channels
      inputCount = bench.inputs.count
      out = .allocate(capacity: count * channels)
      out.initialize(repeating: .nan, count: count * channels)
      uniform = .allocate(capacity: max(1, count / Grid.block))
      uniform.initialize(repeating: false, count: max(1, count / Grid.block))
      planes = .allocate(capacity: max(1, inputCount))
      for index in 0..<inputCount {
        let none = InputPlanes(
          start: out, stride: 0, first: 0, count: 0, isUniform: false, isPresent: false)
        (planes + index).initialize(to: none)
      }
      block = RenderBlock(
        frames: frames, channels: channels, out: out, stride: count, inputs: planes, uniformOut: uniform)
      for index in kernel.askOrder ?? Array(0..<inputCount) {
        let input = bench.inputs[index]
        guard let needed = kernel.reads(input, block), !needed.isEmpty else { continue }
        let source = bench.sources[index]
        let start = UnsafeMutablePointer<Float>.allocate(capacity: needed.count * input.shape.channels)
        samples.append(start)
        for channel in 0..<input.shape.channels {
          for (place, frame) in needed.enumerated() {
            (start + channel * needed.count + place).initialize(to: source.value(frame, channel))
          }
        }
        planes[index] = InputPlanes(
          start: start, stride: input.shape.channels == 1 ? 0 : needed.count, first: needed.lowerBound,
          count: needed.count, isUniform: source.isUniform(needed))
      }
    }

    deinit {
      for start in samples { start.deallocate() }
      planes.deallocate()
      uniform.deallocate()
      out.deallocate()
    }

    func render(_ state: UnsafeMutableRawPointer) {
      uniform.pointee = false
      kernel.render(block, kernel.stateByteCount > 0 ? state : nil)
    }

    func sample(_ channel: Int, _ place: Int) -> Float { out[channel * count + place] }
    var isUniform: Bool { uniform.pointee }
    var asked: [Range<Int>?] {
      (0..<inputCount).map { place in
        let planes = planes[place]
        return planes.isPresent ? planes.first..<planes.first + planes.count : nil
      }
    }
  }
}
