import Signals

extension OnePole: LaneKernel {
  var laneKey: Int? { fixed.count == 1 && !input.isConstant ? 0 : nil }

  static func lanes(_ kernels: [any Kernel]) -> any LaneWork {
    OnePoleLanes(kernels.compactMap { $0 as? OnePole })
  }

  /// The part by which one of a single channel goes to its input at each frame.
  fileprivate var part: Double { fixed[0] }
  fileprivate var heard: StreamPlace { input.place }
}

private final class OnePoleLanes: LaneWork {
  private let room = LaneRoom()
  private let inputs: [StreamPlace]
  private let parts: LaneNumbers
  private let rests: LaneNumbers

  init(_ kernels: [OnePole]) {
    inputs = kernels.map(\.heard)
    parts = LaneNumbers(kernels.map(\.part))
    rests = LaneNumbers(kernels.map { 1 - $0.part })
  }

  func render(_ lanes: UnsafeBufferPointer<Lane>) {
    room.clear()
    var last = LaneNumbers()
    for lane in lanes {
      last[lane.number] = unsafe lane.state.assumingMemoryBound(to: OnePole.State.self).pointee.y
    }
    var at = lanes[0].block.frames.lowerBound
    while at < lanes[0].block.frames.upperBound {
      for lane in lanes { room.bind(lane.number, lane.block.block(from: at), inputs[lane.number]) }
      last = run(last)
      for lane in lanes where !OnePole.State(y: last[lane.number]).isAudible { last[lane.number] = 0 }
      at += Grid.block
    }
    for lane in lanes {
      unsafe lane.state.assumingMemoryBound(to: OnePole.State.self).pointee.y = last[lane.number]
    }
  }

  private func run(_ state: LaneNumbers) -> LaneNumbers {
    let (parts, rests) = (parts, rests)
    var (low, high) = (state.low, state.high)
    room.forEachEight { _ in
      for number in 0..<Lanes.count {
        let x = room.frame(number)
        low = (parts.low * SIMD4<Double>(x.lowHalf)).addingProduct(rests.low, low)
        high = (parts.high * SIMD4<Double>(x.highHalf)).addingProduct(rests.high, high)
        room.set(number, low, high)
      }
    }
    var end = LaneNumbers()
    (end.low, end.high) = (low, high)
    return end
  }
}
