import CProcessor

/// Does `body` with numbers below the least normal one taken for zero, as all arithmetic of samples is, on whichever thread.
func flushingDenormals<R, E: Error>(_ body: () throws(E) -> R) throws(E) -> R {
  let word = processor_flush_denormals()
  defer { processor_restore(word) }
  return try body()
}
