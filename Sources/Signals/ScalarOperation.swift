/// What a kernel does to each sample of a channel by itself, where that is one plain step: a loop of such runs sample by
/// sample without asking its kernels.
package enum ScalarOperation: Hashable, Sendable {
  case add, subtract, multiply, divide, negate
  /// The first input, so many frames late.
  case delay(Int)

  /// How many inputs it has.
  package var operands: Int {
    switch self {
    case .add, .subtract, .multiply, .divide: 2
    case .negate, .delay: 1
    }
  }

  // The arithmetic of the kernels that say so, in one place for both.
  @inlinable @inline(__always)
  package static func sum(_ a: Float, _ b: Float) -> Float { a + b }

  @inlinable @inline(__always)
  package static func difference(_ a: Float, _ b: Float) -> Float { a - b }

  /// Adding +0 makes a product with zero +0 whatever the signs, so that leaving out silent blocks changes no bit.
  @inlinable @inline(__always)
  package static func product(_ a: Float, _ b: Float) -> Float { mulAdd(a, b, 0) }

  /// 0 where it is not finite; never -0.
  @inlinable @inline(__always)
  package static func quotient(_ a: Float, _ b: Float) -> Float {
    let value = a / b
    return value - value == 0 ? value + 0 : 0
  }
}
