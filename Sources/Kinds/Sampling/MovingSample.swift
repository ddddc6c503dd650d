import Designs
import Signals

/// A part of samples at a speed that moves, forwards and backwards, as a hand moves a record.
///
/// What is played is the row that a fixed speed plays; the place in it is the sum of the speeds. It begins at the part's
/// beginning, or where the first speed is negative at its end.
struct MovingSample: RecursiveKernel {
  struct State: KernelState {
    /// In the row; not a number before the first frame.
    var place = Double.nan
    var isBackwards = false
    var isFinite: Bool { true }
  }

  static let speeds = -32.0...32.0

  let shape: SignalShape
  let rest = State()
  private let speed: StreamInput
  private let forwards: SamplePlayer
  private let backwards: SamplePlayer

  init(_ samples: Samples, _ part: Range<Int>, loop: Range<Int>, speed: StreamInput) throws(SignalError) {
    self.speed = speed
    forwards = SamplePlayer(samples, part, loop: loop, rate: 1)
    backwards = SamplePlayer(samples, part, loop: loop, rate: -1)
    let list = StreamInput(shape: forwards.shape)
    shape = SignalShape(
      channels: try SignalShape.channels(of: list, speed),
      range: part.isEmpty ? .empty : SignalRange(lower: speed.shape.range.lower ?? 0, upper: nil))
  }

  var constant: [Double]? {
    shape.range.isEmpty ? [Double](repeating: 0, count: shape.channels) : nil
  }

  var contents: Samples? { forwards.contents }

  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? {
    input.isConstant ? nil : block.frames
  }

  func render(_ block: RenderBlock, channel: Int, _ state: inout State) {
    if constant != nil { return block.fill(channel, 0) }
    var y = block.output(channel)
    let constant = speed.constant(channel)
    for i in y.indices {
      let given = constant ?? Double(block.input(speed, channel)[i])
      let speed = given.limited(to: Self.speeds, standard: 1)
      if state.place.isNaN {
        state.place = 0
        state.isBackwards = speed < 0
      }
      let player = state.isBackwards ? backwards : forwards
      y[i] = WindowedSinc.level.value(at: state.place, speed: max(1, speed.magnitude)) {
        player.sample(channel, $0)
      }
      state.place += state.isBackwards ? -speed : speed
    }
  }
}
