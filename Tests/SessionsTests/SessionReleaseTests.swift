import Graphs
import Scripting
import Sessions
import Testing

/// What a session holds goes with it: blocks, rows, Lua's state.
@Suite struct SessionReleaseTests {
  @Test func aSessionThatIsLetGoHoldsNothing() throws {
    weak var session: Session?
    weak var lua: LuaState?
    weak var manager: SignalManager?
    do {
      let test = try TestSession()
      try test.run("bass = saw(55):lowpass(800):reverb() play(bass)")
      try test.run("drums = p\"bd sn\":on(kits.default) play(drums)")
      try test.run("x = bass:get_temporal(0, 4800) y = stft(x)")
      try test.run("undo() redo()")
      (session, lua, manager) = (test.session, test.session.lua, test.session.manager)
    }
    #expect(session == nil)
    #expect(lua == nil)
    #expect(manager == nil)
  }
}
