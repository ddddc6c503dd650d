import Designs
import Graphs
import Numerics
import Scripting
import Signals

/// Design functions, by SciPy's names, order and meaning, but for frequencies, which are in hertz.
extension Session {
  func defineDesigns() throws {
    try defineRecursiveDesigns()
    try defineLinearDesigns()
  }

  func defineDesign(
    _ name: String, family: Family = .design, _ names: [String], needed: Int, _ doc: String, example: String,
    _ body: @escaping (Session, DesignArguments) throws -> [LuaValue]
  ) throws {
    let parameters = names.enumerated().map {
      DesignDeclaration.parameter($1, isNeeded: $0 < needed, of: name, family)
    }
    let declaration = DesignDeclaration(
      name: name, family: family, doc: doc, example: example, parameters: parameters)
    define(
      declaration,
      try lua.function(name) { [unowned self] arguments in
        let given = try DesignArguments(self, arguments, names)
        return try patiently(name) { try body(self, given) }
      })
  }

  /// What may take long: Ctrl-C ends it, patterns go on meanwhile, and what cannot be is told with the word's name.
  func patiently<Answer>(_ word: String, _ body: () throws -> Answer) throws -> Answer {
    let patience = Patience(goesOn: { [unowned self] in meanwhile() }) { [unowned self] wanted in
      if lua.memoryLeft < wanted { lua.collect() }
      return lua.memoryLeft
    }
    func told(_ message: String, _ isInterrupted: Bool) -> LuaError {
      isInterrupted ? LuaError("interrupted", kind: .interrupted) : LuaError("\(word): \(message)")
    }
    do { return try patience.during(body) } catch let error as DesignError {
      throw told(error.message, error == .interrupted)
    } catch let error as NumberError {
      throw told(error.message, error == .interrupted)
    }
  }

  private func defineRecursiveDesigns() throws {
    let rest = ["btype", "analog", "output", "fs"]
    let outputs =
      "Answers b and a, for iir; output = \"sos\" answers sections, for sos, and \"zpk\" zeros and poles, which are complex, and gain. btype is \"lowpass\", \"highpass\", \"bandpass\" or \"bandstop\", the last two with Wn = {low, high}. As scipy.signal."
    try defineDesign(
      "butter", ["N", "Wn"] + rest, needed: 2,
      "A Butterworth filter of order N, 3 dB down at Wn, in hertz: maximally flat. \(outputs)butter.",
      example: "(saw(110) * 0.5):iir(butter(4, 1000))"
    ) { try $0.recursive($1) { _ in .butterworth } }
    try defineDesign(
      "cheby1", ["N", "rp", "Wn"] + rest, needed: 3,
      "A Chebyshev filter of order N with a passband ripple of rp, in dB, that ends at Wn, in hertz. \(outputs)cheby1.",
      example: "(saw(110) * 0.5):iir(cheby1(4, 1, 1000))"
    ) { try $0.recursive($1) { .chebyshev1(ripple: try $0.decibels("rp")) } }
    try defineDesign(
      "cheby2", ["N", "rs", "Wn"] + rest, needed: 3,
      "A Chebyshev filter of order N with a stopband rs dB down that begins at Wn, in hertz. \(outputs)cheby2.",
      example: "(saw(110) * 0.5):iir(cheby2(4, 40, 1000))"
    ) { try $0.recursive($1) { .chebyshev2(attenuation: try $0.decibels("rs")) } }
    try defineDesign(
      "ellip", ["N", "rp", "rs", "Wn"] + rest, needed: 4,
      "An elliptic filter of order N with a passband ripple of rp dB, which ends at Wn, in hertz, and a stopband rs dB down: the steepest. \(outputs)ellip.",
      example: "(saw(110) * 0.5):iir(ellip(4, 1, 60, 1000))"
    ) {
      try $0.recursive($1) {
        .elliptic(ripple: try $0.decibels("rp"), attenuation: try $0.decibels("rs"))
      }
    }
    try defineDesign(
      "bessel", ["N", "Wn", "btype", "analog", "output", "norm", "fs"], needed: 2,
      "A Bessel filter of order N with the flattest delay. Wn, in hertz, is where the phase is half way (norm = \"phase\"), where it is 3 dB down (\"mag\"), or the inverse of the delay (\"delay\"). \(outputs)bessel.",
      example: "(saw(110) * 0.5):iir(bessel(4, 1000))"
    ) {
      try $0.recursive($1) {
        .bessel(
          Prototype.BesselNorm(rawValue: try $0.text("norm", Prototype.BesselNorm.allCases.map(\.rawValue)))
            ?? .phase)
      }
    }
  }

