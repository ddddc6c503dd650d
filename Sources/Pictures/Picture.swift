/// What is seen, apart from where it is drawn: panels below each other under one title.
package struct Picture: Sendable {
  package var title: String
  /// How it was made: window, length, resolution.
  package var details: String
  package var panels: [Panel]
  /// What hangs on what, in place of panels.
  package var diagram: Diagram?

  package init(_ title: String, details: String = "", panels: [Panel]) {
    (self.title, self.details, self.panels) = (title, details, panels)
  }

  package init(_ title: String, details: String = "", _ diagram: Diagram) {
    (self.title, self.details, panels, self.diagram) = (title, details, [], diagram)
  }

  /// Whether all panels have one horizontal axis, which then stands below the last alone.
  var sharesAxis: Bool {
    panels.dropFirst().allSatisfy { $0.x == panels[0].x } && panels.first?.isSquare != true
  }
}

/// A pair of axes and what is drawn between them.
package struct Panel: Sendable {
  package var x: Axis
  package var y: Axis
  package var marks: [Mark]
  /// Whether a length along one axis is as long along the other.
  package var isSquare = false
  /// Text beside what is drawn.
  package var notes: [String] = []

  package init(x: Axis, y: Axis, _ marks: [Mark], isSquare: Bool = false, notes: [String] = []) {
    (self.x, self.y, self.marks, self.isSquare, self.notes) = (x, y, marks, isSquare, notes)
  }

  /// Whether there are lines to be told apart, by dashes where colours do not.
  var hasSeveral: Bool { legend.count > 1 }
  /// What is told beside samples of the strokes.
  var legend: [(name: String, mark: Mark)] { marks.compactMap { mark in mark.name.map { ($0, mark) } } }
}

package struct Point: Equatable, Sendable {
  package var x: Double
  package var y: Double
  package init(_ x: Double, _ y: Double) { (self.x, self.y) = (x, y) }
}

/// What is drawn between a panel's axes.
package enum Mark: Sendable {
  case line(Trace)
  /// Each sample on a stem from zero.
  case stems(Trace)
  case points(Scatter)
  /// Bars from zero, as wide as the step from one to the next.
  case bars(Trace)
  case image(HeatMap)
  case boxes([Box])
  case guide(Guide)

  var name: String? {
    switch self {
    case .line(let curve), .stems(let curve), .bars(let curve): curve.name.isEmpty ? nil : curve.name
    case .points(let scatter): scatter.name.isEmpty ? nil : scatter.name
    case .image, .boxes, .guide: nil
    }
  }

  /// Which of the palette's colours it has.
  var colour: Int {
    switch self {
    case .line(let curve), .stems(let curve), .bars(let curve): curve.colour
    case .points(let scatter): scatter.colour
    case .image, .boxes, .guide: 0
    }
  }
}

/// Single places.
package struct Scatter: Sendable {
  package enum Shape: Sendable { case cross, circle, dot }
  package var name: String
  package var colour: Int
  package var shape: Shape
  package var places: [Point]

  package init(_ places: [Point], _ shape: Shape, name: String = "", colour: Int = 0) {
    (self.places, self.shape, self.name, self.colour) = (places, shape, name, colour)
  }
}

/// A filled span of the horizontal axis at one place of the vertical one: a note of a piano roll.
package struct Box: Sendable {
  package var x: ClosedRange<Double>
  package var y: Double
  package var colour: Int
  /// From 0 to 1: how strong it is.
  package var strength: Double

  package init(_ x: ClosedRange<Double>, y: Double, colour: Int = 0, strength: Double = 1) {
    (self.x, self.y, self.colour, self.strength) = (x, y, colour, strength)
  }
}

/// A thin line that helps to read: a level, a frequency, the unit circle.
package enum Guide: Sendable {
  case horizontal(Double)
  case vertical(Double)
  case circle(radius: Double)
}
