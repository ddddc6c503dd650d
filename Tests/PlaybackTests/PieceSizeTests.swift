import Testing

@testable import Playback

struct PieceSizeTests {
  @Test func piecesGrowAfterAnEdit() {
    var piece = PieceSize()
    piece.begin()
    #expect((0..<4).map { _ in piece.next() } == [2048, 4096, 8192, 8192])
  }

  @Test func noPieceTakesLongerThanTheNextEditMayWait() {
    var piece = PieceSize()
    for _ in 0..<20 { piece.took(1_000_000, frames: 1_000) }
    _ = piece.next()
    _ = piece.next()
    #expect(piece.next() == PlayGrid.down(3_000))
    for _ in 0..<20 { piece.took(1_000_000, frames: 1) }
    #expect(piece.next() == 512)
  }
}
