package import Graphs
import Signals

/// How one sound stands in the mix.
package struct MixerStrip: Equatable {
  /// A number, or a signal on the clock.
  package enum Control: Equatable {
    case number(Double)
    case signal(Signal)

    package static func == (a: Control, b: Control) -> Bool {
      switch (a, b) {
      case (.number(let a), .number(let b)): a == b
      case (.signal(let a), .signal(let b)): a.id == b.id
      default: false
      }
    }
  }

  /// In decibels.
  package var gain = Control.number(0)
  /// From -1, left, to 1, right.
  package var pan = Control.number(0)
  package var isMuted = false
  package var isSoloed = false

  package init() {}

  /// Changes nothing.
  package var isNeutral: Bool { self == MixerStrip() }

  /// The same with 0 in place of the controls, `gain` or `pan`, whose signal is not held.
  func keeping(_ isHeld: (_ signal: Signal, _ control: String) -> Bool) -> MixerStrip {
    var strip = self
    for (name, control) in [("gain", \MixerStrip.gain), ("pan", \.pan)] {
      if case .signal(let signal) = strip[keyPath: control], !isHeld(signal, name) {
        strip[keyPath: control] = .number(0)
      }
    }
    return strip
  }

  /// What a gain may be, in decibels.
  package static let gains = -200.0...24.0
}

/// What the sounds go through, and which there are: what an edit may change beside names.
package struct Desk {
  package internal(set) var playing: [Workspace.Playing] = []
  /// The master's, in decibels.
  package internal(set) var volume = -12.0
  /// By the sound's name; a sound without one is neutral.
  package internal(set) var strips: [String: MixerStrip] = [:]
  /// The master's chain: a row that hangs on the open mix.
  package internal(set) var chain: Signal?

  package init() {}

  /// Whether volume, controls and chain are the same.
  package func hasSameMixer(as other: Desk) -> Bool {
    volume == other.volume && strips == other.strips && chain?.id == other.chain?.id
  }

  /// Where the volume, a control or the chain is what `former` has, it becomes what `latter` has.
  package mutating func carryMixer(from former: Desk, to latter: Desk) {
    if volume == former.volume { volume = latter.volume }
    if chain?.id == former.chain?.id { chain = latter.chain }
    for label in Set(former.strips.keys).union(latter.strips.keys) {
      let (left, found) = (former.strips[label] ?? MixerStrip(), latter.strips[label] ?? MixerStrip())
      var strip = strips[label] ?? MixerStrip()
      if strip.gain == left.gain { strip.gain = found.gain }
      if strip.pan == left.pan { strip.pan = found.pan }
      if strip.isMuted == left.isMuted { strip.isMuted = found.isMuted }
      if strip.isSoloed == left.isSoloed { strip.isSoloed = found.isSoloed }
      strips[label] = strip.isNeutral ? nil : strip
    }
  }

  /// What led from `former` to `latter` happens here too: sounds that ended and began, and the mixer.
  mutating func carry(from former: Desk, to latter: Desk) {
    typealias Playing = Workspace.Playing
    func isSame(_ a: Playing, _ b: Playing) -> Bool { a.signal.id == b.signal.id && a.start == b.start }
    func lacks(_ desk: Desk, _ item: Playing) -> Bool { !desk.playing.contains { isSame($0, item) } }
    playing.removeAll { !lacks(former, $0) && lacks(latter, $0) }
    playing += latter.playing.filter { lacks(former, $0) && lacks(self, $0) }
    carryMixer(from: former, to: latter)
  }

  func isSame(_ other: Desk) -> Bool {
    volume == other.volume && strips == other.strips && chain?.id == other.chain?.id
      && playing.map { ($0.signal.id.index, $0.start) }.elementsEqual(
        other.playing.map { ($0.signal.id.index, $0.start) }, by: ==)
  }
}
