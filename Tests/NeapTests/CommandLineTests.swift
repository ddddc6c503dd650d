import AudioFiles
import Glibc
import Testing
import Waits

/// The command line, run as a whole process.
@Suite(.serialized, .waits) struct CommandLineTests {
  private let program = Program()

  @Test func dataGoesToStandardOutputAndMessagesToStandardError() {
    defer { program.remove() }
    let result = program.neap("-e", "print(1 + 1)", "-e", "return 3, 'x'")
    #expect(result.output == "2\n3\nx\n")
    #expect(result.error == "")
    #expect(result.status == 0)
  }

  /// 5 s and 512 MiB unless told otherwise.
  @Test func timeAndMemoryAreBounded() {
    defer { program.remove() }
    let loop = "while true do end"
    #expect(program.neap("-e", loop).error.contains("stopped here after 5 s: a chunk may take that long"))
    #expect(program.neap("--time-limit", "0.3", "-e", loop).error.contains("stopped here after 0.3 s"))
    let large = "x = ('x'):rep(300 << 20)"
    #expect(program.neap("-e", large).error.contains("not enough memory"))
    #expect(program.neap("--memory-limit", "700", "-e", large).error == "")
    #expect(
      program.neap("--memory-limit", "32", "-e", "x = ('x'):rep(40 << 20)").error.contains(
        "not enough memory"))
    // Sound files count as well, once they are in the machine's memory.
    let made = program.neap("-e", "write('a.flac', sine(1) * 0.1, {to = 100})")
    #expect(made.error == "", "\(made.error)")
    let held = program.neap(
      "--memory-limit", "64", "-e", "a = sample('a.flac')", "-e", "b = sample('a.flac', {rate = 0.9})", "-e",
      "c = sample('a.flac', {rate = 0.8})", "-e", "print(select(2, pcall(sample, 'a.flac', {rate = 0.7})))",
      "-e", "print(6 * 7)")
    #expect(held.output.contains("not enough memory: a.flac holds more than the "), "\(held)")
    #expect(
      held.output.hasSuffix(" MiB of 64 MiB that are left (neap --memory-limit allows more)\n42\n"), "\(held)"
    )
  }

  @Test func aPatchErrorIsOneAUsageErrorTwo() {
    defer { program.remove() }
    program.write("bad.lua", "a = saw(55)\nb = sien(3)\n")
    let result = program.neap("bad.lua")
    #expect(
      result.error == "bad.lua:2: sien is not bound; did you mean sine?\n  2 | b = sien(3)\n    |     ^~~~\n")
    #expect(result.output == "" && result.status == 1)
    #expect(program.neap("--bogus").status == 2)
    #expect(program.neap("render", "bad.lua").status == 2)
    #expect(program.neap("missing.lua").status == 1)
  }

  @Test func eachLineIsAChunkOfItsOwnAndAnArgumentIsFoundInArg() {
    defer { program.remove() }
    program.write("args.lua", "print(arg[0], arg[1], arg[2], #arg)")
    #expect(program.neap("args.lua", "one", "--two").output == "args.lua\tone\t--two\t2\n")
    #expect(program.neap("-", input: "print('from standard input')").output == "from standard input\n")
    #expect(program.neap(input: "print('piped')").output == "piped\n")
  }

  @Test func stemsAreRenderedBesideTheWhole() throws {
    defer { program.remove() }
    program.write(
      "song.lua", "bass = saw(55) * 0.2 lead = sine(440) * 0.1 play{bass, lead} mixer.bass.gain = -6")
    let result = program.neap(
      "render", "song.lua", "-o", "song.flac", "--to", "0.5", "--stems", "--bits", "16", "--dither")
    #expect(result.status == 0 && result.output == "")
    #expect(result.error == "song.flac: 0.50 s\nsong-bass.flac: 0.50 s\nsong-lead.flac: 0.50 s\n")
    for name in ["song", "song-bass", "song-lead"] {
      #expect(
        try AudioFile.load(path: "\(program.folder)/\(name).flac", rate: 48_000).planes[0].count == 24_000)
    }
    #expect(program.neap("render", "song.lua", "-o", "a.wav", "--to", "1", "--bits", "20").status == 2)
  }

  @Test func severalThreadsRenderTheSameFile() throws {
    defer { program.remove() }
    program.write(
      "song.lua",
      """
      tempo(140)
      bass = p"c2 [e2 g2] ~ c3":on(function(n) return saw(n.freq):lowpass(600, 3) * perc(0.005, 0.3) end) * 0.3
      drums = p"bd hh sn [hh hh]":on(kits.default) * 0.4
      chords = {}
      for i = 1, 30 do chords[i] = saw(110 * i * 1.001):lowpass(sine(0.1 * i):range(300, 2000), 2) end
      pad = mix(chords):reverb() * 0.01
      play(bass, drums, pad)
      mixer.bass.pan = -0.3
      """)
    program.write(
      "mix.lua", "local t = {} for i = 1, 60 do t[i] = sine(50.1 * i):lowpass(3000) end play(mix(t) / 60)")
    program.write(
      "master.lua", program.text("song.lua") + "\nmaster(function(mix) return mix:compressor() end)")
    // So quiet that the sum of the sounds is flushed to zero, or not.
    program.write(
      "quiet.lua",
      """
      local t = {}
      for i = 1, 8 do t[i] = noise{seed = i}:lowpass(700 + i) * (i % 2 == 0 and 1e-37 or -1e-37) end
      play(table.unpack(t))
      master(function(mix) return (mix * 1e19) * 1e18 end)
      """)
    for song in ["song", "mix", "master", "quiet"] {
      var files: [[UInt8]] = []
      for threads in [1, 2, 3] {
        let result = program.neap(
          "render", "\(song).lua", "-o", "\(song).wav", "--to", "3", "--threads", "\(threads)",
          "--disk-cache", "0")
        #expect(result.status == 0 && result.error == "")
        files.append(program.bytes("\(song).wav"))
      }
      #expect(files[0].count > 500_000)
      let isSame = files.allSatisfy { $0 == files[0] }
      #expect(isSame, "\(song)")
    }
    // What lies behind the end is asked of nobody.
    program.write(
      "late.lua",
      """
      local function strike(n)
        if n.freq > 200 then error("too high") end
        return sine(n.freq) * perc(0.01, 0.2)
      end
      local beats = p"<c3 c3 c3 c3 c4>"
      play(beats:on(strike), beats:on(function(n) return saw(n.freq) * perc(0.01, 0.2) end), sine(300):lowpass(900))
      """)
    let late = program.neap(
      "render", "late.lua", "-o", "late.wav", "--to", "7.97", "--threads", "3", "--disk-cache", "0")
    #expect(late.status == 0 && late.error == "")
    let wrong = program.neap("render", "mix.lua", "-o", "a.wav", "--to", "1", "--threads", "0")
    #expect(wrong.status == 2)
    #expect(wrong.error.contains("--threads: 0 was given; 1 to 64 is expected"))
  }

  @Test func checkTellsMistakesOfSyntaxAndRunsNothing() {
    defer { program.remove() }
    program.write("good.lua", "print('ran')")
    program.write("bad.lua", "x = = 2")
    #expect(program.neap("check", "good.lua").output == "")
    #expect(program.neap("check", "good.lua").status == 0)
    let bad = program.neap("check", "bad.lua")
    #expect(bad.status == 1 && bad.error.hasPrefix("bad.lua:1:"))
  }

  @Test func renderingGivesWhatPlayingIntoAFileGives() throws {
    defer { program.remove() }
    program.write(
      "song.lua", "play(sine(440) * adsr(0.01, 0.1, 0.8, 0.2, 0.8)) play(saw(55):lowpass(800) * perc(0, 0.5))"
    )
    #expect(program.neap("render", "song.lua", "-o", "render.wav").status == 0)
    #expect(program.neap("--output", "played.wav", "song.lua").status == 0)
    let rendered = try AudioFile.load(path: program.folder + "/render.wav", rate: 48_000)
    let played = try AudioFile.load(path: program.folder + "/played.wav", rate: 48_000)
    #expect(rendered.planes[0].count >= 48_000)
    #expect(Array(played.planes[0][..<48_000]) == Array(rendered.planes[0][..<48_000]))
    #expect((rendered.planes[0].map(abs).max() ?? 0) > 0.1)
  }

  @Test func aSpanIsRenderedAsTheWholeHasIt() throws {
    defer { program.remove() }
    program.write("song.lua", "play(noise(3):lowpass(500))")
    #expect(program.neap("render", "song.lua", "-o", "all.wav", "--to", "2").status == 0)
    #expect(
      program.neap("render", "song.lua", "-o", "part.wav", "--from", "1", "--length", "0.5").status == 0)
    let all = try AudioFile.load(path: program.folder + "/all.wav", rate: 48_000).planes[0]
    let part = try AudioFile.load(path: program.folder + "/part.wav", rate: 48_000).planes[0]
    #expect(part == Array(all[48_000..<72_000]))
    #expect(
      program.neap("render", "song.lua", "-o", "x.wav").error.contains(
        "--to or --length, in seconds, is expected"))
  }

  @Test func aSampleIsFoundBesideThePatchAndBroughtToTheProjectsRate() throws {
    defer { program.remove() }
    program.write("make.lua", "write('tone.wav', sine(1000) * 0.5, {to = 0.5})")
    #expect(program.neap("--rate", "44100", "make.lua").status == 0)
    let result = program.neap("-e", "s = sample 'tone.wav'", "-e", "return s:get_range()")
    #expect(result.output == "0\n24000\n")
    let changed = program.neap(
      "-e", "a = sample 'tone.wav'", "-e", "write('tone.wav', sine(500) * 0.25, {to = 0.5})", "-e",
      "b = sample 'tone.wav'",
      "-e", "return a.uuid == b.uuid, b:get_temporal(24, 25)[1] < 0.26")
    #expect(changed.output == "false\ntrue\n")
    #expect(program.neap("-e", "sample('../tone.wav')").error.contains("outside the patch's folder"))
    #expect(program.neap("-e", "sample('tome.wav')").error.contains("tone.wav"))
  }

  @Test func helpShowsExamplesFirstAndVersionIsTold() {
    defer { program.remove() }
    let help = program.neap("--help")
    #expect(help.status == 0 && help.output.contains("EXAMPLES:"))
    // The example of homework is one: the file of checks is no student's.
    program.write("anna.lua", "n = 3")
    program.write("task1.lua", "expect('n', 3)")
    let example = help.output.split(separator: "\n").first { $0.contains("neap homework") } ?? ""
    let words = example.split(separator: " ").dropFirst().prefix { $0 != "check" }.map(String.init)
    #expect(words.contains("anna.lua"))
    #expect(program.neap(words).output == "anna.lua, checked by task1.lua\n  n  right\n1 of 1 right\n")
    program.write("task1.lua", "expect('n', {pitch = 0})")
    let fault = program.neap(words)
    #expect(fault.status == 1 && fault.error.hasPrefix("anna.lua: task1.lua:1: "), "\(fault.error)")
    #expect(program.neap("homework", "--within=-inf", "anna.lua").error.contains("decibels below 0"))
    #expect(program.neap("--version").output.hasPrefix("0."))
  }

  @Test func renderingWithoutASpanEndsWhereTheSoundHasRungOutOrSaysThatItDoesNot() throws {
    defer { program.remove() }
    program.write(
      "echo.lua", "play(feedback(function(l) return sine(440) * perc(0.01, 0.2) + l:delay(0.5) * 0.5 end))")
    #expect(program.neap("render", "echo.lua", "-o", "echo.wav").status == 0)
    let echo = try AudioFile.load(path: program.folder + "/echo.wav", rate: 48_000).planes[0]
    #expect(echo.count > 5 * 48_000 && echo.count < 12 * 48_000)
    program.write("tile.lua", "play((sine(440) * perc(0.01, 0.2)):tile(0, 0.5))")
    #expect(program.neap("render", "tile.lua", "-o", "x.wav").error.contains("plays without end"))
  }
}
