import Graphs
import Kinds
import Playback
import Scripting
import Signals
import Testing
import Workspaces

@testable import Sessions

/// The laws over the words that are made of others.
struct WordLawTests {
  /// Each over a signal `dry` that it takes in.
  static let effects = [
    "limiter": "dry:limiter(-3)", "comb": "dry:comb(0.01, 0.5)",
    "allpass_comb": "dry:allpass_comb(0.01, 0.5)",
    "echo": "dry:echo(0.05, 0.4)", "multitap": "dry:multitap({0.05, 0.08}, 0.5)",
    "vibrato": "dry:vibrato(5, 0.3)", "tremolo": "dry:tremolo(6, 0.8)", "chorus": "dry:chorus()",
    "flanger": "dry:flanger()", "phaser": "dry:phaser()", "reverb": "dry:reverb(0.3, 1)",
    "oversample": "dry:oversample(4, tanh{drive=2})", "waveguide": "dry:waveguide(220, 0.3)",
    "pm": "dry:pm(220, 1)",
  ]
  static let sources = [
    "asr": "asr(0.01, 0.02, 0.03)", "lfo": "lfo(3)", "fm": "fm(110, 2, 3)", "supersaw": "supersaw(110)",
    "pluck": "pluck(220, 0.5, 0.4, 1)", "modal": "modal({220, 607}, 0.1)",
    "slices": "slices(dry:trim(0, 0.02), 2)[2]",
  ]

  @Test func everyWordIsHeldToThem() throws {
    let test = try TestSession()
    let words = test.session.words.values.filter { $0.declaration is LuaWord }.map(\.name)
    #expect(Set(words) == Set(Self.effects.keys).union(Self.sources.keys))
  }

  @Test(arguments: effects.merging(sources) { first, _ in first }.sorted { $0.key < $1.key })
  func aRangeIsTheSumOfItsParts(word: (key: String, value: String)) throws {
    func answer(_ ranges: [Range<Int>]) throws -> [[Float]] {
      let test = try TestSession()
      try test.run("dry = saw(110) * 0.5")
      let value = try test.session.evaluate(word.value, name: "test", printsExpression: true).first
      let object = try #require(value?.asObject(SignalObject.self))
      return try ranges.map { try test.session.answer(object, $0) }.reduce([]) { joined, part in
        joined.isEmpty ? part : zip(joined, part).map { $0 + $1 }
      }
    }
    let whole = try answer([-100..<6_000])
    #expect(try answer([-100..<77, 77..<1_000, 1_000..<6_000]) == whole)
    #expect(whole.contains { $0.contains { $0 != 0 } })
  }

  @Test(arguments: effects.sorted { $0.key < $1.key })
  func noWordClicksWhereItComesGoesOrChangesItsInput(word: (key: String, value: String)) throws {
    let stage = try PlayingTests.Stage()
    try stage.run("dry = sine(60) * 0.5 bass = dry play(bass)", then: 48_000)
    for chunk in [
      "local dry = sine(60) * 0.5 bass = \(word.value)", "local dry = sine(77) * 0.5 bass = \(word.value)",
      "bass = dry",
    ] {
      let edit = stage.device.heard.count / 2
      try stage.run(chunk, then: 62_400)
      let sound = stage.heard(from: edit - 16_800)
      let before = try PlayingTests.high(Array(sound[..<15_360]))
      let around = try PlayingTests.high(Array(sound[15_360..<60_000]))
      let after = try PlayingTests.high(Array(sound[60_000...]))
      // -110 dBFS, as the sum over half the spectrum of a window's samples squared has it.
      let floor = 1e-11 * 1_440 * 1_440 / 2
      #expect(around <= 4 * max(before, after, floor), "\(chunk): \(around / max(before, after, floor))")
    }
  }
}

/// What an edit costs at the prompt.
struct ChunkCostTests {
  private final class Counted: PlayOutput {
    var plays = 0
    var position = 0
    var editFrame: Int { position }
    func play(_ snapshot: PlaySnapshot, fade: Double, notBefore: Int?) { plays += 1 }
    func takeEnds() -> [EndedSound] { [] }
  }

  @Test func whatConcernsNothingThatPlaysIsNotSentAndRendersNothing() throws {
    let manager = SignalManager(catalogue: .all)
    let output = Counted()
    let session = try Session(
      workspace: Workspace(manager: manager), output: output,
      files: FileAccess(folder: "/tmp", isTrusted: false))
    func run(_ chunk: String) throws { try session.evaluate(chunk, name: "test") }
    try run("dry = noise{seed=1} bass = dry:lowpass(300) play(bass)")
    #expect(output.plays == 1)
    _ = manager.log.drain()
    for chunk in ["y = 1", "lead = saw(3)", "bass = bass", "local x = bass:delay(1)", "lead = saw(4)"] {
      try run(chunk)
      #expect(output.plays == 1, "\(chunk)")
      #expect(session.workspace.touchesPlaying, "outside a step nothing is known")
    }
    #expect(manager.log.drain().filter { $0.event == .rendered }.isEmpty)
    try run("dry = noise{seed=2}")
    try run("volume(-20)")
    #expect(output.plays == 3)
  }
}
