import Synchronization
import Testing

@testable import Signals

/// Told to those who go on until another has ended.
final class Ending: Sendable {
  let isOver = Atomic(false)
}

/// What an input records, read while it grows.
struct InputTakeTests {
  private func append(_ take: InputTake, _ frames: Range<Int>) {
    frames.map(Float.init).withUnsafeBufferPointer { take.append($0) }
  }

  @Test func whatIsThereIsInOrderAcrossPieces() {
    let (take, number) = InputTake.begin()
    append(take, 0..<10_000)
    append(take, 10_000..<40_000)
    #expect(take.count == 40_000 && take.samples == (0..<40_000).map(Float.init))
    #expect(take.samples(from: 16_380) == (16_380..<40_000).map(Float.init))
    #expect(take.samples(from: 39_999) == [39_999] && take.samples(from: 40_000).isEmpty)
    var out = [Float](repeating: -1, count: 4)
    var span = out.mutableSpan
    take.read(39_998..<40_002, into: &span)
    #expect(out == [39_998, 39_999, 0, 0])
    #expect(InputTake.numbered(number) === take)
  }

  /// Whoever records waits for the lock: ten minutes are not copied while it is held, but shared.
  @Test func piecesAreSharedAndNotCopied() {
    let (take, number) = InputTake.begin()
    append(take, 0..<40_000)
    func places(_ pieces: [[Float]]) -> [Int] {
      pieces.map { $0.withUnsafeBufferPointer { Int(bitPattern: $0.baseAddress) } }
    }
    let (one, other) = (take.pieces(), take.pieces())
    #expect(one.full.count == 2 && places(one.full) == places(other.full))
    append(take, 40_000..<60_000)
    #expect(Array(places(take.pieces().full).prefix(2)) == places(one.full))
    // What was read stays as it was.
    #expect(one.last == (32_768..<40_000).map(Float.init) && InputTake.numbered(number) === take)
  }

  @Test func aTakeThatNobodyHoldsIsGone() {
    let number = { InputTake.begin().number }()
    #expect(InputTake.numbered(number) == nil)
    // Numbers are not given twice: a row may still bear one.
    #expect(InputTake.begin().number > number)
  }
}
