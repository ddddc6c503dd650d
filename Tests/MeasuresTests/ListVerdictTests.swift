import Measures
import Testing

@Suite struct ListVerdictTests {
  private func text(_ given: [Double], _ wanted: [Double], margin: Double = 1e-6) -> String {
    Verdict(given, wanted, margin: margin) { "\($0)" }.text
  }

  @Test func theFirstValueThatIsWrongIsNamed() {
    #expect(text([1, 2, 3], [1, 2, 3]) == "right")
    #expect(text([1, 2.0000005, 3], [1, 2, 3]) == "right")
    #expect(text([1, 2, 3.1], [1, 2, 3]) == "value 3, 3.1, is too high")
    #expect(text([0.5, 2, -3], [1, 2, 3]) == "value 1, 0.5, is too low, and 1 other is wrong too")
    #expect(text([4, 4, 4], [1, 2, 3]).hasSuffix("too high, and 2 others are wrong too"))
    #expect(text([2], [1]) == "the value, 2.0, is too high")
    #expect(text([1, 2.5], [1, 2], margin: 0.5) == "right")
  }

  @Test func whatCannotBeComparedIsTold() {
    #expect(text([1, .nan], [1, 2]) == "value 2 is not a number")
    #expect(text([1, .infinity], [1, 2]) == "value 2, inf, is too high")
    #expect(text([], [1, 2]) == "it has 0 values, 2 are expected")
    #expect(text([1, 2], [1]) == "it has 2 values, 1 is expected")
  }
}
