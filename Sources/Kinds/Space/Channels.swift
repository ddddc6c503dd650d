package import Signals

extension SignalKind {
  package static let stereo = SignalKind(
    "stereo", .space, "Two signals of one channel as the left and the right of one.",
    example: "stereo(sine(440), sine(442)) * 0.5",
    Stream("left", "What is heard left."), Stream("right", "What is heard right.")
  ) { _, left, right in
    for (name, input) in [("left", left), ("right", right)] where input.shape.channels != 1 {
      throw SignalError(
        "\(name): \(input.shape.channels) channels were given; expected one (channel(n) picks one)")
    }
    return try ChannelList([left, right])
  }

  package static let channels = SignalKind(
    "channels", .space, "All channels of several signals, one after another, as the channels of one.",
    example: "channels{saw(110), saw(111)} * 0.5",
    Streams("inputs", "Signals of any number of channels, at most 64 in all.")
  ) { try ChannelList($1) }

  package static let channel = SignalKind(
    "channel", .space, "One channel of a signal.", example: "sine{440, 442}:channel(2) * 0.5",
    Stream("input", "What to take it from."),
    Number("number", 1...64, .count, "Which channel, counted from 1.")
  ) { _, input, number in
    guard Int(number) <= input.shape.channels else {
      let expected =
        input.shape.channels == 1
        ? "the signal has one channel, number 1" : "expected 1 to \(input.shape.channels), as the signal has"
      throw SignalError("number: \(Numerals.text(number)) was given; \(expected)")
    }
    return ChannelList(input, Int(number) - 1)
  }
}

/// Channels of inputs, as they are, in a new order.
struct ChannelList: Kernel {
  let shape: SignalShape
  let constant: [Double]?
  /// For each channel of the output: the input, without its constants, and its channel.
  private let sources: [(input: StreamInput, channel: Int)]
  private let isMoving: Bool
  private static let most = 64

  /// All channels of `inputs`.
  init(_ inputs: [StreamInput]) throws(SignalError) {
    let count = inputs.reduce(0) { $0 + $1.shape.channels }
    guard (1...Self.most).contains(count) else {
      throw SignalError("inputs: \(count) channels were given; expected 1 to \(Self.most)")
    }
    var range = SignalRange.empty
    var period: Int? = 1
    for input in inputs {
      range = range.union(input.shape.range)
      period = Period.combined(period, input.shape.period)
    }
    shape = SignalShape(channels: count, range: range, period: period)
    let constants = inputs.flatMap { $0.constant ?? [] }
    constant = inputs.allSatisfy(\.isConstant) ? constants : nil
    isMoving = !inputs.contains(where: \.isConstant)
    sources = inputs.flatMap { input in (0..<input.shape.channels).map { (Self.slim(input), $0) } }
  }

  /// One channel of `input`.
  init(_ input: StreamInput, _ channel: Int) {
    shape = SignalShape(range: input.shape.range, period: input.shape.period)
    constant = input.constant(channel).map { [$0] }
    isMoving = !input.isConstant
    sources = [(Self.slim(input), channel)]
  }

  private static func slim(_ input: StreamInput) -> StreamInput {
    StreamInput(index: input.index, shape: input.shape)
  }

  var isElementwise: Bool { true }
  var takesStretches: Bool { isMoving }
  var isWorthKeeping: Bool { false }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    if let constant { return block.fill(with: constant) }
    var isUniform = true
    for (channel, source) in sources.enumerated() {
      let x = block.input(source.input, source.channel).extracting(block.places(of: source.input))
      var y = block.output(channel)
      copy(x, into: &y)
      if !block.isUniform(source.input) { isUniform = false }
    }
    if isUniform { block.markUniform() }
  }
}
