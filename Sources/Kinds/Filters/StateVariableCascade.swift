import CLanes
import Signals

extension StateVariableFilter: CascadeKernel {
  /// Those whose output is mixed of input, band and low side, and never changes.
  var isCascadable: Bool {
    guard fixed.count == 1, !input.isConstant else { return false }
    return switch response {
    case .lowpass, .highpass, .bandpass: false
    default: true
    }
  }

  var heard: StreamPlace { source }

  static func cascade(_ kernels: [any Kernel]) -> any CascadeWork {
    StateVariableCascade(kernels.compactMap { $0 as? StateVariableFilter })
  }
}

/// `StateVariableFilter.step` for up to sixteen stages: at each step a stage takes what the one before it gave at the last.
private final class StateVariableCascade: CascadeWork {
  typealias State = StateVariableFilter.State
  typealias Four = SIMD4<Double>

  /// What a sample takes, in four stages.
  private struct Coefficients {
    var a1 = Four()
    var a2 = Four()
    var a3 = Four()
    /// 2 a1 - 1, 2 a2, 2 a3 and 1 - 2 a3.
    var b1 = Four()
    var b2 = Four()
    var b3 = Four()
    var b4 = Four()
    var feed = Four()
    var input = Four()
    var band = Four()
    var low = Four()
  }
  private struct Pair {
    var first = Four()
    var second = Four()
  }
  /// Four times four stages.
  private struct Stages {
    var a = Pair()
    var b = Pair()
    var c = Pair()
    var d = Pair()

    subscript(quarter: Int) -> Pair {
      get { quarter == 0 ? a : quarter == 1 ? b : quarter == 2 ? c : d }
      set {
        switch quarter {
        case 0: a = newValue
        case 1: b = newValue
        case 2: c = newValue
        default: d = newValue
        }
      }
    }
  }

  private let kernels: [StateVariableFilter]
  private let count: Int
  private let heard: StreamPlace
  /// Of the first four stages, the next four, and so on.
  private let coefficients: (Coefficients, Coefficients, Coefficients, Coefficients)
  /// What the stages gave at a step.
  private let given: UnsafeMutablePointer<Float>

  init(_ kernels: [StateVariableFilter]) {
    self.kernels = kernels
    count = kernels.count
    heard = kernels[0].heard
    given = LaneRoom.aligned(Cascade.most)
    given.initialize(repeating: 0, count: Cascade.most)
    var coefficients = [Coefficients](repeating: Coefficients(), count: 4)
    for (stage, kernel) in kernels.enumerated() {
      let c = kernel.fixed[0]
      let (quarter, lane) = (stage / 4, stage % 4)
      coefficients[quarter].a1[lane] = c.a1
      coefficients[quarter].a2[lane] = c.a2
      coefficients[quarter].a3[lane] = c.a3
      coefficients[quarter].b1[lane] = 2 * c.a1 - 1
      coefficients[quarter].b2[lane] = 2 * c.a2
      coefficients[quarter].b3[lane] = 2 * c.a3
      coefficients[quarter].b4[lane] = 1 - 2 * c.a3
      coefficients[quarter].feed[lane] = c.feed
      coefficients[quarter].input[lane] = c.input
      coefficients[quarter].band[lane] = c.band
      coefficients[quarter].low[lane] = c.low
    }
    self.coefficients = (coefficients[0], coefficients[1], coefficients[2], coefficients[3])
  }

  deinit { given.deallocate() }

  func render(
    from first: RenderBlock, into last: RenderBlock,
    _ states: UnsafeBufferPointer<UnsafeMutableRawPointer>
  ) {
    precondition(states.count == count)
    var at = first.frames.lowerBound
    while at < first.frames.upperBound {
      var stages = Stages()
      for stage in 0..<count {
        let kept = states[stage].assumingMemoryBound(to: State.self)
        unsafe StateVariableFilter.hold(kernels[stage].fixed[0], &kept.pointee)
        let state = unsafe kept.pointee
        stages[stage / 4].first[stage % 4] = state.first
        stages[stage / 4].second[stage % 4] = state.second
      }
      let x = first.block(from: at).own(heard)
      var y = last.block(from: at).output(0)
      run(x, &y, &stages)
      for stage in 0..<count {
        let pair = stages[stage / 4]
        let kept = states[stage].assumingMemoryBound(to: State.self)
        unsafe (kept.pointee.first, kept.pointee.second) = (pair.first[stage % 4], pair.second[stage % 4])
        if unsafe !kept.pointee.isAudible { unsafe kept.pointee = kernels[stage].rest }
      }
      at += Grid.block
    }
  }

