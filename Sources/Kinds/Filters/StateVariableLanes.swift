import Signals

extension StateVariableFilter: LaneKernel {
  /// Those of three responses, and for what never changes or for a cutoff that moves at every frame.
  var laneKey: Int? {
    guard shape.channels == 1, !input.isConstant else { return nil }
    let isSteady = !fixed.isEmpty
    guard isSteady || (!cutoff.isConstant && q.isConstant) else { return nil }
    switch response {
    case .lowpass: return isSteady ? 0 : 1
    case .highpass: return isSteady ? 2 : 3
    case .bandpass: return isSteady ? 4 : 5
    default: return nil
    }
  }

  static func lanes(_ kernels: [any Kernel]) -> any LaneWork {
    StateVariableLanes(kernels.compactMap { $0 as? StateVariableFilter })
  }
}

/// `StateVariableFilter.step` and its table of coefficients, done for eight filters at once.
private final class StateVariableLanes: LaneWork {
  typealias Response = StateVariableFilter.Response
  typealias State = StateVariableFilter.State
  typealias Four = SIMD4<Double>

  /// What a sample takes, for four lanes.
  struct Coefficients {
    var a1 = Four()
    var a2 = Four()
    var a3 = Four()
    var k = Four()
  }
  /// Two integrators, for four lanes.
  struct Pair {
    var first = Four()
    var second = Four()
  }

  private let room = LaneRoom()
  private let response: Response
  private let inputs: [StreamPlace]
  /// Where the cutoffs move: their tangents' planes, frame by frame of eight.
  private let cutoffs: [StreamPlace]
  private let tangents: UnsafeMutablePointer<Float>
  private let tangentRoom = LaneRoom()
  private let rate: Double
  private var low = Coefficients()
  private var high = Coefficients()

  init(_ kernels: [StateVariableFilter]) {
    response = kernels[0].response
    inputs = kernels.map(\.source)
    rate = kernels[0].rate
    tangents = LaneRoom.aligned(Lanes.count * Grid.block)
    tangents.initialize(repeating: 1, count: Lanes.count * Grid.block)
    for lane in 0..<Lanes.count {
      unsafe tangentRoom.inputs[lane] = UnsafePointer(tangents + lane * Grid.block)
    }
    cutoffs = kernels[0].fixed.isEmpty ? kernels.map(\.cutoff.place) : []
    let fixed = kernels.compactMap(\.fixed.first)
    let qs = kernels.map { $0.q.constant(0) ?? 1 }
    let (a1, a2, a3) = (
      LaneNumbers(fixed.map(\.a1)), LaneNumbers(fixed.map(\.a2)), LaneNumbers(fixed.map(\.a3))
    )
    let k = LaneNumbers(qs.map { 1 / $0 } + [Double](repeating: 1, count: Lanes.count - qs.count))
    low = Coefficients(a1: a1.low, a2: a2.low, a3: a3.low, k: k.low)
    high = Coefficients(a1: a1.high, a2: a2.high, a3: a3.high, k: k.high)
  }

  deinit { tangents.deallocate() }

  func render(_ lanes: UnsafeBufferPointer<Lane>) {
    room.clear()
    var at = lanes[0].block.frames.lowerBound
    let end = lanes[0].block.frames.upperBound
    while at < end {
      var (first, second) = (LaneNumbers(), LaneNumbers())
      for lane in lanes {
        let state = unsafe lane.state.assumingMemoryBound(to: State.self).pointee
        (first[lane.number], second[lane.number]) = (state.first, state.second)
        let block = lane.block.block(from: at)
        room.bind(lane.number, block, inputs[lane.number])
        if !cutoffs.isEmpty { tabulate(lane.number, block) }
      }
      var lower = Pair(first: first.low, second: second.low)
      var upper = Pair(first: first.high, second: second.high)
      run(&lower, &upper)
      (first.low, second.low, first.high, second.high) = (
        lower.first, lower.second, upper.first, upper.second
      )
      for lane in lanes {
        let state = State(first: first[lane.number], second: second[lane.number])
        let rest = State(first: 0, second: 0)
        unsafe lane.state.assumingMemoryBound(to: State.self).pointee = state.isAudible ? state : rest
      }
      at += Grid.block
    }
  }

