import Glibc

/// `neap` at work behind a test, ended with it.
final class Background {
  let program: Program
  let process: pid_t
  private let number: Int

  /// Runs `neap` with the arguments in the program's folder, after what else the shell is to do first, as `. env &&`.
  init(
    _ arguments: String, in program: Program, number: Int = 1, after first: String = "",
    variables: String = ""
  ) {
    self.program = program
    self.number = number
    let line =
      "cd '\(program.folder)' && \(first) \(program.environment) \(variables) exec '\(Program.path)' \(arguments) </dev/null >out\(number) 2>err\(number)"
    _ = system("sh -c \"\(line)\" & echo $! > '\(program.folder)/process\(number)'")
    process = pid_t(program.text("process\(number)").filter(\.isNumber)) ?? 0
  }

  deinit { end(SIGTERM) }

  func signal(_ number: Int32) { if process > 0 { kill(process, number) } }

  func end(_ signal: Int32) {
    guard process > 0 else { return }
    kill(process, signal)
    _ = eventually { kill(process, 0) != 0 }
  }

  /// The signal comes so many seconds from now, whatever the caller does meanwhile.
  func end(_ signal: Int32, after seconds: Double) {
    guard process > 0 else { return }
    _ = system("(sleep \(seconds); kill -\(signal) \(process)) >/dev/null 2>&1 &")
  }

  func awaitEnd() { _ = eventually { kill(process, 0) != 0 } }

  var output: String { program.text("out\(number)") }
  var error: String { program.text("err\(number)") }

  /// What of its memory is in the machine's.
  var residentBytes: Int {
    guard let file = fopen("/proc/\(process)/statm", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    guard fgets(&line, 256, file) != nil else { return 0 }
    let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return text.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 * 4_096 } ?? 0
  }

  var isRunning: Bool { kill(process, 0) == 0 }

  /// Whether `part` comes to be told on standard error within ten seconds.
  func says(_ part: String) -> Bool { eventually { error.contains(part) } }
}

/// Whether something comes true within so many seconds.
func eventually(_ seconds: Double = 10, _ condition: () -> Bool) -> Bool {
  for _ in 0..<Int(seconds * 50) {
    if condition() { return true }
    usleep(20_000)
  }
  return condition()
}