  /// A block: the stages begin one after another, and end so.
  private func run(_ x: Span<Float>, _ y: inout MutableSpan<Float>, _ stages: inout Stages) {
    precondition(x.count == Grid.block && y.count == Grid.block)
    let behind = count - 1
    var between = (SIMD8<Float>(), SIMD8<Float>())
    step(0..<behind, resting: true, x, &y, &between, &stages)
    step(behind..<Grid.block, resting: false, x, &y, &between, &stages)
    step(Grid.block..<Grid.block + behind, resting: true, x, &y, &between, &stages)
  }

  /// Inlined with and without stages that rest, so that none is asked where all are at work.
  @inline(__always)
  private func step(
    _ steps: Range<Int>, resting: Bool, _ x: Span<Float>, _ y: inout MutableSpan<Float>,
    _ between: inout (SIMD8<Float>, SIMD8<Float>), _ stages: inout Stages
  ) {
    let (behind, coefficients, given) = (count - 1, coefficients, given)
    var s = stages
    var (low, high) = between
    for step in steps {
      let before = s
      let crossing = low[7]
      low = lanes_shift(low, step < Grid.block ? x[unchecked: step] : 0)
      high = lanes_shift(high, crossing)
      Self.advance(coefficients, &low, &high, &s)
      if resting { Self.rest(&s, before, step) }
      unsafe UnsafeMutableRawPointer(given).storeBytes(of: low, as: SIMD8<Float>.self)
      unsafe UnsafeMutableRawPointer(given).storeBytes(
        of: high, toByteOffset: 32, as: SIMD8<Float>.self)
      if step >= behind { y[unchecked: step &- behind] = unsafe given[behind] }
    }
    stages = s
    between = (low, high)
  }

  /// Stages that have not begun, or have ended, keep their states.
  @inline(__always)
  private static func rest(_ s: inout Stages, _ before: Stages, _ step: Int) {
    rest(&s.a, before.a, 0, step)
    rest(&s.b, before.b, 4, step)
    rest(&s.c, before.c, 8, step)
    rest(&s.d, before.d, 12, step)
  }

  @inline(__always)
  private static func rest(_ pair: inout Pair, _ before: Pair, _ stage: Double, _ step: Int) {
    let stages = Four(stage, stage + 1, stage + 2, stage + 3)
    let isAtWork = (stages .<= Double(step)) .& (stages .> Double(step - Grid.block))
    pair.first = before.first.replacing(with: pair.first, where: isAtWork)
    pair.second = before.second.replacing(with: pair.second, where: isAtWork)
  }

  @inline(__always)
  private static func advance(
    _ k: (Coefficients, Coefficients, Coefficients, Coefficients), _ low: inout SIMD8<Float>,
    _ high: inout SIMD8<Float>, _ s: inout Stages
  ) {
    let a = step(k.0, Four(low.lowHalf), &s.a)
    let b = step(k.1, Four(low.highHalf), &s.b)
    let c = step(k.2, Four(high.lowHalf), &s.c)
    let d = step(k.3, Four(high.highHalf), &s.d)
    low = SIMD8(lowHalf: SIMD4<Float>(a), highHalf: SIMD4<Float>(b))
    high = SIMD8(lowHalf: SIMD4<Float>(c), highHalf: SIMD4<Float>(d))
  }

  /// As `StateVariableFilter.step` and `mixed`.
  @inline(__always)
  private static func step(_ c: Coefficients, _ x: Four, _ state: inout Pair) -> Four {
    let (s1, s2, fed) = (state.first, state.second, c.feed * x)
    let difference = fed - s2
    let band = (c.a1 * s1).addingProduct(c.a2, difference)
    let low = (c.a2 * s1 + s2).addingProduct(c.a3, difference)
    state.first = (c.b2 * fed).addingProduct(-c.b2, s2).addingProduct(c.b1, s1)
    state.second = (c.b3 * fed).addingProduct(c.b2, s1).addingProduct(c.b4, s2)
    return (c.input * x).addingProduct(c.band, band).addingProduct(c.low, low)
  }
}
