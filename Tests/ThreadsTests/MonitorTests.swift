import Glibc
import Testing
import Threads

struct MonitorTests {
  @Test func twoThreadsGoByTurns() throws {
    let turns = Monitor((next: 0, seen: [Int]()))
    let thread = try #require(
      OwnThread.start("other") {
        for number in stride(from: 1, to: 2_000, by: 2) {
          turns.wait { state -> Void? in
            guard state.next == number else { return nil }
            state.seen.append(number)
            state.next += 1
          }
        }
      })
    for number in stride(from: 0, to: 2_000, by: 2) {
      turns.wait { state -> Void? in
        guard state.next == number else { return nil }
        state.seen.append(number)
        state.next += 1
      }
    }
    pthread_join(thread, nil)
    #expect(turns.with { $0.seen == Array(0..<2_000) })
  }

  @Test func signalsAreLeftToTheMainThread() throws {
    let mask = Monitor<Bool?>(nil)
    let thread = try #require(
      OwnThread.start("masked") {
        var set = sigset_t()
        pthread_sigmask(SIG_BLOCK, nil, &set)
        mask.with { $0 = sigismember(&set, SIGINT) == 1 && sigismember(&set, SIGTERM) == 1 }
      })
    pthread_join(thread, nil)
    #expect(mask.with { $0 } == true)
  }
}
