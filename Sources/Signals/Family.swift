/// What a word is for: the headings under which help and the reference list it.
package enum Family: String, CaseIterable, Sendable {
  case oscillators, noise, envelopes, time, filters, design, shaping, dynamics, space, sampling, spectral
  case physical, arithmetic, measuring, numbers, patterns, playing, mixing, editing, looking, files, teaching,
    help

  /// As a heading.
  package var title: String {
    switch self {
    case .oscillators: "Oscillators"
    case .noise: "Noise"
    case .envelopes: "Envelopes and control"
    case .time: "Time"
    case .filters: "Filters"
    case .design: "Filter design"
    case .shaping: "Shaping"
    case .dynamics: "Dynamics"
    case .space: "Delays and space"
    case .sampling: "Sampling"
    case .spectral: "Spectral"
    case .physical: "Physical models"
    case .arithmetic: "Arithmetic"
    case .measuring: "Measuring"
    case .numbers: "Numbers"
    case .patterns: "Patterns and notes"
    case .playing: "Playing"
    case .mixing: "Mixing"
    case .editing: "Editing and history"
    case .looking: "Looking inside"
    case .files: "Files"
    case .teaching: "Lessons"
    case .help: "Help"
    }
  }
}
