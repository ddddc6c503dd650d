/// What is known of a signal before any sample is: how many channels, where it is other than zero, how it repeats.
package struct SignalShape: Hashable, Sendable {
  /// At least 1.
  package var channels: Int
  package var range: SignalRange
  /// Frames after which a signal without beginning repeats exactly; nil where there is none.
  package var period: Int?

  package init(channels: Int = 1, range: SignalRange = .all, period: Int? = nil) {
    self.channels = channels
    self.range = range
    self.period = range == .all ? period : nil
  }

  /// The shape of what is computed frame by frame from `inputs`: channels spread, ranges unite, periods combine.
  package static func spreading(_ inputs: StreamInput...) throws(SignalError) -> SignalShape {
    try spreading(inputs)
  }

  package static func spreading(_ inputs: [StreamInput]) throws(SignalError) -> SignalShape {
    var channels = 1
    var range = SignalRange.empty
    var period: Int? = 1
    for input in inputs {
      channels = try spread(channels, input)
      range = range.union(input.shape.range)
      period = Period.combined(period, input.shape.period)
    }
    return SignalShape(channels: channels, range: range, period: period)
  }

  /// The number of channels that `inputs` spread to. One channel spreads over many; nothing else does.
  package static func channels(of inputs: StreamInput...) throws(SignalError) -> Int {
    var channels = 1
    for input in inputs { channels = try spread(channels, input) }
    return channels
  }

  private static func spread(_ channels: Int, _ input: StreamInput) throws(SignalError) -> Int {
    let count = input.shape.channels
    if count == 1 || count == channels { return channels }
    if channels == 1 { return count }
    throw SignalError(
      "\(channels) channels and \(count) channels cannot be combined: give the same number to both, or one channel, "
        + "which spreads over many (channel(n) picks one)")
  }

  /// The same signal made by a recursion: it rings on after its input, and no longer repeats.
  package func recursive(from first: StreamInput) -> SignalShape {
    SignalShape(
      channels: channels, range: SignalRange(lower: first.shape.range.lower, upper: nil), period: nil)
  }
}
