import Glibc
import Testing

@testable import Kinds

struct CourseTests {
  private func course(_ function: (Double) -> Double) -> Course {
    var values = InlineArray<24, Double>(repeating: 0)
    for j in values.indices { values[j] = function(Double(j - Course.before)) }
    return Course(values)
  }

  /// What moves slowly is itself, however far it moves.
  @Test func polynomialsOfDegreeSevenAreThemselves() {
    func value(_ t: Double) -> Double {
      let u = t / 12
      return 0.3 + u * (0.7 + u * (-0.2 + u * (0.11 + u * (-0.05 + u * (0.2 + u * (-0.3 + u * 0.4))))))
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

  @Test func sixFramesGiveBackDegreeFive() {
    func value(_ t: Double) -> Double {
      0.3 + t * (0.7 + t * (-0.2 + t * (0.11 + t * (-0.05 + t * 0.02))))
    }
    var values = InlineArray<24, Double>(repeating: 0)
    for j in values.indices { values[j] = value(Double(j - Course.before)) }
    let course = Course(near: values)
    for s in [0.0, 0.25, 0.6, 1] {
      #expect(abs(course.value(s) - value(s)) < 1e-13)
      #expect(abs(course.slope(s) - (value(s + 1e-5) - value(s - 1e-5)) / 2e-5) < 1e-9)
    }
  }

  /// What the band holds goes on between frames as it does, up to 19 kHz at 48 kHz.
  @Test(arguments: [(0.02, -150.0), (0.1, -84), (0.2, -72), (0.3, -66), (0.35, -70), (0.4, -53)])
  func tonesGoOnBetweenFrames(turns: Double, decibels: Double) {
    for angle in [0.0, 1, 2] {
      func value(_ t: Double) -> Double { sin(2 * .pi * turns * t + angle) }
      let course = course(value)
      for s in stride(from: 0.0, through: 1, by: 0.05) {
        #expect(20 * log10(abs(course.value(s) - value(s)) + 1e-15) < decibels)
      }
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
