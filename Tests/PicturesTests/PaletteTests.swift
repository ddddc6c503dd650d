import Glibc
import Testing

@testable import Pictures

struct PaletteTests {
  /// The contrast of two colours by the Web Content Accessibility Guidelines 2.1.
  private func contrast(_ a: Colour, _ b: Colour) -> Double {
    func luminance(_ colour: Colour) -> Double {
      func part(_ byte: UInt8) -> Double {
        let value = Double(byte) / 255
        return value <= 0.03928 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
      }
      return 0.2126 * part(colour.red) + 0.7152 * part(colour.green) + 0.0722 * part(colour.blue)
    }
    let (light, dark) = (max(luminance(a), luminance(b)), min(luminance(a), luminance(b)))
    return (light + 0.05) / (dark + 0.05)
  }

  @Test func theFirstFourAreLegibleOnBlackAndOnWhite() {
    for number in 0..<4 {
      #expect(contrast(Palette.colour(number), Colour(0x000000)) >= 3)
      #expect(contrast(Palette.colour(number), Colour(0xFFFFFF)) >= 3)
    }
  }

  @Test func theStrongerTheLighter() {
    let black = Colour(0x000000)
    let steps = (0...100).map { contrast(Palette.heat(Float($0) / 100), black) }
    #expect(zip(steps, steps.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test func linesAreToldApartWithoutColours() {
    let patterns = (0..<4).map { number in (0..<36).map { Palette.hasInk(number, $0) } }
    #expect(Set(patterns).count == 4)
  }
}
