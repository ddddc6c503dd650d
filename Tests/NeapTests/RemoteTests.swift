import Foundation
import Testing
import Waits

/// `neap listen` and `neap send`, as processes that speak over a real socket.
@Suite(.serialized, .waits) struct RemoteTests {
  private let program = Program()

  private func listen(_ arguments: String = "") -> Background {
    let listener = Background("listen \(arguments)", in: program)
    #expect(listener.says("listening as"))
    return listener
  }

  @Test func valuesAndPrintsGoToStandardOutputErrorsToStandardErrorWithTheFilesOwnLines() {
    defer { program.remove() }
    let listener = listen()
    program.write("song.lua", "bass = saw(55):lowpass(800)\nprint('hi', 1)\nbass.cutoff\n\nbas = base * 2\n")
    let one = program.neap("send", "song.lua:1-3")
    #expect(one.output == "hi\t1\n800.0\n" && one.error == "" && one.status == 0)
    #expect(program.neap("send", "song.lua:3").output == "800.0\n")
    let wrong = program.neap("send", "song.lua:5")
    #expect(
      wrong.error.hasPrefix("song.lua:5: base is not bound; did you mean bass?\n  5 | bas = base * 2\n"),
      "\(wrong.error)")
    #expect(wrong.output == "" && wrong.status == 1)
    let syntax = program.neap("send", "--as", "tune.lua:12", input: "\nx = = 2\n")
    #expect(
      syntax.error.hasPrefix("tune.lua:13: = binds a name") && syntax.status == 1,
      "\(syntax.error)")
    #expect(program.neap("send", input: "6 * 7").output == "42\n")
    let several = program.neap("send", "-e", "n = 20", "-e", "n + 1", "-e", "error('no')", "-e", "n")
    #expect(
      several.output == "21\n" && several.error.hasPrefix("-e:1: no\n") && several.status == 1,
      "\(several.error)")
    #expect(listener.error.contains("song.lua:1> bass = saw(55):lowpass(800) …\n"))
    #expect(listener.error.contains("song.lua:5: base is not bound"))
    #expect(listener.output == "")
  }

  /// Where nobody watches, one picture is of what is heard, and not of the pure answer.
  @Test func aScopeWithoutATerminalShowsWhatPlays() {
    defer { program.remove() }
    let listener = listen("--output out.wav")
    #expect(program.neap("send", "-e", "bass = saw(110.3):lowpass(900) play(bass)").error == "")
    for code in ["scope(bass)", "scope()", "scope(bass, {length=0.5})"] {
      let shown = program.neap("send", "-e", code).output
      #expect(shown.contains("scope of") && !shown.contains("from frame 0 on"), "\(shown)")
    }
    let picture = program.neap("send", "-e", "scope(bass, {file='a.svg'})")
    #expect(picture.output.hasPrefix("a.svg: scope of bass, "), "\(picture)")
    #expect(String(decoding: program.bytes("a.svg"), as: UTF8.self).contains("<svg"))
    #expect(program.neap("send", "-e", "scope(sine(3):lowpass(9))").output.contains("from frame 0 on"))
    #expect(listener.says("listening as"))
  }

  @Test func whatCannotBeSentIsTold() {
    defer { program.remove() }
    #expect(
      program.neap("send", "-e", "1").error
        == "no Neap listens: neap opens a prompt that does, neap listen does without one\n")
    let listener = listen()
    program.write("song.lua", "a = 1\nb = 2\n")
    #expect(program.neap("send", "song.lua:3").error == "song.lua has 2 lines; line 3 was asked for\n")
    #expect(program.neap("send", "song.lua:2-1").error.contains("end at 1, before they begin at 2"))
    #expect(program.neap("send", "none.lua").error.contains("cannot read none.lua"))
    #expect(
      program.neap("send", "--to", "bass", "-e", "1").error
        == "no Neap listens as bass; those that do are neap\n")
    #expect(program.neap("send", "--list", "-e", "1").status == 2)
    program.write("long.lua", "x = '" + String(repeating: "x", count: 1 << 20) + "'")
    #expect(program.neap("send", "long.lua").error.contains("at most 1048576 are expected"))
    let printed = program.neap("send", "-e", "print(('x'):rep(3000000))")
    #expect(printed.output.hasSuffix("(what else was printed is left out)\n") && printed.status == 0)
    #expect(listener.isRunning)
  }

  @Test func socketsAreTheUsersAloneAndStaleOnesGo() {
    defer { program.remove() }
    let listener = listen()
    var facts = stat()
    #expect(stat("\(program.folder)/neap/neap.socket", &facts) == 0 && facts.st_mode & 0o7777 == 0o600)
    #expect(stat("\(program.folder)/neap", &facts) == 0 && facts.st_mode & 0o7777 == 0o700)
    let second = Background("listen", in: program, number: 2)
    #expect(second.says("listening as neap-2 (neap send --to neap-2)"))
    #expect(
      program.neap("send", "-e", "1").error == "several listen: neap, neap-2; say which with --to NAME\n")
    #expect(program.neap("send", "--to", "neap-2", "-e", "b = 2").status == 0)
    let list = program.neap("send", "--list").output.split(separator: "\n")
    #expect(list.count == 2 && list.first?.hasPrefix("neap\t") == true)
    #expect(list.last?.hasSuffix("\t\(program.folder)") == true)
    listener.end(SIGKILL)
    #expect(access("\(program.folder)/neap/neap.socket", F_OK) == 0)
    #expect(program.neap("send", "-e", "b").output == "2\n")
    #expect(access("\(program.folder)/neap/neap.socket", F_OK) != 0)
    #expect(program.neap("send", "-e", "exit()").status == 0)
    #expect(eventually { access("\(program.folder)/neap/neap-2.socket", F_OK) != 0 })
  }

  /// Behind a folder and a socket that let anybody in, the peer's user is asked still. To be another takes root.
  @Test(.enabled(if: geteuid() == 0)) func whoIsAnotherUserIsNotAnswered() {
    defer { program.remove() }
    let listener = listen()
    chmod(program.folder, 0o711)
    chmod("\(program.folder)/neap", 0o711)
    let socket = "\(program.folder)/neap/neap.socket"
    chmod(socket, 0o666)
    let frame = RawPeer.frame(#"{"neap":1,"do":"evaluate","code":"1+1","unknown":[]}"#)
    let bytes = frame.map { "\\x{\(String($0, radix: 16))}" }.joined()
    let ask =
      "perl -MSocket -e 'socket(S, AF_UNIX, SOCK_STREAM, 0) or die; connect(S, sockaddr_un(shift)) or die; "
      + "print \"connected\\n\"; $SIG{PIPE} = \"IGNORE\"; syswrite(S, \"\(bytes)\"); sysread(S, $told, 4096); print length($told // q())' '\(socket)'"
    func answer(_ command: String) -> String {
      _ = system("\(command) > '\(program.folder)/told' 2>&1")
      return (try? String(contentsOfFile: "\(program.folder)/told", encoding: .utf8)) ?? ""
    }
    #expect(answer("setpriv --reuid 65534 --clear-groups \(ask)") == "connected\n0")
    let own = answer(ask)
    #expect(own.hasPrefix("connected\n") && own != "connected\n0", "\(own)")
    #expect(listener.isRunning)
  }

  @Test func chunksRunInTheSandboxAndEndWithWhoSentThem() {
    defer { program.remove() }
    let listener = listen()
    #expect(program.neap("send", "-e", "sample('../x.wav')").error.contains("outside the patch's folder"))
    #expect(program.neap("send", "-e", "os.execute('ls')").status == 1)
    // It gives up, as with Ctrl-C; what it sent stops.
    _ = system(
      "cd '\(program.folder)' && (\(program.environment) exec env --default-signal=INT '\(Program.path)' send -e 'write(\"begun.wav\", sine(1):trim(0, 0.1)) while true do end') & echo $! >'\(program.folder)/sender'"
    )
    #expect(eventually { program.has("begun.wav") })
    _ = system("kill -INT $(cat '\(program.folder)/sender')")
    #expect(listener.says("-e:1: interrupted"))
    #expect(program.neap("send", "-e", "1 + 1").output == "2\n")
  }

  @Test func aPeerMayStammerAndIsAnsweredInOrder() throws {
    defer { program.remove() }
    let listener = listen()
    let peer = RawPeer(program)
    for byte in RawPeer.frame(#"{"neap":1,"do":"evaluate","code":"1+1","unknown":[]}"#) {
      peer.send([byte])
      usleep(2_000)
    }
    #expect(peer.receive() == #"{"neap":1,"values":["2"]}"#)
    // Several at once, each answered in its turn.
    peer.send(
      (1...50).flatMap {
        RawPeer.frame(#"{"neap":1,"do":"evaluate","code":"\#($0)","name":"a.lua","line":7}"#)
      })
    for number in 1...50 { #expect(peer.receive() == #"{"neap":1,"values":["\#(number)"]}"#) }
    peer.send(#"{"neap":1,"do":"evaluate","code":"x.y","name":"a.lua","line":7}"#)
    #expect(peer.receive() == #"{"error":"a.lua:7: x is not bound\n  7 | x.y\n    | ^","neap":1}"#)
    for (wrong, part) in [
      ("[", "a request is a JSON object"), ("{}", "no version of the protocol was given"),
      (#"{"neap":2,"do":"evaluate"}"#, "version 2 of the protocol was given; this Neap speaks version 1"),
      (#"{"neap":1,"do":"dance"}"#, "evaluate (with code, name, line) or status is expected"),
      (#"{"neap":1,"do":"evaluate"}"#, "code: the text to evaluate is expected"),
    ] {
      peer.send(wrong)
      #expect(try #require(peer.receive()).contains(part))
    }
    // Too long a message ends the connection, since where the next begins is not known.
    peer.send([0x7f, 0xff, 0xff, 0xff, 0x20])
    #expect(try #require(peer.receive()).contains("at most 1048576 are expected"))
    #expect(peer.receive() == nil)
    #expect(listener.isRunning)
  }

  @Test func whoDoesNotReadIsDroppedAndHoldsNobodyUp() {
    defer { program.remove() }
    let listener = listen()
    let silent = RawPeer(program)
    for _ in 0..<8 { silent.send(#"{"neap":1,"do":"evaluate","code":"print(('x'):rep(500000))"}"#) }
    let half = RawPeer(program)
    half.send([0, 0, 1, 0, 0x7b])
    let start = time(nil)
    #expect(program.neap("send", "-e", "1").output == "1\n")
    #expect(time(nil) - start <= 3)
    // After five seconds of silence both are gone.
    sleep(8)
    #expect(half.hasEnded)
    var answers = 0
    while silent.receive() != nil { answers += 1 }
    #expect(silent.hasEnded && answers < 8)
    #expect(program.neap("send", "-e", "2").output == "2\n")
    #expect(listener.isRunning)
  }

  @Test func manyComeAtOnce() {
    defer { program.remove() }
    let listener = listen()
    // More than may be connected: those that ask for nothing make room.
    let idle = (0..<80).map { _ in RawPeer(program) }
    program.write(
      "many",
      "for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do '\(Program.path)' send -e \"$i * 1\" & done; wait"
    )
    _ = system("cd '\(program.folder)' && \(program.environment) sh ./many > numbers 2> errors")
    let numbers = program.text("numbers").split(separator: "\n").compactMap { Int($0) }
    #expect(numbers.sorted() == Array(1...20))
    #expect(program.text("errors") == "")
    #expect(idle.count == 80 && listener.isRunning)
  }
}
