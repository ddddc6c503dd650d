/// Words by what people call what they do, where neither name nor description says it.
enum RelatedWords {
  /// The words that are meant by `term`, in lower case.
  static func of(_ term: String) -> Set<String> {
    Set(
      terms.filter { $0.key == term || $0.key + "s" == term || (term.count > 3 && $0.key.hasPrefix(term)) }
        .flatMap(\.value))
  }

  private static let delays = [
    "echo", "delay", "feedback", "multitap", "comb", "allpass_comb", "reverb", "z", "waveguide",
  ]
  private static let distortions = [
    "tanh", "softclip", "clip", "fold", "wrap", "shape", "chebyshev", "bitcrush", "quantize", "rectify",
    "oversample",
  ]
  private static let equalizers = [
    "peaking", "lowshelf", "highshelf", "notch", "lowpass", "highpass", "bandpass", "svf", "fir", "iir",
    "sos",
  ]
  private static let modulations = [
    "chorus", "flanger", "phaser", "tremolo", "vibrato", "freqshift", "lfo", "fm", "pm", "hardsync",
  ]

  private static let terms: [String: [String]] = [
    "echo": delays, "repeat": delays + ["tile", "loop"], "delay": delays, "distortion": distortions,
    "distort": distortions, "overdrive": distortions, "saturation": distortions, "waveshaper": distortions,
    "waveshaping": distortions, "fuzz": distortions, "equalizer": equalizers, "equaliser": equalizers,
    "eq": equalizers, "modulation": modulations, "room": ["reverb", "convolve"],
    "hall": ["reverb", "convolve"], "space": ["reverb", "pan", "width", "convolve"],
    "volume": ["volume", "db", "undb", "compressor", "limiter", "gate"],
    "loudness": ["lufs", "rms", "peak", "compressor", "limiter"],
    "level": ["peak", "rms", "lufs", "compressor", "limiter", "follow"],
    "envelope": ["adsr", "asr", "perc", "env", "line", "xline", "follow"],
    "wave": ["sine", "saw", "square", "triangle", "pulse", "wavetable", "additive"],
    "sweep": ["chirp", "line", "xline", "phaser", "flanger"], "portamento": ["lag", "slew", "to"],
    "glide": ["to", "lag", "slew", "line"], "glissando": ["to", "line", "xline"],
    "random": ["noise", "lfnoise", "dust", "sample_hold"],
    "stereo": ["stereo", "pan", "balance", "width", "rotate"],
    "pitch": ["pitch", "pitch_shift", "midi_to_hz", "hz_to_midi", "vibrato"],
    "spectrum": ["spectrum", "get_spectral", "centroid"],
    "fft": ["fft", "rfft", "ifft", "stft", "spectrum", "get_spectral"],
    "frequency response": ["freqz", "sosfreqz", "group_delay", "spectrum"], "bode": ["freqz", "sosfreqz"],
    "magnitude response": ["freqz", "sosfreqz"], "phase response": ["freqz", "group_delay"],
    "z transform": ["zplane", "freqz", "tf2zpk", "zpk2sos", "z"],
    "z-transform": ["zplane", "freqz", "tf2zpk", "z"],
    "difference equation": ["formula", "lfilter", "iir", "feedback"],
    "nyquist": ["saw", "resample", "decimate", "oversample", "spectrum"],
    "aliasing": ["saw", "resample", "decimate", "oversample", "spectrum", "lesson"],
    "sampling": ["resample", "decimate", "sample_hold", "lesson"],
    "quantization": ["quantize", "bitcrush"], "quantisation": ["quantize", "bitcrush"],
    "leakage": ["get_window", "spectrum"], "homework": ["homework", "lesson"],
    "course": ["lesson", "homework"], "transpose": ["pitch_shift", "resample"],
    "speed": ["stretch", "resample", "dilate", "sample"], "string": ["pluck", "waveguide", "modal"],
    "bell": ["modal", "resonators", "fm"], "drum": ["kits", "on", "modal", "resonators", "perc"],
    "bpm": ["tempo", "tap", "beats"], "metronome": ["tempo", "beat", "each"],
    "rhythm": ["euclid", "struct", "p"],
    "drums": ["kits", "p", "on"], "synth": ["synths", "on"], "sequencer": ["p", "seq", "on"],
    "automation": ["to", "line", "env", "lfo"], "sidechain": ["duck", "compressor", "gate"],
    "resonance": ["lowpass", "bandpass", "ladder", "resonators", "svf"],
    "crossover": ["lowpass", "highpass", "svf"], "mute": ["stop", "volume"], "quit": ["exit"],
  ]
}
