import Testing

@testable import Pictures

struct SixelPictureTests {
  @Test func sixelsTellTheirPixels() {
    let (red, black) = (Colour(0xFF0000), Colour(0x000000))
    // Two columns and seven rows: the left red, the right black, and a red row below.
    var pixels: [Colour] = []
    for _ in 0..<6 { pixels += [red, black] }
    pixels += [red, red]
    #expect(
      SixelPicture.encoded(pixels, width: 2)
        == "\u{1b}Pq\"1;1;2;7#0;2;0;0;0#180;2;100;0;0#0?~$#180~-#180@@-\u{1b}\\")
  }

  @Test func runsAreCounted() {
    let pixels = [Colour](repeating: Colour(0xFFFFFF), count: 60)
    #expect(
      SixelPicture.encoded(pixels, width: 10) == "\u{1b}Pq\"1;1;10;6#215;2;100;100;100#215!10~-\u{1b}\\")
  }

  @Test func aPictureFitsTheScreen() throws {
    let screen = Screen(columns: 80, rows: 24, cell: .init(width: 8, height: 16))
    let text = try #require(try SixelPicture.text(Samples.picture(Samples.sine), on: screen))
    let size = text.dropFirst(4).prefix { $0 != "#" }.split(separator: ";").compactMap { Int($0) }
    #expect(size.count >= 2 && size[size.count - 2] <= 640 && size[size.count - 1] <= 21 * 16)
    #expect(try SixelPicture.text(Samples.picture([]), on: Screen()) == nil)
  }
}
