import Graphs
import Signals

/// The mixer to a file and back.
extension Workspace {
  /// Enters the mixer and the master's chain; answers the rows that they need, and adds to `left` what no file holds.
  func saveMixer(
    into contents: inout WorkspaceFile.Contents, _ scores: ScoreSaving, left: inout [String]
  ) -> [SignalID] {
    var roots: [SignalID] = []
    for (label, strip) in desk.strips.sorted(by: { $0.key < $1.key }) {
      let saved = strip.keeping { signal, control in
        if let complaint = scores.complaint(signal.id) {
          left.append("mixer.\(label).\(control) (\(complaint))")
          return false
        }
        roots.append(signal.id)
        return true
      }
      if !saved.isNeutral { contents.strips[label] = MixerCoding.json(saved, manager) }
    }
    if let chain = desk.chain {
      if let complaint = scores.complaint(chain.id) {
        left.append("the master's chain (\(complaint))")
      } else {
        contents.chain = manager.uuid(of: chain.id)
        roots.append(chain.id)
      }
    }
    return roots
  }

  func mixer(_ loaded: WorkspaceFile.Loaded) throws -> ([String: MixerStrip], Signal?) {
    var strips: [String: MixerStrip] = [:]
    for (label, json) in loaded.contents.strips.sorted(by: { $0.key < $1.key }) {
      do { strips[label] = try MixerCoding.strip(json) { loaded.signals[$0] } } catch let error as SignalError
      {
        throw SignalError("mixer: \(label): \(error.message)")
      }
    }
    guard let uuid = loaded.contents.chain else { return (strips, nil) }
    guard let chain = loaded.signals[uuid] else {
      throw SignalError("mixer: the master refers to \(uuid), which is not in the file")
    }
    guard manager.isChain(chain.id) else {
      throw SignalError("mixer: the master refers to \(uuid), which does not hang on the mix")
    }
    do { _ = try manager.version(of: chain.id) } catch { throw SignalError("mixer: master: \(error)") }
    return (strips, chain)
  }
}
