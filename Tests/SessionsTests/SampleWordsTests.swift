import Glibc
import Testing

/// Sound files as words.
struct SampleWordsTests {
  private func folder(_ test: TestSession, _ files: String...) {
    for file in files {
      if let slash = file.lastIndex(of: "/") { mkdir("\(test.folder)/\(file[..<slash])", 0o755) }
      fclose(fopen("\(test.folder)/\(file)", "w"))
    }
  }

  private func clear(_ test: TestSession, _ folders: String...) {
    for folder in folders {
      for name in ["kick.wav", "a kick.wav", "b kick.wav", "notes.txt", "snare/kick.wav"] {
        unlink("\(test.folder)/\(folder)/\(name)")
      }
      rmdir("\(test.folder)/\(folder)")
    }
  }

  @Test func aSamplesPartIsGivenAsASpan() throws {
    let test = try TestSession()
    folder(test, "kick.wav")
    #expect(try test.run("#sample(\"kick.wav\"):get_temporal(0, 10)") == "10")
    #expect(try test.run("sample(\"kick.wav\", {from=0.01, to=0.02}):get_range()") == "0\t480")
    #expect(try test.run("sample(\"kick.wav\", {rate=2}):get_range()") == "0\t2400")
    #expect(try test.run("sample{\"kick.wav\"}:get_range()") == "0\t4800")
    #expect(try test.run("select('#', sample(\"kick.wav\", {loop_to=0.05}):get_range())") == "2")
    #expect(test.failure("sample(\"kick.wav\", {rat=2})").contains("did you mean rate"))
    #expect(test.failure("sample(\"kick.wav\", {rate=0})").contains("stands still"))
  }

  @Test func aKitHasAWordForEachFileAndFolder() throws {
    let test = try TestSession()
    folder(test, "kit/kick.wav", "kit/notes.txt", "kit/snare/kick.wav")
    mkdir("\(test.folder)/kit/snare", 0o755)
    folder(test, "kit/snare/kick.wav", "bd/b kick.wav", "bd/a kick.wav")
    defer {
      clear(test, "kit/snare", "kit", "bd")
    }
    #expect(try test.run("k = samples \"kit\"; return k") == "a kit of kit: kick, snare")
    #expect(try test.run("#k, k[1], k[2]") == "2\tkick\tsnare")
    #expect(
      try test.run("k.kick.file, k.snare.file, k[\"snare:5\"].file")
        == "kit/kick.wav\tkit/snare/kick.wav\tkit/snare/kick.wav")
    #expect(test.failure("return k.snar").contains("did you mean snare"))
    try test.run("d = samples \".\"")
    #expect(
      try test.run("d[\"bd:1\"].file, d(\"bd\", 2).file, d.bd.file")
        == "./bd/b kick.wav\t./bd/a kick.wav\t./bd/a kick.wav")
    #expect(test.failure("samples \"nowhere\"").contains("there is no folder of that name"))
    #expect(test.failure("samples \"/usr\"").contains("outside the patch's folder"))
    #expect(test.failure("k.kick = 1").contains("cannot be changed"))
    #expect(try test.run("p\"kick ~\":on(k):get_temporal(0, 1)[1] > 0.5") == "true")
    #expect(try test.run("p\"snare:2 kick\":on(samples \"kit\").type") == "score")
    #expect(test.failure("p\"snar\":on(k)").contains("did you mean snare"))
  }

  @Test func aListOfSlicesIsMade() throws {
    let test = try TestSession()
    #expect(
      try test.run("#slices(buffer{1, 2, 3, 4}, 2), slices(buffer{1, 2, 3, 4}, 2)[2]:get_temporal(0, 2)")
        == "2\t3 4")
    #expect(try test.run("buffer{1, 2, 3, 4}:slice(2, 2):get_temporal(0, 2)") == "3 4")
  }

  @Test func aResponseMayBeAListOfNumbers() throws {
    let test = try TestSession()
    #expect(try test.run("convolve(buffer{1, 0, 0}, buffer{1, 2}):get_range()") == "0\t4")
    try test.run("b = buffer{1, 10}:convolve{1, 0, 3}:get_temporal(0, 4)")
    #expect(
      try test.run(
        "math.abs(b[1] - 1) + math.abs(b[2] - 10) + math.abs(b[3] - 3) + math.abs(b[4] - 30) < 1e-4")
        == "true")
    #expect(test.failure("saw(110):convolve(noise(1))").contains("a signal that ends is expected"))
    #expect(
      test.failure("feedback(function(l) return saw(110) + l:delay(0.3):convolve{1, 0.5} end)").contains(
        "cannot stand inside a loop"))
  }
}
