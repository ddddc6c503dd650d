import Signals
import Testing

struct BoundedWholeTests {
  private static let cases: [(value: Double, whole: Int)] = [
    (Double.nan, 0), (Double.infinity, 9_007_199_254_740_992), (-Double.infinity, -9_007_199_254_740_992),
    (1e300, 9_007_199_254_740_992), (-1e300, -9_007_199_254_740_992), (2.5, 3), (-0.4, 0),
    (Double.leastNonzeroMagnitude, 0),
  ]

  @Test(arguments: cases) func everyNumberHasAWholeOne(value: Double, whole: Int) {
    #expect(Int(bounded: value) == whole)
  }
}
