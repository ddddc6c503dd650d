/// What cannot be computed, as a sentence without the function's name.
package struct NumberError: Error, Equatable {
  package let message: String
  package init(_ message: String) { self.message = message }
}
