import Testing

@testable import Sessions

/// Buffers as values: arithmetic, places, what they answer.
struct BufferTests {
  static let answers = [
    ("array{1, 2, 3} + 1", "2 3 4"), ("1 - array{1, 2}", "0 -1"), ("array{1, 2} * array{3, 4}", "3 8"),
    ("array{1, 2} / array{4, 4}", "0.25 0.5"), ("array{2, 3} ^ 2", "4 9"), ("-array{1, -2}", "-1 2"),
    ("2 ^ array{1, 2, 3}", "2 4 8"), ("array{1, 2} == array{1, 2}", "true"),
    ("array{1, 2} == array{1, 3}", "false"),
    ("array{5, 6, 7}[1], array{5, 6, 7}[3], array{5}[2], array{5}:n(1)", "5.0\t7.0\tnil\tnil"),
    ("array{5, 6, 7}:n(0), array{5, 6, 7}:n(2), array{5}:n(1)", "5.0\t7.0\tnil"),
    ("#array{5, 6, 7}, array{5, 6, 7}(2, 3), array{5, 6, 7}(-1), array{5, 6}(3)", "3\t6 7\t7\t"),
    ("array{3, 9, 1, 9}:max(), array{3, 9, 1, 9}:argmax()", "9.0\t2"),
    ("array{3, 9, 1, 9}:min(), array{3, 9, 1, 9}:argmin()", "1.0\t3"),
    ("array{1, 2, 3}:sum(), array{1, 2, 3}:mean()", "6.0\t2.0"),
    ("array{1, 2, 3}:map(function(x, k) return x * k end)", "1 4 9"),
    ("array(4, function(n) return n * n end)", "0 1 4 9"),
    ("abs(array{1, -2}), abs(complex(3, 4)), abs(fft{1, 2, 3, 4})", "1 2\t5.0\t10 2.828 2 2.828"),
    ("sqrt(array{1, 4}), floor(array{1.5}), abs(array{-1}) * 2", "1 2\t1\t2"),
    ("log(exp(array{1}))[1], sqrt(array{1e-60})[1] > 9e-31", "1.0\ttrue"),
    ("complex(1, 2)", "1+2i"), ("complex(0.5, -2) + 1", "1.5-2i"), ("complex(0, 1) ^ 2", "-1+0i"),
    ("complex(3, 4):abs(), complex(3, 4):re(), complex(3, 4):im()", "5.0\t3.0\t4.0"),
    ("complex(1, 2) == complex(1, 2), complex(1, 2):conj()", "true\t1-2i"),
    ("array{1, 2} * complex(0, 1)", "0+1i 0+2i"), ("(array{3} + complex(0, 4)):abs()", "5"),
    ("array{complex(1, 2), 3}", "1+2i 3+0i"), ("array{complex(1, 2), 3}:conj():im()", "-2 0"),
    ("array{complex(1, 2), 3}[1], array{complex(1, 2), 3}:sum()", "1+2i\t4+2i"),
    ("array{complex(0, 1)}:angle()[1] == math.pi / 2", "true"),
    ("fft{1, 0, 0, 0}", "1+0i 1+0i 1+0i 1+0i"), ("rfft{1, 1}:re()", "2 0"),
    ("ifft(fft{1, 2, 3}):re()", "1 2 3"),
    // In double precision throughout.
    ("array{0.1}[1] == 0.1, (array{1} + 1e-12)[1] > 1", "true\ttrue"),
    ("(function() local s = 0 for _, x in ipairs(array{1, 2, 3}) do s = s + x end return s end)()", "6.0"),
    // One world with signals, filters and what others answer.
    ("(array{0.25, 0.5} * 2):max()", "1.0"), ("(sine(0) + array{1, 2}):get_temporal(0, 3)", "1 2 0"),
    ("(array{1, 2} + buffer{1, 1}):get_temporal(0, 2)", "2 3"),
    ("buffer{1, 2}:get_temporal(0, 2) * array{2, 2}", "2 4"),
    ("get_window('hann', 4) * array{1, 1, 1, 2}", "0 0.5 1 1"),
    ("#convolve((butter(2, 1000)), (butter(2, 1000)))", "5"),
    ("(butter(4, 1000) * 2)[1] == 2 * butter(4, 1000)[1]", "true"),
    ("#freqz(array{1, 1}).response, freqz(array{1, 1}).response[1]", "512\t2+0i"),
    ("convolve(array{1, 2}, array{1, 1})", "1 3 2"), ("hilbert(array{1, 0, -1, 0}):im()", "0 1 0 -1"),
    ("convolve({1, 2}, {1, 2})", "1 4 4"), ("convolve({1, 2, 3}, {0, 1, 0.5}, 'same')", "1 2.5 4"),
    ("convolve(buffer{1, 2}, {1, 1}):get_temporal(0, 3)", "1 3 2"),
    (
      "spectrum(sine(1000), {length=0.01}).frequency[11], spectrum(sine(1000), {length=0.01}).level[11] > -0.001",
      "1000.0\ttrue"
    ),
    ("spectrum(sine(1000), {length=0.01, window='boxcar'}).values[11]:abs() > 0.499", "true"),
    ("#find_peaks{0, 1, 0, 2, 0}, find_peaks{0, 1, 0, 2, 0}[2]", "2\t4.0"),
    ("unit_impulse(4, 2), unit_impulse(4, 'mid')", "0 1 0 0\t0 0 1 0"),
  ]

