internal import LuaShim

/// A Lua 5.4 in which patches of strangers may run: no files, programs or native code, bounded memory, and an end
/// whenever one is wanted. Confined to one thread, which needs a stack of at least 1 MiB.
package final class LuaState {
  /// nil once closed.
  private(set) var host: OpaquePointer?
  package let interrupter: LuaInterrupter
  private let memoryLimit: Int
  let releases = LuaReleases()
  let link = LuaLink()
  var types: [LuaTypeBox] = []
  var typesByClass: [ObjectIdentifier: OpaquePointer] = [:]
  /// How many calls from Swift to Lua are open.
  var depth = 0
  /// The error that a Swift function last handed on, to be recognised where it leaves Lua.
  var passing: LuaError?
  /// Seconds that a call from outside may take, what Swift functions take for long aside; 0 for no end.
  package var timeLimit = 5.0
  /// The texts of chunks, to find functions in.
  var sources = LuaSources()

  /// - Parameters:
  ///   - memoryLimit: Bytes that Lua and the objects that it holds (`luaByteCount`) may use.
  ///   - isTrusted: Whether it keeps all of Lua's libraries (files, programs, native code) in `libraries`. Its globals are the
  ///     same.
  package init(memoryLimit: Int = 512 << 20, isTrusted: Bool = false) throws(LuaError) {
    precondition(MemoryLayout<any LuaObject>.size == 2 * MemoryLayout<UnsafeRawPointer>.size)
    guard let host = ls_open(max(0, memoryLimit), isTrusted, enterSwift, dropObject) else {
      throw LuaError("a Lua state needs more memory than \(memoryLimit) bytes", kind: .memory)
    }
    self.host = host
    self.memoryLimit = memoryLimit
    interrupter = LuaInterrupter(host: host)
    link.state = self
    ls_attach(host, Unmanaged.passUnretained(self).toOpaque())
  }

  deinit {
    link.state = nil
    close()
  }

  /// Ends the state and its hold on every Swift object. Tables and functions that are still around become useless, but
  /// harmless. Has no effect while Lua runs.
  package func close() {
    guard let host, depth == 0 else { return }
    interrupter.close()
    self.host = nil
    ls_close(host)
  }

  func open() throws(LuaError) -> OpaquePointer {
    guard let host else { throw .closed }
    for index in releases.take() { ls_release(host, index) }
    return host
  }

  /// Bytes that Lua uses at present.
  package var bytesInUse: Int { host.map { ls_bytes($0) } ?? 0 }

  /// Bytes that may yet be used: of another state within this one too.
  package var memoryLeft: Int { max(0, memoryLimit - bytesInUse - bytesOfObjects - heldBack) }

  /// Bytes of the limit that others use, at most the limit.
  package var heldBack = 0 {
    didSet { if let host { ls_hold_back(host, max(0, min(heldBack, memoryLimit))) } }
  }

  /// Bytes that the objects Lua holds use outside of it.
  package var bytesOfObjects: Int { host.map { ls_outside($0) } ?? 0 }

  /// Frees what can no longer be reached.
  package func collect() {
    guard let host = try? open() else { return }
    ls_collect(host)
  }

  /// How many values lie on Lua's stack: the same before and after every call.
  package var stackHeight: Int { host.map { Int(ls_height($0)) } ?? 0 }

  /// Begins the sequence of `math.random` that belongs to the number. A new state has begun that of 0.
  package func seed(_ seed: Int) throws(LuaError) {
    _ = try perform(.seed, [.value(.integer(seed))])
  }

  /// Runs `body` with the sequence of `math.random` that belongs to the number; afterwards it goes on where it stood.
  package func drawing<Result>(from seed: Int, _ body: () throws -> Result) throws -> Result {
    let outer = draws
    defer { if let outer { setDraws(outer) } }
    try self.seed(seed)
    return try body()
  }

  /// Where the sequence of `math.random` stands.
  package struct Draws { fileprivate var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0) }

  package var draws: Draws? {
    guard let host else { return nil }
    var draws = Draws()
    let isKnown = withUnsafeMutableBytes(of: &draws.words) {
      ls_draws(host, $0.baseAddress?.assumingMemoryBound(to: UInt64.self))
    }
    return isKnown ? draws : nil
  }

  package func setDraws(_ draws: Draws) {
    guard let host else { return }
    withUnsafeBytes(of: draws.words) {
      ls_set_draws(host, $0.baseAddress?.assumingMemoryBound(to: UInt64.self))
    }
  }

  /// Ends what runs, as `interrupter` does. Everything ends at once until the top level clears the interrupt.
  package func interrupt() { interrupter.interrupt() }

  /// Whether an interrupt is on. A Swift function that takes long asks now and then, and throws.
  package var isInterrupted: Bool { host.map { ls_interrupted($0) } ?? false }

  /// For the top level, before or after a chunk.
  package func clearInterrupt() {
    if let host { ls_clear_interrupt(host) }
  }
}
