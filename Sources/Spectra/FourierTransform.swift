import CFFTW

/// The discrete Fourier transform of any length, by FFTW in single precision.
///
/// For N numbers x, forward is `X[k] = scale * sum over n of x[n] * exp(-2 pi i k n / N)`, bin 0 first; inverse
/// has the opposite sign. With scale 1/N forward and 1 inverse, the one undoes the other. The same input
/// gives the same bits on any thread in any process of one processor type.
package enum FourierTransform {
  /// The longest transform, in complex numbers: two buffers of 512 MiB.
  package static let maximumLength = 1 << 26

  private static let plans = FourierPlanCache(limit: 32)

  package static func forward(_ input: ComplexPlanes, scale: Float = 1) throws(FourierTransformError)
    -> ComplexPlanes
  {
    try transform(input.real, input.imaginary, .forward, scale)
  }

  /// All `input.count` bins of real data; the upper half mirrors the lower.
  package static func forward(real input: [Float], scale: Float = 1) throws(FourierTransformError)
    -> ComplexPlanes
  {
    try transform(input, nil, .forward, scale)
  }

  package static func inverse(_ input: ComplexPlanes, scale: Float = 1) throws(FourierTransformError)
    -> ComplexPlanes
  {
    try transform(input.real, input.imaginary, .inverse, scale)
  }

  private static func transform(
    _ real: [Float], _ imaginary: [Float]?, _ direction: FourierPlan.Direction, _ scale: Float
  ) throws(FourierTransformError) -> ComplexPlanes {
    let count = real.count
    guard count > 0 else { return ComplexPlanes(real: [], imaginary: []) }
    guard count <= maximumLength else {
      throw FourierTransformError(
        description: "a Fourier transform of \(count) frames is too long: expected at most \(maximumLength)")
    }
    guard let input = FourierBuffer(count: count), let output = FourierBuffer(count: count),
      let plan = plans.plan(.init(length: count, direction: direction), from: input, to: output)
    else {
      throw FourierTransformError(
        description: "there is no memory for a Fourier transform of \(count) frames")
    }
    for index in 0..<count { input.start[index] = (real[index], imaginary?[index] ?? 0) }
    plan.execute(from: input, to: output)
    return ComplexPlanes(
      real: [Float](unsafeUninitializedCapacity: count) { plane, filled in
        for index in 0..<count { plane.initializeElement(at: index, to: output.start[index].0 * scale) }
        filled = count
      },
      imaginary: [Float](unsafeUninitializedCapacity: count) { plane, filled in
        for index in 0..<count { plane.initializeElement(at: index, to: output.start[index].1 * scale) }
        filled = count
      })
  }
}
