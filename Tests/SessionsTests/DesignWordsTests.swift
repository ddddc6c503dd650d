import Testing

/// Design functions, and filters made from what they answer.
struct DesignWordsTests {
  @Test func whatADesignAnswersIsWhatAFilterTakes() throws {
    let test = try TestSession()
    try test.run("b, a = butter(4, 1000)")
    #expect(try test.run("#b, #a, a[1]") == "5\t5\t1.0")
    try test.run("x = noise(1):iir(b, a)")
    #expect(try test.run("x:get_temporal(0, 10)[10] ~= 0") == "true")
    try test.run("y = noise(1):sos(butter(8, {300, 3000}, 'bandpass', {output = 'sos'}))")
    #expect(try test.run("y:get_temporal(0, 10)[10] ~= 0") == "true")
    #expect(try test.run("noise(1):fir(firwin(31, 1000)):get_temporal(0, 10)[10] ~= 0") == "true")
    #expect(try test.run("noise(1):fir(get_window('hann', 8)):get_temporal(0, 10)[10] ~= 0") == "true")
  }

  @Test func sectionsAndTheDirectFormAgree() throws {
    let test = try TestSession()
    try test.run("d = noise(1):iir(cheby1(4, 1, 2000)) - noise(1):sos(cheby1{4, 1, 2000, output = 'sos'})")
    #expect(try test.run("math.abs(d:get_temporal(0, 500)[500]) < 1e-6") == "true")
  }

  @Test func everyFormIsAnswered() throws {
    let test = try TestSession()
    try test.run("zeros, poles, k = ellip(4, 1, 60, 3000, {output = 'zpk'})")
    #expect(try test.run("#zeros, #poles, poles[1]:abs() < 1, k > 0") == "4\t4\ttrue\ttrue")
    #expect(try test.run("#cheby2(5, 40, 1000, 'high', {output = 'sos'})") == "3")
    #expect(try test.run("#bessel(3, 1000, {norm = 'mag'})") == "4")
    #expect(try test.run("#remez(31, {0, 1000, 2000, 24000}, {1, 0}, {weight = {1, 10}})") == "31")
    #expect(try test.run("n, beta = kaiserord(60, 500)") == "")
    #expect(try test.run("n") == "350")
    #expect(try test.run("get_window('hann', 4)[3]") == "1.0")
    #expect(try test.run("get_window({'kaiser', 8}, 5, false)[3]") == "1.0")
    #expect(try test.run("get_window({'general_cosine', {0.5, 0.5}}, 4)[1]") == "0.0")
    #expect(try test.run("get_window({'exponential', tau = 2}, 5, false)[3]") == "1.0")
    #expect(try test.run("get_window(8.6, 5, false)[3]") == "1.0")
    #expect(
      try test.run("#firwin(31, {300, 3000}, {pass_zero = 'bandpass', window = {'kaiser', 5}})") == "31")
    #expect(try test.run("butter(2, 1000, {fs = 8000})[1] ~= butter(2, 1000)[1]") == "true")
  }

  @Test func mistakesAreToldInSentences() throws {
    let test = try TestSession()
    #expect(test.failure("butter(4)").contains("Wn is missing"))
    #expect(test.failure("butter(4, 30000)").contains("less than half the rate, 24000 Hz"))
    #expect(test.failure("butter(4, 1000, 'lo')").contains("\"lo\" was given"))
    #expect(test.failure("butter(4, 1000, {ouput = 'sos'})").contains("did you mean output?"))
    #expect(test.failure("butter(4, 1000, 'low', true)").contains("filters here are digital"))
    #expect(test.failure("firwin(10, 1000, {pass_zero = 'highpass'})").contains("odd number of taps"))
    #expect(
      test.failure("get_window('hanning', 8)").contains(
        "no window is called \"hanning\": SciPy calls it hann"))
    #expect(test.failure("noise():iir({1}, {1, -1})").contains("not stable"))
    #expect(test.failure("noise():sos{{1, 2}}").contains("rows of 6 numbers"))
  }

  @Test func otherProgramsNamesAreAnsweredWithTheWord() throws {
    let test = try TestSession()
    #expect(test.failure("fir1(30, 0.5)").contains("here it is firwin("))
    #expect(test.failure("hanning(8)").contains("get_window(\"hann\", n, false)"))
    #expect(test.failure("kaiser(8, 3)").contains("get_window({\"kaiser\", beta}, n, false)"))
    try test.run("hanning = 3")
    #expect(try test.run("hanning") == "3")
  }

  @Test func combsRepeatAndAllpassesKeepLevels() throws {
    let test = try TestSession()
    try test.run("c = buffer{1}:comb(0.001, 0.5)")
    #expect(
      try test.run("c:get_temporal(0, 100)[1], c:get_temporal(0, 100)[49], c:get_temporal(0, 100)[97]")
        == "1.0\t0.5\t0.25")
    try test.run("a = buffer{1}:allpass_comb(0.001, 0.5):get_temporal(0, 20000)")
    #expect(try test.run("a[1], a[49]") == "-0.5\t0.75")
    try test.run("e = 0 for i = 1, #a do e = e + a[i] * a[i] end")
    #expect(try test.run("math.abs(e - 1) < 1e-5") == "true")
    try test.run("loudest = 0")
    try test.run(
      """
      for _, given in ipairs{{1 / 1000, 0.92}, {0.001, -0.92}, {0.00037, 0.92}, {0.0001, 0.92}} do
        for _, hertz in ipairs{1000, 1500, 2702.7, 10000} do
          local sounds = {sine(hertz):comb(given[1], given[2]), (square(hertz) * 0.78):comb(given[1], given[2]),
            (square(hertz) * 0.78):allpass_comb(given[1], given[2])}
          for _, x in ipairs(sounds) do
            local y = x:get_temporal(0, 9600)
            for i = 1, #y do loudest = math.max(loudest, math.abs(y[i])) end
          end
        end
      end
      """)
    #expect(try test.run("loudest > 10 and loudest < 10 ^ (24 / 20)") == "true")
    #expect(try test.run("saw(110):comb(line(0.01, 0.02, 1)):get_temporal(0, 500)[400] ~= 0") == "true")
  }
}
