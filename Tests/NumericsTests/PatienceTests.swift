import Designs
import Testing

@testable import Numerics

/// What takes long ends where nobody waits, and what needs more memory than is left is told before.
struct PatienceTests {
  private static let long = numbers(1 << 15, seed: 1)

  private static let works: [(String, @Sendable () throws -> Void)] = [
    ("lfilter", { _ = try LinearFilter.lfilter([1], [1] + numbers(600, seed: 2), Vector(long)) }),
    ("many taps", { _ = try LinearFilter.lfilter(numbers(600, seed: 2), [1], Vector(long)) }),
    ("convolve", { _ = try Convolution.convolve(Vector(long), Vector(long)[0..<100], .full, .direct) }),
    ("fftconvolve", { _ = try Convolution.convolve(Vector(long), Vector(long), .full, .fft) }),
    ("fft", { _ = try Fourier.fft(Vector(long)) }),
    ("roots", { _ = try FilterForms.tf2zpk(numbers(900, seed: 3), [1]) }),
    (
      "group delay",
      {
        _ = try FilterForms.groupDelay(
          numbers(300, seed: 3), [1], at: [Double](repeating: 0.1, count: 10_000))
      }
    ),
    (
      "welch",
      {
        let window = [Double](repeating: 1, count: 1 << 10)
        _ = try SpectralEstimate.crossSpectrum(
          Vector(long), nil, SegmentOptions(rate: 1, window: window, length: 1 << 16))
      }
    ),
    (
      "stft",
      {
        let window = [Double](repeating: 1, count: 256)
        _ = try ShortTimeFourier.forward(
          Vector(long), SegmentOptions(rate: 1, window: window, overlap: 250))
      }
    ),
    (
      "resample",
      {
        _ = try Resampling.resample(
          Vector(long), up: 147, down: 160,
          taps: { up, down throws(NumberError) in try Resampling.taps(up, down, .kaiser(beta: 5)) })
      }
    ),
    ("lpc", { _ = try LinearPrediction.lpc(Vector(long), 100) }),
    ("max_len_seq", { _ = try Sequences.maxLenSeq(20) }),
    (
      "find_peaks",
      {
        var conditions = Peaks.Conditions()
        conditions.prominence = Peaks.Bounds(0)
        conditions.window = 1_000
        _ = try Peaks(long, conditions)
      }
    ),
  ]

  @Test(arguments: works.indices) func itEnds(place: Int) throws {
    let (name, work) = Self.works[place]
    let nobody = Patience(goesOn: { false }, memoryLeft: { _ in .max })
    #expect(throws: NumberError.interrupted, "\(name)") { try nobody.during(work) }
  }

  @Test func memoryIsAskedForBefore() throws {
    let poor = Patience(goesOn: { true }, memoryLeft: { _ in 64 << 20 })
    func refused(_ work: () throws -> Void) -> String? {
      do {
        try poor.during(work)
        return nil
      } catch { return (error as? NumberError)?.message }
    }
    let window = [Double](repeating: 1, count: 2_048)
    let x = Vector([Double](repeating: 0, count: 48_000))
    let sentences = [
      refused { _ = try Fourier.fft(Vector([1]), 1 << 25) },
      refused {
        _ = try ShortTimeFourier.forward(x, SegmentOptions(rate: 1, window: window, overlap: 2_047))
      },
      refused { _ = try Sequences.unitImpulse(1 << 26, 0) },
      refused {
        _ = try SpectralEstimate.crossSpectrum(
          x, nil, SegmentOptions(rate: 1, window: window, overlap: 2_047), .median)
      },
    ]
    for sentence in sentences {
      #expect(sentence?.hasSuffix("64 MiB are left (neap --memory-limit gives a patch more)") == true)
    }
    #expect(sentences[0]?.hasPrefix("1.5 GiB of memory are needed") == true)
    // The mean takes one segment at a time.
    #expect(
      refused {
        _ = try SpectralEstimate.crossSpectrum(
          x, nil, SegmentOptions(rate: 1, window: window, overlap: 1_024))
      } == nil)
  }
}
