import Glibc
import Testing
import Waits

/// What is acknowledged is on the disk: no answer and no next prompt comes before, on a disk that takes a second for each journal's line.
@Suite(.serialized, .waits) struct AcknowledgeTests {
  private let program = Program()

  private static let slow = """
    #define _GNU_SOURCE
    #include <dlfcn.h>
    #include <stdio.h>
    #include <string.h>
    #include <unistd.h>
    int fsync(int file) {
      char link[64], path[4096] = "";
      snprintf(link, sizeof link, "/proc/self/fd/%d", file);
      if (readlink(link, path, sizeof path - 1) > 0 && strstr(path, ".journal")) sleep(1);
      return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(file);
    }
    """

  private func slowDisk() -> String {
    program.write("slow.c", Self.slow)
    let compiled = system(
      "cd '\(program.folder)' && clang -shared -fPIC -O1 -o slow.so slow.c -ldl >/dev/null 2>&1")
    #expect(compiled == 0, "clang comes with Swift")
    return "LD_PRELOAD='\(program.folder)/slow.so'"
  }

  private func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  @Test func anAnswerComesWhenTheEditIsOnTheDisk() {
    defer { program.remove() }
    let listener = Background("listen", in: program, variables: slowDisk())
    #expect(listener.says("listening as"))
    let peer = RawPeer(program)
    for number in 1...2 {
      let start = seconds()
      peer.send(#"{"neap":1,"do":"evaluate","code":"x = \#(number)"}"#)
      #expect(peer.receive()?.contains("error") == false)
      #expect(seconds() - start > 0.95)
    }
    listener.end(SIGKILL)
    let found = program.neap("-e", "print(recover())", "-e", "print(x) exit()")
    #expect(found.output.hasSuffix("\n2\n"), "\(found.output)\(found.error)")
  }

  @Test func thePromptComesWhenTheEditIsOnTheDisk() {
    let screen = Screen(
      "", in: program, running: "\(slowDisk()) '\(Program.path)' --no-listen --output o.wav")
    #expect(screen.shows("neap>"))
    screen.type("x = 41")
    #expect(screen.shows("neap> x = 41"))
    let start = seconds()
    screen.press("Enter")
    #expect(screen.shows("neap> x = 41\nneap>"))
    #expect(seconds() - start > 0.95)
    screen.enter("print(x + 1)")
    #expect(screen.shows("\n42\n"))
  }
}
