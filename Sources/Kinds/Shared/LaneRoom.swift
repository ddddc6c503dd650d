import CLanes
import Signals

/// Where eight signals lie while they run side by side: their planes, and eight frames of them as they change places.
final class LaneRoom {
  typealias Planes = UnsafeMutablePointer<UnsafePointer<Float>?>

  /// What is heard, and what is written; lanes without a kernel hear silence, and nobody hears them.
  let inputs: Planes
  let outputs: UnsafeMutablePointer<UnsafeMutablePointer<Float>?>
  /// Sixty-four samples, frame by frame.
  let frames: UnsafeMutablePointer<Float>
  private let nothing: UnsafeMutablePointer<Float>

  init() {
    inputs = .allocate(capacity: Lanes.count)
    outputs = .allocate(capacity: Lanes.count)
    frames = Self.aligned(Lanes.count * Lanes.count)
    nothing = Self.aligned(2 * Grid.block)
    nothing.initialize(repeating: 0, count: 2 * Grid.block)
    clear()
  }

  func clear() {
    for lane in 0..<Lanes.count {
      unsafe inputs[lane] = UnsafePointer(nothing)
      unsafe outputs[lane] = nothing + Grid.block
    }
  }

  deinit {
    inputs.deallocate()
    outputs.deallocate()
    frames.deallocate()
    nothing.deallocate()
  }

  static func aligned(_ count: Int) -> UnsafeMutablePointer<Float> {
    UnsafeMutableRawPointer.allocate(byteCount: count * 4, alignment: 64)
      .bindMemory(to: Float.self, capacity: count)
  }

  /// Points a lane at what a block hears in its only channel, and at where it is written.
  func bind(_ lane: Int, _ block: RenderBlock, _ input: StreamPlace) {
    block.own(input).withUnsafeBufferPointer { unsafe inputs[lane] = $0.baseAddress }
    var y = block.output(0)
    y.withUnsafeMutableBufferPointer { unsafe outputs[lane] = $0.baseAddress }
  }

  /// Runs over a block of eight frames at a time: `body` finds them in `frames`, eight lanes a frame, and leaves there
  /// what is to be written.
  @inline(__always)
  func forEachEight(_ body: (_ at: Int) -> Void) {
    var at = 0
    while at < Grid.block {
      lanes_gather(inputs, at, frames)
      body(at)
      lanes_scatter(frames, outputs, at)
      at += Lanes.count
    }
  }

  /// Brings eight frames of the inputs into `frames`.
  @inline(__always)
  func gather(_ at: Int) { lanes_gather(inputs, at, frames) }

  @inline(__always)
  func frame(_ number: Int) -> SIMD8<Float> {
    unsafe UnsafeRawPointer(frames + Lanes.count * number).load(as: SIMD8<Float>.self)
  }

  @inline(__always)
  func set(_ number: Int, _ low: SIMD4<Double>, _ high: SIMD4<Double>) {
    let both = SIMD8<Float>(lowHalf: SIMD4<Float>(low), highHalf: SIMD4<Float>(high))
    unsafe UnsafeMutableRawPointer(frames + Lanes.count * number).storeBytes(
      of: both, as: SIMD8<Float>.self)
  }
}

/// Eight numbers in double precision, one for each lane.
struct LaneNumbers {
  var low = SIMD4<Double>()
  var high = SIMD4<Double>()

  subscript(lane: Int) -> Double {
    get { lane < 4 ? low[lane] : high[lane - 4] }
    set { if lane < 4 { low[lane] = newValue } else { high[lane - 4] = newValue } }
  }

  init() {}
  init(_ values: [Double]) { for (lane, value) in values.enumerated() { self[lane] = value } }
}
