import Glibc
import Testing

/// `neap doctor`, with a sound server and without.
struct DoctorTests {
  @Test func whereAllIsThereItIsWell() {
    let program = Program()
    defer { program.remove() }
    // The private server of the tests, with its null sink.
    let result = program.neap("doctor")
    #expect(result.status == 0, "\(result.output)\(result.error)")
    #expect(!result.output.contains("bad"))
    #expect(result.output.contains("ok    sound server    pulseaudio"))
    #expect(result.output.contains("(test) plays, 48000 Hz, 2 channels"))
    #expect(result.output.contains("mic() hears"))
    #expect(result.output.contains("ok    state folder    \(program.folder)/state/neap"))
    #expect(result.output.contains("ok    data folder     \(program.folder)/data/neap"))
    #expect(result.output.contains("ok    library"))
    // What it tries with is gone again.
    #expect(system("find '\(program.folder)' -name '.doctor*' | grep -q .") != 0)
  }

  @Test func withoutASoundServerItSaysWhatToDo() {
    let program = Program()
    defer { program.remove() }
    program.write(
      "run.sh", "PULSE_SERVER=unix:/nonexistent '\(Program.path)' doctor > told; echo $? > status")
    _ = system("cd '\(program.folder)' && \(program.environment) sh run.sh")
    #expect(program.text("status") == "1\n")
    #expect(program.text("told").contains("bad   sound server    No sound server answers"))
    #expect(program.text("told").contains("-> systemctl --user start"))
    #expect(program.text("told").contains("neap render song.lua -o song.wav"))
    #expect(program.text("told").contains("ok    state folder"))
  }

  @Test func anOutputThatIsNotThereIsNamed() {
    let program = Program()
    defer { program.remove() }
    let result = program.neap("doctor", "--device", "nowhere")
    #expect(result.status == 1)
    #expect(result.output.contains("bad   output          there is no output device \"nowhere\""))
    #expect(result.output.contains("the server has test"))
  }

  @Test func foldersThatTakeNothingAreBad() {
    let program = Program()
    defer { program.remove() }
    // A file stands where the folder should.
    program.write("state", "")
    let result = program.neap("doctor")
    #expect(result.status == 1)
    #expect(result.output.contains("bad   state folder    \(program.folder)/state/neap: Not a directory"))
    #expect(result.output.contains("set XDG_STATE_HOME to another"))
    #expect(result.output.contains("ok    data folder"))
  }

  @Test func aMissingLibraryIsBad() {
    let program = Program()
    defer { program.remove() }
    program.write("run.sh", "NEAP_STDLIB=/nonexistent '\(Program.path)' doctor > told; echo $? > status")
    _ = system("cd '\(program.folder)' && \(program.environment) sh run.sh")
    #expect(program.text("status") == "1\n")
    #expect(program.text("told").contains("bad   library"))
  }

  @Test func aTerminalIsTold() {
    let screen = Screen("doctor; sleep 5")
    #expect(screen.shows("100 by 40"))
  }
}
