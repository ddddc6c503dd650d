import Glibc
import Graphs
import Kinds
import Playback
import Scripting
@testable import Sessions
import Signals
import Spectra
import Testing
import Workspaces

/// The transport over real patches, on a device that is moved by hand.
struct TransportTests {
  final class Stage: SteppedSession {
    func run(_ chunk: String, then frames: Int = 0) throws {
      try session.evaluate(chunk, name: "test")
      settle()
      step(frames)
    }

    func step(_ frames: Int) {
      var left = frames
      while left > 0 {
        left -= device.step(min(left, 2_400))
        session.tick()
        settle()
      }
    }

    /// The left channel from `frame` on.
    func heard(from frame: Int = 0) -> [Float] {
      let samples = device.heard
      return stride(from: frame * 2, to: samples.count, by: 2).map { samples[$0] }
    }

    /// What plays now as the pure world has it, the left channel.
    func pure(_ frames: Range<Int>) throws -> [Float] {
      let answer = MixAnswer(
        try session.workspace.snapshot(), channels: 2, cache: session.manager.cache, log: session.manager.log)
      answer.onNeed = { [session] in try session.meet($0) }
      var samples: [Float] = []
      try answer.forEachPiece(of: frames) { part in
        samples += stride(from: 0, to: part.count, by: 2).map { part[$0] }
      }
      return samples
    }
  }

  private static let patches = [
    "bass = (saw(55):lowpass(800 + 400 * sine(0.5)) + noise{seed=3}:highpass(3000) * 0.1) * 0.3 play(bass)",
    """
    bass = saw(55) * 0.2
    wet = feedback(function(loop) return (sine(330) * perc(0.01, 0.2)):tile(0, 0.5) * 0.3 + loop:delay(0.31):lowpass(3000) * 0.6 end)
    play{wet, bass:delay(0.7), bass:reverb(1)}
    """,
    "bass = saw(55):ladder(900, 0.4) * 0.2 play(bass) master(function(mix) return mix:compressor() end)",
    "bass = saw(55) * 0.1 play(bass) play((p\"bd sn [hh hh] sn\":on(kits.default)):lowpass(3000)) tempo(133)",
    "bass = saw(55) * 0.2 play(bass) master(function(mix) return mix + mix:delay(0.1) * 0.5 end)",
    "bass = saw(55):ladder(900, 0.4) * 0.2 play(bass) master(function(mix) return mix:limiter() end)",
    "bass = saw(55) * 0.2 play(bass) master(function(mix) return mix:reverb(1) end)",
    "bass = saw(55) * 0.2 play(bass) master(function(mix) return mix:compressor():limiter() end)",
    """
    bass = saw(55) * 0.1 play(bass) play(p"bd sn [hh hh] sn":on(kits.default))
    master(function(mix) return mix:delay(0.1):limiter() end)
    """,
  ]

  @Test(arguments: patches) func aSeekReturnsToThePureAnswer(_ patch: String) throws {
    let stage = try Stage()
    try stage.run(patch, then: 24_000)
    try stage.run("bass = saw(58):lowpass(500) * 0.3", then: 48_000)
    for time in [4.1, 0.25, 2, 0] {
      let before = stage.device.read
      try stage.run("seek(\(time))", then: 40_000)
      let shift = stage.output.position - stage.device.read
      let heard = stage.heard(from: before + 4_800)
      let first = before + 4_800 + shift
      let pure = try stage.pure(first..<first + heard.count)
      let wrong = heard.indices.first { heard[$0] != pure[$0] }
      #expect(wrong == nil, "seek(\(time)): frame \(first + (wrong ?? 0))")
      #expect((Int(time * 48_000)..<Int(time * 48_000) + 40_000).contains(first))
      #expect((heard.map(abs).max() ?? 0) > 0.01)
    }
    #expect(stage.faults.isEmpty)
  }

