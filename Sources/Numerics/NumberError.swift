import Designs

/// What cannot be computed, as a sentence without the function's name.
package struct NumberError: Error, Equatable {
  package let message: String
  package init(_ message: String) { self.message = message }

  /// Whoever asked wants no answer any more.
  package static let interrupted = NumberError("interrupted")

  init(_ error: DesignError, _ name: String) {
    self = error == .interrupted ? .interrupted : NumberError("\(name): \(error.message)")
  }

  /// Throws where so many numbers in double precision are more than the memory that is left takes.
  package static func claim(_ numbers: Int) throws(NumberError) {
    let (bytes, isTooMuch) = numbers.multipliedReportingOverflow(by: MemoryLayout<Double>.size)
    let left = Patience.memoryLeft(for: isTooMuch ? .max : bytes)
    guard isTooMuch || bytes > left else { return }
    throw NumberError(
      "\(text(isTooMuch ? .max : bytes)) of memory are needed; \(text(left)) are left (neap --memory-limit gives a patch more)"
    )
  }

  /// `1.6 GiB`, `23 MiB`.
  private static func text(_ bytes: Int) -> String {
    let tenths = bytes / (1 << 20) * 10 / 1024
    if tenths >= 10 { return "\(tenths / 10).\(tenths % 10) GiB" }
    return "\(bytes >> 20) MiB"
  }
}
