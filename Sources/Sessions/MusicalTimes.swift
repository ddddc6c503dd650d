import Graphs
import Scripting
import Signals
import Workspaces

/// Times in seconds, `beats(n)` or `bars(n)`, wherever seconds are expected.
extension Session {
  /// A length in seconds, at the tempo of now.
  func seconds(_ value: LuaValue) -> Double? { value.asDouble ?? value.asObject(Duration.self)?.seconds }

  /// The frame of a time from the clock's beginning on: beats and bars lie where the tempo map has them.
  func frame(ofTime value: LuaValue, upTo limit: Double) -> Int? {
    frame(value, from: 0, limit)
  }

  /// The frame that lies a length behind another.
  func frame(ofLength value: LuaValue, from frame: Int, upTo limit: Double) -> Int? {
    self.frame(value, from: frame, limit)
  }

  private func frame(_ value: LuaValue, from frame: Int, _ limit: Double) -> Int? {
    if let duration = value.asObject(Duration.self) {
      guard duration.cycles.magnitude <= Self.lastBar else { return nil }
      let there = workspace.tempo.frame(at: workspace.tempo.cycle(at: Double(frame)) + duration.cycles)
      guard (there / Double(manager.rate)).magnitude <= limit else { return nil }
      return Int(there.rounded())
    }
    guard let seconds = value.asDouble, seconds.magnitude <= limit else { return nil }
    return frame + manager.context.frames(seconds)
  }

  /// A whole number as one, for whoever reads it.
  static func plain(_ number: Double) -> LuaValue {
    Int(exactly: number).map(LuaValue.integer) ?? .number(number)
  }
}
