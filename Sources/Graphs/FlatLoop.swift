import Signals

/// A loop of arithmetic and delays alone, whose steps are too short for blocks: one list of operations that runs sample by
/// sample over the tracks of its nodes, to the bits that its kernels give.
///
/// The order of a step holds for each of its samples too: what it leaves out lies at least a step back.
final class FlatLoop {
  /// In longer steps the kernels' own loops, which become lanes, are faster.
  static let longestStep = 16

  private struct Instruction {
    enum Code: UInt8 {
      case add, subtract, multiply, divide, negate, move, moveFinite
    }
    let code: Code
    /// 0 for constants, of which one value is read again and again; -1 for what moves on.
    var (maskA, maskB) = (0, 0)
    var out: UnsafeMutablePointer<Float>
    var a: UnsafePointer<Float>
    var b: UnsafePointer<Float>

    init(_ code: Code, _ unbound: UnsafeMutablePointer<Float>) {
      self.code = code
      (out, a, b) = (unbound, UnsafePointer(unbound), UnsafePointer(unbound))
    }
  }

  private let operations: [ScalarOperation?]
  private let channels: Int
  private let instructions: UnsafeMutableBufferPointer<Instruction>
  private static nonisolated(unsafe) let unbound = UnsafeMutablePointer<Float>.allocate(capacity: 1)

  /// Nil where something stands in the loop that is more than one plain step.
  init?(_ nodes: [RenderNode], step: Int) {
    guard step < Self.longestStep, !nodes.isEmpty else { return nil }
    var operations: [ScalarOperation?] = []
    for node in nodes {
      if case .copy = node.work {
        operations.append(nil)
      } else if case .kernel = node.work, let operation = node.kernel.scalarOperation,
        node.inputs.count >= operation.operands,
        // What tells by how much is a number, and stands in the operation.
        node.inputs[operation.operands...].allSatisfy({ $0.isConstant })
      {
        operations.append(operation)
      } else {
        return nil
      }
    }
    self.operations = operations
    channels = nodes.reduce(1) { max($0, $1.track.channels) }
    instructions = .allocate(capacity: nodes.count)
    _ = instructions.initialize(from: operations.map { Instruction(Self.code($0), Self.unbound) })
  }

  deinit { instructions.deallocate() }

  private static func code(_ operation: ScalarOperation?) -> Instruction.Code {
    switch operation {
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .divide: .divide
    case .negate: .negate
    case .delay: .move
    case nil: .moveFinite
    }
  }

  /// Renders `frames` into the tracks of the plan's nodes, which end where these begin.
  func run(_ plan: LoopPlan, _ frames: Range<Int>) {
    for step in plan.steps {
      step.node._withUnsafeGuaranteedRef { $0.track.extend(to: frames.upperBound) }
    }
    for channel in 0..<channels {
      for place in instructions.indices { bind(place, plan.steps[place], frames.lowerBound, channel) }
      execute(frames.count)
    }
    for step in plan.steps {
      step.node._withUnsafeGuaranteedRef { $0.track.forgetUniformity(from: frames.lowerBound) }
    }
  }

  private func bind(_ place: Int, _ step: LoopPlan.Step, _ frame: Int, _ channel: Int) {
    func start(_ track: Track, _ delay: Int) -> UnsafeMutablePointer<Float> {
      track.pointer(frame - delay) + (track.channels == 1 ? 0 : channel * track.stride)
    }
    step.node._withUnsafeGuaranteedRef { node in
      instructions[place].out = start(node.track, 0)
      if let source = step.source {
        source._withUnsafeGuaranteedRef { instructions[place].a = UnsafePointer(start($0, 0)) }
        instructions[place].maskA = -1
        return
      }
      var delay = 0
      if case .delay(let frames)? = operations[place] { delay = frames }
      func operand(_ index: Int) -> (UnsafePointer<Float>, Int) {
        if let track = node.tracks[index] {
          return (track._withUnsafeGuaranteedRef { UnsafePointer(start($0, delay)) }, -1)
        }
        let planes = unsafe node.planes[index]
        return (planes.start + channel * planes.stride, 0)
      }
      (instructions[place].a, instructions[place].maskA) = operand(0)
      if operations[place]?.operands == 2 { (instructions[place].b, instructions[place].maskB) = operand(1) }
    }
  }

  private func execute(_ count: Int) {
    let list = UnsafeBufferPointer(instructions)
    for n in 0..<count {
      for i in list.indices {
        let it = unsafe list[i]
        let a = unsafe it.a[n & it.maskA]
        let value: Float
        switch it.code {
        case .add: value = unsafe ScalarOperation.sum(a, it.b[n & it.maskB])
        case .subtract: value = unsafe ScalarOperation.difference(a, it.b[n & it.maskB])
        case .multiply: value = unsafe ScalarOperation.product(a, it.b[n & it.maskB])
        case .divide: value = unsafe ScalarOperation.quotient(a, it.b[n & it.maskB])
        case .negate: value = 0 - a
        case .move: value = a
        // What goes round a loop is its state, and would never be rid of what is not finite.
        case .moveFinite: value = a.isFinite ? a : 0
        }
        unsafe it.out[n] = value
      }
    }
  }
}
