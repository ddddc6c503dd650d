import Glibc
import Testing
import Waits

/// What could steer a terminal is shown, never sent: `\e]0;` sets its title, `\e]52;` its clipboard.
@Suite(.serialized, .waits) struct EscapeTests {
  private let program = Program()
  private static let sent = "\u{1b}]0;"

  /// What a terminal gets.
  private func terminal(_ arguments: String) -> String {
    program.write("command", "exec '\(Program.path)' \(arguments)\n")
    _ = system(
      "cd '\(program.folder)' && \(program.environment) TERM=xterm timeout 60 script -qec 'sh command' /dev/null </dev/null >typed 2>&1"
    )
    return program.text("typed")
  }

  static let codes = [
    #"print("\27]0;owned\7")"#,
    #"print({}, setmetatable({}, {__tostring = function() return "\27]0;owned\7" end}))"#,
    #"return "\27]0;owned\7""#, #"return {"\27]0;owned\7"}"#, #"return {["\27]0;owned\7"] = 1}"#,
    #"error("\27]0;owned\7")"#,
    #"error(setmetatable({}, {__tostring = function() return "\27]0;owned\7" end}))"#,
    #"sample("\27]0;owned\7.wav")"#,
    #"require("\27]0;owned\7")"#, #"dofile("\27]0;owned\7")"#, #"return p"\27]0;owned\7""#,
    #"load("x = = \27]0;owned\7")()"#,
    #"return load("x = = 1", "\27]0;owned\7")"#, #"load("error('x')", "@\27]0;owned\7")()"#,
    #"help("\27]0;owned\7")"#,
    #"lesson("\27]0;owned\7")"#, #"return sine(1)["\27]0;owned\7"]"#, #"_ENV["\27]0;owned\7"] = sine(1)"#,
    #"synths["\27]0;owned\7"] = function(n) return sine(1) end help(synths)"#, #"return \27]0;owned\7"#,
    #"render("\27]0;owned\7.wav", {to = 0.1})"#, #"plot(sine(1), {file = "\27]0;owned\7.svg"})"#,
    #"expect("\27]0;owned\7", 1, 2)"#, #"return setmetatable({}, {__name = "\27]0;owned\7"})"#,
    #"find("\27]0;owned\7")"#,
    #"manager:save("\27]0;owned\7")"#, #"warn("\27]0;owned\7")"#, #"return sine{["\27]0;owned\7"] = 1}"#,
  ]

  @Test(arguments: codes) func nothingOfAPatchIsSent(code: String) {
    defer { program.remove() }
    program.write("song.lua", code)
    for arguments in ["song.lua", "-e \"$(cat song.lua)\""] {
      let told = terminal(arguments)
      #expect(!told.contains(Self.sent) && !told.contains("\u{1b}]52"), "\(told)")
    }
  }

  @Test func printSendsToAFileWhatItIsGiven() {
    defer { program.remove() }
    #expect(program.neap("-e", #"print("\27[1mx")"#).output == "\u{1b}[1mx\n")
    #expect(program.neap("-e", #"print("\27[1mx")"#).error == "")
    #expect(terminal(#"-e 'print("\27[1mx")'"#).contains("\\e[1mx"))
  }

  @Test func namesOfFilesAndLessonsAreShown() {
    defer { program.remove() }
    let name = "\u{1b}]0;owned\u{07}"
    program.write("\(name).lua", "error('x')")
    program.write(
      "lesson.md",
      "# \(name)\n\nA page \(name).\n\n```lua\nerror('\(name)')\n```\n\n---\n\n## \(name)\n\n\(name)\n")
    program.write(
      "a.neap", "{\"neap\": 1, \"rate\": 48000, \"signals\": [], \"names\": {\"\\u001b]0;owned\\u0007\": 1}}")
    for arguments in [
      "'\(name).lua'", "check '\(name).lua'", "render '\(name).lua' -o '\(name).wav'", "lesson lesson.md",
      "lesson --verify lesson.md", "homework '\(name).lua' lesson.md", "open a.neap", "open '\(name).neap'",
      "check a.neap",
      "send '\(name).lua'", "send --to '\(name)' -e 1", "--name '\(name)' listen 2>&1 & sleep 1; kill $!",
      "'\(name)'", "--watch '\(name)' 2>&1 & sleep 2; kill $!",
    ] {
      let told = terminal(arguments)
      #expect(!told.contains(Self.sent), "\(arguments): \(told)")
    }
  }

  @Test func whatASocketAnswersIsShown() {
    defer { program.remove() }
    let listener = Background("listen", in: program)
    #expect(listener.says("listening as"))
    for code in Self.codes {
      program.write("sent.lua", code)
      let told = terminal("send sent.lua")
      #expect(!told.contains(Self.sent), "\(code): \(told)")
    }
    #expect(!listener.error.contains(Self.sent) && !listener.output.contains(Self.sent))
    #expect(listener.isRunning)
  }

  /// Nor does the prompt: what is completed, what plays, what is undone. Its first character of control, U+009D, is one too.
  @Test func nothingOfANameIsSentAtThePrompt() {
    program.write("\u{1b}]0;owned\u{7}.wav", "")
    program.write("\u{9d}0;owned.wav", "")
    program.write("start", "exec script -qefc \"'\(Program.path)' --no-listen --output o.wav\" typed\n")
    let screen = Screen("", in: program, running: "TERM=xterm sh ./start")
    #expect(screen.shows("neap>"))
    for line in [
      #"n = string.char(27) .. "]0;" .. string.char(7) _ENV[n] = sine(440) play(_ENV[n])"#, "playing()",
      #"m = string.char(194, 157) .. "0;x" _ENV[m] = sine(3) play(_ENV[m])"#, "playing()", "history()",
      "undo()", "redo()", "names()", "levels()", "why(0)",
    ] {
      screen.enter(line)
      screen.enter("print(7 * 191)")
      #expect(screen.shows("1337"))
      screen.press("C-l")
      #expect(eventually { !screen.text.contains("1337") })
    }
    screen.type("x = sample(\"")
    screen.press("Tab")
    screen.press("Tab")
    #expect(screen.shows("owned"))
    let sent = program.text("typed")
    #expect(!sent.contains(Self.sent) && !sent.unicodeScalars.contains("\u{9d}"))
    // `script` outlives its terminal.
    screen.press("C-u")
    screen.enter("exit()")
    #expect(eventually { !program.isAtWork })
  }
}
