import Glibc
import Graphs
import Kinds
import Playback
import Scripting
import Sessions
import Signals
import Workspaces

/// A session that plays through a real player into a device that is moved by hand.
class SteppedSession {
  let device: SteppedDevice
  let session: Session
  let output: PlayerOutput
  let report = PlayedReport()
  var faults: [String] = []

  /// - Parameters:
  ///   - load: reads sound files.
  ///   - onHear: told what is heard, which is not kept then.
  init(
    folder: String = "/tmp",
    load: @escaping @Sendable (String) throws -> Samples = { throw SignalError("\($0): no such file") },
    onHear: (@Sendable (ArraySlice<Float>) -> Void)? = nil
  ) throws {
    device = SteppedDevice(channels: 2, onHear: onHear)
    let manager = SignalManager(catalogue: .all, loadSamples: load)
    let (cache, log) = (manager.cache, manager.log)
    output = try PlayerOutput(
      sink: .stepped(device), rate: 48_000, channels: 2, report: report,
      makeGraph: { [report] in PlayedGraph(channels: 2, cache: cache, log: log, report: report) })
    session = try Session(
      workspace: Workspace(manager: manager), output: output,
      files: FileAccess(folder: folder, isTrusted: false))
    session.lua.timeLimit = 0
    session.onFault = { [unowned self] in faults.append($0) }
    // Whether the first sound fades in hangs on whether silence was there before it.
    while !output.player.isSettled { usleep(200) }
  }

  deinit { output.player.stop() }

  /// Waits until all is in the queue, as a prompt does: what patterns play is prepared meanwhile.
  func settle() {
    while !output.player.isSettled {
      session.tick()
      usleep(200)
    }
  }
}
