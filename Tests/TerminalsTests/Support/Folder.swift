import Glibc
import Synchronization

/// A private folder that goes away with everything in it.
final class Folder {
  let path: String

  init() {
    var template = Array("/tmp/neap-terminals-XXXXXX".utf8CString)
    path = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) } ?? ""
    }
  }

  deinit {
    if path.hasPrefix("/tmp/neap-") { run("/bin/rm", ["-rf", path]) }
  }
}

/// Held from the making of a pipe until its program runs: a program that another thread starts in between
/// would inherit the pipe and keep it open.
private let starting = Mutex(())

/// The demonstration prompt, which lies beside the tests' own program.
let demo: String = {
  let own = run("/bin/readlink", ["/proc/\(getpid())/exe"])
  return own.split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/PromptDemo"
}()

/// Runs a line of shell and answers its standard output.
func shell(_ line: String) -> String {
  run("/bin/sh", ["-c", line])
}

/// Runs a program to its end and answers its standard output.
@discardableResult
func run(_ program: String, _ arguments: [String]) -> String {
  var ends: [Int32] = [0, 0]
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
  // The threads that tests run on have signals blocked, and what they start would inherit that.
  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  var none = sigset_t()
  sigemptyset(&none)
  posix_spawnattr_setsigmask(&attributes, &none)
  posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
  var words = ([program] + arguments).map { strdup($0) } + [nil]
  defer { words.forEach { free($0) } }
  var child: pid_t = 0
  let error = starting.withLock { _ in
    pipe(&ends)
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    return posix_spawnp(&child, program, &actions, &attributes, &words, environ)
  }
  close(ends[1])
  defer { close(ends[0]) }
  guard error == 0 else { return "cannot run \(program): \(String(cString: strerror(error)))" }
  var bytes: [UInt8] = []
  var block = [UInt8](repeating: 0, count: 4096)
  while true {
    let count = read(ends[0], &block, block.count)
    if count < 0 && errno == EINTR { continue }
    guard count > 0 else { break }
    bytes += block[..<count]
  }
  var status: Int32 = 0
  while waitpid(child, &status, 0) < 0 && errno == EINTR {}
  return String(decoding: bytes, as: UTF8.self)
}
