import Graphs
import Kinds
import Scripting
import Sessions
import Signals
import Testing
import Workspaces

/// What samples hold is memory of the patch's, whoever holds them.
@Suite struct SampleMemoryTests {
  private func session() throws -> Session {
    let session = try Session(
      workspace: Workspace(manager: SignalManager(catalogue: .all)), output: NoOutput(),
      files: FileAccess(folder: "/", isTrusted: false), memoryLimit: 64 << 20)
    session.lua.timeLimit = 0
    return session
  }

  private func failure(_ session: Session, _ chunk: String) -> String? {
    do {
      try session.evaluate(chunk, name: "test")
      return nil
    } catch { return (error as? LuaError)?.message ?? "\(error)" }
  }

  /// A name holds a signal outside of Lua.
  @Test func whatBecameSignalsCounts() throws {
    let session = try session()
    let told = failure(
      session,
      "for i = 1, 200 do _ENV['n' .. i] = noise{seed = i}:get_temporal(0, 300000) + sine(1) collectgarbage() end"
    )
    #expect(
      told?.hasPrefix("test:1: not enough memory: 2 MiB of samples are to be held, and ") == true,
      "\(told ?? "")")
    #expect(told?.hasSuffix("of 64 MiB are left (neap --memory-limit allows more)") == true)
    // However small they are.
    #expect(
      failure(
        session, "for i = 1, 3000 do _ENV['n' .. i] = noise{seed = i}:get_temporal(0, 16000) + sine(1) end")?
        .contains("not enough memory") == true)
    // Nothing of it stays, and so there is room again.
    for round in 0..<4 {
      #expect(
        failure(
          session,
          "for i = 1, 10 do _ENV['n' .. i] = noise{seed = \(round * 10) + i}:get_temporal(0, 300000) + sine(1) end"
        )
          == nil)
      #expect(session.account.bytes > 10 << 20)
    }
    // The steps of undo hold them too: what is held at last is told, and a session that is full still runs.
    #expect(
      failure(
        session,
        "for i = 1, 20 do _ENV['m' .. i] = noise{seed = 100 + i}:get_temporal(0, 300000) + sine(1) end")
        != nil)
    #expect(failure(session, "x = 1 function f() return {1, 2, 3} end") == nil)
    #expect(failure(session, "assert(#f() == 3)") == nil)
  }
}
