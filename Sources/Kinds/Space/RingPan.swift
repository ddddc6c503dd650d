import Signals

/// A signal on a ring of speakers, as PanAz of SuperCollider has it: between the two nearest by cosine and sine of the
/// way from one to the other. Channels that share a place lie evenly round the ring from there on.
struct RingPan: Kernel {
  let shape: SignalShape
  let constant: [Double]?
  private let input: StreamInput
  private let pos: StreamInput
  private let speakers: Int
  /// For each channel, how many speakers further than its place it lies.
  private let starts: [Float]

  init(input: StreamInput, pos: StreamInput, speakers: Int) throws(SignalError) {
    let count = input.shape.channels
    try Pan.checkPlaces(input, pos)
    (self.input, self.pos, self.speakers) = (input, pos, speakers)
    shape = SignalShape(
      channels: speakers, range: input.shape.range,
      period: Period.combined(input.shape.period, pos.shape.period))
    let starts = (0..<count).map {
      pos.shape.channels == 1 ? Float(speakers) * Float($0) / Float(count) : 0
    }
    self.starts = starts
    if let values = input.constant, let places = pos.constant {
      constant = (0..<speakers).map { speaker in
        values.indices.reduce(0) {
          let way = Self.way(Float(places.count == 1 ? places[0] : places[$1]), starts[$1], speakers)
          return $0 + values[$1] * Double(Self.gain(way, speaker, speakers))
        }
      }
    } else {
      constant = nil
    }
  }

  var askOrder: [Int]? { [input.index, pos.index] }
  var isElementwise: Bool { true }

  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? {
    input.index == pos.index && block.isUniformZero(self.input) ? nil : block.frames
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    if let constant { return block.fill(with: constant) }
    if block.isUniformZero(input) { return block.fillWithZero() }
    for speaker in 0..<speakers {
      var y = block.output(speaker)
      for i in y.indices { y[i] = 0 }
      for channel in starts.indices {
        let x = block.input(input, channel).extracting(block.places(of: input))
        let places = block.input(pos, pos.shape.channels == 1 ? 0 : channel).extracting(block.places(of: pos))
        precondition(x.count == y.count && places.count == y.count)
        for i in y.indices {
          let gain = Self.gain(Self.way(places[i], starts[channel], speakers), speaker, speakers)
          y[i] = mulAdd(x[i], gain, y[i])
        }
      }
    }
    if block.isUniform(pos), block.isUniform(input) { block.markUniform() }
  }

  /// How many speakers away from the first a place lies, from 0 to their number.
  @inline(__always)
  private static func way(_ place: Float, _ start: Float, _ speakers: Int) -> Float {
    let count = Float(speakers)
    let way = mulAdd(place.limited(to: -1...1, standard: 0), 0.5 * count, start)
    return way < 0 ? way + count : way >= count ? way - count : way
  }

  /// At a speaker 1, halfway to the next the square root of one half, there and beyond 0.
  @inline(__always)
  private static func gain(_ way: Float, _ speaker: Int, _ speakers: Int) -> Float {
    let apart = (way - Float(speaker)).magnitude
    let near = min(apart, Float(speakers) - apart)
    // From the whole gain of Pan to none of it.
    return near < 1 ? Pan.gain(2 * near - 1) / Pan.gain(-1) : 0
  }
}
