import Chance
import Testing

@testable import Graphs

/// Room for samples: pieces lie beside each other, and hours of other lengths take no more than one of them.
struct SampleStoreTests {
  private struct Piece {
    let samples: UnsafeMutablePointer<Float>
    let count: Int
    let mark: Float
  }

  private func piece(_ count: Int, _ mark: Float, _ store: SampleStore) -> Piece {
    let samples = store.allocate(count)
    samples.initialize(repeating: mark, count: count)
    return Piece(samples: samples, count: count, mark: mark)
  }

  private func isWhole(_ piece: Piece) -> Bool {
    UnsafeBufferPointer(start: piece.samples, count: piece.count).allSatisfy { $0 == piece.mark }
  }

  /// 16 MiB are held at any time, of lengths that are others each hour; each piece keeps what was written into it.
  @Test func otherLengthsTakeTheRoomOfFormerOnes() {
    var generator = SeededGenerator(11)
    let store = SampleStore()
    var held: [Piece] = []
    var bytes = 0
    var number: Float = 0
    for hour in 0..<40 {
      // Notes of one hour are about as long.
      let typical = Int.random(in: 200...30_000, using: &generator)
      for _ in 0..<3_000 {
        number += 1
        let count = max(1, typical + Int.random(in: -typical / 4...typical / 4, using: &generator))
        held.append(piece(count, number, store))
        bytes += SampleStore.byteCount(count)
        while bytes > 16 << 20 {
          let place = Int.random(in: held.indices, using: &generator)
          held.swapAt(place, held.count - 1)
          let gone = held.removeLast()
          if !isWhole(gone) {
            Issue.record("hour \(hour): a piece of \(gone.count) samples was written over")
          }
          store.free(gone.samples, gone.count)
          bytes -= SampleStore.byteCount(gone.count)
        }
      }
    }
    #expect(held.allSatisfy(isWhole))
    #expect(store.taken <= 32 << 20, "\(store.taken >> 20) MiB for 16")
    for piece in held { store.free(piece.samples, piece.count) }
  }

  @Test(arguments: [1, 64, 65, 256, 257, 8_192, 65_536, 65_537, 1 << 20])
  func aPieceTakesLessThanAUnitMore(_ count: Int) {
    let bytes = SampleStore.byteCount(count)
    #expect(bytes >= count * 4)
    #expect(bytes < count * 4 + 1_024)
  }
}
