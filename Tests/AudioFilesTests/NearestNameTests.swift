import AudioFiles
import Testing

@Suite struct NearestNameTests {
  @Test func oneLetterMoreLessOrOtherIsNear() {
    for given in ["kicks.wav", "kck.wav", "kock.wav", "ikck.wav", "KICK.WAV", "kick"] {
      #expect(nearestName(to: given, among: ["snare.wav", "kick.wav", "hat.wav"]) == "kick.wav")
    }
  }

  @Test func whatIsFarIsNotSuggested() {
    #expect(nearestName(to: "piano.wav", among: ["kick.flac", "zz"]) == nil)
    #expect(nearestName(to: "", among: ["kick.flac"]) == nil)
    #expect(nearestName(to: "kick", among: []) == nil)
  }

  @Test func theOrderOfTheNamesDoesNotMatter() {
    #expect(nearestName(to: "a3.wav", among: ["a2.wav", "a1.wav"]) == "a1.wav")
    #expect(nearestName(to: "a3.wav", among: ["a1.wav", "a2.wav"]) == "a1.wav")
  }
}
