package import Signals

extension SignalKind {
  package static let compressor = SignalKind(
    "compressor", .dynamics,
    "Makes what is loud less so: of each decibel above a threshold only a part is let through. All channels are turned "
      + "down together.",
    example: "(saw(110) * perc(0.001, 2)):compressor(-24, 4, 0.01, 0.2, 6, 12)",
    source: "Giannoulis, Massberg and Reiss, Digital Dynamic Range Compressor Design, JAES, 2012",
    Stream("input", "What to turn down."),
    Stream("threshold", Dynamics.levels, .decibels, default: -20, "The level from which on it acts."),
    Stream(
      "ratio", 1...1_000, .ratio, default: 4,
      "Decibels above the threshold that come in for each that goes out."),
    Stream("attack", 0...10, .seconds, default: 0.01, Dynamics.attackDoc),
    Stream("release", 0...10, .seconds, default: 0.2, Dynamics.releaseDoc),
    Stream("knee", 0...60, .decibels, default: 6, Dynamics.kneeDoc),
    Stream("makeup", -24...24, .decibels, default: 0, "A gain for all of it.")
  ) { context, input, threshold, ratio, attack, release, knee, makeup in
    try Dynamics(
      context, .compress, input, key: input,
      [
        (.threshold, threshold), (.ratio, ratio), (.attack, attack), (.release, release), (.knee, knee),
        (.makeup, makeup),
      ])
  }

  package static let expander = SignalKind(
    "expander", .dynamics,
    "Makes what is soft softer: each decibel below a threshold becomes several. All channels are turned down together.",
    example: "(saw(110) * perc(0.001, 2)):expander(-20, 3) * 0.7",
    source: "Udo Zölzer, DAFX: Digital Audio Effects, 2011, chapter 4",
    Stream("input", "What to turn down."),
    Stream("threshold", Dynamics.levels, .decibels, default: -40, "The level below which it acts."),
    Stream(
      "ratio", 1...100, .ratio, default: 2, "Decibels below the threshold that go out for each that comes in."
    ),
    Stream(
      "attack", 0...10, .seconds, default: 0.005,
      "How long until it is turned up again to 0.1 % of the decibels."),
    Stream(
      "release", 0...10, .seconds, default: 0.2,
      "How long until it is turned down, but for 0.1 % of the decibels."),
    Stream("knee", 0...60, .decibels, default: 6, Dynamics.kneeDoc),
    Stream("depth", 0...120, .decibels, default: 60, "How far it is turned down at most.")
  ) { context, input, threshold, ratio, attack, release, knee, depth in
    try Dynamics(
      context, .expand, input, key: input,
      [
        (.threshold, threshold), (.ratio, ratio), (.attack, attack), (.release, release), (.knee, knee),
        (.depth, depth),
      ])
  }

  package static let gate = SignalKind(
    "gate", .dynamics,
    "Lets through what is louder than a threshold, and shuts when it has been softer for a while. All channels together.",
    example: "(saw(110) * perc(0.001, 2)):gate(-20) * 0.7",
    source: "Udo Zölzer, DAFX: Digital Audio Effects, 2011, chapter 4",
    Stream("input", "What to let through."),
    Stream(
      "threshold", Dynamics.levels, .decibels, default: -40,
      "The level at which it opens; it shuts where the level is 3 dB below."),
    Stream(
      "attack", 0...10, .seconds, default: 0.002, "How long until it is open, but for 0.1 % of the decibels."),
    Stream(
      "release", 0...10, .seconds, default: 0.1, "How long until it is shut, but for 0.1 % of the decibels."),
    Stream(
      "hold", 0...10, .seconds, default: 0.05,
      "How long it stays open at least. Then its detector falls, by 60 dB in 0.15 s, down to 3 dB below the threshold before it shuts: 58 ms from 20 dB above."
    ),
    Stream("depth", 0...120, .decibels, default: 80, "How far it is turned down when shut.")
  ) { context, input, threshold, attack, release, hold, depth in
    try Dynamics(
      context, .gate, input, key: input,
      [(.threshold, threshold), (.attack, attack), (.release, release), (.hold, hold), (.depth, depth)])
  }

  package static let duck = SignalKind(
    "duck", .dynamics,
    "Turns a signal down while another is loud: makes room for a voice, or pumps with a drum.",
    example: "saw(110):duck(sine(60) * gt(sine(2), 0), -20, 18) * 0.7",
    Stream("input", "What to turn down."),
    Stream("sidechain", "What makes room for itself."),
    Stream(
      "threshold", Dynamics.levels, .decibels, default: -30,
      "The level of the sidechain from which on it acts."),
    Stream("depth", 0...120, .decibels, default: 12, "How far it is turned down."),
    Stream("attack", 0...10, .seconds, default: 0.01, Dynamics.attackDoc),
    Stream("release", 0...10, .seconds, default: 0.3, Dynamics.releaseDoc),
    Stream("knee", 0...60, .decibels, default: 6, Dynamics.kneeDoc)
  ) { context, input, sidechain, threshold, depth, attack, release, knee in
    try Dynamics(
      context, .duck, input, key: sidechain,
      [(.threshold, threshold), (.depth, depth), (.attack, attack), (.release, release), (.knee, knee)])
  }
}
