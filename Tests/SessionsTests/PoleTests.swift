import Testing

@testable import Sessions

/// Poles and zeros of what is made of several filters are those of its parts.
struct PoleTests {
  @Test(arguments: [
    "sos(butter(8, 1000, {output = 'sos'}))", "butter(8, 1000, {output = 'sos'})",
    "function(x) return x:sos(butter(4, 1000, {output = 'sos'})):sos(butter(4, 1000, {output = 'sos'})) end",
    "sos(butter(4, {300, 3000}, 'bandpass', {output = 'sos'}))",
    "function(x) return x:lowpass(1000):highpass(100):peaking(500, 6) end",
  ]) func aSteepChainIsStable(filter: String) throws {
    let test = try TestSession()
    let text = try test.run("zplane(\(filter))")
    #expect(text.contains("stable: every pole lies within"), "\(text)")
    try test.run("found = zplane(\(filter))")
    #expect(try test.run("found.poles:abs():max() < 0.9999") == "true")
    #expect(try test.run("found.zeros:abs():max() < 1.001") == "true")
  }

  @Test func theLargestRadiusIsTheReferences() throws {
    let test = try TestSession()
    try test.run("found = zplane(sos(butter(4, {300, 3000}, 'bandpass', {output = 'sos'})))")
    // SciPy 1.17: np.abs(butter(4, [300, 3000], 'bandpass', fs=48000, output='zpk')[1]).max()
    #expect(try test.run("math.abs(found.poles:abs():max() - 0.9873) < 0.0001") == "true")
  }

  /// A zero is told once for all that lie there, and rounding makes none far out.
  @Test func zerosAreWhereTheyAre() throws {
    let test = try TestSession()
    #expect(try test.run("zplane(highpass(100))").contains("zero 1, 2 times"))
    #expect(try test.run("#zplane(fir(firwin(25, 4100))).zeros") == "24")
    try test.run("found = zplane(firwin(25, 4000))")
    #expect(try test.run("found.zeros:abs():max() < 20") == "true")
    #expect(
      test.failure("f, d = group_delay(butter(4, 1000))").contains("w: frequencies from 0 Hz on are expected")
    )
  }
}
