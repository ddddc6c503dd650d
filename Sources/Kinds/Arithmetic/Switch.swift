package import Signals

extension SignalKind {
  package static let choosing = SignalKind(
    "switch", .arithmetic, "One of several signals; which one may change at any sample.",
    example: "switch(sine(1):range(1, 3), {saw(110), square(110), sine(110)}) * 0.7",
    Stream(
      "which", 1...64, .count, "The number of the one that is heard, counted from 1; fractions are rounded."),
    Streams("inputs", "What to choose from, at most 64 signals.")
  ) { try Switch(which: $1, inputs: $2) }
}

/// The samples of one input or another.
struct Switch: Kernel {
  let shape: SignalShape
  let constant: [Double]?
  private let which: StreamInput
  private let inputs: [StreamInput]

  init(which: StreamInput, inputs: [StreamInput]) throws {
    guard (1...64).contains(inputs.count) else {
      throw SignalError("inputs: \(inputs.count) signals were given; expected 1 to 64")
    }
    let spread = try SignalShape.spreading([which] + inputs)
    let last = inputs.count
    var chosen: Set<Int> = []
    for number in which.constant ?? [] {
      guard number < Double(last) + 0.5 else {
        throw SignalError(
          "which: \(Numerals.text(number)) was given; expected 1 to \(last), as there are signals")
      }
      chosen.insert(Self.place(Float(number), last))
    }
    var range = SignalRange.empty
    for (place, input) in inputs.enumerated() where chosen.isEmpty || chosen.contains(place) {
      range = range.union(input.shape.range)
    }
    shape = SignalShape(channels: spread.channels, range: range, period: spread.period)
    constant =
      which.isConstant && inputs.allSatisfy(\.isConstant)
      ? (0..<spread.channels).map { channel in
        inputs[Self.place(Float(which.constant(channel) ?? 1), last)].constant(channel) ?? 0
      } : nil
    self.which = StreamInput(index: which.index, shape: which.shape)
    self.inputs = inputs.map { StreamInput(index: $0.index, shape: $0.shape) }
  }

  @inline(__always)
  private static func place(_ which: Float, _ count: Int) -> Int {
    let held = (which - 1).limited(to: 0...Float(count - 1), standard: 0)
    return Int(held + 0.5)
  }

  var askOrder: [Int]? { [which.index] + inputs.map(\.index) }
  var isElementwise: Bool { true }
  var isWorthKeeping: Bool { false }

  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? {
    if input.index == which.index || !block.isUniform(which) { return block.frames }
    for channel in 0..<which.shape.channels
    where inputs[Self.place(block.input(which, channel)[0], inputs.count)].index == input.index {
      return block.frames
    }
    return nil
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    if let constant { return block.fill(with: constant) }
    let isSteady = block.isUniform(which)
    var isUniform = true
    for channel in 0..<block.channels {
      let numbers = block.input(which, channel).extracting(block.places(of: which))
      var y = block.output(channel)
      if isSteady {
        let input = inputs[Self.place(numbers[0], inputs.count)]
        copy(block.input(input, channel).extracting(block.places(of: input)), into: &y)
        if !block.isUniform(input) { isUniform = false }
      } else {
        choose(block, channel, numbers, &y)
        isUniform = false
      }
    }
    if isUniform { block.markUniform() }
  }

  /// Run by run of one choice.
  private func choose(
    _ block: RenderBlock, _ channel: Int, _ numbers: Span<Float>, _ y: inout MutableSpan<Float>
  ) {
    precondition(numbers.count == y.count)
    var start = 0
    while start < y.count {
      let place = Self.place(numbers[start], inputs.count)
      var end = start + 1
      while end < y.count, Self.place(numbers[end], inputs.count) == place { end += 1 }
      let x = block.input(inputs[place], channel).extracting(block.places(of: inputs[place]))
      precondition(x.count == y.count)
      for i in start..<end { y[i] = x[i] }
      start = end
    }
  }
}
