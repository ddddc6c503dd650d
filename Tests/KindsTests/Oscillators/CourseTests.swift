import Glibc
import Testing

@testable import Kinds

struct CourseTests {
  private func course(_ function: (Double) -> Double) -> Course {
    var values = InlineArray<6, Double>(repeating: 0)
    for j in values.indices { values[j] = function(Double(j - 2)) }
    return Course(values)
  }

  @Test func polynomialsOfDegreeFiveAreThemselves() {
    func value(_ t: Double) -> Double {
      0.3 + t * (0.7 + t * (-0.2 + t * (0.11 + t * (-0.05 + t * 0.02))))
    }
    let course = course(value)
    for s in [0.0, 0.25, 0.6, 1] {
      #expect(abs(course.value(s) - value(s)) < 1e-13)
      let slope = (value(s + 1e-5) - value(s - 1e-5)) / 2e-5
      #expect(abs(course.slope(s) - slope) < 1e-9)
      let growth = (value(s + 1e-4) - 2 * value(s) + value(s - 1e-4)) / 1e-8
      #expect(abs(course.growth(s) - growth) < 1e-5)
    }
  }

  @Test func whatRisesAndFallsWithinAFramePassesAWholeNumberTwice() {
    // Highest, at 1.05, at 0.4: 0 and 1 lie below 1.
    let course = course { 1.05 - ($0 - 0.4) * ($0 - 0.4) }
    var crossings = Crossings(course, from: course.value(0))
    var found: [(Double, Double)] = []
    while let crossing = crossings.next() { found.append((crossing.time, crossing.direction)) }
    #expect(found.map(\.1) == [1, -1])
    let away = 0.05.squareRoot()
    #expect(abs(found[0].0 - (0.4 - away)) < 1e-8 && abs(found[1].0 - (0.4 + away)) < 1e-8)
  }

  @Test func aFastCoursePassesEachWholeNumberInTurn() {
    let course = course { 0.5 + 4.2 * $0 }
    var crossings = Crossings(course, from: 0.5)
    var times: [Double] = []
    while let crossing = crossings.next() {
      #expect(crossing.direction == 1)
      times.append(crossing.time)
    }
    #expect(times.count == 4)
    for (k, time) in times.enumerated() { #expect(abs(time - (0.5 + Double(k)) / 4.2) < 1e-9) }
  }
}
