import CFFTW
import Synchronization

/// The discrete Fourier transform of so many complex numbers in double precision, by FFTW, for numbers that are
/// looked at and computed with rather than heard. Used by one thread at a time.
///
/// Plans are made with ESTIMATE, so the same input gives the same bits in any process of one processor type.
package final class DoubleTransform {
  package let length: Int
  package static let maximumLength = 1 << 26

  private let plan: fftw_plan
  /// Real and imaginary parts, of what goes in and of what comes out.
  private let room: UnsafeMutablePointer<Double>

  /// - Parameter length: from 1.
  package init(length: Int) throws(FourierTransformError) {
    guard length > 0, length <= Self.maximumLength else {
      throw FourierTransformError(
        description:
          "a Fourier transform of \(length) numbers was asked for; 1 to \(Self.maximumLength) are expected")
    }
    guard let room = fftw_alloc_real(4 * length) else { throw Self.noMemory(length) }
    let address = planner.withLock { _ -> UInt in
      var size = fftw_iodim(n: Int32(length), is: 1, os: 1)
      return UInt(
        bitPattern: unsafe fftw_plan_guru_split_dft(
          1, &size, 0, nil, room, room + length, room + 2 * length, room + 3 * length, FFTW_ESTIMATE))
    }
    guard let plan = fftw_plan(bitPattern: address) else {
      fftw_free(room)
      throw Self.noMemory(length)
    }
    (self.length, self.plan, self.room) = (length, plan, room)
  }

  private static func noMemory(_ length: Int) -> FourierTransformError {
    FourierTransformError(description: "there is no memory for a Fourier transform of \(length) numbers")
  }

  deinit {
    let plan = plan
    planner.withLock { _ in fftw_destroy_plan(plan) }
    fftw_free(room)
  }

  /// `X[k] = scale * sum over n of x[n] exp(-2 pi i k n / length)`, or with the opposite sign. What is shorter is
  /// filled up with zeros, what is longer cut off.
  package func transform(
    real: some Collection<Double>, imaginary: (some Collection<Double>)?, isInverse: Bool = false,
    scale: Double = 1
  ) -> (real: [Double], imaginary: [Double]) {
    // With the parts exchanged on both sides the sign of the exponent is the other one.
    fill(isInverse ? 1 : 0, real)
    fill(isInverse ? 0 : 1, imaginary)
    unsafe fftw_execute(plan)
    let (first, second) = (plane(2, scale), plane(3, scale))
    return isInverse ? (second, first) : (first, second)
  }

  package func transform(real: some Collection<Double>, scale: Double = 1) -> (
    real: [Double], imaginary: [Double]
  ) {
    transform(real: real, imaginary: [Double]?.none, scale: scale)
  }

  private func fill(_ place: Int, _ values: (some Collection<Double>)?) {
    let plane = UnsafeMutableBufferPointer(start: room + place * length, count: length)
    let end = values.map { plane.update(fromContentsOf: $0.prefix(length)) } ?? 0
    for i in end..<length { unsafe plane[i] = 0 }
  }

  private func plane(_ place: Int, _ scale: Double) -> [Double] {
    let plane = UnsafeBufferPointer(start: room + place * length, count: length)
    return plane.map { $0 * scale }
  }
}
