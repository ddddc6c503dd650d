import Glibc
package import Signals

extension SignalKind {
  package static let resonators = SignalKind(
    "resonators", .physical,
    "Resonators side by side, each ringing at a frequency of its own. One sample of 1 makes each a sine at its "
      + "level that dies away.",
    example: "impulse(2):resonators({220, 561, 1203}, {1, 0.7, 0.3}, 0.3)", source: "",
    Stream("input", "What strikes them."),
    Numbers("frequencies", .hertz, "Of each, at most 64; those above half the sample rate are silent."),
    Numbers("decays", .seconds, "How long until each is 60 dB down; one number is for all."),
    Numbers("levels", .level, default: 1, "How loud each is; one number is for all.")
  ) { try Resonators($0, input: $1, frequencies: $2, decays: $3, levels: $4) }
}

/// z goes round: z' = p z + x, with the pole p = r exp(i w); its imaginary part is heard. Four at a time.
struct Resonators: Kernel {
  static let most = 64

  private typealias Lanes = SIMD4<Double>

  private struct Group: Sendable {
    var cosine: Lanes
    var sine: Lanes
    var level: Lanes
  }

  let shape: SignalShape
  private let input: StreamInput
  private let groups: [Group]

  init(
    _ context: KindContext, input: StreamInput, frequencies: [Double], decays: [Double], levels: [Double]
  ) throws(SignalError) {
    self.input = input
    shape = SignalShape(channels: input.shape.channels).recursive(from: input)
    guard frequencies.count <= Self.most else {
      throw SignalError("frequencies: \(frequencies.count) were given; at most \(Self.most) are expected")
    }
    for (name, list) in [("decays", decays), ("levels", levels)]
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
    guard levels.allSatisfy({ $0.magnitude <= 1_000 }) else {
      throw SignalError("levels: numbers from -1000 to 1000 are expected")
    }
    var groups = [Group](
      repeating: Group(cosine: .zero, sine: .zero, level: .zero), count: (frequencies.count + 3) / 4)
    let rate = Double(context.rate)
    for (mode, hertz) in frequencies.enumerated() where 2 * hertz < rate {
      let radius = exp(-log(1_000) / ((decays.count == 1 ? decays[0] : decays[mode]) * rate))
      let angle = 2 * .pi * hertz / rate
      groups[mode / 4].cosine[mode % 4] = radius * cos(angle)
      groups[mode / 4].sine[mode % 4] = radius * sin(angle)
      groups[mode / 4].level[mode % 4] = levels.count == 1 ? levels[0] : levels[mode]
    }
    self.groups = groups
  }

  var memory: Memory { .recursive }
  private var lanesInChannel: Int { 2 * groups.count }
  var stateByteCount: Int { shape.channels * lanesInChannel * MemoryLayout<Lanes>.stride }

  private func lanes(_ state: UnsafeMutableRawPointer) -> UnsafeMutableBufferPointer<Lanes> {
    UnsafeMutableBufferPointer(
      start: state.assumingMemoryBound(to: Lanes.self), count: shape.channels * lanesInChannel)
  }

  func putAtRest(_ state: UnsafeMutableRawPointer) {
    for place in lanes(state).indices { lanes(state)[place] = .zero }
  }

  func restoreFiniteState(_ state: UnsafeMutableRawPointer) {
    let lanes = lanes(state)
    for channel in 0..<shape.channels {
      let part = channel * lanesInChannel..<(channel + 1) * lanesInChannel
      let sum = part.reduce(Lanes.zero) { $0 + lanes[$1] * 0 }
      if sum != .zero { for place in part { lanes[place] = .zero } }
    }
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    guard let state else { preconditionFailure("a recursive kernel is rendered with its state") }
    let lanes = lanes(state)
    if block.isUniformZero(input), lanes.allSatisfy({ ($0 * $0).sum() < 1e-40 }) {
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
          let at = channel * lanesInChannel + 2 * place
          ring(group, x, &sums, &lanes[at], &lanes[at + 1])
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
    let (c, s, level) = (group.cosine, group.sine, group.level)
    for i in sums.indices {
      let strike = Lanes(repeating: Double(x[i]))
      let next = strike.addingProduct(c, re).addingProduct(-s, im)
      im = (s * re).addingProduct(c, im)
      re = next
      let heard = level * im
      sums[i] += (heard[0] + heard[1]) + (heard[2] + heard[3])
    }
    (real, imaginary) = (re, im)
  }
}