  private func tabulate(_ lane: Int, _ block: RenderBlock) {
    let plane = UnsafeMutableBufferPointer(start: tangents + lane * Grid.block, count: Grid.block)
    var y = plane.mutableSpan
    StateVariableFilter.tangents(block.own(cutoffs[lane]), rate: rate, into: &y)
  }

  private func run(_ low: inout Pair, _ high: inout Pair) {
    let isSteady = cutoffs.isEmpty
    switch response {
    case .lowpass:
      if isSteady {
        steady(&low, &high) { _, _, _, low in low }
      } else {
        moving(&low, &high) { _, _, _, low in low }
      }
    case .highpass:
      if isSteady {
        steady(&low, &high) { c, x, band, low in x - c.k * band - low }
      } else {
        moving(&low, &high) { c, x, band, low in x - c.k * band - low }
      }
    default:
      if isSteady {
        steady(&low, &high) { c, _, band, _ in c.k * band }
      } else {
        moving(&low, &high) { c, _, band, _ in c.k * band }
      }
    }
  }

  @inline(__always)
  private func steady(_ low: inout Pair, _ high: inout Pair, _ pick: (Coefficients, Four, Four, Four) -> Four)
  {
    let (lowers, uppers) = (self.low, self.high)
    var (a, b) = (low, high)
    room.forEachEight { _ in
      for number in 0..<Lanes.count {
        let x = room.frame(number)
        let below = Self.step(lowers, Four(x.lowHalf), &a, pick)
        let above = Self.step(uppers, Four(x.highHalf), &b, pick)
        room.set(number, below, above)
      }
    }
    (low, high) = (a, b)
  }

  @inline(__always)
  private func moving(_ low: inout Pair, _ high: inout Pair, _ pick: (Coefficients, Four, Four, Four) -> Four)
  {
    let (lowers, uppers) = (self.low.k, self.high.k)
    var (a, b) = (low, high)
    room.forEachEight { at in
      tangentRoom.gather(at)
      for number in 0..<Lanes.count {
        let (x, g) = (room.frame(number), tangentRoom.frame(number))
        let below = Self.step(Self.coefficients(Four(g.lowHalf), lowers), Four(x.lowHalf), &a, pick)
        let above = Self.step(Self.coefficients(Four(g.highHalf), uppers), Four(x.highHalf), &b, pick)
        room.set(number, below, above)
      }
    }
    (low, high) = (a, b)
  }

  /// As `StateVariableFilter.step`.
  @inline(__always)
  private static func step(
    _ c: Coefficients, _ x: Four, _ state: inout Pair, _ pick: (Coefficients, Four, Four, Four) -> Four
  ) -> Four {
    let (s1, s2) = (state.first, state.second)
    let difference = x - s2
    let band = (c.a1 * s1).addingProduct(c.a2, difference)
    let low = s2.addingProduct(c.a2, s1).addingProduct(c.a3, difference)
    state.first = ((2 * c.a1 - 1) * s1).addingProduct(2 * c.a2, difference)
    state.second = s2.addingProduct(2 * c.a2, s1).addingProduct(2 * c.a3, difference)
    return pick(c, x, band, low)
  }

  /// As `StateVariableFilter.tabulate`, where the response has no gain.
  @inline(__always)
  private static func coefficients(_ g: Four, _ k: Four) -> Coefficients {
    let a1 = 1 / Four(repeating: 1).addingProduct(g, g + k)
    let a2 = g * a1
    return Coefficients(a1: a1, a2: a2, a3: g * a2, k: k)
  }
}