  private func recursive(_ given: DesignArguments, _ prototype: (DesignArguments) throws -> Prototype) throws
    -> [LuaValue]
  {
    let order = try given.whole("N", of: RecursiveDesign.orders)
    let edges = try given.numbers("Wn", "a frequency in hertz, or two in a list,")
    guard try !given.flag("analog", default: false) else {
      throw LuaError("\(given.word): analog: filters here are digital")
    }
    let name = try given.value("btype").map { value in
      guard let text = value.asString else {
        throw LuaError("\(given.word): btype: a string is expected; \(value.described) was given")
      }
      return text
    }
    guard let band = RecursiveDesign.Band(name: name ?? "lowpass") else {
      throw LuaError(
        "\(given.word): btype: \"lowpass\", \"highpass\", \"bandpass\" or \"bandstop\" is expected; \"\(name ?? "")\" was given"
      )
    }
    let output = try given.text("output", ["ba", "sos", "zpk"])
    tellOfHertz(given, "Wn", edges)
    let design = try RecursiveDesign.design(
      order: order, prototype(given), band, edges: edges, rate: given.rate())
    switch output {
    case "sos": return [.table(try rows(design.sections))]
    case "zpk":
      return [buffer(design.zeros), buffer(design.poles), .number(design.gain)]
    default:
      let (b, a) = design.transferFunction
      return [.object(SampleBuffer(Vector(b), hasDenominator: true)), buffer(a)]
    }
  }

  /// Below 1 Hz a frequency was hardly meant in hertz.
  private func tellOfHertz(_ given: DesignArguments, _ name: String, _ edges: [Double]) {
    guard given.value("fs") == nil, !edges.isEmpty, edges.allSatisfy({ $0 < 1 }) else { return }
    let hertz = edges.map { Numerals.text($0 * Double(manager.rate) / 2) }.joined(separator: ", ")
    onHint(
      "\(given.word): \(name) is in hertz here, \(edges.map(Numerals.text).joined(separator: ", ")) Hz; as a part of half the rate it would be \(hertz) Hz ({fs=2} takes it so)"
    )
  }

  func table(_ numbers: [Double]) throws -> LuaTable { try list(numbers.map { .number($0) }) }

  func buffer(_ numbers: [Double]) -> LuaValue { .object(SampleBuffer(numbers)) }
  func buffer(_ numbers: [Complex]) -> LuaValue { .object(SampleBuffer(Vector(numbers))) }
  func buffer(_ vector: Vector) -> LuaValue { .object(SampleBuffer(vector)) }

  /// A list of buffers.
  func rows(_ numbers: [[Double]]) throws -> LuaTable { try list(numbers.map { buffer($0) }) }

  // MARK: Without recursion

