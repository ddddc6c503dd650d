import Glibc
import Scripting
import Testing

@testable import Sessions

/// Functions of numbers end where they are interrupted, tell what they cost, and name what they take.
struct NumberLimitTests {
  /// Each takes far longer.
  @Test(arguments: [
    "y = lfilter({1}, x, x)", "y = correlate(x, x, {method = 'direct'})", "f, y = welch(x, {nfft = 2 ^ 20})",
    "f, y = csd(x, x, {nfft = 2 ^ 20})", "y = lpc(x, 5000)", "while true do y = tf2zpk(x(1, 900), {1}) end",
    "while true do y = group_delay({{1}, x(1, 399)}, 2 ^ 20) end", "while true do y = freqz(x) end",
    "while true do y = step_response({1}, x) end", "while true do y = max_len_seq(22) end",
    "y = freqz(function(s) for i = 1, 3000 do s = s:lowpass(900 + i) end return s end)",
  ]) func itIsInterrupted(chunk: String) throws {
    let test = try TestSession()
    try test.run("x = noise{seed = 1}:get_temporal(0, 200000)")
    let clock = ContinuousClock()
    let asked = clock.now.advanced(by: .milliseconds(300))
    // A thread of its own: tests may fill the pool.
    var thread = pthread_t()
    let interrupter = Unmanaged.passRetained(test.session.lua.interrupter)
    pthread_create(
      &thread, nil,
      { interrupter in
        usleep(300_000)
        if let interrupter {
          Unmanaged<LuaInterrupter>.fromOpaque(interrupter).takeRetainedValue().interrupt()
        }
        return nil
      }, interrupter.toOpaque())
    let told = test.failure(chunk)
    #expect(told.hasSuffix("interrupted"), "\(told)")
    #expect(clock.now - asked < .seconds(5))
    pthread_join(thread, nil)
  }

  /// What nobody holds is freed before a function is refused.
  @Test func garbageIsNoCost() throws {
    let test = try TestSession()
    #expect(try test.run("for i = 1, 60 do y = fft({1}, 2 ^ 20) end return #y") == "1048576")
  }

  @Test(arguments: [
    ("fft({1}, 2 ^ 26)", "fft: 3.0 GiB of memory are needed; "),
    (
      "stft(noise{seed = 1}:get_temporal(0, 960000), {nperseg = 2048, noverlap = 2047})",
      "stft: 14.6 GiB of memory are needed; "
    ),
    ("tf2zpk(noise{seed = 1}:get_temporal(0, 20000), {1})", "tf2zpk: b: 20000 coefficients have 19999 roots"),
    (
      "butter(math.maxinteger, 1000)",
      "butter: N: a whole number from 1 to 128 is expected; the number 9223372036854775807 was given"
    ),
    ("resample_poly({1, 2}, 48001, 480011)", "resample_poly: up, down: at most 52428 in lowest terms"),
    ("find_peaks({0, 1, 0}, {height = {'a', 'b'}})", "it holds the string \"a\""),
    ("find_peaks({0, 1, 0}, {height = {}})", "an empty list was given"),
    ("find_peaks({0, 1, 0}, {width = {1, 2, 3}})", "the list has the number 3 too"),
    ("find_peaks({0, 1, 0}, {threshold = 0/0})", "a number, or {least, greatest}, each a number or nil,"),
  ]) func itIsTold(chunk: String, sentence: String) throws {
    let told = try TestSession().failure(chunk)
    #expect(told.contains(sentence), "\(told)")
  }

  @Test func boundsMayBeOpen() throws {
    let test = try TestSession()
    #expect(
      try test.run(
        "#find_peaks({0, 1, 0}, {height = {nil, 2}}), #find_peaks({0, 1, 0}, {height = {2}}), #find_peaks({0, 1, 0}, {height = 0.5})"
      ) == "1\t0\t1")
  }

  @Test func complexStatesGoOn() throws {
    let test = try TestSession()
    try test.run(
      "b, a = butter(2, 1000) x = array{complex(1, 2), 3, complex(0, 1)} y = lfilter(b, a, x) y1, s1 = lfilter(b, a, x(1, 1), {0, 0}) y2, s2 = lfilter(b, a, x(2, 3), s1)"
    )
    #expect(try test.run("y(1, 1) == y1, y(2, 3) == y2") == "true\ttrue")
    try test.run(
      "rows = butter(4, 1000, {output = 'sos'}) y = sosfilt(rows, x) y1, s1 = sosfilt(rows, x(1, 1), {{0, 0}, {0, 0}}) y2, s2 = sosfilt(rows, x(2, 3), s1)"
    )
    #expect(try test.run("y(1, 1) == y1, y(2, 3) == y2") == "true\ttrue")
  }

  @Test func aLongChainIsToldInPart() throws {
    let lines = try TestSession().run(
      "formula(function(x) for i = 1, 100 do x = x:lowpass(500 + i) end return x end)"
    ).split(separator: "\n")
    #expect(lines.count == 41)
    #expect(lines[39] == "… and 60 more" && lines[40].hasPrefix("y[n] = ") && lines[40].contains("v99[n]"))
  }
}