  @Test func anEditAfterASeekGoesOnFromWhatWasHeard() throws {
    let stage = try Stage()
    try stage.run(Self.patches[1], then: 24_000)
    try stage.run("seek(3)", then: 24_000)
    let before = stage.heard()
    let here = stage.output.position - stage.device.read
    // Only the bass changes: what rings goes on bit for bit below it.
    try stage.run("bass = saw(55) * 0", then: 96_000)
    let heard = stage.heard(from: before.count + 72_000)
    let first = before.count + 72_000 + here
    #expect((heard.map(abs).max() ?? 0) > 0.01)
    try stage.run("stop(\"s1\") stop(\"s2\")")
    let wet = try stage.pure(first..<first + heard.count)
    #expect(zip(heard, wet).allSatisfy { abs($0 - $1) < 2e-4 })
  }

  @Test func anEditThatWaitsForItsBoundaryIsHeardInTheLoop() throws {
    let stage = try Stage()
    try stage.run("bass = constant(0.1) play(bass) volume(0)", then: 12_000)
    try stage.run("loop_region(bars(0), bars(1))", then: 60_000)
    // The next bar is the loop's end, which is its beginning.
    try stage.run("quantum(4)")
    try stage.run("play(constant(0.5) * perc(0, 0.05))", then: 48_000)
    let heard = stage.heard()
    #expect(heard[..<96_000].allSatisfy { $0 < 0.11 })
    #expect(heard.indices.contains { (95_800...96_200).contains($0) && heard[$0] > 0.5 })
  }

  @Test func barsThatASeekPassesOverDoNotRunAndThoseOfALoopRunAgain() throws {
    let stage = try Stage()
    var bars: [Int] = []
    try stage.session.define("note", .help, "note(bar)", "Notes a bar.") { _, arguments in
      bars.append(arguments[0].asInteger ?? -1)
      return []
    }
    try stage.run("each(1, function(bar) note(bar) end) at(3, function() note(30) end)", then: 120_000)
    #expect(bars == [1])
    try stage.run("seek(bars(7))", then: 4_800)
    #expect(bars == [1, 7])
    bars = []
    try stage.run("seek(bars(2) + beats(1))", then: 96_000)
    #expect(bars == [3, 30])
    bars = []
    try stage.run("loop_region(bars(5), bars(6))", then: 240_000)
    // Two passes and a half.
    #expect(bars == [5, 5, 5])
  }

  @Test func aPauseLeavesWhatIsHeardBitForBit() throws {
    let chunks = [Self.patches[1], "bass = saw(58):lowpass(500) * 0.3"]
    let stage = try Stage()
    let reference = try Stage()
    for chunk in chunks {
      try stage.run(chunk, then: 24_000)
      try reference.run(chunk, then: 24_000)
    }
    reference.step(200_000)
    try stage.run("pause()", then: 30_000)
    #expect(stage.heard(from: 50_000).allSatisfy { $0 == 0 })
    let stands = stage.output.position
    try stage.run("resume()", then: 60_000)
    let whole = reference.heard()
    let heard = stage.heard()
    #expect(Array(heard[..<48_000]) == Array(whole[..<48_000]))
    let shift = stage.device.read - stage.output.position
    let from = stands + 960
    #expect(Array(heard[(from + shift)...]) == Array(whole[from..<heard.count - shift]))
    #expect(shift > 29_000)
  }

  @Test func aLoopRepeatsBitForBitAndBeginsAsThePureWorld() throws {
    let stage = try Stage()
    try stage.run(Self.patches[1], then: 24_000)
    try stage.run("loop_region(1, 1.512)", then: 200_000)
    let heard = stage.heard()
    let length = 24_576
    let settled = heard.count - 5 * length
    for frame in settled..<heard.count - length where heard[frame] != heard[frame + length] {
      Issue.record("frame \(frame)")
      break
    }
    let last = stage.output.position
    let pure = try stage.pure(48_000..<last)
    #expect(Array(heard.suffix(last - 48_000)) == pure)
  }

