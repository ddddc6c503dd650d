/// Why an audio file could not be read or written, as one sentence for a person.
package struct AudioFileError: Error, Equatable, Sendable, CustomStringConvertible {
  package let description: String

  /// Whether it holds more samples than may be held.
  package let isTooLong: Bool

  init(_ sentence: String, isTooLong: Bool = false) {
    (description, self.isTooLong) = (sentence, isTooLong)
  }
}
