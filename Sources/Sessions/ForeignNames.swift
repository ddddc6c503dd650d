/// Names by which other programs know what has another name here, chiefly Octave's and MATLAB's.
enum ForeignNames {
  /// How it is called here.
  static func word(for name: String) -> String? {
    if let window = windows[name] { return "get_window(\(window), n, false)" }
    return words[name]
  }

  private static let words = [
    "fir1": "firwin(numtaps, cutoff), where numtaps is one more than the order",
    "firpm": "remez(numtaps, bands, desired)",
    "besself": "bessel(N, Wn)",
    "filter": "sig:iir(b, a)",
    "lfilter": "sig:iir(b, a)",
    "sosfilt": "sig:sos(sections)",
    "firpmord": "kaiserord(ripple, width)",
  ]

  private static let windows = [
    "hann": "\"hann\"", "hanning": "\"hann\"", "hamming": "\"hamming\"", "blackman": "\"blackman\"",
    "kaiser": "{\"kaiser\", beta}", "bartlett": "\"bartlett\"", "boxcar": "\"boxcar\"",
    "rectwin": "\"boxcar\"", "triang": "\"triang\"", "parzenwin": "\"parzen\"", "bohmanwin": "\"bohman\"",
    "barthannwin": "\"barthann\"", "nuttallwin": "\"nuttall\"", "blackmanharris": "\"blackmanharris\"",
    "flattopwin": "\"flattop\"", "chebwin": "{\"chebwin\", at}", "tukeywin": "{\"tukey\", alpha}",
    "gausswin": "{\"gaussian\", std}", "taylorwin": "{\"taylor\", nbar, sll}", "dpss": "{\"dpss\", NW}",
    "flattop": "\"flattop\"", "parzen": "\"parzen\"",
    "bohman": "\"bohman\"", "barthann": "\"barthann\"", "nuttall": "\"nuttall\"",
    "tukey": "{\"tukey\", alpha}", "gaussian": "{\"gaussian\", std}", "taylor": "{\"taylor\", nbar, sll}",
    "lanczos": "\"lanczos\"",
  ]
}
