import Glibc

/// The built program, run as a user would run it.
struct Program {
  struct Result {
    let status: Int32
    let output: String
    let error: String
  }

  let folder: String

  init() {
    var name = Array("/tmp/neap-program-XXXXXX".utf8CString)
    folder = mkdtemp(&name).map { String(cString: $0) } ?? "/tmp"
  }

  /// The program stands beside the tests' own bundle.
  static var path: String {
    let own = CommandLine.arguments[0]
    return own[..<(own.lastIndex(of: "/") ?? own.startIndex)] + "/neap"
  }

  /// What keeps a program within the folder.
  var environment: String {
    "XDG_STATE_HOME='\(folder)/state' XDG_DATA_HOME='\(folder)/data' XDG_CACHE_HOME='\(folder)/cache' XDG_RUNTIME_DIR='\(folder)'"
  }

  /// Whether a `neap` runs in the folder.
  var isAtWork: Bool {
    guard let processes = opendir("/proc") else { return false }
    defer { closedir(processes) }
    while let entry = readdir(processes) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard Int(name) != nil else { continue }
      func place(_ link: String) -> String {
        guard let path = realpath("/proc/\(name)/\(link)", nil) else { return "" }
        defer { free(path) }
        return String(cString: path)
      }
      if place("cwd") == folder, place("exe") == Program.path { return true }
    }
    return false
  }

  func remove() { _ = run("/bin/rm", ["-rf", folder]) }

  /// Removes a file of the folder, or a folder in it.
  func remove(_ name: String) { _ = run("/bin/rm", ["-rf", "\(folder)/\(name)"]) }

  func write(_ name: String, _ text: String) {
    guard let file = fopen("\(folder)/\(name)", "w") else { return }
    fputs(text, file)
    fclose(file)
  }

  /// Runs `neap` in the folder.
  func neap(_ arguments: String..., input: String = "") -> Result { neap(arguments, input: input) }

  func neap(_ arguments: [String], input: String = "") -> Result {
    run(Program.path, arguments, input: input)
  }

  private func run(_ program: String, _ arguments: [String], input: String = "") -> Result {
    write("stdin", input)
    let quoted = ([program] + arguments).map {
      "'\($0.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''"))'"
    }
    let line =
      "cd '\(folder)' && \(environment) timeout 600 \(quoted.joined(separator: " ")) <stdin >stdout 2>stderr"
    let status = system(line)
    return Result(status: (status >> 8) & 0xff, output: text("stdout"), error: text("stderr"))
  }

  func text(_ name: String) -> String { String(decoding: bytes(name), as: UTF8.self) }

  func has(_ name: String) -> Bool { access("\(folder)/\(name)", F_OK) == 0 }

  func bytes(_ name: String) -> [UInt8] {
    guard let file = fopen("\(folder)/\(name)", "r") else { return [] }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&piece, 1, piece.count, file)
      if count == 0 { break }
      bytes += piece[..<count]
    }
    return bytes
  }
}
