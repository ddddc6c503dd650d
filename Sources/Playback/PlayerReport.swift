/// What a player has to tell while it plays. `description` is one sentence for a person.
package enum PlayerReport: Sendable, Equatable, CustomStringConvertible {
  /// No server answered when playing began: time goes on silently.
  case absent(String)
  /// The server or its sink has gone: time goes on silently.
  case lost(String)
  /// After `absent` or `lost`: it sounds again, from where the clock stands.
  case back
  /// Rendering cannot keep up: so many seconds are left in the queue.
  case late(seconds: Double)
  /// An edit was rendered too late for its frame and is heard so many seconds after it.
  case editLate(seconds: Double)
  /// What was asked for is being prepared, and how much of it is.
  case preparing(part: Double)
  /// The next pass of a loop is not prepared in time.
  case passLate(frames: Int)
  /// What sounds backward is not prepared in time.
  case behind
  /// The writer of the output file failed: time goes on silently.
  case fileFailed(String)

  package var description: String {
    switch self {
    case .absent(let reason): "No sound server answers (\(reason)): playing silently, and trying again."
    case .lost(let reason): "The sound output is lost (\(reason)): playing silently, and trying again."
    case .back: "The sound output is back."
    case .late(let seconds): "Rendering cannot keep up: \(milliseconds(seconds)) ms are left in the queue."
    case .editLate(let seconds): "An edit took long to render: it is heard \(milliseconds(seconds)) ms later."
    case .preparing(let part) where part < 0.01:
      "Preparing what is to be heard; what sounds goes on meanwhile."
    case .preparing(let part):
      "Preparing what is to be heard, \(Int((part * 100).rounded(.down))) % so far; what sounds goes on meanwhile."
    case .passLate(let frames) where frames < 24_000:
      "The next pass of the loop is not ready: what sounds goes on until it is. So short a loop begins anew many times a second; a longer loop_region costs less."
    case .passLate:
      "The next pass of the loop is not ready: what sounds goes on until it is."
    case .behind:
      "Backward, this takes longer to render than it lasts: it keeps time, and is silent where it is not ready."
    case .fileFailed(let reason): "The output file cannot be written (\(reason)): playing silently."
    }
  }

  private func milliseconds(_ seconds: Double) -> Int { Int((seconds * 1000).rounded()) }
}

/// Why playing cannot begin, as one sentence.
package enum PlaybackError: Error, Sendable, Equatable, CustomStringConvertible {
  case unknownDevice(String, known: [String])
  case noServer(String)
  case noInput(String)
  case system(String)
  case badFormat(String)

  package var description: String {
    switch self {
    case .unknownDevice(let name, let known):
      known.isEmpty
        ? "There is no output device \"\(name)\": the sound server has none."
        : "There is no output device \"\(name)\": the sound server has \(known.joined(separator: ", "))."
    case .noInput(let reason): "The sound server gives no input (\(reason))."
    case .noServer(let reason): "No sound server answers (\(reason))."
    case .system(let reason): "Playing cannot begin: \(reason)."
    case .badFormat(let reason): reason
    }
  }
}
