/// Names by which other programs know what has another name here, chiefly Octave's, MATLAB's and SciPy's.
enum ForeignNames {
  /// How it is called here, as a sentence that begins with the name goes on.
  static func word(for name: String) -> String? {
    if let window = windows[name] { return "is not bound: here it is get_window(\(window), n, false)" }
    return words[name].map { "is not bound: here it is \($0)" } ?? sentences[name]
  }

  /// How a parameter is called here that was given by a name that it has elsewhere.
  static func parameter(for name: String, among known: [String]) -> String? {
    let group = parameters.first { $0.contains(name) } ?? []
    return known.first { group.contains($0) }.map { ": here it is \($0)" }
  }

  private static let parameters: [Set<String>] = [
    ["duty", "width", "pw", "pulsewidth"], ["first", "from", "start", "begin", "f0"],
    ["last", "to", "stop", "end", "f1"], ["frequency", "freq", "hz", "f", "pitch"],
    ["q", "Q", "res", "reso", "resonance"], ["cutoff", "fc", "cut", "freq", "frequency"],
    ["time", "delay", "delaytime"], ["length", "dur", "duration", "len"], ["decay", "decaytime", "rt60"],
    ["wet", "mix", "drywet"], ["gain", "db", "level"], ["drive", "amount"], ["amps", "amplitudes", "gains"],
  ]

  /// How a method of signals is called here that has that name elsewhere, chiefly in Strudel and Tidal.
  static func method(for name: String) -> String? {
    (methods[name] ?? words[name]).map { "is no method of signals: here it is \($0)" }
  }

  private static let methods = [
    "gain": "sig * 0.5, or mixer.bass.gain = -6, in decibels", "room": "sig:reverb()",
    "size": "sig:reverb(size)",
    "lpq": "sig:lowpass(cutoff, q)", "hpq": "sig:highpass(cutoff, q)", "distort": "sig:tanh(drive)",
    "shape": "sig:tanh(drive)", "filter": "sig:lowpass(cutoff)",
  ]

  private static let words = [
    "mean": "dc(sig)", "white": "noise()", "whitenoise": "noise()",
    "ring_mod": "a * b, the product of two signals",
    "ringmod": "a * b, the product of two signals", "distortion": "sig:tanh(drive)",
    "sweep": "chirp(first, last, length)",
    "iirnotch": "sig:notch(frequency, q)", "iirpeak": "sig:bandpass(frequency, q)",
    "mono": "(sig:channel(1) + sig:channel(2)) * 0.5", "detrend": "x - dc(x)",
    "check": "lesson.check()", "hint": "lesson.hint()", "solution": "lesson.solution()",
    "fir1": "firwin(numtaps, cutoff), where numtaps is one more than the order and cutoff is in hertz",
    "firpm":
      "remez(numtaps, bands, desired), where numtaps is one more than the order, bands are in hertz, and desired has one value for each band, not for each edge",
    "besself": "bessel(N, Wn)", "filter": "sig:iir(b, a) for a signal, lfilter(b, a, x) for a buffer",
    "firpmord": "kaiserord(ripple, width), for the window method",
    "sawtooth":
      "saw(frequency), whose frequency is in hertz; saw{frequency, bandlimit=false} is the naive one",
    "conv": "convolve(a, b) of buffers or signals, or sig:fir(taps)", "fftfilt": "sig:fir(taps)",
    "convolve_fft": "sig:convolve(response)",
    "pwelch": "welch(x, {nperseg=})",
    "impz": "impulse(0):lowpass(800):get_temporal(0, n), for any filter",
    "medfilt1": "sig:window_mean(length) or sig:onepole(cutoff), which smooth too; there is no median",
    "medfilt": "sig:window_mean(length) or sig:onepole(cutoff), which smooth too; there is no median",
    "rectpuls": "square(frequency) or trim(from, to)", "gauspuls": "sine(frequency) * env{…}",
    "tripuls": "env{{0, 0}, {1, 1}, {2, 0}}", "interp": "sig:resample(rate)",
    "s": "p\"bd*2\":on(kits.default)", "note": "p\"c4 e4\":on(synths.default)",
    "n": "p\"0 2 4\":scale(\"c4 minor\"):on(synths.default)",
    "bd": "p\"bd\":on(kits.default), a word within a pattern's string",
    "sn": "p\"sn\":on(kits.default), a word within a pattern's string",
    "hh": "p\"hh*4\":on(kits.default), a word within a pattern's string",
    "cpm": "tempo(120), in beats a minute", "setcpm": "tempo(120), in beats a minute",
    "sound": "play(sig)", "soundsc": "play(sig)", "audioread": "sample(\"file.wav\")",
    "audiowrite": "write(\"file.wav\", sig, {to=10})", "randn": "noise()", "rand": "noise()",
    "linspace": "line(first, last, length)", "osc": "sine(frequency)", "sinosc": "sine(frequency)",
    "SinOsc": "sine(frequency)",
    "WhiteNoise": "noise()", "moog": "sig:ladder(cutoff, resonance)",
    "lpf": "sig:lowpass(cutoff)", "hpf": "sig:highpass(cutoff)", "bpf": "sig:bandpass(cutoff)",
    "bpm": "tempo(120)", "setcps": "tempo(120), in beats a minute", "mute": "mixer.bass.mute = true",
    "solo": "mixer.bass.solo = true",
    "sinus": "sine(440)", "sin": "math.sin of a number, and as a signal sine(frequency)",
    "log10": "math.log(x, 10)", "log2": "math.log(x, 2)",
    "cos": "math.cos of a number, and as a signal sine(frequency, math.pi / 2)",
    "None": "nil", "null": "nil", "NULL": "nil", "undefined": "nil", "True": "true", "False": "false",
    "pi": "math.pi", "inf": "math.huge", "Inf": "math.huge",
    "oscillator": "sine, saw, square, triangle or pulse",
  ]

