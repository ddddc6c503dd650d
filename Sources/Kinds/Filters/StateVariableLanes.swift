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
    /// What multiplies the band, and the input on its way to the integrators.
    var lift = Four()
    var feed = Four()
  }
  /// Two integrators, for four lanes.
  struct Pair {
    var first = Four()
    var second = Four()
  }

  private let room = LaneRoom()
  private let response: Response
  private let inputs: [StreamPlace]
  private let kernels: [StateVariableFilter]
  /// Where the cutoffs move: the planes of their tangents and of what is kept of the states, frame by frame of eight.
  private let isSteady: Bool
  private let tangents: UnsafeMutablePointer<Float>
  private let tangentRoom = LaneRoom()
  private let parts: UnsafeMutablePointer<Float>
  private let partRoom = LaneRoom()
  private var low = Coefficients()
  private var high = Coefficients()

  init(_ kernels: [StateVariableFilter]) {
    response = kernels[0].response
    inputs = kernels.map(\.source)
    self.kernels = kernels
    isSteady = !kernels[0].fixed.isEmpty
    tangents = LaneRoom.aligned(Lanes.count * Grid.block)
    tangents.initialize(repeating: 1, count: Lanes.count * Grid.block)
    parts = LaneRoom.aligned(Lanes.count * Grid.block)
    parts.initialize(repeating: 1, count: Lanes.count * Grid.block)
    for lane in 0..<Lanes.count {
      unsafe tangentRoom.inputs[lane] = UnsafePointer(tangents + lane * Grid.block)
      unsafe partRoom.inputs[lane] = UnsafePointer(parts + lane * Grid.block)
    }
    let fixed = kernels.compactMap(\.fixed.first)
    let (a1, a2, a3) = (
      LaneNumbers(fixed.map(\.a1)), LaneNumbers(fixed.map(\.a2)), LaneNumbers(fixed.map(\.a3))
    )
    let feeds = kernels.map(\.steadyFeed)
    let rest = [Double](repeating: 1, count: Lanes.count - kernels.count)
    let (lift, feed) = (LaneNumbers(feeds.map(\.lift) + rest), LaneNumbers(feeds.map(\.feed) + rest))
    low = Coefficients(a1: a1.low, a2: a2.low, a3: a3.low, lift: lift.low, feed: feed.low)
    high = Coefficients(a1: a1.high, a2: a2.high, a3: a3.high, lift: lift.high, feed: feed.high)
  }

  deinit {
    tangents.deallocate()
    parts.deallocate()
  }

  func render(_ lanes: UnsafeBufferPointer<Lane>) {
    room.clear()
    var at = lanes[0].block.frames.lowerBound
    let end = lanes[0].block.frames.upperBound
    while at < end {
      var (first, second) = (LaneNumbers(), LaneNumbers())
      for lane in lanes {
        let state = lane.state.assumingMemoryBound(to: State.self)
        let block = lane.block.block(from: at)
        room.bind(lane.number, block, inputs[lane.number])
        if isSteady {
          unsafe StateVariableFilter.hold(kernels[lane.number].fixed[0], &state.pointee)
        } else {
          unsafe tabulate(lane.number, block, &state.pointee)
        }
        unsafe (first[lane.number], second[lane.number]) = (state.pointee.first, state.pointee.second)
      }
      var lower = Pair(first: first.low, second: second.low)
      var upper = Pair(first: first.high, second: second.high)
      run(&lower, &upper)
      (first.low, second.low, first.high, second.high) = (
        lower.first, lower.second, upper.first, upper.second
      )
      for lane in lanes {
        let kept = lane.state.assumingMemoryBound(to: State.self)
        unsafe (kept.pointee.first, kept.pointee.second) = (first[lane.number], second[lane.number])
        if unsafe !kept.pointee.isAudible { unsafe kept.pointee = kernels[lane.number].rest }
      }
      at += Grid.block
    }
  }

  /// As `StateVariableFilter.fillTangents` and `hold`.
  private func tabulate(_ lane: Int, _ block: RenderBlock, _ state: inout State) {
    let (kernel, count) = (kernels[lane], Grid.block)
    var y = UnsafeMutableBufferPointer(start: tangents + lane * count, count: count).mutableSpan
    var kept = UnsafeMutableBufferPointer(start: parts + lane * count, count: count).mutableSpan
    withUnsafeTemporaryAllocation(of: Float.self, capacity: count) { scratch in
      scratch.initialize(repeating: 0)
      var cosines = scratch.mutableSpan
      kernel.tabulate(block.own(kernel.cutoff.place), &y, &cosines)
      let before = state.near
      kept[0] = StateVariableFilter.kept(Float(before), cosines[0])
      for i in 1..<count {
        kept[unchecked: i] = StateVariableFilter.kept(cosines[unchecked: i &- 1], cosines[unchecked: i])
      }
      let lift = kernel.steadyFeed.lift
      let given = StateVariableFilter.kept(state.lift, lift)
      state.first *= given
      state.second *= StateVariableFilter.low(given, before)
      (state.near, state.lift) = (Double(cosines[count - 1]), lift)
    }
  }

  private func run(_ low: inout Pair, _ high: inout Pair) {
    switch response {
    case .lowpass:
      if isSteady {
        steady(&low, &high) { _, _, _, low in low }
      } else {
        moving(&low, &high) { _, _, _, low in low }
      }
    case .highpass:
      if isSteady {
        steady(&low, &high) { c, x, band, low in x - c.lift * band - low }
      } else {
        moving(&low, &high) { c, x, band, low in x - c.lift * band - low }
      }
    default:
      if isSteady {
        steady(&low, &high) { c, _, band, _ in c.lift * band }
      } else {
        moving(&low, &high) { c, _, band, _ in c.lift * band }
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
    let (lowers, uppers) = (self.low, self.high)
    let (lowK, highK) = (lowers.lift * lowers.feed, uppers.lift * uppers.feed)
    var (a, b) = (low, high)
    room.forEachEight { at in
      tangentRoom.gather(at)
      partRoom.gather(at)
      for number in 0..<Lanes.count {
        let (x, g, kept) = (room.frame(number), tangentRoom.frame(number), partRoom.frame(number))
        let below = Self.step(
          Self.coefficients(Four(g.lowHalf), lowK, lowers), Four(x.lowHalf), &a, Four(kept.lowHalf), pick)
        let above = Self.step(
          Self.coefficients(Four(g.highHalf), highK, uppers), Four(x.highHalf), &b, Four(kept.highHalf), pick)
        room.set(number, below, above)
      }
    }
    (low, high) = (a, b)
  }

  /// As `StateVariableFilter.step`, where nothing is given up.
  @inline(__always)
  private static func step(
    _ c: Coefficients, _ x: Four, _ state: inout Pair, _ pick: (Coefficients, Four, Four, Four) -> Four
  ) -> Four {
    let (s1, s2, fed) = (state.first, state.second, c.feed * x)
    let difference = fed - s2
    let band = (c.a1 * s1).addingProduct(c.a2, difference)
    let low = (c.a2 * s1 + s2).addingProduct(c.a3, difference)
    state.first = ((2 * c.a2) * fed).addingProduct(-2 * c.a2, s2).addingProduct(2 * c.a1 - 1, s1)
    state.second = ((2 * c.a3) * fed).addingProduct(2 * c.a2, s1).addingProduct(1 - 2 * c.a3, s2)
    return pick(c, x, band, low)
  }

  /// As `StateVariableFilter.step`; `kept` is what is kept of both states.
  @inline(__always)
  private static func step(
    _ c: Coefficients, _ x: Four, _ state: inout Pair, _ kept: Four,
    _ pick: (Coefficients, Four, Four, Four) -> Four
  ) -> Four {
    let (s1, s2) = (state.first, state.second)
    let (h1, h2, fed) = (kept * s1, kept * s2, c.feed * x)
    let difference = fed - h2
    let band = (c.a1 * h1).addingProduct(c.a2, difference)
    let low = (c.a2 * h1 + h2).addingProduct(c.a3, difference)
    state.first = ((2 * c.a2) * fed).addingProduct(-2 * c.a2 * kept, s2)
      .addingProduct((2 * c.a1 - 1) * kept, s1)
    state.second = ((2 * c.a3) * fed).addingProduct(2 * c.a2 * kept, s1)
      .addingProduct((1 - 2 * c.a3) * kept, s2)
    return pick(c, x, band, low)
  }

  /// As `StateVariableFilter.tabulate`, where the response has no gain.
  @inline(__always)
  private static func coefficients(_ g: Four, _ k: Four, _ c: Coefficients) -> Coefficients {
    let a1 = 1 / Four(repeating: 1).addingProduct(g, g + k)
    let a2 = g * a1
    return Coefficients(a1: a1, a2: a2, a3: g * a2, lift: c.lift, feed: c.feed)
  }
}

extension StateVariableFilter {
  /// What multiplies the band and the input, where q never changes.
  fileprivate var steadyFeed: (lift: Double, feed: Double) {
    let k = response.damping(q.constant(0) ?? 1, 1)
    let feed = response.feed(k)
    return (feed < 1 ? 1 : k, feed)
  }
}
