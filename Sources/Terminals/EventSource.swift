/// A descriptor that the loop waits for beside the keyboard. Whoever has several puts them into one epoll, which is
/// readable where any of them has something.
package struct EventSource {
  let descriptor: Int32
  let handle: () -> Void

  /// `handle` is called on the loop's thread when the descriptor is readable; it does not wait, and what it evaluates it
  /// does within `Interrupts.evaluating`.
  package init(_ descriptor: Int32, handle: @escaping () -> Void) {
    (self.descriptor, self.handle) = (descriptor, handle)
  }
}

extension [EventSource] {
  /// Lets those have their turn whose events came; whether there were any.
  func handle(_ events: ArraySlice<Int32>) -> Bool {
    var hasHandled = false
    for (source, event) in zip(self, events) where event != 0 {
      hasHandled = true
      Interrupts.answering(source.handle)
    }
    return hasHandled
  }
}
