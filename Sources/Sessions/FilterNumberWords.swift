import Designs
import Glibc
import Numerics
import Scripting
import Signals

/// Filters over buffers, and one form of a filter from another.
extension Session {
  func defineFilterNumbers() throws {
    try numberWord(
      "lfilter", ["b", "a", "x", "zi"], needed: 3,
      "A buffer through a filter, from a state of rest or the one that is given, and then the state at the end too. As scipy.signal.lfilter; iir does it to a signal.",
      example: "lfilter({0.1}, {1, -0.9}, {1, 0, 0, 0})"
    ) { session, given in
      if given.value("x") == nil { try session.refuseAlone("lfilter", given.value("b"), "lfilter(b, a, x)") }
      let (b, a, x) = (try given.reals("b"), try given.reals("a"), try given.vector("x"))
      guard given.value("zi") != nil else { return [session.buffer(try LinearFilter.lfilter(b, a, x))] }
      var state = try given.vector("zi")
      let y = try LinearFilter.lfilter(b, a, x, state: &state)
      return [session.buffer(y), session.buffer(state)]
    }
    try numberWord(
      "sosfilt", ["sos", "x", "zi"], needed: 2,
      "A buffer through second-order sections, from a state of rest or the one that is given, and then the state at the end too. As scipy.signal.sosfilt; sos does it to a signal.",
      example: "sosfilt(butter(8, 1000, {output=\"sos\"}), unit_impulse(16))"
    ) { session, given in
      let (sections, x) = (try given.rows("sos", of: 6), try given.vector("x"))
      guard given.value("zi") != nil else {
        return [session.buffer(try LinearFilter.sosfilt(sections, x))]
      }
      var state = try given.vectors("zi", of: 2)
      let y = try LinearFilter.sosfilt(sections, x, state: &state)
      return [session.buffer(y), .table(try session.list(state.map { session.buffer($0) }))]
    }
    try numberWord(
      "filtfilt", ["b", "a", "x", "padtype", "padlen"], needed: 3,
      "A buffer through a filter forward and backward, so that nothing moves in time. As scipy.signal.filtfilt.",
      example: "b, a = butter(2, 2000) y = filtfilt(b, a, noise{seed=1}:get_temporal(0, 480))"
    ) { session, given in
      if given.value("x") == nil {
        try session.refuseAlone("filtfilt", given.value("b"), "filtfilt(b, a, x)")
      }
      var kind: Extension? = .odd
      if given.value("padtype")?.asBoolean == false {
        kind = nil
      } else {
        kind = Extension(rawValue: try given.text("padtype", ["odd", "even", "constant"]))
      }
      let y = try LinearFilter.filtfilt(
        given.reals("b"), given.reals("a"), given.vector("x"), kind, padding: given.wholeIfGiven("padlen"))
      return [session.buffer(y)]
    }
    try defineForms()
  }

  private func defineForms() throws {
    try numberWord(
      "tf2zpk", ["b", "a"], needed: 2,
      "The zeros, the poles, both complex, and the gain of a filter from its coefficients. As scipy.signal.tf2zpk.",
      example: "zeros, poles, gain = tf2zpk({1, -1}, {1, -0.5})"
    ) { session, given in
      let form = try FilterForms.tf2zpk(given.reals("b"), given.reals("a"))
      return [session.buffer(form.zeros), session.buffer(form.poles), .number(form.gain)]
    }
    try numberWord(
      "zpk2sos", ["z", "p", "k"], needed: 3,
      "Second-order sections, for sos and sosfilt, from zeros, poles and gain. As scipy.signal.zpk2sos.",
      example: "zpk2sos(butter(4, 1000, {output=\"zpk\"}))"
    ) { session, given in
      let (zeros, poles) = (try given.vector("z").values, try given.vector("p").values)
      let gain = try given.number("k", "a number")
      return [.table(try session.rows(FilterForms.zpk2sos(zeros, poles, gain)))]
    }
    try numberWord(
      "group_delay", ["system", "w", "whole", "fs"], needed: 1,
      "By how many samples a filter {b, a} delays each frequency: frequencies in hertz, and delays. As scipy.signal.group_delay; freqz has it in seconds.",
      example: "b, a = butter(4, 1000) f, gd = group_delay{{b, a}, w=64}"
    ) { session, given in
      let (b, a) = try session.system(given)
      let rate = try given.rate()
      let frequencies = try session.frequencies(given, "w", rate)
      let delays = try FilterForms.groupDelay(b, a, at: frequencies.map { $0 / rate })
      return [session.buffer(frequencies), session.buffer(delays)]
    }
    try numberWord(
      "sosfreqz", ["sos", "worN", "whole", "fs"], needed: 1,
      "What second-order sections do to each frequency, in one table and not in SciPy's two values: its fields frequency, in hertz, and response, which is complex, are those, and level, phase and group_delay are as freqz has them. As scipy.signal.sosfreqz.",
      example: "sosfreqz(butter(8, 1000, {output=\"sos\"})).level"
    ) { session, given in
      let (sections, rate) = (try given.rows("sos", of: 6), try given.rate())
      let table = try session.lua.makeTable()
      let columns = try session.responses(
        at: try session.frequencies(given, "worN", rate), session.respond(sections, rate), 0, rate / 2)
      for (name, column) in columns { try table.set(.string(name), column) }
      return [.table(table)]
    }
  }

