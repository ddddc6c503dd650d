import Testing

/// Words inside a loop, where a block is rendered in parts.
struct LoopWordsTests {
  /// A loop of so many frames agrees, for as many rounds as it is unrolled, with what it stands for, bit for bit.
  @Test(arguments: [
    "x:tanh(3)", "x:clip(-0.5, 0.7)", "(x * 3):fold()", "(x * 3):wrap()", "x:softclip(2)",
    "x:rectify('half')",
    "x:shape(function(v) return v ^ 3 end)", "x:chebyshev({0.5, 0.2, 0.1}, true)",
    "x:quantize(6, 'triangular', 1)",
    "x:bitcrush(5, 9000)", "x:lag(0.001)", "x:slew(1000, 500)", "x:follow(0.001, 0.002)",
    "x:follow(0.001, 0.002, 'rms')", "x:trigger(0.0003, 0.2)", "x:sample_hold(x:z(1))",
    "x:window_mean(0.0005)",
    "channel_peak(x)", "x:compressor(-20, 4, 0.0005, 0.002)", "x:expander(-10, 2, 0.0005, 0.002)",
    "x:gate(-3, 0.0005, 0.001, 0.0005)", "sine(440):duck(x, -6, 20, 0.001, 0.001)", "x:matrix{{0.5}}",
    "gt(x, 0.1)",
    "min(x, 0.3)", "x:oversample(2, tanh{drive=2})", "x:limiter(-6, 0.01, 0.0003)", "x:lag(x:abs() * 0.01)",
  ])
  func aLoopIsWhatItStandsFor(body: String) throws {
    let test = try TestSession()
    try test.run("dry = noise{seed=4} * env({{0, 0}, {0, 1}, {10, 1}, {10, 0}})")
    for (delay, frames) in [(3, 200), (50, 700)] {
      let loop = "feedback(function(l) local x = l:z(\(delay)) return dry + \(body) * 0.5 end)"
      let unrolled =
        "(function() local y = dry for k = 0, \(frames / delay) do local x = y:z(\(delay)) y = dry + \(body) * 0.5 end "
        + "return y end)()"
      try test.run("a = \(loop) b = \(unrolled)")
      let differences =
        "(function() local p, q, n = a:get_temporal(0, \(frames)), b:get_temporal(0, \(frames)), 0 "
        + "for i = 1, \(frames) do if p[i] ~= q[i] then n = n + 1 end end return n end)()"
      #expect(try test.run(differences) == "0", "\(delay) frames")
    }
  }
}
