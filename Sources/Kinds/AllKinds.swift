package import Signals

extension Catalogue {
  /// Every kind of its own, in the manual's order. Slots, loops and their placeholders belong to the graph.
  package static let all = Catalogue(
    oscillators + noises + envelopes + times + filters + shapers + dynamics + spaces + samplers + spectra
      + physicals + arithmetic)

  private static let oscillators: [SignalKind] = [
    .sine, .saw, .square, .triangle, .pulse, .phasor, .impulse, .wavetable, .additive, .chirp, .hardsync,
  ]

  private static let noises: [SignalKind] = [
    .noise, .pink, .brown, .blue, .violet, .dust, .lfnoise,
  ]

  private static let envelopes: [SignalKind] = [
    .adsr, .perc, .line, .xline, .env, .to,
    .range, .exprange, .lag, .slew, .follow, .windowMax, .windowMean, .channelPeak, .trigger, .sampleHold,
  ]

  private static let times: [SignalKind] = [
    .delay, .z, .offset, .now, .tile, .trim, .looped, .concat, .reverse, .dilate, .resample, .warp,
  ]

  private static let filters: [SignalKind] = [
    .lowpass, .highpass, .bandpass, .notch, .peaking, .lowshelf, .highshelf, .allpass, .svf, .ladder,
    .onepole, .dcblock, .hilbert, .freqshift, .biquad, .iir, .sos, .fir,
  ]

  private static let shapers: [SignalKind] = [
    .clip, .softclip, .tanh, .fold, .wrap, .rectify, .shape, .chebyshev, .quantize, .bitcrush, .polyphaseUp,
    .polyphaseDown,
  ]

  private static let dynamics: [SignalKind] = [
    .compressor, .expander, .gate, .duck,
  ]

  private static let spaces: [SignalKind] = [
    .pan, .balance, .width, .rotate, .stereo, .channels, .channel, .allpassChain, .hadamard, .absorb,
    .convolve,
  ]

  private static let samplers: [SignalKind] = [
    .buffer, .recorded, .sample, .slice, .granular, .stretch, .pitchShift,
  ]

  private static let spectra: [SignalKind] = [
    .spectralGate, .spectralFilter, .spectralBlur, .spectralFreeze, .spectralShift, .vocoder,
  ]

  private static let physicals: [SignalKind] = [
    .resonators
  ]

  private static let arithmetic: [SignalKind] = [
    .constant, .knob, .add, .sub, .mul, .div, .pow, .mod, .neg, .mix, .absolute, .floored, .rounded,
    .squareRoot,
    .logarithm, .exponential, .decibels, .factor, .midiToHz, .hzToMidi, .minimum, .maximum, .isGreater,
    .isLess,
    .linlin, .linexp, .choosing, .crossfade, .matrix,
  ]
}