  private static let orders =
    "is not here: choose the order N by ear or by spectrum; the design itself is "
  private static let sentences = [
    "buttord": orders + "butter(N, Wn)", "cheb1ord": orders + "cheby1(N, rp, Wn)",
    "cheb2ord": orders + "cheby2(N, rs, Wn)", "ellipord": orders + "ellip(N, rp, rs, Wn)",
    "firls":
      "is not here; remez(numtaps, bands, desired) makes the greatest error the least, where least squares make the mean one",
    "fir2":
      "is not here; firwin(numtaps, cutoffs) passes and stops by turns, spectral_filter takes any response",
    "firwin2":
      "is not here; firwin(numtaps, cutoffs) passes and stops by turns, spectral_filter takes any response",
    "sosfiltfilt":
      "is not here, since a signal may have no end to turn round at; of one that ends, sig:sos(s):reverse():sos(s):reverse() does it",
    "tf2sos": "is not needed: butter(N, Wn, {output=\"sos\"}) answers sections at once, and more exactly",
    "sos2tf": "is not needed: butter(N, Wn) answers b and a at once",
    "zp2sos": "is zpk2sos(z, p, k) here",
    "xcorr":
      "is correlate(a, b) of buffers here; sig:convolve(other:reverse()) is it with a signal that ends, pitch(sig) the lag of the greatest",
    "welchwin":
      "is none of SciPy's windows, which are the ones here; get_window(\"cosine\", n, false) is near it",
    "hanning":
      "is get_window(\"hann\", n + 2, false) here, without its two ends, which are 0; hann is get_window(\"hann\", n, false)",
  ]

  private static let windows = [
    "hann": "\"hann\"", "hamming": "\"hamming\"", "blackman": "\"blackman\"",
    "kaiser": "{\"kaiser\", beta}", "bartlett": "\"bartlett\"", "boxcar": "\"boxcar\"",
    "rectwin": "\"boxcar\"", "triang": "\"triang\"", "parzenwin": "\"parzen\"", "bohmanwin": "\"bohman\"",
    "barthannwin": "\"barthann\"", "nuttallwin": "\"nuttall\"", "blackmanharris": "\"blackmanharris\"",
    "flattopwin": "\"flattop\"", "chebwin": "{\"chebwin\", at}", "tukeywin": "{\"tukey\", alpha}",
    "gausswin": "{\"gaussian\", std}", "taylorwin": "{\"taylor\", nbar, sll}", "dpss": "{\"dpss\", NW}",
    "flattop": "\"flattop\"", "parzen": "\"parzen\"", "bohman": "\"bohman\"", "barthann": "\"barthann\"",
    "nuttall": "\"nuttall\"", "tukey": "{\"tukey\", alpha}", "gaussian": "{\"gaussian\", std}",
    "taylor": "{\"taylor\", nbar, sll}", "lanczos": "\"lanczos\"",
  ]
}
