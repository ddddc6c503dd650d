import Glibc
import Graphs
import Scripting
import Signals
import Testing

@testable import Sessions

/// Delays and space, and what of time is written in Lua.
struct SpaceWordsTests {
  private func close(_ test: TestSession, _ question: String, _ expected: [Double], _ error: Double = 1e-5)
    throws
  {
    let answers = try test.run(question).split(whereSeparator: { "\t ".contains($0) }).compactMap {
      Double($0)
    }
    #expect(answers.count == expected.count, "\(question): \(answers)")
    for (a, b) in zip(answers, expected) { #expect(abs(a - b) <= error, "\(question): \(answers)") }
  }

  /// Samples of each channel from frame 0 on.
  private func samples(_ test: TestSession, _ signal: String, _ count: Int, from: Int = 0) throws
    -> [[Double]]
  {
    let value = try test.session.evaluate(signal, name: "test", printsExpression: true).first
    let object = try #require(value?.asObject(SignalObject.self))
    return try test.session.answer(object, from..<from + count).map { $0.map(Double.init) }
  }

  @Test func echoesComeBackSofter() throws {
    let test = try TestSession()
    try test.run("e = buffer{1}:echo(0.5, 1.5)")
    try close(
      test, "e:get_temporal(0, 1)[1], e:get_temporal(24000, 24001)[1], e:get_temporal(72000, 72001)[1]",
      [1, 0.1, 0.001])
  }

  @Test func multitapRepeatsOnceForEachTime() throws {
    let test = try TestSession()
    try test.run("m = buffer{1}:multitap({frames(2), frames(5)}, {0.5, 0.25})")
    #expect(try test.run("m:get_temporal(0, 7)") == "1 0 0.5 0 0 0.25 0")
    #expect(try test.run("buffer{1}:multitap(frames(2), 0.5):get_temporal(0, 4)") == "1 0 0.5 0")
    let sides = try samples(test, "buffer{1}:multitap({frames(2), frames(3)}, 0.5, 1)", 4)
    // 0 dB at the centre is 3 dB more at a side.
    for (side, expected) in zip(sides, [[1, 0, 0.5.squareRoot(), 0], [1, 0, 0, 0.5.squareRoot()]]) {
      for (a, b) in zip(side, expected) { #expect(abs(a - b) < 1e-6) }
    }
    #expect(test.failure("buffer{1}:multitap({0.1, 0.2, 0.3}, {1, 2})").contains("2 were given for 3 times"))
  }

  @Test func tremoloGoesDownByItsDepth() throws {
    let test = try TestSession()
    try test.run("t = constant(1):tremolo(5, 0.8)")
    try close(test, "t:get_temporal(2400, 2401)[1], t:get_temporal(7200, 7201)[1]", [1, 0.2])
    try close(test, "constant(1):tremolo(5, 1, 'triangle'):get_temporal(7200, 7201)[1]", [0], 1e-3)
    #expect(test.failure("saw(55):tremolo(5, 1, 'saw')").contains("\"sine\" or \"triangle\" or \"square\""))
  }

  /// The time from one rising zero to the next goes from that of a pitch up by the depth to that of one down by it.
  @Test func vibratoMovesThePitchByItsDepth() throws {
    let x = try samples(TestSession(), "sine(1000):vibrato(5, 1)", 19_200, from: 9_600)[0]
    var crossings: [Double] = []
    for i in 1..<x.count where x[i - 1] < 0 && x[i] >= 0 {
      crossings.append(Double(i) - x[i] / (x[i] - x[i - 1]))
    }
    let pitches = zip(crossings, crossings.dropFirst()).map { 12 * log2(48 / ($1 - $0)) }
    #expect(abs((pitches.max() ?? 0) - 1) < 0.01 && abs((pitches.min() ?? 0) + 1.06) < 0.01)
  }

  @Test func aPhaserAndAFlangerLeaveNotches() throws {
    // Four stages that turn a quarter each at 1000 Hz are a whole turn there; a notch is where they are half a turn.
    let notch = 48_000 / Double.pi * atan(tan(Double.pi / 48) * tan(Double.pi / 8))
    let phaser = try samples(
      TestSession(), "sine(\(notch)):phaser{low=1000, high=1000, stages=4, regen=0}", 4_800, from: 48_000)
    #expect((phaser[0].map(abs).max() ?? 1) < 1e-3)
    // 0.2 ms late: half a period of 2500 Hz.
    let flanger = try samples(TestSession(), "sine(2500):flanger{depth=0}", 4_800, from: 48_000)
    #expect((flanger[0].map(abs).max() ?? 1) < 0.01)
  }

  @Test(arguments: ["chorus", "flanger", "phaser"]) func theChannelsAreThoseThatAreAskedFor(_ word: String)
    throws
  {
    let test = try TestSession()
    #expect(try test.run("select('#', saw(110):\(word){spread=1}:get_temporal(0, 1))") == "2")
    #expect(try test.run("select('#', saw(110):\(word){spread=0}:get_temporal(0, 1))") == "1")
    #expect(try test.run("select('#', saw{110, 111, 112}:\(word){spread=0}:get_temporal(0, 1))") == "3")
    #expect(try test.run("select('#', saw{110, 111, 112}:\(word){spread=1}:get_temporal(0, 1))") == "3")
    #expect(try test.run("select('#', saw{110, 111}:\(word){spread=1}:get_temporal(0, 1))") == "2")
  }

  @Test func aLoopIsFollowedByItsName() throws {
    let test = try TestSession()
    try test.run("a = buffer{1, 2}")
    try test.run("b = a:loop()")
    #expect(try test.run("b:get_temporal(-1, 5)") == "0 1 2 1 2 1")
    try test.run("a = buffer{1, 2, 3}")
    #expect(try test.run("b:get_temporal(-1, 5)") == "0 1 2 3 1 2")
    #expect(test.failure("saw(55):loop()").contains("goes on without end"))
    #expect(try test.run("concat{a, a:reverse()}:get_temporal(0, 7)") == "1 2 3 3 2 1 0")
  }

  @Test func aLoopThatDelaysWhatItReadsHearsItsBeginning() throws {
    let test = try TestSession()
    try test.run("d = feedback(function(loop) return (buffer{1} + loop * 0.5):z(3) end)")
    #expect(try test.run("d:get_temporal(0, 7)") == "0 0 0 1 0 0 0.5")
  }

  @Test func aChoiceIsSavedAndLoaded() throws {
    let test = try TestSession()
    try test.run("a = saw(110):dilate(2, 'cubic')")
    try test.run("manager:save('one.neap')")
    try test.run("a = saw(55)")
    try test.run("manager:load('one.neap')")
    #expect(try test.run("a.interpolation") == "cubic")
  }

  // MARK: Reverb

  /// The time in which the tail of an impulse would fall by 60 dB, from its fall between -5 and -35 dB (Schroeder, 1965).
  private func reverberation(_ samples: [Double], _ rate: Int = 48_000) -> Double {
    var energy = [Double](repeating: 0, count: samples.count)
    var sum = 0.0
    for i in samples.indices.reversed() {
      sum += samples[i] * samples[i]
      energy[i] = sum
    }
    let first = energy.firstIndex { $0 < sum * pow(10, -0.5) } ?? 0
    let last = energy.firstIndex { $0 < sum * pow(10, -3.5) } ?? 0
    return Double(last - first) / Double(rate) * 2
  }

  /// Within 10 % over the whole of both ranges, the shortest decay that a room of that size takes among them.
  @Test(arguments: [
    (0.1, 0.1), (0.1, 0.3), (0.1, 1), (0.1, 4), (0.2, 0.1), (0.3, 0.2), (0.3, 0.3), (0.3, 0.6), (0.5, 0.1),
    (1, 0.2),
    (1, 0.3), (1, 0.5), (1, 2), (1, 4), (2, 0.4), (2, 1),
    (3, 0.6), (3, 2), (4, 0.8), (4, 1), (4, 4),
  ])
  func aRoomFadesInTheTimeThatIsAsked(size: Double, decay: Double) throws {
    let room = try samples(
      TestSession(), "buffer{1}:reverb{size=\(size), decay=\(decay), wet=1, damping=1000000}",
      Int(max(decay, 0.6) * 60_000))
    #expect(room.count == 2)
    for side in room {
      let measured = reverberation(side)
      #expect(abs(measured / decay - 1) < 0.1, "size \(size): \(measured) s in place of \(decay) s")
    }
  }

  /// As it is, the mean of what is measured in the octaves about 500 Hz and 1 kHz (ISO 3382-1) too.
  @Test(arguments: [0.2, 0.5, 1, 2, 3], [0.3, 0.6, 1, 3, 10])
  func aRoomFadesAtMidFrequenciesInTheTimeThatIsAsked(size: Double, decay: Double) throws {
    guard decay >= 0.2 * size else { return }
    for side in 1...2 {
      let bands = try [500, 1_000].map { hertz in
        reverberation(
          try samples(
            TestSession(),
            "buffer{1}:reverb{size=\(size), decay=\(decay), wet=1}:channel(\(side)):bandpass(\(hertz), 1.414):bandpass(\(hertz), 1.414)",
            Int(max(decay, 0.6) * 60_000))[0])
      }
      let measured = (bands[0] + bands[1]) / 2
      #expect(abs(measured / decay - 1) < 0.1, "size \(size): \(measured) s in place of \(decay) s")
    }
  }

  private static let rooms: [(size: Double, decay: Double)] = [
    (0.1, 0.1), (0.1, 0.3), (0.2, 2), (0.5, 0.1), (0.5, 0.6), (1, 0.2), (1, 0.5), (1, 2), (2, 0.4), (2, 1),
    (3, 0.6), (3, 1), (4, 0.8), (4, 3),
  ]

  /// All frequencies together, with damping: the mean of both sides.
  @Test(arguments: [
    (48_000, 1_000), (48_000, 2_500), (48_000, 4_000), (44_100, 8_000), (48_000, 8_000), (96_000, 8_000),
    (48_000, 20_000), (48_000, 100_000),
  ])
  func aDampedRoomFadesAltogetherInTheTimeThatIsAsked(rate: Int, damping: Int) throws {
    let test = try TestSession(rate: rate)
    for (size, decay) in Self.rooms where damping >= 4_000 || decay >= 0.2 {
      let room = try samples(
        test, "buffer{1}:reverb{size=\(size), decay=\(decay), damping=\(damping), wet=1}",
        Int(max(decay, 0.6) * 1.25 * Double(rate)))
      let measured = room.reduce(0) { $0 + reverberation($1, rate) / Double(room.count) }
      #expect(abs(measured / decay - 1) < 0.1, "size \(size): \(measured) s in place of \(decay) s")
    }
  }

  @Test func aRoomRefusesToFadeBeforeItHasSounded() throws {
    let test = try TestSession()
    #expect(
      test.failure("saw(55):reverb{size=4, decay=0.4}").contains("a room of size 4 fades in at least 0.8 s"))
    #expect(try test.run("#saw(55):reverb{size=4, decay=line(0.3, 1, 1)}:get_temporal(0, 10)") == "10")
  }

  @Test func dampingTakesTheHighsFirst() throws {
    let test = try TestSession()
    for (band, part) in [("onepole(200):onepole(200)", 1.0), ("highpass(3000, 2):highpass(3000, 2)", 0.5)] {
      let room = try samples(test, "buffer{1}:\(band):reverb{decay=2, damping=2500, wet=1}", 96_000)
      #expect(abs(reverberation(room[0]) / 2 - part) < 0.15, "\(band): \(reverberation(room[0])) s")
    }
  }

  @Test func aRoomIsAsLoudAsWhatSoundsInIt() throws {
    let test = try TestSession()
    for decay in [0.5, 2, 10] {
      let room = try samples(
        test, "noise{seed=1}:reverb{decay=\(decay), damping=1000000, wet=1}", 48_000, from: 240_000)
      let noise = try samples(test, "noise{seed=1}", 48_000)
      func power(_ x: [Double]) -> Double { x.reduce(0) { $0 + $1 * $1 } }
      for side in room { #expect(abs(10 * log10(power(side) / power(noise[0]))) < 3) }
      let mid = zip(room[0], room[1]).map { ($0 + $1) / 2 }
      #expect(abs(10 * log10(power(mid) / power(room[0])) + 3) < 1, "the sides are unlike each other")
    }
  }

  @Test func whatIsDryStaysDry() throws {
    let test = try TestSession()
    #expect(try test.run("(buffer{1, 2} - 0):reverb{wet=0}:get_temporal(0, 3)") == "1 2 0\t1 2 0")
    #expect(try test.run("(buffer{1, 2} - 0):reverb{wet=0, spread=0}:get_temporal(0, 2)") == "1 2\t1 2")
  }

  /// What rings on does so through edits, and is bounded.
  @Test(arguments: [
    "reverb()", "echo(0.1)", "flanger{regen=0.7}", "chorus()", "phaser()", "multitap({0.1, 0.2}, 0.5)",
  ])
  func roomsRingOnThroughEdits(effect: String) throws {
    let test = try TestSession()
    let manager = test.session.manager
    let graph = PlayedGraph(channels: 2, cache: manager.cache, log: manager.log, report: PlayedReport())
    var frame = 0
    var powers: [Float] = []
    func hear(_ chunk: String) throws {
      try test.run(chunk)
      graph.apply(try #require(test.output.last), at: frame)
      for _ in 0..<20 {
        let frames = frame..<frame + 640
        var power: Float = 0
        withUnsafeTemporaryAllocation(of: Float.self, capacity: 1_280) { piece in
          graph.render(frames, into: piece)
          for sample in piece { power += sample.isFinite ? sample * sample : .infinity }
        }
        powers.append(power)
        graph.heard(upTo: frame)
        frame += 640
        test.output.position = frame
      }
    }
    try hear("dry = saw(110) * 0.5 bass = dry:\(effect) play(bass)")
    try hear("dry = saw(165) * 0.5")
    try hear("bass = bass:lowpass(2000)")
    try hear("bass = dry:lowpass(3000):\(effect)")
    try hear("dry = saw(165) * 0.00001")
    #expect(powers.allSatisfy { $0 < 1_280 })
    #expect(powers[5..<80].allSatisfy { $0 > 0.01 })
    if ["reverb()", "echo(0.1)", "flanger{regen=0.7}", "multitap({0.1, 0.2}, 0.5)"].contains(effect) {
      #expect(powers[81] > 0.01)
    }
  }

  /// The least and the greatest of each parameter, over noise and a tone at full scale.
  @Test(arguments: [44_100, 48_000, 96_000]) func noParameterInsideItsRangeIsTooLoud(rate: Int) throws {
    let test = try TestSession(rate: rate)
    var count = 0
    for word in test.session.wordNames.compactMap({ test.session.words[$0]?.declaration }) {
      guard [.space, .time].contains(word.family), word.isMethod, word.name != "now" else { continue }
      for parameter in word.parameters.dropFirst() {
        let span: ClosedRange<Double>
        switch parameter.form {
        case .stream(let range?, _), .number(let range, _): span = range
        default: continue
        }
        for bound in [span.lowerBound, span.upperBound] {
          for dry in ["noise{seed=1}:trim(0, 1)", "sine(997):trim(0, 1)"] {
            let given = "\(word.name){\(dry), \(parameter.name)=\(bound)\(Self.required[word.name] ?? "")}"
            // Some numbers do not go together; then it is a sentence.
            guard let side = try? samples(test, given, 24_000) else { continue }
            count += 1
            let loudest = side.joined().map(abs).max() ?? 0
            #expect(loudest < 15.85 && side.joined().allSatisfy(\.isFinite), "\(given): \(loudest)")
          }
        }
      }
    }
    #expect(count > 180)
  }

  private static let required = [
    "multitap": ", times = {0.1, 0.2}, levels = 0.5", "absorb": ", lengths = 0.01",
    "tile": ", lower = 0, upper = 0.5",
    "trim": ", lower = 0, upper = 0.5",
  ]
}
