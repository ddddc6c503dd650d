import Glibc
import Testing
import Waits

/// The built program on a real sound server, with what happens to programs: it is stopped, crowded out, its sink goes to
/// sleep, the clock jumps.
@Suite(.serialized, .waits) struct StrainTests {
  /// What is played rises for so many seconds.
  private static let length = 24
  /// The master stands at -12 dB.
  private static let slope = Float(0.251_188_64 / (Double(length) * 48_000))

  private struct Stage {
    let program = Program()
    let server = SoundServer()
    let listener: Background

    init(variables: String = "") {
      listener = Background("listen", in: program, after: server.environment, variables: variables)
      server.record()
    }

    func send(_ code: String) -> String {
      let peer = RawPeer(program)
      peer.send("{\"neap\":1,\"do\":\"evaluate\",\"code\":\"\(code)\"}")
      return peer.receive() ?? ""
    }

    /// Begins to play, and waits until it is heard well.
    func begin() {
      #expect(listener.says("listening as"))
      // A new null sink first gives out a silent block of up to 2 s of its own.
      sleep(2)
      _ = send("play(line(0, 1, \(StrainTests.length)))")
      sleep(3)
    }

    func end() -> HeardLine {
      let line = HeardLine(server.recorded(), slope: StrainTests.slope)
      listener.end(SIGTERM)
      program.remove()
      return line
    }
  }
  /// A process that is stopped has two seconds in the queue.
  @Test func aProcessThatIsStoppedIsHeardOn() {
    let stage = Stage()
    stage.begin()
    stage.listener.signal(SIGSTOP)
    usleep(1_200_000)
    stage.listener.signal(SIGCONT)
    sleep(3)
    let line = stage.end()
    #expect(line.runs.count == 1, "\(line.runs)")
    #expect((line.runs.first?.count ?? 0) > 5 * 48_000)
  }

  /// Longer than anything lasts: there is silence, and then it goes on by itself.
  @Test func aProcessThatIsStoppedForLongGoesOnByItself() {
    let stage = Stage()
    stage.begin()
    stage.listener.signal(SIGSTOP)
    sleep(6)
    stage.listener.signal(SIGCONT)
    sleep(5)
    #expect(stage.send("print(1 + 1)").contains("2"))
    let line = stage.end()
    #expect(line.runs.count == 2, "\(line.runs)")
    // Nothing is left out and nothing comes twice.
    #expect(line.missing.allSatisfy { abs($0) < 48_000 }, "\(line.missing)")
    #expect((line.runs.last?.count ?? 0) > 2 * 48_000)
  }

  /// What patterns play is asked for far enough ahead: a chunk that takes all the time there is, 5 s, takes none of theirs.
  @Test func aChunkThatLoopsForEverIsHeardPast() {
    let stage = Stage()
    #expect(stage.listener.says("listening as"))
    sleep(2)
    _ = stage.send("play(p'c6*8':on(function(n) return sine(n.freq) * perc(0, 0.05) end))")
    sleep(2)
    #expect(stage.send("while true do end").contains("stopped here after 5 s"))
    sleep(2)
    let samples = stage.server.recorded()
    stage.listener.end(SIGTERM)
    stage.program.remove()
    // An onset is what is loud after a tenth of a second of less.
    var (onsets, last): ([Int], Int) = ([], -48_000)
    for (frame, sample) in samples.enumerated() where abs(sample) > 0.02 {
      if frame - last > 4_800 { onsets.append(frame) }
      last = frame
    }
    let distances = zip(onsets.dropFirst(), onsets).map { $0 - $1 }
    #expect(onsets.count > 28, "\(onsets.count)")
    #expect(distances.allSatisfy { abs($0 - 12_000) < 240 }, "\(distances)")
  }

  /// At least eight, and more than there are processors for.
  @Test func eightBusyProcessesBringNoGap() {
    let stage = Stage()
    stage.begin()
    for _ in 0..<max(8, 4 * sysconf(Int32(_SC_NPROCESSORS_ONLN))) {
      _ = system("timeout -s KILL 9 sh -c 'ulimit -t 2; while :; do :; done' &")
    }
    sleep(7)
    #expect(stage.send("print(1 + 1)").contains("2"))
    let line = stage.end()
    #expect(line.runs.count == 1, "\(line.runs)")
    #expect((line.runs.first?.count ?? 0) > 8 * 48_000)
  }