  /// b and a; a alone is 1 where a list of numbers stands for b.
  private func system(_ given: DesignArguments) throws -> (b: [Double], a: [Double]) {
    func reals(_ value: LuaValue) throws -> [Double] {
      let vector = try given.vector(value, "system")
      guard !vector.isComplex, vector.count > 0 else {
        throw given.complaint("system", "{b, a}, two lists of real numbers,")
      }
      return vector.real
    }
    if let table = given.value("system")?.asTable, table.count == 2, try table[1].asDouble == nil {
      return (try reals(try table[1]), try reals(try table[2]))
    }
    // A list for w is the a, in the wrong place, which is told there.
    if given.value("w")?.asObject(SampleBuffer.self) == nil {
      try refuseAlone(
        given.word, given.value("system"), "group_delay({b, a}, …)", alone: "group_delay({b, 1})")
    }
    return (try reals(given.value("system") ?? .nil), [1])
  }

  /// So many frequencies up to half the rate, or those that are given.
  func frequencies(_ given: DesignArguments, _ name: String, _ rate: Double) throws -> [Double] {
    if let value = given.value(name), value.asDouble == nil {
      let list = try given.vector(value, name)
      guard !list.isComplex else { throw given.complaint(name, "frequencies in hertz") }
      if let low = list.real.first(where: { $0 < 0 }) {
        throw LuaError(
          "\(given.word): \(name): frequencies from 0 Hz on are expected; \(Numerals.text(low)) was given (b and a of a filter stand in one table, \(given.word){{b, a}})"
        )
      }
      return list.real
    }
    let count = try given.countIfGiven(name) ?? 512
    guard count <= 1 << 20 else { throw given.complaint(name, "at most \(1 << 20) frequencies") }
    let top = try given.flag("whole", default: false) ? rate : rate / 2
    return (0..<count).map { top * Double($0) / Double(count) }
  }

  func defineRates() throws {
    try numberWord(
      "resample_poly", ["x", "up", "down", "window", "padtype", "cval"], needed: 3,
      "A buffer at up / down of its rate, through a filter of linear phase. As scipy.signal.resample_poly; sig:resample changes a signal's.",
      example: "resample_poly(sine(1000):get_temporal(0, 48), 2, 3)"
    ) { session, given in
      let (up, down) = (try given.whole("up"), try given.whole("down"))
      let padding = try given.choice("padtype", default: Resampling.Padding.constant)
      if given.value("cval") != nil, padding != .constant {
        throw LuaError("resample_poly: cval: it stands past the ends where padtype is \"constant\"")
      }
      let taps = try given.value("window")?.asObject(SampleBuffer.self)?.reals("resample_poly: window")
      let window = taps == nil ? try session.resamplingWindow(given) : .boxcar
      let y = try Resampling.resample(
        given.vector("x"), up: up, down: down,
        taps: { up, down throws(NumberError) in
          if let taps { return taps }
          return try Resampling.taps(up, down, window)
        }, padding,
        past: given.number("cval", "a number", default: 0))
      return [session.buffer(y)]
    }
    try numberWord(
      "decimate", ["x", "q", "n", "ftype", "zero_phase"], needed: 2,
      "One number in q, after a filter that lets nothing fold. As scipy.signal.decimate.",
      example: "decimate(sine(1000):get_temporal(0, 480), 4)"
    ) { session, given in
      let y = try Resampling.decimate(
        given.vector("x"), given.whole("q"), order: given.countIfGiven("n"),
        given.choice("ftype", default: .iir), zeroPhase: given.flag("zero_phase", default: true))
      return [session.buffer(y)]
    }
  }

  private func resamplingWindow(_ given: DesignArguments) throws -> Window {
    guard given.value("window") != nil else { return .kaiser(beta: 5) }
    return try given.window("window").window
  }

  func defineAnalyses() throws {
    try numberWord(
      "find_peaks",
      [
        "x", "height", "threshold", "distance", "prominence", "width", "wlen", "rel_height", "plateau_size",
      ], needed: 1,
      "The places of peaks, from 1, and a table of what was asked of them: peak_heights, left_thresholds, right_thresholds, prominences, left_bases, right_bases, widths, width_heights, left_ips, right_ips, plateau_sizes, left_edges, right_edges. As scipy.signal.find_peaks.",
      example: "peaks = find_peaks(spectrum(saw(220), {length=0.1}).level, {height=-40, distance=10})"
    ) { session, given in
      var conditions = Peaks.Conditions()
      conditions.height = try given.bounds("height")
      conditions.threshold = try given.bounds("threshold")
      conditions.distance = try given.value("distance").map { _ in try given.number("distance", "a number") }
      conditions.prominence = try given.bounds("prominence")
      conditions.width = try given.bounds("width")
      conditions.window = try given.wholeIfGiven("wlen")
      conditions.relativeHeight = try given.number("rel_height", "a number", default: 0.5)
      conditions.plateauSize = try given.bounds("plateau_size")
      let peaks = try Peaks(given.reals("x"), conditions)
      let table = try session.lua.makeTable()
      for (name, values) in peaks.properties.sorted(by: { $0.key < $1.key }) {
        let isPlace = Peaks.placeNames.contains(name)
        try table.set(.string(name), session.buffer(isPlace ? values.map { $0 + 1 } : values))
      }
      return [session.buffer(peaks.places.map { Double($0 + 1) }), .table(table)]
    }
    try numberWord(
      "lpc", ["y", "order"], needed: 2,
      "Linear prediction by Burg's method: 1, a1, …, of the filter iir({1}, a) that makes y of the prediction error. As librosa.lpc.",
      example: "lpc((saw(110) * 0.5):get_temporal(0, 1024), 8)"
    ) { session, given in
      [session.buffer(try LinearPrediction.lpc(given.vector("y"), given.whole("order")))]
    }
  }
}
