import CFFTW

/// Interleaved complex numbers in memory aligned as FFTW likes it, and always alike, which is what lets one plan
/// run on any buffer.
struct FourierBuffer: ~Copyable {
  let start: UnsafeMutablePointer<fftwf_complex>

  /// Nil where there is no memory for it.
  init?(count: Int) {
    guard let start = fftwf_alloc_complex(count) else { return nil }
    self.start = start
  }

  deinit { fftwf_free(start) }
}
