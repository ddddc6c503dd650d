import CFFTW
import Synchronization

/// The discrete Fourier transform of so many real numbers and its inverse, by FFTW in single precision: for what
/// transforms the same length again and again, in memory of its own.
///
/// There is one for each length, made once; any number of threads may use it at once. Plans are made with ESTIMATE, so
/// the same input gives the same bits in any process of one processor type.
package final class RealTransform: Sendable {
  /// Real numbers in, `length / 2 + 1` bins out.
  package let length: Int
  package var bins: Int { length / 2 + 1 }

  /// What the memory of both sides must be aligned to.
  package static let alignment = 64
  /// The longest: far past what a window of sound needs.
  package static let maximumLength = 1 << 24

  // Never changed after they were made; FFTW allows any number of threads to execute one plan at once on arrays of
  // their own.
  private nonisolated(unsafe) let forwardPlan: fftwf_plan
  private nonisolated(unsafe) let inversePlan: fftwf_plan

  private static let known = Mutex<[Int: RealTransform]>([:])

  /// The transform of a length, which must be even.
  package static func of(length: Int) throws(FourierTransformError) -> RealTransform {
    if let made = known.withLock({ $0[length] }) { return made }
    guard length >= 2, length % 2 == 0, length <= maximumLength else {
      throw FourierTransformError(
        description:
          "a Fourier transform of \(length) frames was asked for; an even number up to \(maximumLength) is expected"
      )
    }
    // Planned outside the lock; where two threads plan the same at once, the later stays.
    let made = try RealTransform(length)
    known.withLock { $0[length] = made }
    return made
  }

  private init(_ length: Int) throws(FourierTransformError) {
    self.length = length
    guard let real = FourierBuffer(count: length / 2 + 1), let complex = FourierBuffer(count: length / 2 + 1)
    else { throw Self.noMemory(length) }
    // ESTIMATE leaves the arrays' content alone; they serve for their alignment, which must be like that of 64 bytes.
    let samples = UnsafeMutableRawPointer(real.start).bindMemory(to: Float.self, capacity: length + 2)
    let bins = complex.start
    // Out of the lock come addresses, since a pointer made from the buffers counts as theirs.
    let (forward, inverse) = planner.withLock { _ in
      (
        UInt(
          bitPattern: fftwf_plan_dft_r2c_1d(Int32(length), samples, bins, FFTW_ESTIMATE | FFTW_DESTROY_INPUT)),
        UInt(
          bitPattern: fftwf_plan_dft_c2r_1d(Int32(length), bins, samples, FFTW_ESTIMATE | FFTW_DESTROY_INPUT))
      )
    }
    guard let forward = fftwf_plan(bitPattern: forward), let inverse = fftwf_plan(bitPattern: inverse) else {
      throw Self.noMemory(length)
    }
    (forwardPlan, inversePlan) = (forward, inverse)
  }

  private static func noMemory(_ length: Int) -> FourierTransformError {
    FourierTransformError(description: "there is no memory for a Fourier transform of \(length) frames")
  }

  deinit {
    let (forward, inverse) = (forwardPlan, inversePlan)
    planner.withLock { _ in
      fftwf_destroy_plan(forward)
      fftwf_destroy_plan(inverse)
    }
  }

  /// `bins[k] = sum over n of samples[n] exp(-2 pi i k n / length)`, as pairs of a real and an imaginary part. The
  /// samples are used up.
  package func forward(_ samples: UnsafeMutablePointer<Float>, _ bins: UnsafeMutablePointer<Float>) {
    unsafe fftwf_execute_dft_r2c(
      forwardPlan, samples, UnsafeMutableRawPointer(bins).assumingMemoryBound(to: fftwf_complex.self))
  }

  /// The other way, `length` times too large. The imaginary parts of the first and the last bin count for nothing; the
  /// bins are used up.
  package func inverse(_ bins: UnsafeMutablePointer<Float>, _ samples: UnsafeMutablePointer<Float>) {
    unsafe fftwf_execute_dft_c2r(
      inversePlan, UnsafeMutableRawPointer(bins).assumingMemoryBound(to: fftwf_complex.self), samples)
  }
}
