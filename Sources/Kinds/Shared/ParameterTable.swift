import Signals

/// A parameter of a recursion: a number or a signal, and what holds it.
struct TableParameter: Sendable {
  // Without its constants, which would be retained wherever one is read.
  private let input: StreamInput
  private let range: ClosedRange<Double>
  private let standard: Double

  init(_ input: StreamInput, in range: ClosedRange<Double>, standard: Double) {
    self.input = StreamInput(index: input.index, shape: input.shape)
    (self.range, self.standard) = (range, standard)
  }

  /// Writes what `function` makes of the parameter at each frame of a block into `table`, from `first` on: once for
  /// all where it does not move, to the same bits.
  @inline(__always)
  func fill(
    _ table: inout MutableSpan<Double>, from first: Int, _ block: RenderBlock, _ channel: Int,
    _ function: (Double) -> Double = { $0 }
  ) {
    let samples = block.input(input, channel).extracting(block.places(of: input))
    precondition(first >= 0 && first + samples.count <= table.count)
    if block.isUniform(input) {
      let value = function(Double(samples[0]).limited(to: range, standard: standard))
      for i in samples.indices { table[unchecked: first &+ i] = value }
    } else {
      for i in samples.indices {
        table[unchecked: first &+ i] = function(Double(samples[i]).limited(to: range, standard: standard))
      }
    }
  }
}
