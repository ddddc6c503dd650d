package import Signals

extension SignalKind {
  package static let dust = SignalKind(
    "dust", .noise,
    "Single samples at random times, of random height from 0 to 1: crackle, or random triggers.",
    example: "dust(20):bandpass(1500, 8) * 8", source: "SuperCollider, Dust",
    Stream("density", Dust.densities, .hertz, default: 10, "How many there are in a second, on average."),
    Number("seed", 0...4_294_967_295, .count, default: 0, "Which noise it is.")
  ) { try Dust($0, density: $1, seed: UInt32($2)) }
}

/// Each frame has one with the probability density / rate; what is left of its random number is its height.
struct Dust: Kernel {
  static let densities = 0.0...Quantity.halfRate

  let shape: SignalShape
  private let density: StreamInput
  private let perHertz: Float
  private let sequences: [RandomSequence]

  init(_ context: KindContext, density: StreamInput, seed: UInt32) throws {
    self.density = density
    perHertz = Float(1 / Double(context.rate))
    let channels = try SignalShape.channels(of: density)
    let isSilent = density.constant?.allSatisfy { $0 == 0 } ?? false
    shape = SignalShape(channels: channels, range: isSilent ? .empty : .all)
    sequences = (0..<channels).map { RandomSequence(seed: seed, row: $0) }
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    let first = block.frames.lowerBound
    let range = Float(density.bounds.lowerBound)...Float(density.bounds.upperBound)
    for channel in 0..<block.channels {
      let hertz = block.input(density, channel).extracting(block.places(of: density))
      let sequence = sequences[channel]
      var y = block.output(channel)
      precondition(hertz.count == y.count)
      for i in y.indices {
        let chance = hertz[i].limited(to: range, standard: 10) * perHertz
        let number = Float(Int32(truncatingIfNeeded: sequence.bits(first &+ i) &>> 33)) * 0x1p-31
        // The height is even from 0 to 1 where there is one; 0 is none.
        y[i] = number < chance ? number / chance : 0
      }
    }
  }
}
