import Glibc
import Testing
import Waits

/// What `neap render` keeps for the next time, behind the built program: several processes at once, damaged files, folders
/// and disks that take nothing.
@Suite(.serialized, .waits) struct KeptRenderTests {
  /// Whether this user may make a file system of his own.
  private static let mayMount =
    system("unshare -rm sh -c 'mount -t tmpfs tmpfs /mnt' >/dev/null 2>&1") == 0

  private static let patch = """
    bass = saw(55):lowpass(sine(0.3):range(300, 3000), 2):reverb(2)
    lead = noise{seed=3}:lowpass(900):echo(0.25)
    play(bass * 0.2)
    play(lead * 0.2)
    """

  private struct Piece {
    let program = Program()

    init() {
      program.write("patch.lua", patch)
      program.write("edited.lua", patch.replacing("900", with: "950"))
    }

    var folder: String { program.folder }

    func render(_ output: String, _ patch: String = "patch.lua", _ options: String...) -> Program.Result {
      program.neap(["render", patch, "-o", output, "--to", "12"] + options)
    }

    /// What an answer is when nothing is kept.
    func plain(_ patch: String = "patch.lua") -> [UInt8] {
      let told = render("plain.wav", patch, "--disk-cache", "0")
      return told.status == 0 ? program.bytes("plain.wav") : []
    }

    var segments: String { folder + "/cache/neap/segments" }

    /// The files that are kept, in a fixed order, as paths below the folder.
    var kept: [String] {
      _ = system("cd '\(folder)' && find cache -type f 2>/dev/null | sort > kept")
      return program.text("kept").split(separator: "\n").map(String.init)
    }

    /// A file's number on its file system: another one once it was replaced.
    func number(_ file: String) -> UInt64 {
      var facts = stat()
      return stat("\(folder)/\(file)", &facts) == 0 ? UInt64(facts.st_ino) : 0
    }

