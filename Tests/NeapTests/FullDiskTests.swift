import Glibc
import Testing
import Waits

/// Real disks that are full, read-only or gone, behind the built program.
@Suite(.serialized, .waits) struct FullDiskTests {
  /// Whether this user may make a file system of his own.
  private static let mayMount =
    system("unshare -rm sh -c 'mount -t tmpfs tmpfs /mnt' >/dev/null 2>&1") == 0

  /// Runs a script of the shell in the program's folder, in a name space of its own where `disk` is a small file system.
  private func onDisk(_ program: Program, _ script: String) -> (output: String, error: String) {
    program.write("script", "set -e\nmount -t tmpfs -o size=128k tmpfs disk\n\(script)\n")
    _ = system(
      "cd '\(program.folder)' && mkdir -p disk && \(program.environment) NEAP='\(Program.path)' timeout 600 unshare -rm sh script >out 2>err </dev/null"
    )
    return (program.text("out"), program.text("err"))
  }

  private static let big = "big = {} for i = 1, 9000 do big[i] = i * 1.5 end"

  @Test(.enabled(if: mayMount)) func aFullDiskLeavesTheOldFileWholeAndSaysSo() {
    let program = Program()
    defer { program.remove() }
    program.write("patch.lua", "n = 1 save('disk/s.neap') n = 2 \(Self.big) save('disk/s.neap')")
    let (output, error) = onDisk(
      program,
      """
      yes | head -c 90000 > disk/filler
      "$NEAP" patch.lua || true
      ls -A disk
      "$NEAP" -e "manager:load('disk/s.neap') print('n is', n) exit()"
      """)
    #expect(error.contains("No space left on device"), "\(error)")
    #expect(error.contains("patch.lua:1: cannot save"), "\(error)")
    #expect(output.contains("filler\ns.neap\n"), "\(output)")
    #expect(output.contains("n is\t1") || output.contains("n is 1"), "\(output)")
  }

  @Test(.enabled(if: mayMount)) func aReadOnlyFolderLeavesTheOldFileWholeAndSaysSo() {
    let program = Program()
    defer { program.remove() }
    let (output, error) = onDisk(
      program,
      """
      "$NEAP" -e "n = 1 save('disk/s.neap') exit()"
      mount -o remount,ro disk
      "$NEAP" -e "n = 2 save('disk/s.neap') exit()" || true
      ls -A disk
      "$NEAP" -e "manager:load('disk/s.neap') print('n is', n) exit()"
      """)
    #expect(error.contains("cannot save") && error.contains("Read-only file system"), "\(error)")
    #expect(output.hasPrefix("s.neap\n"), "\(output)")
    #expect(output.contains("n is\t1") || output.contains("n is 1"), "\(output)")
  }

  /// A journal that cannot be written is told, and what is played goes on; recordings and renders leave nothing half done.
  @Test(.enabled(if: mayMount)) func aJournalWithoutRoomIsToldAndTheSessionGoesOn() {
    let program = Program()
    defer { program.remove() }
    let (output, error) = onDisk(
      program,
      """
      export XDG_STATE_HOME="$PWD/disk"
      mkdir -p disk/neap
      yes 2>/dev/null | head -c 200000 > disk/filler 2>/dev/null || true
      printf 'n = 1\\nprint("n is", n)\\n' | "$NEAP" -i -o o.wav || true
      "$NEAP" render -e 'play(noise())' -o disk/r.wav --to 10 || true
      ls -A disk
      """)
    #expect(error.contains("edits are not kept against a crash"), "\(error)")
    #expect(error.contains("No space left on device"), "\(error)")
    #expect(output.contains("n is\t1") || output.contains("n is 1"), "\(output)")
    #expect(output.hasSuffix("filler\nneap\n"), "\(output)")
  }

  /// A file that may not grow any more: the system would end the program.
  @Test func aFileThatReachedItsLimitIsAnErrorAndNotTheEnd() {
    let program = Program()
    defer { program.remove() }
    program.write(
      "patch.lua", "n = 1 save('s.neap')\n\(Self.big)\npcall(save, 's.neap')\nprint('goes on')\nexit()")
    _ = system(
      "cd '\(program.folder)' && \(program.environment) sh -c 'ulimit -f 64; exec \"\(Program.path)\" patch.lua' >out 2>err </dev/null"
    )
    #expect(program.text("out").contains("goes on"), "\(program.text("out")) \(program.text("err"))")
    let loaded = program.neap("-e", "manager:load('s.neap') print('n is', n) exit()")
    #expect(loaded.output.contains("n is\t1"), "\(loaded.output) \(loaded.error)")
  }

  @Test func aFolderThatVanishedIsToldAndTheSessionGoesOn() {
    let program = Program()
    defer { program.remove() }
    _ = system("mkdir '\(program.folder)/sub'")
    let listener = Background("listen --output o.wav", in: program)
    #expect(listener.says("listening as"))
    func send(_ code: String) -> String {
      let peer = RawPeer(program)
      peer.send("{\"neap\":1,\"do\":\"evaluate\",\"code\":\"\(code)\"}")
      return peer.receive() ?? ""
    }
    #expect(!send("n = 1 save('sub/s.neap')").contains("\"error\""))
    program.remove("sub")
    let told = send("n = 2 save('sub/s.neap')")
    #expect(told.contains("sub/s.neap: there is no folder of that name"), "\(told)")
    // The folder of its journals goes too.
    program.remove("state")
    #expect(!send("n = 3").contains("\"error\""))
    #expect(send("print(n)").contains("3"))
    _ = system("mkdir '\(program.folder)/sub'")
    #expect(!send("save('sub/s.neap')").contains("\"error\""))
    #expect(listener.isRunning)
    listener.end(SIGTERM)
    let loaded = program.neap("-e", "manager:load('sub/s.neap') print(n) exit()")
    #expect(loaded.output.contains("3"), "\(loaded.output) \(loaded.error)")
  }
}
