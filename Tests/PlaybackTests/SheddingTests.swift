import Glibc
import Synchronization
import Testing
import Waits

@testable import Playback

/// What is given up, when and in which order, where rendering cannot keep up.
@Suite(.serialized, .waits) struct SheddingTests {
  /// What is given up of a queue that is filled at `load` seconds a second, from `lead` seconds on, with what then lay in it;
  /// each voice that goes takes its part of the load along.
  private func course(load: Double, lead: Double, voice: Double, stall: Int? = nil, seconds: Double = 20)
    -> [(relief: Relief, lead: Double)]
  {
    var (shedding, load, lead) = (Shedding(rate: 48_000), load, lead)
    var course: [(Relief, Double)] = []
    var time = 0.0
    var piece = 0
    while time < seconds, lead > 0 {
      defer { piece += 1 }
      if let relief = shedding.next(lead: lead) {
        course.append((relief, lead))
        if relief == .voice { load = max(0.05, load - voice) }
      }
      guard lead < QueueLength.high else {
        time += 0.1
        lead -= 0.1
        continue
      }
      let made = 512.0 / 48_000
      let work = made * load
      let wall = piece == stall ? work + 1.2 : work
      shedding.took(UInt64(wall * 1e9), working: UInt64(work * 1e9), frames: 512)
      lead += made - wall
      time += wall
    }
    return course.map { ($0.0, $0.1) }
  }

  @Test(arguments: [1.05, 1.3, 2, 5, 20]) func scopesGoFirstThenVoicesAndTheQueueNeverRunsEmpty(
    _ load: Double
  ) {
    let course = course(load: load, lead: 2, voice: load * 0.7, seconds: 200)
    let order = course.map(\.relief)
    #expect(order == [.scopes, .voice, .none] || order == [.scopes, .voice, .voice, .none], "\(course)")
    #expect(course.allSatisfy { $0.lead > 0.1 })
  }

  @Test func whatKeepsUpGivesUpNothing() {
    #expect(course(load: 0.95, lead: 0.05, voice: 0.5).isEmpty)
    #expect(course(load: 0.5, lead: 0.05, voice: 0.5).isEmpty)
  }

  /// A machine that stands still once, as a process that is stopped, is no reason.
  @Test func oneStandstillGivesUpNoVoice() {
    let course = course(load: 0.6, lead: 1.5, voice: 0.3, stall: 20)
    #expect(!course.contains { $0.relief == .voice }, "\(course)")
  }

  /// Voices that each take so much of the thread's time.
  private final class Choir: PlaySource {
    struct State {
      var voices: Int
      var reliefs: [Relief] = []
      var isEdited = false
    }
    let channels = 1
    let state: Mutex<State>
    init(_ voices: Int) { state = Mutex(State(voices: voices)) }

    final class Box: Sendable {
      let state = Mutex<[Relief]>([])
      /// How often something was prepared while so many things had been given up.
      let prepared = Mutex<[Int: Int]>([:])
      /// Nanoseconds that the thread stood still while it worked, since others had its processor.
      let starved = Mutex<UInt64>(0)
    }
    var box = Box()

    func render(_ frames: Range<Int>, into out: UnsafeMutableBufferPointer<Float>) {
      out.update(repeating: 0)
      let voices = state.withLock(\.voices)
      let (began, worked) = (Monotonic.now(), Monotonic.threadTime())
      let end = worked + UInt64(Double(frames.count * voices) * 0.5e9 / 48_000)
      while Monotonic.threadTime() < end {}
      let (passed, own) = (Monotonic.now() - began, Monotonic.threadTime() - worked)
      box.starved.withLock { $0 += passed - min(passed, own) }
    }
    func relieve(_ relief: Relief) {
      box.state.withLock { $0.append(relief) }
      if relief == .voice { state.withLock { $0.voices = max(0, $0.voices - 1) } }
    }
    // From the edit on there is something to look ahead for.
    var isPreparing: Bool { state.withLock(\.isEdited) }
    func prepare(for seconds: Double) -> Preparation<Int> {
      let given = box.state.withLock(\.count)
      box.prepared.withLock { $0[given, default: 0] += 1 }
      usleep(1_000)
      return .underway
    }
    func apply(_ edit: Int, at frame: Int, fade: Int) {
      state.withLock { ($0.voices, $0.isEdited) = (edit, true) }
    }
    func heard(upTo frame: Int) {}
  }

  @Test func theClockGoesOnAndTheQueueIsFullAgain() async throws {
    let box = Choir.Box()
    let reports = ReportLog()
    let player = try Player(
      sink: .silent, rate: 48_000, channels: 1,
      makeSource: {
        let choir = Choir(1)
        choir.box = box
        return choir
      }, report: { reports.note($0) })
    // On a busy machine the one voice may have been given up already.
    #expect(
      try await eventually(within: 20) {
        player.position > 24_000 && player.isSettled
          && box.state.withLock { $0.isEmpty || $0.last == Relief.none }
      })
    box.state.withLock { $0.removeAll() }
    box.starved.withLock { $0 = 0 }
    let (began, first) = (Monotonic.now(), player.position)
    // Two and a half times more than there is time for.
    player.edit(5)
    #expect(try await eventually(within: 20) { box.state.withLock { $0.contains(Relief.none) } })
    // Until all was well; then it looks ahead again.
    let order = box.state.withLock { reliefs in
      Array(reliefs.prefix { $0 != Relief.none }) + [Relief.none]
    }
    #expect(
      try await eventually(within: 20) {
        box.prepared.withLock { $0.contains { $0.key >= order.count && $0.value > 0 } }
      })
    let moved = player.position - first
    let passed = Monotonic.frames(from: began, to: Monotonic.now(), rate: 48_000)
    player.stop()
    #expect(order.first == .scopes && order.dropFirst().dropLast().allSatisfy { $0 == .voice }, "\(order)")
    #expect(order.count { $0 == .voice } >= 3)
    // What lies ahead waits from when scopes rest until all is well again.
    let prepared = box.prepared.withLock { $0 }
    #expect((1..<order.count).allSatisfy { prepared[$0] == nil }, "\(prepared)")
    // A clock that stands still is what a queue that is empty comes to.
    let starved = Monotonic.frames(from: 0, to: box.starved.withLock { $0 }, rate: 48_000)
    #expect(abs(moved - passed) < 4_800 + starved, "\(moved) of \(passed) frames, \(starved) of them others'")
    // What would have been heard at once is heard behind the queue, and that is told.
    #expect(reports.all.contains { if case .editLate(let seconds) = $0 { seconds > 0.5 } else { false } })
  }
}
