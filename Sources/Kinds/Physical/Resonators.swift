import Designs
import Glibc
package import Signals

extension SignalKind {
  package static let resonators = SignalKind(
    "resonators", .physical,
    "Resonators side by side, each ringing at a frequency of its own. One sample of 1 makes each a sine at its "
      + "level that dies away. Driven for long at their own pitch they grow to twelve times full scale at most.",
    example: "impulse(2):resonators({220, 561, 1203}, {1, 0.7, 0.3}, 0.3)", source: "",
    Stream("input", "What strikes them."),
    Numbers(
      "frequencies", .hertz,
      "Of each, at most 64; those above half the sample rate are silent. Number only: they are a list, with a resonator for each."
    ),
    Numbers(
      "decays", .seconds,
      "How long until each is 60 dB down; one number is for all. Number only: they are a list, with a resonator for each."
    ),
    Numbers(
      "amps", .level, default: 1,
      "How loud each is; one number is for all. Number only: they are a list, with a resonator for each.")
  ) { try Resonators($0, input: $1, frequencies: $2, decays: $3, amps: $4) }
}

/// z goes round: z' = p z + x, with the pole p = r exp(i w); its imaginary part is heard. Four at a time.
///
/// Driven at its own pitch, one that rings for a minute would grow by 96 dB, and no scale serves both that and a single
/// strike. So four that are heard above their share of twelve times full scale are made as much smaller.
struct Resonators: Kernel {
  static let most = 64

  private typealias Lanes = SIMD4<Double>

  private struct Group: Sendable {
    var cosine: Lanes
    var sine: Lanes
    var level: Lanes
    /// As loud as the four get; never below what one strike of full scale makes of them.
    var most = 0.0
  }

  /// As loud as all get, where their levels sum up to no more.
  static let loudest = 12.0

  let shape: SignalShape
  private let input: StreamInput
  private let groups: [Group]
  private let radiansPerHertz: Double

  init(
    _ context: KindContext, input: StreamInput, frequencies: [Double], decays: [Double], amps: [Double]
  ) throws(SignalError) {
    self.input = input
    radiansPerHertz = 2 * .pi / Double(context.rate)
    shape = SignalShape(channels: input.shape.channels).recursive(from: input)
    guard frequencies.count <= Self.most else {
      throw SignalError("frequencies: \(frequencies.count) were given; at most \(Self.most) are expected")
    }
    for (name, list) in [("decays", decays), ("amps", amps)]
    where list.count != 1 && list.count != frequencies.count {
      throw SignalError(
        "\(name): \(list.count) were given for \(frequencies.count) frequencies; one is expected, or one for each"
      )
    }
    guard frequencies.allSatisfy({ (0...1e6).contains($0) }) else {
      throw SignalError("frequencies: numbers from 0 up, in hertz, are expected")
    }
    guard decays.allSatisfy({ (1e-4...3_600).contains($0) }) else {
      throw SignalError("decays: numbers from 0.0001 to 3600, in seconds, are expected")
    }
    guard amps.allSatisfy({ $0.magnitude <= 1_000 }) else {
      throw SignalError("amps: numbers from -1000 to 1000 are expected")
    }
    var groups = [Group](
      repeating: Group(cosine: .zero, sine: .zero, level: .zero), count: (frequencies.count + 3) / 4)
    let rate = Double(context.rate)
    for (mode, hertz) in frequencies.enumerated() where 2 * hertz < rate {
      let radius = exp(-log(1_000) / ((decays.count == 1 ? decays[0] : decays[mode]) * rate))
      let angle = 2 * .pi * hertz / rate
      groups[mode / 4].cosine[mode % 4] = radius * cos(angle)
      groups[mode / 4].sine[mode % 4] = radius * sin(angle)
      groups[mode / 4].level[mode % 4] = amps.count == 1 ? amps[0] : amps[mode]
    }
    let sums = groups.map { group in (0..<4).reduce(0.0) { $0 + group.level[$1].magnitude } }
    let whole = sums.reduce(0, +)
    for place in groups.indices {
      groups[place].most = sums[place] * max(1, whole > 0 ? Self.loudest / whole : 1)
    }
    self.groups = groups
  }

