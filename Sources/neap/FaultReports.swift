import Graphs

/// Tells of each sound at fault, once until it is asked to begin anew.
final class FaultReports {
  private let output: DeferredOutput
  private var told: Set<SoundFault> = []

  init(_ output: DeferredOutput) { self.output = output }

  func beginAnew() { told.removeAll() }

  func tell() {
    for fault in output.report.takeFaults() where told.insert(fault).inserted {
      Messages.error(fault.sentence)
    }
  }
}
