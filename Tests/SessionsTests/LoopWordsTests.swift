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

  /// Arithmetic and z alone run sample by sample: unrolled they are blocks, and the same bits.
  @Test(arguments: [
    "0.1 * dry + 0.9 * l:z(1)", "dry - l:z(1) * 0.5 + l:z(2) / 3", "dry * 0.3 + -l:z(1) * l:z(2)",
    "dry * l:z(1) + dry:z(3) * 0.5", "dry / (2 + l:z(1))", "(l:z(1) - dry) * 0.5",
    "stereo(dry, -dry) + l:z(1) * 0.7 - l:z(2) * {0.1, 0.3}", "dry + (l * 0.5):z(1)",
  ])
  func aLoopOfArithmeticIsWhatItStandsFor(body: String) throws {
    let test = try TestSession()
    try test.run("dry = noise{seed=4} * env({{0, 0}, {0, 1}, {10, 1}, {10, 0}})")
    try test.run("body = function(l) return \(body) end a = feedback(body)")
    // The response to nothing of what is not yet there: as many rounds as there are frames.
    try test.run("b = dry * 0 for k = 0, 60 do b = body(b) end")
    let differences =
      "(function() local p, q, n = a:get_temporal(0, 50), b:get_temporal(0, 50), 0 "
      + "for i = 1, 50 do if p[i] ~= q[i] then n = n + 1 end end return n end)()"
    #expect(try test.run(differences) == "0")
  }

  /// The difference equation as a loop, as a filter of signals and as one of buffers.
  @Test func aRecursionIsTheFilterOfItsCoefficients() throws {
    let test = try TestSession()
    try test.run("x = noise{seed=7} * 0.5 b, a = butter(2, 3000)")
    try test.run(
      "y = feedback(function(y) return b[1] * x + b[2] * x:z(1) + b[3] * x:z(2) - a[2] * y:z(1) - a[3] * y:z(2) end)"
    )
    try test.run("seen = x:get_temporal(0, 6000)")
    // What x was before frame 0 is heard in the loop and not by the filter of the buffer: it has died away.
    let cases = [
      "y:get_temporal(3000, 6000) - lfilter(b, a, seen)(3001, 6000)",
      "y:get_temporal(3000, 6000) - x:iir(b, a):get_temporal(3000, 6000)",
      "feedback(function(y) return 0.1*x + 0.9*y:z(1) end):get_temporal(0, 6000) - lfilter({0.1}, {1, -0.9}, seen)",
      "feedback(function(y) return 0.1*x + 0.9*y:z(1) end):get_temporal(0, 6000) - x:iir({0.1}, {1, -0.9}):get_temporal(0, 6000)",
    ]
    for difference in cases {
      #expect(try test.run("(\(difference)):abs():max() < 2e-6") == "true", "\(difference)")
    }
  }

  @Test func whatIsNotFiniteComesToRest() throws {
    let test = try TestSession()
    try test.run("y = feedback(function(y) return buffer{1} + y:z(1) * 1e30 end)")
    #expect(
      try test.run("y:get_temporal(0, 4)[2], y:get_temporal(0, 60000)[60000]") == "1.0000000150475e+30\t0.0")
  }

  /// Asked in pieces, from a checkpoint, or at once.
  @Test func aRangeOfItIsTheSumOfItsParts() throws {
    let loop = "feedback(function(y) return 0.1*noise{seed=3} + 0.9*y:z(1) - 0.2*y:z(2) end)"
    let whole = try TestSession()
    try whole.run("y = \(loop) all = y:get_temporal(0, 200000)")
    let parts = try TestSession()
    try parts.run("y = \(loop) last = y:get_temporal(150000, 200000) first = y:get_temporal(0, 77)")
    let text = "last:sum(), last[1], last[50000], first:sum()"
    try whole.run("last, first = all(150001, 200000), all(1, 77)")
    #expect(try parts.run(text) == whole.run(text))
  }
}
