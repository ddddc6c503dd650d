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

  /// What is told of noise is what looking at every pair tells.
  @Test(arguments: [1, 2, 3, 7, 50]) func noTwoThatStayAreNear(distance: Int) throws {
    let x = numbers(2_000, seed: distance)
    let all = try Peaks(x, Peaks.Conditions()).places
    var conditions = Peaks.Conditions()
    conditions.distance = Double(distance)
    var kept = Set(all)
    for peak in all.sorted(by: { (x[$0], $0) > (x[$1], $1) }) where kept.contains(peak) {
      for other in all where other != peak && abs(other - peak) < distance { kept.remove(other) }
    }
    #expect(try Peaks(x, conditions).places == kept.sorted())
  }

  @Test(arguments: [nil, 5, 40, 5_000]) func theGroundIsTheLowestBeforeWhatIsHigher(window: Int?) throws {
    // Few heights, so that many are equal, and one that is no number.
    var x = numbers(600, seed: 3).map { ($0 * 10).rounded() }
    x[300] = .nan
    var conditions = Peaks.Conditions()
    conditions.prominence = Peaks.Bounds(nil, nil)
    conditions.window = window
    let peaks = try Peaks(x, conditions)
    func ground(_ peak: Int, _ step: Int) -> Double {
      let half = window.map { ($0 | 1) / 2 } ?? x.count
      var (lowest, place) = (peak, peak)
      while x.indices.contains(place), abs(place - peak) <= half, !(x[place] > x[peak]) {
        if x[place] < x[lowest] { lowest = place }
        place += step
      }
      return Double(lowest)
    }
    #expect(peaks.properties["left_bases"] == peaks.places.map { ground($0, -1) })
    #expect(peaks.properties["right_bases"] == peaks.places.map { ground($0, 1) })
  }

  @Test func prominenceIsTheHeightAboveTheHigherSaddle() throws {
    var conditions = Peaks.Conditions()
    conditions.prominence = Peaks.Bounds(nil, nil)
    let peaks = try Peaks([0, 5, 2, 3, 1, 8, 0], conditions)
    #expect(peaks.properties["prominences"] == [4, 1, 8])
  }
}
