import Testing

@testable import Pictures

struct BraillePictureTests {
  @Test(arguments: [1, 2, 5, 11, 12] + Array(20...300)) func noLineIsWiderThanAsked(_ columns: Int) {
    for colours in [Screen.Colours.none, .basic, .direct] {
      for picture in Samples.all {
        for rows in columns % 60 == 0 ? [1, 10, 24, 100] : [24] {
          let lines = BraillePicture.lines(
            picture, on: Screen(columns: columns, rows: rows, colours: colours))
          for line in lines {
            let width = TextGrid.width(plain(line))
            #expect(width <= columns, "\(picture.title): \(width) of \(columns): \(line)")
          }
        }
      }
    }
  }

  @Test func whatFitsAScreenLeavesALineForThePrompt() {
    for picture in Samples.all.prefix(9) {
      #expect(BraillePicture.lines(picture, on: Screen()).count <= 23)
    }
  }

  @Test func withoutColoursThereAreNoEscapes() {
    for picture in Samples.all {
      #expect(!BraillePicture.lines(picture, on: Screen()).joined().contains("\u{1b}"))
    }
  }

  @Test func withColoursTheDotsAreTheSame() {
    let plain = BraillePicture.lines(Samples.picture(Samples.sine), on: Screen())
    let coloured = BraillePicture.lines(Samples.picture(Samples.sine), on: Screen(colours: .direct))
    #expect(coloured.joined().contains("\u{1b}[38;2;0;114;178m"))
    #expect(coloured.map(self.plain) == plain)
    // What is coloured ends with its line.
    for line in coloured where line.contains("\u{1b}") { #expect(line.hasSuffix("\u{1b}[0m")) }
  }

  @Test func theTickStandsOverItsNumberAndTheValueInItsColumn() throws {
    let curve = Trace(.listed([20, 999, 1000, 1001, 20_000]), [-100, -100, 0, -100, -100])
    let picture = Picture(
      "",
      panels: [
        Panel(
          x: Axis("frequency", unit: "Hz", scale: .logarithmic, 20...20_000),
          y: Axis("level", unit: "dB", scale: .decibels, -100...0), [.line(curve)])
      ])
    for columns in [30, 57, 80, 133, 200] {
      let lines = BraillePicture.lines(picture, on: Screen(columns: columns)).map(Array.init)
      let numbers = String(lines[lines.count - 1])
      guard let place = numbers.firstRange(of: "1k") else { continue }
      let start = numbers.distance(from: numbers.startIndex, to: place.lowerBound)
      let axis = lines[lines.count - 2]
      let tick = try #require((start...start + 1).first { axis[$0] == "┬" })
      // The highest line has one dot, above the tick.
      let top = try #require(lines.first { $0.contains("┤") })
      let inked = top.indices.filter { $0 > 4 && ("\u{2801}"..."\u{28FF}").contains(top[$0]) }
      #expect(inked == [tick])
    }
  }

  @Test func twoAreToldApartByDashesAndALegend() throws {
    let curves = [
      Samples.curve([0.9, 0.9], name: "upper"), Samples.curve([0.1, 0.1], name: "lower", colour: 1),
    ]
    let picture = Picture(
      "two", panels: [Panel(x: Axis("n", 0...1), y: Axis("", 0...1), curves.map { .line($0) })])
    let lines = BraillePicture.lines(picture, on: Screen(columns: 32, rows: 12))
    #expect(lines.contains("⠒⠒⠒ upper   ⠒⠂⠀ lower"))
    let drawn = lines.filter { $0.hasSuffix("⠉") || $0.contains("⠤") || $0.contains("⣀") || $0.contains("⠒") }
      .dropFirst()
    // The one whole, the other with gaps as long as its dashes.
    #expect(drawn.count == 2)
    let inks = drawn.map { line in line.unicodeScalars.count { (0x2801...0x28FF).contains($0.value) } }
    let upper = try #require(inks.first)
    let lower = try #require(inks.last)
    #expect(upper > lower && lower * 4 >= upper * 2)
  }

  private func plain(_ line: String) -> String {
    var text = ""
    var isEscape = false
    for character in line {
      if character == "\u{1b}" { isEscape = true } else if !isEscape { text.append(character) }
      if character == "m" { isEscape = false }
    }
    return text
  }
}
