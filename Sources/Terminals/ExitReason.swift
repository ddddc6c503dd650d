import Glibc

/// Why a prompt, or a wait without one, came to its end.
package enum ExitReason: Equatable, Sendable {
  /// Ctrl-D on an empty line.
  case endOfInput
  /// `Prompt.leave()` was called.
  case asked
  /// A wait without a prompt has nothing left to wait for.
  case finished
  /// Ctrl-C during a wait without a prompt.
  case interrupted
  /// SIGTERM or SIGHUP.
  case signal(Int32)
  /// The terminal is gone.
  case terminalLost

  /// Whether it is one that who uses the program chose.
  package var isOwnEnd: Bool {
    switch self {
    case .endOfInput, .asked, .finished, .interrupted: true
    case .signal, .terminalLost: false
    }
  }

  /// The status to exit with.
  package var status: Int32 {
    switch self {
    case .endOfInput, .asked, .finished: 0
    case .interrupted: 128 + SIGINT
    case .signal(let number): 128 + number
    case .terminalLost: 128 + SIGHUP
    }
  }
}