  @Test func whatIsHeardBackwardIsThePureAnswerReversed() throws {
    let stage = try Stage()
    try stage.run(Self.patches[1], then: 120_000)
    try stage.run("speed(-1)", then: 60_000)
    let end = stage.output.position
    let heard = Array(stage.heard().suffix(50_000))
    #expect(heard == Array(try stage.pure(end + 1..<end + 50_001).reversed()))
    try stage.run("bass = saw(60) * 0.1", then: 20_000)
    let here = stage.output.position
    #expect(Array(stage.heard().suffix(8_000)) == Array(try stage.pure(here + 1..<here + 8_001).reversed()))
    try stage.run("speed(1)", then: 40_000)
    let now = stage.output.position
    #expect(Array(stage.heard().suffix(20_000)) == (try stage.pure(now - 20_000..<now)))
    #expect(now > here && now < here + 44_000)
    // At the beginning it stands still.
    try stage.run("speed(-4)", then: 120_000)
    #expect(stage.output.position == 0)
    #expect(stage.heard().suffix(10_000).allSatisfy { $0 == 0 })
    try stage.run("speed(1) resume()", then: 20_000)
    #expect(stage.output.position > 15_000)
  }

  @Test func aFasterCourseIsTheSameSoundAnOctaveHigher() throws {
    let stage = try Stage()
    // What would lie above half the rate is not heard at all.
    try stage.run("play(sine(440) * 0.25) play(sine(15000) * 0.25) volume(0)", then: 12_000)
    try stage.run("speed(2)", then: 48_000)
    let heard = stage.heard().suffix(24_000)
    let bins = spectrum(Array(heard))
    #expect(abs(bins[22] - 0.125) < 1e-4)
    #expect(bins.indices.filter { $0 != 22 }.allSatisfy { bins[$0] < 5e-5 })
  }

  /// The playback law's bound: energy above 8 kHz within 30 ms is at most 6 dB over the larger of before and after.
  @Test(arguments: [
    "seek(3.3)", "pause()", "speed(0.5)", "speed(1.7)", "speed(-1)", "loop_region(2, 2.25)", "speed(-4)",
  ])
  func noChangeOfCourseClicks(_ change: String) throws {
    let stage = try Stage()
    try stage.run("play(sine(60.3) * 0.5) play((sine(97.1) * 0.5):lowpass(400)) volume(-2)", then: 48_000)
    try stage.run(change, then: 96_000)
    try stage.run("speed(1) resume()", then: 48_000)
    let heard = stage.heard()
    // Below -110 dBFS nothing is told apart.
    func most(_ frames: Range<Int>) -> Double {
      (HighEnergy.of(Array(heard[frames]), window: 1_440, step: 240).dropFirst(20).max() ?? 0) + 1e-8
    }
    for changed in [48_000, 144_000] {
      let steady = max(most(changed - 20_000..<changed), most(changed + 8_000..<changed + 40_000))
      let excess = HighEnergy.decibels(most(changed - 4_800..<changed + 6_000) / steady)
      #expect(excess <= 6, "\(change) at \(changed)")
    }
    // What follows by itself, as a loop's passes, neither.
    #expect(HighEnergy.decibels(most(56_000..<140_000) / max(most(10_000..<47_000), 1e-7)) <= 6)
  }

  /// The magnitudes of 24 000 frames, a bin for each 40 Hz.
  private func spectrum(_ samples: [Float]) -> [Double] {
    let step = 2 * Double.pi / Double(samples.count)
    return stride(from: 0, to: 12_000, by: 20).map { bin in
      var (re, im) = (0.0, 0.0)
      for (n, x) in samples.enumerated() {
        re += Double(x) * cos(step * Double(bin * n % samples.count))
        im -= Double(x) * sin(step * Double(bin * n % samples.count))
      }
      return (re * re + im * im).squareRoot() / Double(samples.count)
    }
  }
}
