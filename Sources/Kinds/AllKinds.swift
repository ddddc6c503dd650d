package import Signals

extension Catalogue {
  /// Every kind of its own, in the manual's order. Slots, loops and their placeholders belong to the graph.
  package static let all = Catalogue(
    oscillators + noises + envelopes + times + filters + shapers + dynamics + spaces + samplers + spectra
      + physicals + arithmetic)

  private static let oscillators: [SignalKind] = [
    .sine, .saw, .square, .triangle,
  ]

  private static let noises: [SignalKind] = [
    .noise
  ]

  private static let envelopes: [SignalKind] = [
    .adsr, .perc, .line, .to,
    .range, .windowMax,
  ]

  private static let times: [SignalKind] = [
    .delay, .z, .offset, .now, .tile, .trim, .dilate, .warp,
  ]

  private static let filters: [SignalKind] = [
    .lowpass, .highpass, .bandpass, .onepole,
  ]

  private static let shapers: [SignalKind] = []

  private static let dynamics: [SignalKind] = []

  private static let spaces: [SignalKind] = [
    .pan, .stereo, .channels, .channel,
  ]

  private static let samplers: [SignalKind] = [
    .buffer, .sample,
  ]

  private static let spectra: [SignalKind] = []

  private static let physicals: [SignalKind] = []

  private static let arithmetic: [SignalKind] = [
    .constant, .add, .sub, .mul, .div, .pow, .mod, .neg, .mix,
  ]
}