    func put(_ bytes: [UInt8], _ file: String) {
      guard let stream = fopen("\(folder)/\(file)", "w") else { return }
      _ = bytes.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, stream) }
      fclose(stream)
    }
  }

  @Test func aRenderKeepsUnlessItIsTold() {
    let piece = Piece()
    defer { piece.program.remove() }
    let plain = piece.plain()
    #expect(plain.count > 12 * 48_000)
    #expect(piece.kept.isEmpty)
    #expect(piece.render("first.wav").error == "")
    let kept = piece.kept
    #expect(kept.count >= 5, "\(kept)")
    #expect(kept.allSatisfy { $0.hasPrefix("cache/neap/segments/") })
    let numbers = kept.map(piece.number)
    // Nothing changed: nothing is written.
    #expect(piece.render("second.wav").status == 0)
    #expect(piece.kept == kept)
    #expect(kept.map(piece.number) == numbers)
    for name in ["first.wav", "second.wav"] { #expect(piece.program.bytes(name) == plain, "\(name)") }
    // An edit is no other answer than from nothing.
    #expect(piece.render("edited.wav", "edited.lua").status == 0)
    #expect(piece.program.bytes("edited.wav") == piece.plain("edited.lua"))
    #expect(piece.program.bytes("edited.wav") != plain)
    #expect(piece.kept.count > kept.count)
    let help = piece.program.neap("render", "--help").output
    #expect(help.contains("--disk-cache <GIB>") && help.contains("(default: 4.0)"), "\(help)")
  }

  /// Two that render the same, two that render what differs, and one that is killed: each answers as if it were alone.
  @Test func severalProcessesAtOnceAnswerAsOneAlone() {
    let piece = Piece()
    defer { piece.program.remove() }
    let (plain, edited) = (piece.plain(), piece.plain("edited.lua"))
    func line(_ patch: String, _ output: String) -> String {
      "'\(Program.path)' render \(patch) -o \(output) --to 12 2>\(output).err & "
    }
    for round in 0..<4 {
      if round.isMultiple(of: 2) { piece.program.remove("cache") }
      // What a killed one leaves is met by those that follow.
      let killed = round == 2 ? line("patch.lua", "k.wav") + "sleep 0.15; kill -9 $!; " : ""
      let script =
        killed + line("patch.lua", "a.wav") + line("patch.lua", "b.wav") + line("edited.lua", "c.wav")
        + line("edited.lua", "d.wav") + "wait"
      piece.program.write("script", "export \(piece.program.environment)\n\(script)\n")
      _ = system("cd '\(piece.folder)' && timeout 600 sh script </dev/null >/dev/null 2>&1")
      for (name, expected) in [("a", plain), ("b", plain), ("c", edited), ("d", edited)] {
        #expect(piece.program.bytes("\(name).wav") == expected, "round \(round): \(name)")
        #expect(piece.program.text("\(name).wav.err") == "", "round \(round): \(name)")
      }
      // Its half-written part is removed once it is an hour old.
      if round < 2 { #expect(!piece.kept.contains { $0.hasSuffix(".part") }, "\(piece.kept)") }
    }
    // And what they left together is what one alone reads.
    #expect(piece.render("after.wav").status == 0)
    #expect(piece.program.bytes("after.wav") == plain)
  }

  @Test func whatIsDamagedIsRenderedAnewAndReplaced() {
    let piece = Piece()
    defer { piece.program.remove() }
    let plain = piece.plain()
    #expect(piece.render("first.wav").status == 0)
    let kept = piece.kept
    let contents = kept.map(piece.program.bytes)
    for damage in ["flipped", "cut", "empty", "swapped"] {
      for (place, file) in kept.enumerated() {
        var bytes = contents[place]
        switch damage {
        // Late in it, where the head still says that all is well.
        case "flipped": bytes[bytes.count - 5] ^= 0x10
        case "cut": bytes.removeLast(bytes.count / 2)
        case "empty": bytes = []
        default: bytes = contents[(place + 1) % kept.count]
        }
        piece.put(bytes, file)
      }
      let damaged = kept.map(piece.program.bytes)
      #expect(zip(damaged, contents).allSatisfy { $0 != $1 })
      let told = piece.render("again.wav")
      #expect(told.status == 0 && told.error == "", "\(damage): \(told.error)")
      #expect(piece.program.bytes("again.wav") == plain, "\(damage)")
      #expect(kept.map(piece.program.bytes) == contents, "\(damage)")
    }
  }

  /// The folder is in the way of a file, or the file system may only be read: told once, and rendered all the same.
  @Test func aFolderThatCannotBeWrittenIsToldOnceAndTheRenderGoesOn() {
    let piece = Piece()
    defer { piece.program.remove() }
    let plain = piece.plain()
    piece.program.write("cache", "a file")
    let told = piece.render("a.wav")
    #expect(told.status == 0)
    #expect(piece.program.bytes("a.wav") == plain)
    let lines = told.error.split(separator: "\n")
    #expect(lines.count == 1, "\(told.error)")
    #expect(lines.first?.contains("what was rendered is not kept for the next time: cannot make") == true)
  }

  @Test(.enabled(if: mayMount)) func aFullOrReadOnlyDiskIsToldOnceAndTheRenderGoesOn() {
    let piece = Piece()
    defer { piece.program.remove() }
    let plain = piece.plain()
    for (way, sentence) in [("full", "No space left on device"), ("read-only", "Read-only file system")] {
      piece.program.write(
        "script",
        """
        mkdir -p cache && mount -t tmpfs -o size=1m tmpfs cache
        \(way == "full" ? "" : "mount -o remount,ro cache")
        "$NEAP" render patch.lua -o disk.wav --to 12
        echo "status $?"
        find cache -name '*.part'
        """)
      piece.program.remove("disk.wav")
      _ = system(
        "cd '\(piece.folder)' && \(piece.program.environment) NEAP='\(Program.path)' timeout 600 unshare -rm sh script >out 2>err </dev/null"
      )
      let error = piece.program.text("err")
      #expect(piece.program.text("out") == "status 0\n", "\(way): \(piece.program.text("out")) \(error)")
      #expect(piece.program.bytes("disk.wav") == plain, "\(way)")
      #expect(error.split(separator: "\n").count == 1 && error.contains(sentence), "\(way): \(error)")
    }
  }

  @Test func theLimitHoldsForTwoProcessesTogether() {
    let piece = Piece()
    defer { piece.program.remove() }
    // What one of them would keep without a limit is more than the limit.
    #expect(piece.render("a.wav").status == 0)
    #expect(piece.kept.reduce(0) { $0 + piece.program.bytes($1).count } > Int(0.01 * 1_073_741_824))
    piece.program.remove("cache")
    let command = "'\(Program.path)' render - -o"
    piece.program.write(
      "script",
      """
      export \(piece.program.environment)
      for round in 1 2 3; do
        sed "s/900/9$round/" patch.lua | \(command) a.wav --to 12 --disk-cache 0.01 &
        sed "s/900/8$round/" patch.lua | \(command) b.wav --to 12 --disk-cache 0.01 &
        wait
        find cache -type f -printf '%s\\n' | awk '{ n += $1 } END { print n }'
      done
      """)
    _ = system("cd '\(piece.folder)' && timeout 600 sh script >out 2>err </dev/null")
    let sums = piece.program.text("out").split(separator: "\n").compactMap { Int($0) }
    #expect(sums.count == 3, "\(piece.program.text("out")) \(piece.program.text("err"))")
    #expect(sums.allSatisfy { $0 > 4 << 20 && $0 <= Int(0.01 * 1_073_741_824) }, "\(sums)")
  }

  /// `--cache` says how much memory keeps what was rendered.
  @Test func theMemoryThatKeepsIsWhatIsAskedFor() {
    let program = Program()
    defer { program.remove() }
    program.write(
      "patch.lua",
      """
      n = noise{seed=1}:lowpass(900)
      for k = 0, 19 do n:get_temporal(k * 50000, k * 50000 + 50000) end
      print(manager:stats().bytes)
      exit()
      """)
    func bytes(_ options: String...) -> Int {
      Int(program.neap(options + ["patch.lua"]).output.filter(\.isNumber)) ?? -1
    }
    let all = bytes()
    // The noise and what is filtered of it, all of both.
    #expect(all > 2 * 20 * 50_000 * 4 && all < 256 << 20)
    #expect(bytes("--cache", "256") == all)
    for limit in [1, 4] {
      let held = bytes("--cache", "\(limit)")
      #expect(held > limit << 19 && held <= limit << 20, "\(limit) MiB: \(held)")
    }
    let told = program.neap("--cache", "0", "patch.lua")
    #expect(told.status != 0)
    #expect(told.error.contains("--cache: 0 was given; 1 to 1048576, in MiB, is expected"), "\(told.error)")
  }
}
