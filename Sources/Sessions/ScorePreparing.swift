import Graphs
import Scripting
import Workspaces

/// Entering what scores play.
extension Session {
  /// Enters the events of `frames` that are not known yet.
  func prepare(_ source: ScoreSource, _ events: ScoreEvents, _ frames: Range<Int>) throws {
    let frames = max(0, frames.lowerBound)..<max(0, frames.upperBound)
    while let missing = events.missing(in: frames), !missing.isEmpty {
      // A piece at a time, so that Ctrl-C ends a long one.
      let piece = missing.lowerBound..<min(missing.upperBound, missing.lowerBound + 8 * manager.rate)
      events.insert(try self.events(of: source, in: piece), covering: piece)
    }
  }

  /// The same for what sounds: what fails is told, once, and left out, and the rest goes on.
  func prepareToPlay(_ source: ScoreSource, _ events: ScoreEvents, _ frames: Range<Int>) throws {
    let frames = max(0, frames.lowerBound)..<max(0, frames.upperBound)
    while let missing = events.missing(in: frames, takingFailed: true), !missing.isEmpty {
      var piece = missing.lowerBound..<min(missing.upperBound, missing.lowerBound + 8 * manager.rate)
      source.failures = []
      defer { source.failures = nil }
      while true {
        do {
          let made = try self.events(of: source, in: piece)
          let failures = source.failures ?? []
          events.insert(made, covering: piece, failed: failures.map { $0.onset..<$0.onset + 1 })
          for failure in failures { tellFailure(failure.message, source) }
          break
        } catch {
          guard let known = error as? LuaError, known.kind == .runtime,
            !known.message.contains(Self.outOfTime)
          else { throw error }
          // What the pattern itself fails at lies somewhere in the piece.
          guard piece.count <= manager.rate / 4 else {
            piece = piece.lowerBound..<piece.lowerBound + piece.count / 2
            continue
          }
          events.insert([], covering: piece, failed: [piece])
          tellFailure(known.message, source)
          break
        }
      }
    }
  }

  /// In what `ls_narrow_time` says of a note that took too long: the next would take as long.
  private static let outOfTime = "stopped here after"

  private func tellFailure(_ message: String, _ source: ScoreSource) {
    guard source.hasTold.insert(message).inserted else { return }
    onFault(message)
  }
}
