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
  /// Where the cutoffs move: their planes, held to their range, frame by frame of eight, and pi over the rate.
  private let cutoffs: [StreamPlace]
  private let hertz: UnsafeMutablePointer<Float>
  private let cutoffRoom = LaneRoom()
  private let scale: Double
  private var low = Coefficients()
  private var high = Coefficients()

  init(_ kernels: [StateVariableFilter]) {
    response = kernels[0].response
    inputs = kernels.map(\.source)
    scale = Double.pi / kernels[0].rate
    hertz = LaneRoom.aligned(Lanes.count * Grid.block)
    hertz.initialize(repeating: 1_000, count: Lanes.count * Grid.block)
    for lane in 0..<Lanes.count { unsafe cutoffRoom.inputs[lane] = UnsafePointer(hertz + lane * Grid.block) }
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

  deinit { hertz.deallocate() }

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
        if !cutoffs.isEmpty { hold(lane.number, block) }
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

  private func hold(_ lane: Int, _ block: RenderBlock) {
    let given = block.own(cutoffs[lane])
    let range = Float(StateVariableFilter.cutoffs.lowerBound)...Float(StateVariableFilter.cutoffs.upperBound)
    precondition(given.count == Grid.block)
    let to = hertz + lane * Grid.block
    for i in given.indices { unsafe to[i] = given[i].limited(to: range, standard: 1_000) }
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
      cutoffRoom.gather(at)
      for number in 0..<Lanes.count {
        let (x, hertz) = (room.frame(number), cutoffRoom.frame(number))
        let below = Self.step(
          coefficients(Four(hertz.lowHalf), lowers), Four(x.lowHalf), &a, pick)
        let above = Self.step(
          coefficients(Four(hertz.highHalf), uppers), Four(x.highHalf), &b, pick)
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
  private func coefficients(_ hertz: Four, _ k: Four) -> Coefficients {
    let top = Four(repeating: Double.pi / 2 * StateVariableFilter.highest)
    let angle = hertz * scale
    let x = top.replacing(with: angle, where: angle .< top)
    let s = Self.sine(x)
    let c = Self.sine(.pi / 2 - x)
    let whole = c * c + s * (s + k * c)
    let part = 1 / whole
    return Coefficients(a1: c * c * part, a2: s * c * part, a3: s * s * part, k: k)
  }

  /// As `StateVariableFilter.sine`.
  @inline(__always)
  private static func sine(_ x: Four) -> Four {
    let z = x * x
    var r = Four(repeating: -1.0 / 39_916_800).addingProduct(z, Four(repeating: 1.0 / 6_227_020_800))
    r = Four(repeating: 1.0 / 362_880).addingProduct(z, r)
    r = Four(repeating: -1.0 / 5_040).addingProduct(z, r)
    r = Four(repeating: 1.0 / 120).addingProduct(z, r)
    r = Four(repeating: -1.0 / 6).addingProduct(z, r)
    r = Four(repeating: 1.0).addingProduct(z, r)
    return x * r
  }
}
