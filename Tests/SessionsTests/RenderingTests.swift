import AudioFiles
import Glibc
import Graphs
import Playback
import Scripting
import Sessions
import Signals
import Testing
import Workspaces

/// What is heard, and what the patch is, into files.
struct RenderingTests {
  private func load(_ folder: String, _ name: String) throws -> [[Float]] {
    try AudioFile.load(path: "\(folder)/\(name)", rate: 48_000).planes
  }

  @Test func stemsAddUpToTheMixBeforeTheMaster() throws {
    let test = try TestSession()
    try test.run(
      "bass = saw(55) * 0.2 lead = sine(440) * 0.1 play{bass, lead} mixer.bass.gain = -6 mixer.lead.pan = 1")
    let told = try test.run("render('song.wav', {to = 0.5, stems = true})")
    #expect(told.split(separator: "\n").count == 3 && told.contains("song-bass.wav: 0.50 s"))
    let (song, bass, lead) = (
      try load(test.folder, "song.wav"), try load(test.folder, "song-bass.wav"),
      try load(test.folder, "song-lead.wav")
    )
    #expect([song, bass, lead].allSatisfy { $0.count == 2 && $0[0].count == 24_000 })
    for channel in 0..<2 {
      for i in 0..<24_000 {
        #expect(abs(song[channel][i] - (bass[channel][i] + lead[channel][i]) * Master.standardGain) < 1e-6)
      }
    }
    #expect(lead[0].allSatisfy { $0 == 0 })
  }

  @Test func ditherIsTheSameEachTimeAndChangesTheFile() throws {
    let test = try TestSession()
    try test.run("bass = saw(55) * 0.2 play(bass)")
    for name in ["a", "b"] { try test.run("render('\(name).flac', {to = 0.5, bits = 16, dither = true})") }
    try test.run("render('c.flac', {to = 0.5, bits = 16})")
    #expect(try test.bytes("a.flac") == test.bytes("b.flac"))
    #expect(try test.bytes("a.flac") != test.bytes("c.flac"))
    let (dithered, plain) = (try load(test.folder, "a.flac")[0], try load(test.folder, "c.flac")[0])
    let steps = zip(dithered, plain).map { ($0 - $1) * 32_768 }
    #expect(steps.allSatisfy { abs($0) <= 1.5 } && steps.contains { $0 != 0 })
  }

  @Test func theTailIsRenderedUntilItIsQuiet() throws {
    let test = try TestSession()
    try test.run("hit = saw(220) * perc(0, 0.1) play(hit)")
    try test.run(
      "master(function(mix) return mix + feedback(function(l) return mix:delay(0.1) + l:delay(0.2) * 0.5 end) end)"
    )
    try test.run("render('song.wav')")
    let song = try load(test.folder, "song.wav")[0]
    #expect(song.count > 96_000)
    #expect(song.suffix(24_000).allSatisfy { abs($0) < Master.audible })
  }

  @Test(arguments: [
    ("render('x.wav')", "render: bass plays without end: to or length, in seconds, is expected"),
    ("render('x.wav', {too = 3})", "render: there is no option too, only from, to"),
    (
      "render('x.wav', {to = 1, bits = 20})",
      "render: bits: 16, 24, or 32, which is floating point, is expected"
    ),
    ("render('x.wav', {to = 1, stems = 1})", "render: stems: true or false is expected"),
    ("render('x.wav', {to = 1, dither = true})", "takes no dither"),
    ("render('x.ogg', {to = 1, bits = 16})", "OGG is always Vorbis"),
    ("render('x.mp3', {to = 1})", "no known sound format"),
    ("render('../x.wav', {to = 1})", "lies outside the patch's folder"),
    ("render('x.wav', {from = 2, to = 1})", "the end, 1 s, lies at or before the beginning, 2 s"),
    ("render(3)", "render: a file's name is expected"),
    ("record(3)", "record: a file's name is expected"),
    ("record()", "record: nothing is being recorded"),
    ("record('x.flac', {bit = 3})", "there is one option, bits"),
    ("record('../x.flac')", "lies outside the patch's folder"),
    ("record('x.flac')", "nothing is heard here"),
  ])
  func mistakesAreSentences(chunk: String, part: String) throws {
    let test = try TestSession()
    try test.run("bass = saw(55) play(bass)")
    let message = test.failure(chunk)
    #expect(message.contains(part), "\(message)")
  }

  @Test func aRecordingIsWhatWasHeardFrameByFrame() throws {
    let stage = try PlayingTests.Stage()
    let file = "neap-recording-\(getpid()).wav"
    defer { unlink("/tmp/\(file)") }
    try stage.run("bass = saw(55) * 0.3 play(bass)", then: 9_600)
    let from = stage.device.read
    #expect(
      try stage.session.evaluate("return record('\(file)')", name: "test")[0].asString?.hasPrefix("recording")
        == true)
    try stage.run("bass = saw(77)", then: 9_600)
    let to = stage.device.read
    #expect(
      try stage.session.evaluate("return record()", name: "test")[0].asString?.contains("0.20 s") == true)
    let recorded = try load("/tmp", file)
    #expect(recorded[0] == Array(stage.heard(from: from)[..<(to - from)]))
    #expect(throws: (any Error).self) { try stage.session.evaluate("record()", name: "test") }
  }

  @Test func aRecordingIsClosedWhereTheProgramEnds() throws {
    let stage = try PlayingTests.Stage()
    let file = "neap-recording-end-\(getpid()).flac"
    defer { unlink("/tmp/\(file)") }
    try stage.run("play(saw(55) * 0.3) record('\(file)', {bits = 16})", then: 9_600)
    stage.output.player.stop()
    #expect(stage.session.closeRecording()?.contains("0.20 s") == true)
    #expect(try load("/tmp", file)[0].count == 9_600)
  }
}
