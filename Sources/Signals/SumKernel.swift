/// A sum of many inputs: worked out a few at a time, so that what was added need not be held until the last is there.
package protocol SumKernel: Kernel {
  /// How many inputs are added up among themselves first.
  static var group: Int { get }
  /// Adds what the inputs `part` come to, none of which is a constant, to what the block's output holds; writes it there
  /// where they are the first. Several whole blocks, over which an input may be uniform in part.
  func add(_ part: Range<Int>, _ block: RenderBlock)
}
