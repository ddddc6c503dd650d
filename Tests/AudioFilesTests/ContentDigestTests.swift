import AudioFiles
import Testing

@Suite struct ContentDigestTests {
  @Test func everyPartOfTheContentCounts() {
    let digests = [
      ContentDigest(planes: [[0, 1, 2, 3]], rate: 48_000),
      ContentDigest(planes: [[0, 1, 3, 2]], rate: 48_000),
      ContentDigest(planes: [[0, 1], [2, 3]], rate: 48_000),
      ContentDigest(planes: [[0, 1, 2, 3, 0]], rate: 48_000),
      ContentDigest(planes: [[0, 1, 2, 3]], rate: 44_100),
      ContentDigest(planes: [[0], [1, 2, 3]], rate: 48_000),
    ]
    #expect(Set(digests).count == digests.count)
  }

  /// Kept, so that a table saved by one version is known to the next.
  @Test func theDigestIsTheSameInEveryVersion() {
    #expect(
      ContentDigest(planes: [[0, 0.5, -1]], rate: 48_000).description == "fab63d3d34356284559e910cc86f5aad")
  }
}
