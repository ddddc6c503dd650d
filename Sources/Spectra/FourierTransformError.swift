/// Why a transform could not be done, as one sentence for a person.
package struct FourierTransformError: Error, Equatable, Sendable, CustomStringConvertible {
  package let description: String
}
