import Glibc
import Testing

/// The demonstration prompt in a terminal of its own (tmux on a private socket), typed at and looked at.
final class Screen {
  let folder: Folder
  private var socket: String { folder.path + "/socket" }

  /// Folders may be shared between screens one after the other, which then share their history.
  init(folder: Folder = Folder(), columns: Int = 60, environment: String = "") throws {
    self.folder = folder
    let script = """
      cd \(folder.path); XDG_STATE_HOME=\(folder.path) INPUTRC=/dev/null \(environment) \(demo); \
      echo status=$?; stty | grep -q -- '-icanon\\|-echo' && echo damaged || echo restored; exec sleep 60
      """
    tmux("new-session", "-d", "-x", "\(columns)", "-y", "20", script)
    try wait(for: "neap>")
  }

  deinit { tmux("kill-server") }

  @discardableResult
  private func tmux(_ arguments: String...) -> String {
    run("tmux", ["-u", "-S", socket, "-f", "/dev/null"] + arguments)
  }

  /// Presses keys by tmux's names for them: `Enter`, `C-c`, `Tab`.
  func press(_ keys: String...) {
    for key in keys { tmux("send-keys", key) }
  }

  func type(_ text: String) {
    tmux("send-keys", "-l", "--", text)
  }

  /// Types a line and presses Enter.
  func enter(_ text: String) {
    type(text)
    press("Enter")
  }

  /// Pastes as a terminal does, in brackets.
  func paste(_ text: String) {
    tmux("set-buffer", text)
    tmux("paste-buffer", "-p")
  }

  func resize(columns: Int) {
    tmux("resize-window", "-x", "\(columns)", "-y", "20")
  }

  func send(signal: String) {
    _ = shell("kill -\(signal) $(ps -o pid= --ppid \(processOfShell))")
  }

  /// Takes the terminal away, as closing its window does, and answers whether the process has ended by itself.
  func close() -> Bool {
    let process = shell("ps -o pid= --ppid \(processOfShell)").filter(\.isNumber)
    tmux("kill-server")
    for _ in 0..<200 {
      if kill(pid_t(process) ?? 0, 0) != 0 { return true }
      usleep(20_000)
    }
    return false
  }

  /// The state of the demonstration's process in the letters of `ps`, such as T for stopped.
  var state: String {
    String(shell("ps -o stat= --ppid \(processOfShell)").prefix(1))
  }

  private var processOfShell: String {
    String(tmux("display-message", "-p", "#{pane_pid}").filter(\.isNumber))
  }

  /// The lines on the screen, without the empty ones at the end.
  var lines: [String] {
    var lines = tmux("capture-pane", "-p").split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  /// Waits until a line of the screen begins with `start`.
  func wait(for start: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    try wait(sourceLocation: sourceLocation) { $0.contains { $0.hasPrefix(start) } }
  }

  /// Waits until the screen ends with these lines.
  func wait(forEnd end: [String], sourceLocation: SourceLocation = #_sourceLocation) throws {
    try wait(sourceLocation: sourceLocation) { $0.suffix(end.count) == end[...] }
  }

  func wait(
    sourceLocation: SourceLocation = #_sourceLocation, until condition: ([String]) -> Bool
  ) throws {
    for _ in 0..<500 {
      if condition(lines) { return }
      usleep(20_000)
    }
    let shown = lines.joined(separator: "\n")
    try #require(
      Bool(false), "this never came to the screen, which shows:\n\(shown)", sourceLocation: sourceLocation)
  }
}
