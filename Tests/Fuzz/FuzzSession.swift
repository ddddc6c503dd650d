import AudioFiles
import Glibc
import Graphs
import Kinds
import Scripting
import Sessions
import Signals
import Workspaces

/// A session that plays to nothing, in a folder of its own; begun anew now and then, so that no input hangs on many.
final class FuzzSession {
  private let folder: String
  private let most: Int
  private var count = 0
  private(set) var session: Session

  init(most: Int) {
    var name = Array("/tmp/neap-fuzz-XXXXXX".utf8CString)
    folder = mkdtemp(&name).map { String(cString: $0) } ?? "/tmp"
    self.most = most
    session = Self.made(in: folder)
  }

  deinit { _ = system("rm -rf '\(folder)'") }

  private static func made(in folder: String) -> Session {
    do {
      let manager = SignalManager(catalogue: .all, rate: 48_000) { throw SignalError("\($0): no such file") }
      let session = try Session(
        workspace: Workspace(manager: manager), output: NoOutput(),
        files: FileAccess(folder: folder, isTrusted: false))
      session.lua.timeLimit = 0.5
      session.onTell = { _ in }
      session.onHint = { _ in }
      session.writing.limit = 20_000_000
      return session
    } catch {
      complain("\(error)")
      exit(2)
    }
  }

  func next() -> Session {
    count += 1
    if count % most == 0 { renew() }
    return session
  }

  func renew() {
    _ = system("rm -rf '\(folder)'/*")
    session = Self.made(in: folder)
  }

  func write(_ name: String, _ bytes: UnsafeBufferPointer<UInt8>) {
    guard let file = fopen("\(folder)/\(name)", "w") else { return }
    fwrite(bytes.baseAddress, 1, bytes.count, file)
    fclose(file)
  }

  /// Runs it: an answer or a sentence comes of it, and the state is whole.
  func survive(_ session: Session, _ code: String) {
    do { _ = try session.evaluate(code, name: "fuzz", printsExpression: true) } catch {
      promise(!"\(error)".isEmpty, "no sentence: \(code)")
    }
    promise(session.lua.stackHeight == 0, "Lua's stack holds \(session.lua.stackHeight): \(code)")
  }
}
