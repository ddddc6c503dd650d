import Designs
import Numerics
import Scripting
import Signals

/// Functions of buffers, by SciPy's names, order and meaning, but for frequencies, which are in hertz, and places in a
/// buffer, which count from 1.
extension Session {
  func defineNumbers() throws {
    try defineVectors()
    try defineTransforms()
    try defineConvolutions()
    try defineEstimates()
    try defineShortTime()
    try defineFilterNumbers()
    try defineRates()
    try defineAnalyses()
  }

  func numberWord(
    _ name: String, _ names: [String], needed: Int, _ doc: String, example: String,
    _ body: @escaping (Session, DesignArguments) throws -> [LuaValue]
  ) throws {
    try defineDesign(name, family: .numbers, names, needed: needed, doc, example: example, body)
  }

  private func defineVectors() throws {
    try numberWord(
      "array", ["values", "fn"], needed: 1,
      "A buffer of numbers: of a list, or of what a function answers for n from 0 on. Buffers, real and complex, are added, subtracted, multiplied, divided and raised to powers number by number, are indexed from 1, and b:n(0) counts from 0; b(2, 5) is a part. They have \(SampleBuffer.methodNames.joined(separator: ", ")) as methods.",
      example: "array(8, function(n) return n ^ 2 end):max()"
    ) { session, given in
      guard let function = given.value("fn") else { return [session.buffer(try given.vector("values"))] }
      guard let body = function.asFunction else { throw given.complaint("fn", "a function of n") }
      let count = try given.whole("values")
      guard (0...1 << 24).contains(count) else {
        throw given.complaint("values", "a whole number from 0 to \(1 << 24)")
      }
      let values = try (0..<count).map { try session.lua.call(body, [.integer($0)]).first ?? .nil }
      return [session.buffer(try Vector(values, "array: the function"))]
    }
    try numberWord(
      "complex", ["re", "im"], needed: 1,
      "A complex number, printed as 1+2i: it is added, subtracted, multiplied, divided and raised to powers, with numbers and buffers too, and has re, im, abs, angle and conj as methods.",
      example: "complex(0, 1) ^ 2"
    ) { _, given in
      let parts = (try given.number("re", "a number"), try given.number("im", "a number", default: 0))
      return [.object(ComplexNumber(Complex(parts.0, parts.1)))]
    }
    try numberWord(
      "unit_impulse", ["shape", "idx"], needed: 1,
      "So many zeros, and a 1 at a place. As scipy.signal.unit_impulse.", example: "unit_impulse(8)"
    ) { session, given in
      let count = try given.whole("shape")
      let place = given.value("idx")?.asString == "mid" ? count / 2 : try given.whole("idx", default: 1) - 1
      return [session.buffer(try Sequences.unitImpulse(count, place))]
    }
    try numberWord(
      "max_len_seq", ["nbits", "state", "length", "taps"], needed: 1,
      "A maximum length sequence of 0 and 1, whose spectrum is flat, and the register after it. As scipy.signal.max_len_seq.",
      example: "max_len_seq(3)"
    ) { session, given in
      let taps = try given.value("taps").map { _ in try given.reals("taps").map { Int(exactly: $0) ?? -1 } }
      let (sequence, state) = try Sequences.maxLenSeq(
        given.whole("nbits"), state: given.value("state").map { _ in try given.reals("state") },
        length: given.wholeIfGiven("length"), taps: taps)
      return [session.buffer(sequence), session.buffer(state)]
    }
  }

  private func defineTransforms() throws {
    typealias Transform = (Vector, Int?, Fourier.Norm) throws(NumberError) -> Vector
    let all: [(String, String, Transform)] = [
      ("fft", "The discrete Fourier transform, n bins, complex.", Fourier.fft),
      ("ifft", "The numbers whose discrete Fourier transform is given, complex.", Fourier.ifft),
      ("rfft", "Bins 0 to n / 2 of the discrete Fourier transform of real numbers.", Fourier.rfft),
      ("irfft", "The n real numbers whose bins 0 to n / 2 are given.", Fourier.irfft),
    ]
    for (name, doc, transform) in all {
      try numberWord(
        name, ["x", "n", "norm"], needed: 1, "\(doc) As scipy.fft.\(name).",
        example: name.hasPrefix("i") ? "\(name)(\(name.dropFirst()){1, 2, 3, 4})" : "\(name){1, 2, 3, 4}"
      ) { session, given in
        let norm = try given.choice("norm", default: Fourier.Norm.backward)
        return [session.buffer(try transform(given.vector("x"), given.countIfGiven("n"), norm))]
      }
    }
    try numberWord(
      "cepstrum", ["x", "n"], needed: 1,
      "The real cepstrum: the inverse transform of the logarithm of the spectrum's magnitude; b:n(k) is quefrency k.",
      example: "cepstrum((noise{seed=1} * 0.5):get_temporal(0, 512))"
    ) { session, given in
      [session.buffer(try Analytic.cepstrum(given.vector("x"), given.countIfGiven("n")))]
    }
  }

  private func defineConvolutions() throws {
    try numberWord(
      "correlate", ["in1", "in2", "mode", "method"], needed: 2,
      "The cross correlation of two buffers; in \"full\" mode place #in2 is lag 0. As scipy.signal.correlate.",
      example: "correlate({1, 2, 3}, {0, 1, 0.5})"
    ) { session, given in
      let mode = try given.choice("mode", default: Convolution.Mode.full)
      let method = try given.choice("method", default: Convolution.Method.auto)
      return [
        session.buffer(try Convolution.correlate(given.vector("in1"), given.vector("in2"), mode, method))
      ]
    }
    try numberWord(
      "fftconvolve", ["in1", "in2", "mode"], needed: 2,
      "The convolution of two buffers by Fourier transforms; convolve of a buffer chooses how. As scipy.signal.fftconvolve.",
      example: "fftconvolve({1, 2, 3}, {0, 1, 0.5})"
    ) { session, given in
      let mode = try given.choice("mode", default: Convolution.Mode.full)
      return [session.buffer(try Convolution.convolve(given.vector("in1"), given.vector("in2"), mode, .fft))]
    }
  }

  /// hilbert and convolve of buffers, which are kinds of signals too.
  func ofNumbers(_ arguments: LuaArguments) throws -> LuaValue {
    try patiently(arguments.name) {
      if arguments.name == "hilbert" {
        let given = try DesignArguments(self, arguments, ["x", "N"])
        return buffer(try Analytic.hilbert(given.vector("x"), given.countIfGiven("N")))
      }
      let given = try DesignArguments(self, arguments, ["in1", "in2", "mode", "method"])
      let mode = try given.choice("mode", default: Convolution.Mode.full)
      let method = try given.choice("method", default: Convolution.Method.auto)
      return buffer(try Convolution.convolve(given.vector("in1"), given.vector("in2"), mode, method))
    }
  }
}
