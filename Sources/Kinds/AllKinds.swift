package import Signals

extension Catalogue {
  /// Every kind of its own, in the manual's order. Slots, loops and their placeholders belong to the graph.
  package static let all = Catalogue([
    .constant, .sine, .saw, .square, .triangle, .noise, .buffer, .sample,
    .add, .sub, .mul, .div, .pow, .mod, .neg, .mix,
    .pan, .stereo, .channels, .channel,
    .adsr, .perc, .line, .to,
    .lowpass, .highpass, .bandpass, .onepole,
    .delay, .z, .offset, .now, .tile, .trim, .dilate, .warp, .windowMax, .range,
  ])
}
