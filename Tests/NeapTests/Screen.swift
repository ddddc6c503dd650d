import Glibc

/// A terminal on a private socket.
final class Screen {
  let program: Program
  private var socket: String { program.folder + "/tmux" }

  /// Runs `neap` with the arguments, or another command line, in the program's folder.
  init(_ arguments: String = "", in program: Program = Program(), running command: String? = nil) {
    self.program = program
    let line = "cd '\(program.folder)'; \(program.environment) \(command ?? "'\(Program.path)' \(arguments)")"
    shell("tmux -S '\(socket)' -f /dev/null new-session -d -x 100 -y 40 \"\(line)\"")
  }

  deinit {
    shell("tmux -S '\(socket)' kill-server 2>/dev/null")
    program.remove()
  }

  /// The terminal goes.
  func hangUp() { shell("tmux -S '\(socket)' kill-server 2>/dev/null") }

  func type(_ keys: String) { shell("tmux -S '\(socket)' send-keys -l -- '\(keys)'") }
  func press(_ key: String) { shell("tmux -S '\(socket)' send-keys \(key)") }
  func enter(_ line: String) {
    type(line)
    press("Enter")
  }

  var text: String {
    shell("tmux -S '\(socket)' capture-pane -p > '\(program.folder)/screen' 2>/dev/null")
    return program.text("screen")
  }

  /// Whether `part` comes to stand on the screen within ten seconds.
  func shows(_ part: String) -> Bool {
    for _ in 0..<200 {
      if text.contains(part) { return true }
      usleep(50_000)
    }
    return false
  }

  @discardableResult
  private func shell(_ line: String) -> Int32 { system(line) }
}
