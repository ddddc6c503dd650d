/// How long whoever asked for numbers goes on waiting, and what memory they may take: long loops ask now and then.
///
/// Unchecked: the closures hold what is confined to the thread that set them, and what computes here starts no other.
package struct Patience: @unchecked Sendable {
  @TaskLocal private static var current = Patience(goesOn: { true }, memoryLeft: { _ in .max })

  private let goesOn: () -> Bool
  private let memoryLeft: (_ wanted: Int) -> Int

  /// - Parameter memoryLeft: Bytes that may yet be used; where they are fewer than are wanted, what nobody holds may be freed
  ///   first.
  package init(goesOn: @escaping () -> Bool, memoryLeft: @escaping (_ wanted: Int) -> Int) {
    (self.goesOn, self.memoryLeft) = (goesOn, memoryLeft)
  }

  /// Of all that `body` computes.
  package func during<Answer>(_ body: () throws -> Answer) rethrows -> Answer {
    try Self.$current.withValue(self, operation: body)
  }

  package static var isAtEnd: Bool { !current.goesOn() }

  /// Bytes that may yet be used, of which so many are wanted.
  package static func memoryLeft(for wanted: Int) -> Int { current.memoryLeft(wanted) }

  /// Asks once in a million operations, however small the steps of a loop are.
  package struct Meter {
    @usableFromInline var done = 0
    package init() {}

    @inlinable package mutating func isAtEnd(after operations: Int) -> Bool {
      done &+= operations
      return done >= 1 << 20 && begin()
    }

    @usableFromInline mutating func begin() -> Bool {
      done = 0
      return Patience.isAtEnd
    }
  }
}