  @Test(arguments: answers)
  func itAnswers(chunk: String, answer: String) throws {
    #expect(try TestSession().run(chunk) == answer)
  }

  static let mistakes = [
    ("array{1, 2} + array{1, 2, 3}", "+: buffers of 2 and 3 numbers were given; equally long ones"),
    ("array{1} + {1}", "array{…} makes a buffer of a list"), ("array{1} + 'a'", "the string \"a\" was given"),
    ("array{1} % 2", "% and // do not work on buffers"), ("array{}:max()", "max: the buffer is empty"),
    ("array{complex(1, 2)}:max()", "complex numbers have no order"),
    ("b = array{1} b[1] = 2", "a buffer cannot be changed"), ("array{1}.real", "\"real\" was asked for"),
    ("array{1, 2}[0]", "counted from 1 to 2; 0 was asked for (b:n(0) counts from 0)"),
    ("group_delay(butter(4, 1000))", "w: frequencies from 0 Hz on are expected; -"),
    ("array{1}:mx()", "did you mean max?"), ("array{1, 'a'}", "it answered the string \"a\""),
    ("array{1}:map(3)", "map: a function is expected"),
    ("array{1}:map(function() end)", "it answered nil"),
    ("array{1}.max()", "call it with a colon, as in b:max(…)"), ("array{1}:n('a')", "counted from 0"),
    ("play(array{complex(1, 2)})", "real numbers are expected; complex ones were given"),
    ("array{complex(1, 2)} * sine(3)", "real numbers are expected"),
    (
      "x = saw(110) welch(x)",
      "x is a signal; take its samples first, here a second of them: x:get_temporal(0, 48000)"
    ),
    ("fft(saw(110))", "take its samples first, here a second of them: sig:get_temporal(0, 48000)"),
    ("lfilter({1}, {1}, noise())", "lfilter: x: what was given is a signal"),
    ("convolve(array{1}, array{1}, 'ful')", "\"ful\" was given"),
    ("fft('a')", "fft: x: a buffer or a list of numbers is expected"),
    ("fft{}", "1 to 67108864 are expected"),
    ("welch({1, 2}, {npersge=3})", "did you mean nperseg?"),
    ("welch({1, 2}, {noverlap=2})", "noverlap: 0 to 1"),
    ("welch({1, 2}, {detrend='line'})", "\"constant\", \"linear\" or false"),
    ("lfilter({1}, {0, 1}, {1})", "a: numbers are expected of which the first is not 0"),
    ("sosfilt({{1, 2}}, {1})", "rows of 6 numbers are expected; one of 2 was given"),
    ("filtfilt({1}, {1, -0.5}, {1, 2})", "more than padlen, 6, numbers are expected; 2 were given"),
    ("resample_poly({1}, 0, 1)", "whole numbers from 1 are expected"),
    ("find_peaks({1, 2, 1}, {distance=0})", "distance: 1 or more is expected"),
    ("lpc({1, 2}, 5)", "order: 1 to 1"), ("max_len_seq(50)", "a whole number from 2 to 32"),
    ("freqz(lowpass(1000), {fs=8000})", "runs at the project's rate"),
    ("freqz({1}, {1}, {worN=4, points=4})", "give these or points"),
    ("complex('a')", "re: a number is expected"),
  ]

  @Test(arguments: mistakes)
  func aMistakeIsToldInASentence(chunk: String, words: String) throws {
    let told = try TestSession().failure(chunk)
    #expect(told.contains(words), "\(told)")
  }

  @Test func savedBuffersAreThemselves() throws {
    let test = try TestSession()
    try test.run("b = array{0.1, 1/0, -1e300} c = fft{1, 2, 3} w = complex(0.1, -2)")
    try test.run("manager:save('w.neap')")
    let other = try TestSession()
    try other.write("w.neap", test.bytes("w.neap"))
    try other.run("manager:load('w.neap')")
    #expect(
      try other.run("b == array{0.1, 1/0, -1e300}, c == fft{1, 2, 3}, w == complex(0.1, -2)")
        == "true\ttrue\ttrue")
  }
}
