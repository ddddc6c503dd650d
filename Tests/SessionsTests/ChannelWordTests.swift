import Glibc
import Graphs
import Kinds
import Scripting
import Signals
import Testing

@testable import Sessions

/// Words made of others over any number of channels, and what says that a parameter does not move.
@Suite struct ChannelWordTests {
  private func peak(_ plane: [Float]) -> Float { plane.reduce(0) { max($0, abs($1)) } }

  private func planes(_ test: TestSession, _ code: String, _ frames: Range<Int>) throws -> [[Float]] {
    let value = try test.session.evaluate(code, name: "test", printsExpression: true).first
    return try test.session.answer(try #require(value?.asObject(SignalObject.self)), frames)
  }

  @Test(arguments: WordLawTests.effects.sorted { $0.key < $1.key })
  func everyWordAnswersAnyNumber(word: (key: String, value: String)) throws {
    let widening: Set<String> = ["chorus", "reverb"]
    for count in [1, 2, 3, 5, 8] {
      let test = try TestSession()
      let tones = (0..<count).map { "sine(\(200 + 31 * $0))" }.joined(separator: ", ")
      try test.run("dry = \(count == 1 ? tones : "channels{\(tones)}"):trim(0, 0.1)")
      let answer = try planes(test, word.value, 0..<6_000)
      #expect(
        answer.count == (widening.contains(word.key) ? max(2, count) : count), "\(word.key) of \(count)")
      for plane in answer { #expect(peak(plane) > 0.001, "\(word.key) of \(count)") }
      #expect(try test.run("(\(word.value)):get_channels()") == "\(answer.count)")
    }
  }

  /// Each channel of a room hears all, is about as loud as the others and unlike them.
  @Test(arguments: [2, 3, 5, 8, 16, 20]) func aRoomOfManyChannelsIsOneRoom(count: Int) throws {
    let test = try TestSession()
    let list = ["noise{seed=1}"] + [String](repeating: "constant(0)", count: count - 1)
    let room = try planes(
      test, "channels{\(list.joined(separator: ", "))}:reverb{wet=1, damping=1000000}", 96_000..<120_000)
    func product(_ a: [Float], _ b: [Float]) -> Double { zip(a, b).reduce(0) { $0 + Double($1.0 * $1.1) } }
    let powers = room.map { product($0, $0) }
    let mean = powers.reduce(0, +) / Double(count)
    for (i, power) in powers.enumerated() {
      #expect(power > mean / 2 && power < mean * 2, "channel \(i) of \(count)")
      for j in 0..<i {
        #expect(abs(product(room[i], room[j])) < 0.3 * (power * powers[j]).squareRoot(), "\(i) and \(j)")
      }
    }
    // What goes in comes out, divided among the channels.
    let noise = try planes(test, "noise{seed=1}", 0..<24_000)[0]
    let decibels = 10 * log10(mean * Double(count) / product(noise, noise))
    #expect(abs(decibels) < 1, "\(decibels) dB")
  }

  @Test func spreadOfZeroPutsARoomInTheMiddle() throws {
    let test = try TestSession()
    let room = try planes(
      test, "channels{saw(110), saw(220), saw(330)}:reverb{wet=1, spread=0}", 9_000..<10_000)
    #expect(room[0] == room[1] && room[1] == room[2] && peak(room[0]) > 0.01)
  }

  /// A parameter that has a unit takes a signal, or says why it does not, in its doc and in its error.
  @Test func everyNumberSaysWhyItDoesNotMove() throws {
    let test = try TestSession()
    var count = 0
    for word in test.session.wordNames.compactMap({ test.session.words[$0]?.declaration }) {
      guard test.session.manager.catalogue[word.name] != nil || word is LuaWord else { continue }
      for parameter in word.parameters {
        let quantity: Quantity
        switch parameter.form {
        case .number(_, let given), .numbers(let given): quantity = given
        default: continue
        }
        if quantity == .count || parameter is Coefficients { continue }
        count += 1
        #expect(parameter.doc.contains("Number only: "), "\(word.name): \(parameter.name)")
      }
    }
    #expect(count > 30)
    let message = test.failure("saw(110):trim(sine(1), 2)")
    #expect(message.contains("(it tells where the whole lies)"), "\(message)")
    #expect(test.failure("asr{duration=sine(1)}").contains("(it tells where the envelope ends)"))
  }

  /// Parameters that move, at rest where the number is, to a millionth; and moving, as the law of ranges has it.
  @Test(arguments: [
    ("adsr(%0.01, %0.02, %0.5, %0.03, 0.05)", 6_000), ("perc(%0.01, %0.05)", 6_000),
    ("asr(%0.01, %0.02, 0.05)", 6_000),
    ("line(%0.2, %0.9, %0.05)", 6_000), ("xline(%0.2, %0.9, %0.05)", 6_000),
    ("chirp(%100, %2000, 0.1)", 6_000),
    ("chirp{first=%100, last=%2000, length=0.1, sweep='exponential'}", 6_000), ("saw(110):z(%7)", 6_000),
    ("(saw(110) * perc(0.01, 0.05)):slice(4, %2)", 2_000), ("trigger(sine(50), %0.002)", 6_000),
  ])
  func whatMovesIsAtRestTheNumber(code: String, count: Int) throws {
    let test = try TestSession()
    let still = code.replacing("%", with: "")
    // A signal that does not move but is not known to.
    let moving = code.replacing(#/%([0-9.]+)/#) { "((sine(1) * 0) + \($0.output.1))" }
    let fast = code.replacing(#/%([0-9.]+)/#) { "((sine(70) * 0.3 + 1) * \($0.output.1))" }
    let (a, b) = (try planes(test, still, -100..<count), try planes(test, moving, -100..<count))
    let apart = zip(a[0], b[0]).reduce(Float(0)) { max($0, abs($1.0 - $1.1)) }
    #expect(apart < 1e-5, "\(code): \(apart)")
    let whole = try planes(TestSession(), fast, -100..<count)
    let parts = TestSessionParts(try TestSession(), fast)
    #expect(try parts.joined([-100..<77, 77..<1_000, 1_000..<count]) == whole, "\(fast)")
    #expect(whole != a)
  }

  private struct TestSessionParts {
    let test: TestSession
    let code: String
    init(_ test: TestSession, _ code: String) { (self.test, self.code) = (test, code) }
    func joined(_ ranges: [Range<Int>]) throws -> [[Float]] {
      let value = try test.session.evaluate(code, name: "test", printsExpression: true).first
      let object = try #require(value?.asObject(SignalObject.self))
      return try ranges.map { try test.session.answer(object, $0) }.reduce([]) { joined, part in
        joined.isEmpty ? part : zip(joined, part).map { $0 + $1 }
      }
    }
  }

  /// Grains come as often as the density says, also where it moves.
  @Test func aDensityThatMovesIsKept() throws {
    let test = try TestSession()
    for density in [5.0, 31.25, 100] {
      // Grains of two frames from a level: each is one blip.
      let code =
        "granular{constant(1), density=(sine(1) * 0 + \(density)), size=0.001, jitter=0, irregularity=0}"
      let plane = try planes(test, code, 0..<480_000)[0]
      let onsets = plane.indices.dropFirst().filter { plane[$0] != 0 && plane[$0 - 1] == 0 }
      #expect(abs(Double(onsets.count) / 10 / density - 1) < 0.03, "\(onsets.count) at \(density)")
      let gaps = zip(onsets, onsets.dropFirst()).map { $1 - $0 }
      if density == 31.25 { #expect(Set(gaps) == [1_536]) }
    }
  }
}