  var memory: Memory { .recursive }
  /// Of each group four real parts and four imaginary ones.
  private var valuesInChannel: Int { 8 * groups.count }
  var stateByteCount: Int { shape.channels * valuesInChannel * MemoryLayout<Double>.stride }

  private func values(_ state: UnsafeMutableRawPointer) -> UnsafeMutableBufferPointer<Double> {
    UnsafeMutableBufferPointer(
      start: state.assumingMemoryBound(to: Double.self), count: shape.channels * valuesInChannel)
  }

  func putAtRest(_ state: UnsafeMutableRawPointer) { values(state).update(repeating: 0) }

  func restoreFiniteState(_ state: UnsafeMutableRawPointer) {
    let values = values(state)
    for channel in 0..<shape.channels {
      let part = channel * valuesInChannel..<(channel + 1) * valuesInChannel
      if !part.allSatisfy({ values[$0].isFinite }) { for place in part { values[place] = 0 } }
    }
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    guard let state else { preconditionFailure("a recursive kernel is rendered with its state") }
    let values = values(state)
    if block.isUniformZero(input), values.allSatisfy({ $0.magnitude < 1e-20 }) {
      putAtRest(state)
      return block.fillWithZero()
    }
    for channel in 0..<shape.channels {
      let x = block.input(input, channel)
      var y = block.output(channel)
      withUnsafeTemporaryAllocation(of: Double.self, capacity: y.count) { scratch in
        scratch.initialize(repeating: 0)
        var sums = scratch.mutableSpan
        for (place, group) in groups.enumerated() {
          let at = channel * valuesInChannel + 8 * place
          var real = Lanes(values[at], values[at + 1], values[at + 2], values[at + 3])
          var imaginary = Lanes(values[at + 4], values[at + 5], values[at + 6], values[at + 7])
          ring(group, x, &sums, &real, &imaginary)
          for lane in 0..<4 {
            values[at + lane] = real[lane]
            values[at + 4 + lane] = imaginary[lane]
          }
        }
        for i in y.indices { y[i] = Float(sums[i]) }
      }
    }
  }

  private func ring(
    _ group: Group, _ x: Span<Float>, _ sums: inout MutableSpan<Double>, _ real: inout Lanes,
    _ imaginary: inout Lanes
  ) {
    precondition(x.count == sums.count)
    var (re, im) = (real, imaginary)
    let (c, s, level, most) = (group.cosine, group.sine, group.level, group.most)
    for i in sums.indices {
      let strike = Lanes(repeating: Double(x[i]))
      let next = strike.addingProduct(c, re).addingProduct(-s, im)
      im = (s * re).addingProduct(c, im)
      re = next
      let heard = level * im
      let sum = (heard[0] + heard[1]) + (heard[2] + heard[3])
      if sum.magnitude > most {
        let scale = most / sum.magnitude
        re *= scale
        im *= scale
        sums[i] += sum < 0 ? -most : most
      } else {
        sums[i] += sum
      }
    }
    (real, imaginary) = (re, im)
  }
}

extension Resonators: LinearResponse {
  /// As long as none reaches its bound.
  func response(at hertz: Double, channel: Int) -> (real: Double, imaginary: Double)? {
    var sum = (real: 0.0, imaginary: 0.0)
    for group in groups {
      for lane in 0..<4 where group.level[lane] != 0 {
        let (c, s) = (group.cosine[lane], group.sine[lane])
        let one = Rational.response(
          [0, group.level[lane] * s], [1, -2 * c, c * c + s * s], hertz * radiansPerHertz)
        sum.real += one.real
        sum.imaginary += one.imaginary
      }
    }
    return sum
  }
}
