import Glibc
import Graphs
import Kinds
import Scripting
import Sessions
import Signals
import Testing
import Workspaces

/// A session that plays to nothing, in a folder of its own.
final class TestSession {
  let session: Session
  let output = NoOutput()
  let folder: String

  convenience init(rate: Int = 48_000) throws {
    let template = Array("/tmp/neap-session-XXXXXX".utf8CString)
    let folder = template.withUnsafeBufferPointer { text in
      var name = Array(text)
      return mkdtemp(&name).map { String(cString: $0) } ?? "/tmp"
    }
    try self.init(folder: folder, rate: rate)
  }

  init(folder: String, rate: Int = 48_000) throws {
    self.folder = folder
    let manager = SignalManager(catalogue: .all, rate: rate) { path in
      guard path.hasSuffix("kick.wav") else { throw SignalError("\(path): no such file") }
      return Samples([(0..<4800).map { 1 - Float($0) / 4800 }])
    }
    session = try Session(
      workspace: Workspace(manager: manager), output: output,
      files: FileAccess(folder: folder, isTrusted: false))
    // How long a chunk takes depends on what else the machine does.
    session.lua.timeLimit = 0
  }

  deinit {
    if let directory = opendir(folder) {
      while let entry = readdir(directory) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        unlink("\(folder)/\(name)")
      }
      closedir(directory)
    }
    rmdir(folder)
  }

  /// What a chunk's values print as.
  @discardableResult
  func run(_ chunk: String) throws -> String {
    var told: [String] = []
    session.onTell = { told.append($0) }
    let values = try session.evaluate(chunk, name: "test", printsExpression: true)
    if values.isEmpty, !told.isEmpty { return told.joined(separator: "\n") }
    return values.map { session.text(of: $0) }.joined(separator: "\t")
  }

  /// The message of a chunk that fails.
  func failure(_ chunk: String) -> String {
    do {
      let text = try run(chunk)
      return "no error: \(text)"
    } catch { return (error as? LuaError)?.message ?? "\(error)" }
  }

  var playing: [PlaySnapshot.Sound] { output.last?.sounds ?? [] }
}

extension TestSession {
  /// A file of the session's folder.
  func bytes(_ name: String) throws -> [UInt8] { try AtomicFile.read("\(folder)/\(name)") }
  func write(_ name: String, _ bytes: [UInt8]) throws { try AtomicFile.write(bytes, to: "\(folder)/\(name)") }
}

extension TestSession {
  /// Another session, whose patch lies in a folder below this one's.
  func session(in name: String) throws -> TestSession { try TestSession(folder: "\(folder)/\(name)") }
}
