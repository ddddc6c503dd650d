import Testing

@testable import Numerics

struct PeakTests {
  @Test func aPlateausMiddleIsItsPeakAndEndsAreNone() throws {
    let peaks = try Peaks([5, 1, 2, 2, 2, 1, 3, 3, 0, 9], Peaks.Conditions())
    #expect(peaks.places == [3, 6])
  }

  @Test func theHighestStayWhereTheyAreNear() throws {
    var conditions = Peaks.Conditions()
    conditions.distance = 3
    let peaks = try Peaks([0, 1, 0, 3, 0, 2, 0, 0, 1, 0], conditions)
    #expect(peaks.places == [3, 8])
  }

  @Test func prominenceIsTheHeightAboveTheHigherSaddle() throws {
    var conditions = Peaks.Conditions()
    conditions.prominence = Peaks.Bounds(nil, nil)
    let peaks = try Peaks([0, 5, 2, 3, 1, 8, 0], conditions)
    #expect(peaks.properties["prominences"] == [4, 1, 8])
  }
}