  @Test func aSinkThatIsSuspendedGoesOnWhenItIsResumed() {
    let stage = Stage()
    stage.begin()
    stage.server.pactl("suspend-sink test 1")
    sleep(3)
    #expect(stage.send("print(1 + 1)").contains("2"))
    stage.server.pactl("suspend-sink test 0")
    sleep(4)
    let line = stage.end()
    #expect(stage.listener.error.isEmpty || !stage.listener.error.contains("error"))
    let heard = line.runs.reduce(0) { $0 + $1.count }
    #expect(heard > 5 * 48_000, "\(line.runs)")
    #expect(line.runs.count >= 1 && (line.runs.last?.count ?? 0) > 2 * 48_000, "\(line.runs)")
  }

  /// A server that dies, as a program sees it: told once, and heard again when it is back.
  @Test func aServerThatDiesIsToldAndTakenUpAgain() {
    let stage = Stage()
    stage.begin()
    stage.server.kill()
    #expect(stage.listener.says("The sound output is lost"))
    #expect(stage.send("print(1 + 1)").contains("2"))
    stage.server.start()
    stage.server.record()
    #expect(stage.listener.says("The sound output is back."))
    sleep(4)
    let line = stage.end()
    #expect((line.runs.last?.count ?? 0) > 48_000, "\(line.runs)")
    // Time went on meanwhile.
    #expect((line.runs.last?.level ?? 0) > 5 * 48_000 * Self.slope)
  }

  /// The machine sleeps for an hour: the clocks that count sleep jump, and in a machine within a machine that is held, the
  /// monotonic one too.
  @Test(arguments: [false, true]) func aClockThatJumpsAnHourStopsNothing(monotonic: Bool) {
    let folder = Program()
    defer { folder.remove() }
    folder.write("jump.c", Self.jump)
    let compiled = system(
      "cd '\(folder.folder)' && clang -shared -fPIC -O1 -o jump.so jump.c -ldl >/dev/null 2>&1")
    #expect(compiled == 0, "clang comes with Swift")
    let stage = Stage(
      variables:
        "NEAP_JUMP='\(folder.folder)/now' NEAP_JUMP_ALL=\(monotonic ? 1 : 0) LD_PRELOAD='\(folder.folder)/jump.so'"
    )
    stage.begin()
    #expect(!stage.send("n = 0 each(1, function() n = n + 1 end)").contains("\"error\""))
    folder.write("now", "")
    sleep(4)
    // Patterns and what is done at bars go on, and the prompt answers.
    #expect(!stage.send("x = 3 play(sine(440) * 0)").contains("\"error\""))
    let before = stage.send("print(n)")
    sleep(5)
    #expect(stage.send("print(n)") != before)
    let line = stage.end()
    let heard = line.runs.reduce(0) { $0 + $1.count }
    #expect(line.missing.allSatisfy { abs($0) < 4_800 }, "\(line.runs)")
    #expect(heard > 9 * 48_000, "\(line.runs)")
    #expect(!stage.listener.error.contains("takes long to write"), "\(stage.listener.error)")
  }

  private static let jump = """
    #define _GNU_SOURCE
    #include <dlfcn.h>
    #include <stdlib.h>
    #include <time.h>
    #include <unistd.h>
    int clock_gettime(clockid_t clock, struct timespec *time) {
      static int (*real)(clockid_t, struct timespec *);
      static const char *path, *all;
      static int jumped;
      if (!real) {
        path = getenv("NEAP_JUMP");
        all = getenv("NEAP_JUMP_ALL");
        real = dlsym(RTLD_NEXT, "clock_gettime");
      }
      int result = real(clock, time);
      if (!jumped && path && access(path, F_OK) == 0) jumped = 1;
      int counts = clock == CLOCK_REALTIME || clock == CLOCK_BOOTTIME
        || (all && all[0] == '1' && (clock == CLOCK_MONOTONIC || clock == CLOCK_MONOTONIC_RAW));
      if (jumped && counts) time->tv_sec += 3600;
      return result;
    }
    """
}
