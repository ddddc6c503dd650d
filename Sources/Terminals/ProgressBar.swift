import Glibc
import Synchronization

/// One line that tells how far something is, on standard error, if that is a terminal; otherwise nothing.
/// May be moved from any thread; it is redrawn at most ten times a second.
package final class ProgressBar: Sendable {
  private struct State {
    var shownAt: Int?
    var isOver = false
  }

  private let label: String
  private let isVisible: Bool
  private let startedAt = monotonicMilliseconds()
  private let state = Mutex(State())

  package init(_ label: String) {
    self.label = label.sanitized()
    isVisible = isatty(2) == 1 && environmentVariable("TERM") != "dumb"
  }

  /// Shows a fraction from 0 to 1, not before so many milliseconds have passed since it was made.
  package func show(_ fraction: Double, after delay: Int = 0) {
    guard isVisible else { return }
    let now = monotonicMilliseconds()
    if now < startedAt + delay { return }
    state.withLock { state in
      if state.isOver || state.shownAt.map({ now - $0 < 100 }) ?? false { return }
      state.shownAt = now
      let width = TerminalSize.current(of: 2).columns
      Output.shared.setStatus(
        Self.line(label, fraction, elapsed: now - startedAt, width: width))
    }
  }

  /// Clears the line away until it is shown again, for what is to be printed in its place.
  package func hide() {
    guard isVisible else { return }
    state.withLock { state in
      if state.shownAt != nil && !state.isOver { Output.shared.setStatus("") }
    }
  }

  /// Clears the line away.
  package func finish() {
    guard isVisible else { return }
    state.withLock { state in
      if state.shownAt != nil && !state.isOver { Output.shared.setStatus("") }
      state.isOver = true
    }
  }

  /// The line itself, one cell short of the width so that no terminal wraps it; `elapsed` in milliseconds.
  static func line(_ label: String, _ fraction: Double, elapsed: Int, width: Int) -> String {
    let part = fraction.isFinite ? min(1, max(0, fraction)) : 0
    let percent = "\(Int(part * 100))"
    let head = label + String(repeating: " ", count: 5 - percent.count) + percent + " %"
    // Before a second has passed the guess is worth nothing.
    let left = elapsed >= 1000 && part > 0 ? Int(Double(elapsed) * (1 - part) / part / 1000) : nil
    let tail = left.map { "  \($0 / 60):" + ($0 % 60 < 10 ? "0" : "") + "\($0 % 60) left" } ?? ""
    let room = width - 1 - head.count - tail.count - 4
    guard room >= 10 else { return String((head + tail).prefix(max(0, width - 1))) }
    let cells = min(room, 40)
    let full = Int(part * Double(cells))
    return head + "  [" + String(repeating: "=", count: full) + String(repeating: " ", count: cells - full)
      + "]"
      + tail
  }
}
