import CSoxr

/// One channel of sound at another rate, by soxr at its "very high quality" (28 bits).
///
/// One thread and pieces of a fixed length, so that the same input gives the same bits; input and output are
/// aligned in time, and what soxr leaves out at the end is silence.
enum Resampler {
  private static let piece = 65_536

  /// Past a factor of 2^19, soxr 0.1.3 does not come to an end.
  private static let ratioLimit = 1 << 18

  /// `frames * rate / sourceRate` to the nearest whole frame, but at least one.
  static func length(of frames: Int, from sourceRate: Int, to rate: Int) -> Int {
    max(1, (2 * frames * rate + sourceRate) / (2 * sourceRate))
  }

  static func resample(_ plane: [Float], from sourceRate: Int, to rate: Int) throws(AudioFileError) -> [Float]
  {
    guard sourceRate != rate else { return plane }
    guard max(sourceRate, rate) / min(sourceRate, rate) <= ratioLimit else {
      throw AudioFileError(
        "cannot convert from \(sourceRate) Hz to \(rate) Hz: expected rates that differ by a factor of at most "
          + "\(ratioLimit)")
    }
    var failure: soxr_error_t?
    var quality = soxr_quality_spec(UInt(SOXR_VHQ), 0)
    var threads = soxr_runtime_spec(1)
    guard let soxr = soxr_create(Double(sourceRate), Double(rate), 1, &failure, nil, &quality, &threads)
    else {
      throw refusal(failure, sourceRate, rate)
    }
    defer { soxr_delete(soxr) }

    var output = [Float](repeating: 0, count: length(of: plane.count, from: sourceRate, to: rate))
    var taken = 0
    var given = 0
    while given < output.count {
      let room = min(piece, output.count - given)
      let offered = min(piece, plane.count - taken)
      var used = 0
      var made = 0
      let error = plane.withUnsafeBufferPointer { input in
        output.withUnsafeMutableBufferPointer { output in
          // No input at all tells soxr that the end is reached.
          let source = offered > 0 ? input.baseAddress.map { $0 + taken } : nil
          return soxr_process(
            soxr, source, offered, &used, output.baseAddress.map { $0 + given }, room, &made)
        }
      }
      if error != nil { throw refusal(error, sourceRate, rate) }
      taken += used
      given += made
      if offered == 0, made == 0 { break }
    }
    return output
  }

  private static func refusal(_ error: soxr_error_t?, _ sourceRate: Int, _ rate: Int) -> AudioFileError {
    let reason = error.map { String(cString: $0) } ?? "out of memory"
    return AudioFileError("cannot convert from \(sourceRate) Hz to \(rate) Hz: \(reason)")
  }
}
