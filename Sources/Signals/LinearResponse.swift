/// A kernel that, where its parameters do not move, is linear and does the same at all times: it tells what it does
/// to a sine.
package protocol LinearResponse {
  /// The factor by which a channel of the first input comes out at a frequency in hertz: its magnitude is the gain,
  /// its angle the phase. Nil where a parameter moves.
  func response(at hertz: Double, channel: Int) -> (real: Double, imaginary: Double)?
  /// Whether that is so of small sounds alone, as where what is loud saturates.
  var isOfSmallSounds: Bool { get }
}

extension LinearResponse {
  package var isOfSmallSounds: Bool { false }
}
