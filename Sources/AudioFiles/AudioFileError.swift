/// Why an audio file could not be read or written, as one sentence for a person.
package struct AudioFileError: Error, Equatable, Sendable, CustomStringConvertible {
  package let description: String

  init(_ sentence: String) { description = sentence }
}
