import Glibc
import Testing

@testable import Playback

/// A private sound server with a null sink, by the project's own script. It ends with this value.
final class TestDaemon: Sendable {
  let folder: String
  var server: String { "unix:\(folder)/native" }
  private static let script = "\(#filePath)/../../../scripts/test-pulse".resolvingParent

  private let sinkArguments: String

  /// `sinkArguments` go to the null sink's module.
  init(sinkArguments: String = "") throws {
    self.sinkArguments = sinkArguments
    var template = Array("/tmp/playback-test.XXXXXX".utf8CString)
    folder = String(cString: try #require(mkdtemp(&template)))
    try start()
  }

  deinit { _ = Self.run(["/bin/sh", "-c", "exec '\(Self.script)' stop '\(folder)'; rm -rf '\(folder)'"]) }

  func start() throws {
    #expect(
      Self.run(["/usr/bin/env", "TEST_PULSE_SINK_ARGS=\(sinkArguments)", Self.script, "start", folder]) == 0)
  }

  func kill() { #expect(Self.run([Self.script, "kill", folder]) == 0) }

  func pactl(_ arguments: String...) {
    #expect(Self.run(["/usr/bin/env", "pactl", "--server=\(server)"] + arguments) == 0)
  }

  /// Sends the daemon a signal.
  func signal(_ number: Int32) {
    if let process { #expect(Glibc.kill(process, number) == 0) }
  }

  var process: pid_t? {
    Self.contents("\(folder)/pid").flatMap { Int32(String(decoding: $0.dropLast(), as: UTF8.self)) }
  }

  /// Records the sink's monitor from now on.
  func record() throws -> Recording {
    let path = "\(folder)/record-\(Monotonic.now()).raw"
    let process = Self.spawn(
      [
        "/usr/bin/env", "parec", "--server=\(server)", "--device=test.monitor", "--raw", "--format=float32le",
        "--rate=48000", "--channels=2", "--latency-msec=20",
      ], output: path)
    return Recording(process: try #require(process), path: path)
  }

  struct Recording {
    let process: pid_t
    let path: String

    /// Ends the recording; its samples, interleaved.
    func finish() -> [Float] {
      Glibc.kill(process, SIGINT)
      var status: Int32 = 0
      var waited = 0
      while waitpid(process, &status, WNOHANG) == 0 {
        if waited == 200 { Glibc.kill(process, SIGKILL) }
        waited += 1
        usleep(10_000)
      }
      let bytes = TestDaemon.contents(path) ?? []
      unlink(path)
      return bytes.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
    }
  }

  private static func spawn(_ arguments: [String], output: String) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    // The threads that tests run on block the signals that a child is ended with.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    let words = arguments.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process = pid_t()
    return posix_spawn(&process, arguments[0], &actions, &attributes, words, environ) == 0 ? process : nil
  }

  private static func run(_ arguments: [String]) -> Int32 {
    guard let process = spawn(arguments, output: "/dev/null") else { return -1 }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    return status
  }

  fileprivate static func contents(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { return result }
      result += buffer[..<count]
    }
  }
}

extension String {
  /// `a/b/file/../../c` without the file, which is no folder to go up from.
  fileprivate var resolvingParent: String {
    var parts = split(separator: "/", omittingEmptySubsequences: false)
    if let up = parts.firstIndex(of: "..") { parts.removeSubrange(up - 1...up) }
    return parts.joined(separator: "/")
  }
}