  private func defineLinearDesigns() throws {
    try defineDesign(
      "firwin", ["numtaps", "cutoff", "width", "window", "pass_zero", "scale", "fs"], needed: 2,
      "Taps of linear phase, for fir, by the window method: 6 dB down at each cutoff, in hertz. What lies between cutoffs is passed or stopped by turns; pass_zero says what happens at 0 Hz: true, false, or \"lowpass\", \"highpass\", \"bandpass\", \"bandstop\". As scipy.signal.firwin.",
      example: "(saw(110) * 0.5):fir(firwin(101, 1000))"
    ) { try $0.firwin($1) }
    try defineDesign(
      "remez", ["numtaps", "bands", "desired", "weight", "type", "maxiter", "grid_density", "fs"], needed: 3,
      "Taps of linear phase, for fir, whose greatest error is the least: bands are pairs of edges in hertz, desired and weight one number for each; type is \"bandpass\", \"differentiator\" or \"hilbert\". As scipy.signal.remez.",
      example: "(saw(110) * 0.5):fir(remez(101, {0, 1000, 1500, 24000}, {1, 0}, {fs = 48000}))"
    ) { session, given in
      let form = try given.text("type", EquirippleDesign.Form.allCases.map(\.rawValue))
      let weight = given.value("weight") == nil ? nil : try given.numbers("weight", "a list of numbers")
      let taps = try EquirippleDesign.remez(
        given.whole("numtaps", of: EquirippleDesign.lengths),
        bands: given.numbers("bands", "a list of frequencies in hertz"),
        desired: given.numbers("desired", "a list of gains"), weight: weight,
        form: EquirippleDesign.Form(rawValue: form) ?? .bandpass,
        iterations: given.whole("maxiter", default: 25),
        density: given.whole("grid_density", default: 16), rate: given.rate())
      return [session.buffer(taps)]
    }
    try defineDesign(
      "kaiserord", ["ripple", "width", "fs"], needed: 2,
      "How many taps, and the beta of which Kaiser window, keep a ripple, in dB, over a transition of a width in hertz: for firwin. As scipy.signal.kaiserord.",
      example: "kaiserord(60, 500)"
    ) { _, given in
      let (count, beta) = try WindowedDesign.kaiserord(
        ripple: given.number("ripple", "an attenuation in dB"),
        width: given.number("width", "a width in hertz"), rate: given.rate())
      return [.integer(count), .number(beta)]
    }
    try defineDesign(
      "get_window", ["window", "Nx", "fftbins"], needed: 2,
      "A window of Nx samples by its name, by a list of name and parameters as {\"kaiser\", 8.6}, or a Kaiser window by its beta: \(Window.allNames.joined(separator: ", ")). Periodic, as for spectra, or with fftbins = false symmetric, as for filters. As scipy.signal.get_window.",
      example: "get_window(\"hann\", 8)"
    ) { session, given in
      let (window, symmetric) = try given.window("window")
      let periodic = try given.flag("fftbins", default: true)
      let samples = try window.samples(
        given.whole("Nx", of: Window.lengths), symmetric: symmetric ?? !periodic)
      return [session.buffer(samples)]
    }
  }

  private func firwin(_ given: DesignArguments) throws -> [LuaValue] {
    let (count, rate) = (try given.whole("numtaps", of: WindowedDesign.lengths), try given.rate())
    let cutoffs = try given.numbers("cutoff", "a frequency in hertz, or several in a list,")
    tellOfHertz(given, "cutoff", cutoffs)
    var (window, symmetric) = try given.window("window", default: "hamming")
    if given.value("width") != nil {
      let width = try given.number("width", "a width in hertz")
      window = .kaiser(
        beta: WindowedDesign.beta(WindowedDesign.attenuation(count, width: width, rate: rate)))
      symmetric = nil
    }
    guard symmetric != false else { throw LuaError("firwin: window: a symmetric one is expected") }
    let taps = try WindowedDesign.firwin(
      count, cutoffs: cutoffs, window: window, passesZero: passesZero(given, cutoffs.count),
      isScaled: given.flag("scale", default: true), rate: rate)
    return [buffer(taps)]
  }

  private func passesZero(_ given: DesignArguments, _ count: Int) throws -> Bool {
    guard let name = given.value("pass_zero")?.asString else {
      return try given.flag("pass_zero", default: true)
    }
    guard let band = RecursiveDesign.Band(rawValue: name) else {
      throw LuaError(
        "firwin: pass_zero: true, false, \"lowpass\", \"highpass\", \"bandpass\" or \"bandstop\" is expected; \"\(name)\" was given"
      )
    }
    let isSimple = band == .lowpass || band == .highpass
    guard isSimple == (count == 1) else {
      throw LuaError(
        "firwin: cutoff: a \(name) has \(isSimple ? "one" : "at least two"); \(count) were given")
    }
    return band == .lowpass || band == .bandstop
  }
}

extension DesignArguments {
  /// A ripple or an attenuation.
  fileprivate func decibels(_ name: String) throws -> Double {
    let value = try number(name, "a number in dB")
    guard value > 0 else {
      throw LuaError("\(word): \(name): more than 0 dB is expected; \(Numerals.text(value)) was given")
    }
    return value
  }
}
