import Glibc

@testable import Pictures

/// Pictures that the tests draw.
enum Samples {
  static func curve(_ values: [Float], name: String = "", colour: Int = 0, step: Double = 1) -> Trace {
    Trace(.even(start: 0, step: step), values, name: name, colour: colour)
  }

  static func picture(_ values: [Float]) -> Picture {
    let curve = curve(values, step: 0.001)
    return Picture(
      "a title", details: "and its details",
      panels: [
        Panel(
          x: Axis("time", unit: "s", 0...max(0.001, Double(values.count) / 1000)),
          y: .holding("level", values),
          [values.count <= 100 ? .stems(curve) : .line(curve)])
      ])
  }

  static let sine = (0..<200).map { Float(sin(2 * .pi * Double($0) / 100)) }

  /// One of each that there is.
  static var all: [Picture] {
    let x = Axis("frequency", unit: "Hz", scale: .logarithmic, 20...20_000)
    let curve = Trace(.listed([20, 200, 2000, 20_000]), [0, -3, -40, -100])
    let noise = (0..<5000).map { Float(($0 * 7919) % 1000) / 500 - 1 }
    return [
      picture([]), picture([0.5]), picture([.nan, .infinity, -.infinity]), picture([3, 3, 3, 3]),
      picture(sine),
      picture(noise), picture([1e-12, 2e-12]), picture([1e30, -1e30]),
      picture(Array(repeating: 0, count: 300)),
      Picture(
        "a very long title with aVeryLongWordThatIsWiderThanANarrowTerminalIsAndGoesOn 日本語 and more",
        details: String(repeating: "long ", count: 60),
        panels: [
          Panel(
            x: x, y: Axis("level", unit: "dB", scale: .decibels, -100...0),
            [.line(curve), .guide(.vertical(200))]),
          Panel(x: x, y: Axis("phase", unit: "rad", scale: .radians, -40...0), [.line(curve)]),
          Panel(x: x, y: Axis("delay", unit: "s", 0...1e-4), [.line(curve)]),
        ]),
      Picture(
        "z",
        panels: [
          Panel(
            x: Axis("real part", -1.2...1.2), y: Axis("imaginary part", -1.2...1.2),
            [
              .points(Scatter([Point(-1, 0), Point(9, 9)], .circle, name: "zeros")),
              .points(Scatter([Point(0.9, 0.1), Point(.nan, 0)], .cross, name: "poles", colour: 1)),
              .guide(.circle(radius: 1)),
            ], isSquare: true, notes: (0..<40).map { "pole \($0) with a few words beside it" })
        ]),
      Picture(
        "image",
        panels: [
          Panel(
            x: Axis("time", unit: "s", 0...1), y: x,
            [.image(HeatMap(noise, rows: 50, x: (0, 0.01), y: (0, 200), range: -1...1, unit: "dB"))])
        ]),
      Picture(
        "roll",
        panels: [
          Panel(
            x: Axis("bar", 0...4),
            y: Axis("", 59...72, names: (60...71).map { Tick(Double($0), "note\($0)") }),
            [
              .boxes(
                (0..<12).map { Box(Double($0) / 3...Double($0 + 1) / 3, y: Double(60 + $0), colour: $0 % 2) })
            ])
        ]),
      Picture(
        "bars",
        panels: [
          Panel(
            x: Axis("value", 0...5), y: Axis("samples", 0...9), [.bars(Samples.curve([1, 9, 4, .nan, 2]))])
        ]),
      Picture("nothing", panels: []),
      Picture(
        "diagram",
        Diagram(
          (0..<30).map { Diagram.Node("node \($0) with a long name", detail: "kept", isStale: $0 % 3 == 0) },
          (0..<29).flatMap { [Diagram.Link($0, $0 + 1, "input"), Diagram.Link($0, 29, "other")] })),
      Picture("empty diagram", Diagram([], [])),
    ]
  }
}
