import CReadline
import Glibc
import Synchronization

/// The way out for text from any thread but the sounding one (it may wait for the terminal). Data goes to
/// standard output, messages to standard error. While a prompt waits, both are kept and printed above the
/// typed line.
package final class Output: Sendable {
  package static let shared = Output()

  enum Target { case data, message }

  struct Piece {
    let target: Target
    var text: String
  }

  private struct State {
    var queue: [Piece] = []
    var leftOut = 0
    /// Set while a prompt waits.
    var wake: Int32?
    /// The bar that is redrawn on the last line.
    var status = ""
    var style = Style(.auto, for: 2)
    var isAtLineStart = true
  }

  /// More than this between two turns of the prompt's loop is a flood; the rest is only counted.
  private static let capacity = 1000

  private let state = Mutex(State())
  private let dataIsShown = isatty(1) == 1
  private let sharesTerminal = isatty(1) == 1 && isatty(2) == 1

  /// How messages look, from `--color` on.
  package func setStyle(_ style: Style) {
    state.withLock { $0.style = style }
  }

  /// Says something to the user in lines of its own. Control characters in it are shown, not sent.
  package func message(_ text: String, as role: Style.Role = .plain) {
    state.withLock { state in
      let lines = text.sanitized(keepingNewlines: true).split(
        separator: "\n", omittingEmptySubsequences: false)
      let styled = lines.map { state.style.paint(String($0), role) + "\n" }.joined()
      put(Piece(target: .message, text: styled), &state)
    }
  }

  /// Prints data as it is, escapes included; `sanitized` is for what comes from elsewhere.
  package func write(_ text: String) {
    guard !text.isEmpty else { return }
    state.withLock { put(Piece(target: .data, text: text), &$0) }
  }

  /// Sends what standard output still holds back.
  package func flush() {
    state.withLock { _ in standard_output_flush() }
  }

  /// Makes a waiting prompt or script call its `poll` now.
  package func wake() {
    Interrupts.leave(.attention)
  }

  /// From here on text is kept for the prompt.
  func attach() {
    state.withLock { $0.wake = Interrupts.wake }
  }

  /// From here on text is printed at once again, after what was kept.
  func detach() {
    state.withLock { state in
      state.wake = nil
      for piece in Self.drain(&state) { print(piece, &state) }
    }
  }

  /// Brings the cursor to the start of a line, where a prompt may begin.
  func finishLine() {
    state.withLock { state in
      if !state.isAtLineStart { print(Piece(target: .data, text: "\n"), &state) }
      standard_output_flush()
    }
  }

  var hasQueued: Bool { state.withLock { !$0.queue.isEmpty } }

  /// Prints what was kept; the caller has cleared the typed line away.
  func printQueued() {
    state.withLock { state in
      for piece in Self.drain(&state) { print(piece, &state) }
      if !state.isAtLineStart { print(Piece(target: .data, text: "\n"), &state) }
      standard_output_flush()
    }
  }

  /// Shows a line below everything printed until it is replaced, or removed by an empty one.
  func setStatus(_ line: String) {
    state.withLock { state in
      standard_output_flush()
      send(state.status.isEmpty ? line : "\r\u{1b}[K" + line)
      state.status = line
    }
  }

  private static func drain(_ state: inout State) -> [Piece] {
    var pieces = state.queue
    if state.leftOut > 0 {
      pieces.append(Piece(target: .message, text: "(\(state.leftOut) more left out)\n"))
    }
    state.queue = []
    state.leftOut = 0
    return pieces
  }

  private func put(_ piece: Piece, _ state: inout State) {
    guard let wake = state.wake else { return print(piece, &state) }
    if state.queue.isEmpty { event_raise(wake) }
    if state.queue.count < Self.capacity { state.queue.append(piece) } else { state.leftOut += 1 }
  }

  private func print(_ piece: Piece, _ state: inout State) {
    let hidesStatus = !state.status.isEmpty && (piece.target == .message || sharesTerminal)
    if hidesStatus { send("\r\u{1b}[K") }
    switch piece.target {
    case .data:
      var text = piece.text
      text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) { standard_output_write($0.baseAddress, $0.count) }
      }
      state.isAtLineStart = !dataIsShown || text.hasSuffix("\n")
      if sharesTerminal { standard_output_flush() }
    case .message:
      if sharesTerminal && !state.isAtLineStart {
        standard_output_write("\n", 1)
        state.isAtLineStart = true
      }
      standard_output_flush()
      send(piece.text)
    }
    if hidesStatus { send(state.status) }
  }

  private func send(_ text: String) {
    var rest = text.utf8[...]
    while !rest.isEmpty {
      let count = Array(rest).withUnsafeBytes { Glibc.write(2, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      // Another program that shares the terminal may have left it non-blocking.
      if count < 0 && errno == EAGAIN {
        var entry = pollfd(fd: 2, events: Int16(POLLOUT), revents: 0)
        _ = poll(&entry, 1, 1000)
        continue
      }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
