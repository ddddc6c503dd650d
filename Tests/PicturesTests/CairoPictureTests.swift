import Foundation
import FoundationXML
import Testing

@testable import Pictures

struct CairoPictureTests {
  @Test func everyPictureIsWellFormedSVG() throws {
    for picture in Samples.all {
      let bytes = try CairoPicture.file(picture, .svg)
      let parser = XMLParser(data: Data(bytes))
      #expect(parser.parse(), "\(picture.title): \(parser.parserError?.localizedDescription ?? "")")
      #expect(String(decoding: bytes, as: UTF8.self).contains("<svg"))
    }
  }

  @Test func everyPictureIsAPNGOfItsSize() throws {
    for picture in Samples.all {
      let bytes = try CairoPicture.file(picture, .png)
      #expect(bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
      func number(_ place: Int) -> Int { bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
      let size = CairoPicture.size(of: picture)
      #expect((number(16), number(20)) == (2 * size.width, 2 * size.height))
      #expect(bytes.suffix(8).starts(with: [0x49, 0x45, 0x4E, 0x44]))
    }
  }

  @Test func theLineIsDrawnWhereItsValuesLie() throws {
    // From below left to above right: its colour lies on the diagonal and nowhere else.
    let picture = Picture(
      "",
      panels: [Panel(x: Axis("", 0...1), y: Axis("", 0...1), [.line(Samples.curve([0, 1]))], isSquare: true)])
    let size = CairoPicture.size(of: picture)
    let pixels = try CairoPicture.pixels(picture, width: size.width, height: size.height, scale: 1)
    let blue = pixels.indices.filter { pixels[$0].blue > 150 && pixels[$0].red < 60 }
    let xs = blue.map { $0 % size.width }
    let ys = blue.map { $0 / size.width }
    let (left, right, top, bottom) = (xs.min() ?? 0, xs.max() ?? 0, ys.min() ?? 0, ys.max() ?? 0)
    #expect(right - left > 300 && abs((right - left) - (bottom - top)) <= 3)
    for (x, y) in zip(xs, ys) { #expect(abs((x - left) + (y - top) - (right - left)) <= 4) }
  }
}
