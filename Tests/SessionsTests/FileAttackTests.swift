import Glibc
import AudioFiles
import Scripting
import Sessions
import Testing
import Workspaces

/// Every word that takes a file's name keeps to the patch's folder, whatever the name is made of.
@Suite struct FileAttackTests {
  /// With `%` for the name.
  static let readers = [
    "sample(%)", "samples(%)", "require(%)", "dofile(%)", "assert(loadfile(%))", "manager:load(%)", "open(%)",
    "lesson(% .. '.md')", "homework(%)",
  ]
  static let writers = [
    "write(%, sine(440), {to = 0.1})", "render(%, {to = 0.1})", "record(%)", "plot(sine(440), {file = %})",
    "manager:save(%)", "save(%)", "render(%, {to = 0.1, stems = true})",
  ]
  static let endings = ["write": ".wav", "rende": ".wav", "recor": ".wav", "plot(": ".svg"]

  /// A folder beside what lies outside it, with everything that leads there.
  private func prepared() throws -> TestSession {
    let test = try TestSession()
    let folder = test.folder
    mkdir("\(folder)/in", 0o700)
    mkdir("\(folder)/out", 0o700)
    // Its name begins as the patch's folder's does.
    mkdir("\(folder)/inside", 0o700)
    for ending in ["", ".wav", ".svg", ".lua", ".md", ".neap"] {
      try test.write("out/there\(ending)", Array("return 'reached'".utf8))
      try test.write("inside/there\(ending)", Array("return 'reached'".utf8))
      symlink("../out/there\(ending)", "\(folder)/in/link\(ending)")
      symlink("../inside/there\(ending)", "\(folder)/in/next\(ending)")
      symlink("../out/none\(ending)", "\(folder)/in/dangling\(ending)")
      mkfifo("\(folder)/in/pipe\(ending)", 0o600)
      symlink("/dev/zero", "\(folder)/in/zero\(ending)")
    }
    symlink("../out", "\(folder)/in/folder")
    symlink("loop", "\(folder)/in/loop")
    return test
  }

  private static let names = [
    "../out/there", "../out/new", "/tmp/neap-attack", "/etc/passwd", "/proc/self/environ", "/proc/self/fd/0",
    "/dev/zero",
    "/dev/stdout", "link", "dangling", "folder/there", "folder/new", "pipe", "zero", "in/../../out/there",
    "./../out/there",
    "loop/x", "a\\0b", "../out/there\\0.wav", "//etc/passwd", "~/x", "folder/../out/there", "....//out/there",
    "../inside/there", "../inside/new", "next",
    "..", "/",
  ]

  /// What a writer is tried with lies in scratch folders alone: where its guard fails, and the tests run as root, a file of
  /// the machine's would be gone.
  private static func isScratch(_ name: String) -> Bool {
    !name.hasPrefix("/") || name == "/tmp/neap-attack"
  }

  @Test(arguments: readers + writers) func noNameLeadsOut(word: String) throws {
    let test = try prepared()
    defer { _ = system("rm -rf '\(test.folder)/in' '\(test.folder)/out' '\(test.folder)/inside'") }
    let session = try test.session(in: "in")
    try session.run("play(sine(440))")
    let ending = Self.endings[String(word.prefix(5))] ?? ""
    let isWriter = Self.writers.contains(word)
    let beside = "\(test.folder)/out/new"
    for name in Self.names.filter({ !isWriter || Self.isScratch($0) }) + [beside] {
      let code = word.replacing(
        "%", with: "'\(name)\(name.hasSuffix("there") || name == ".." || ending.isEmpty ? "" : ending)'")
      let start = ContinuousClock.now
      let told = session.failure(word.hasPrefix("require") ? code.replacing(".lua", with: "") : code)
      #expect(!told.hasPrefix("no error"), "\(code): \(told)")
      #expect(!told.contains("reached") && !told.contains("root:"), "\(code): \(told)")
      #expect(!told.unicodeScalars.contains("\u{0}"), "\(code)")
      // A pipe holds up whoever opens it.
      #expect(ContinuousClock.now - start < .seconds(5), "\(code)")
    }
    #expect(access("/tmp/neap-attack\(ending)", F_OK) != 0)
    for ending in ["", ".wav", ".svg", ".lua", ".md", ".neap"] {
      #expect(try test.bytes("out/there\(ending)") == Array("return 'reached'".utf8))
      #expect(try test.bytes("inside/there\(ending)") == Array("return 'reached'".utf8))
      #expect(access("\(test.folder)/inside/new\(ending)", F_OK) != 0)
      #expect(access("\(test.folder)/out/none\(ending)", F_OK) != 0)
      #expect(access("\(test.folder)/out/new\(ending)", F_OK) != 0)
    }
  }

  /// What lies inside is reached, by a link within as well.
  @Test func whatIsInsideIsReached() throws {
    let test = try prepared()
    defer { _ = system("rm -rf '\(test.folder)/in' '\(test.folder)/out' '\(test.folder)/inside'") }
    let session = try test.session(in: "in")
    try test.write("in/module.lua", Array("return 'here'".utf8))
    symlink("module.lua", "\(test.folder)/in/other.lua")
    mkdir("\(test.folder)/in/below", 0o700)
    #expect(
      try session.run("require('module'), dofile('other.lua'), dofile('below/../module.lua')")
        == "here\there\there")
    try session.run("write('below/x.wav', sine(440), {to = 0.1})")
    #expect(access("\(test.folder)/in/below/x.wav", F_OK) == 0)
  }

  /// A sound's name becomes part of the names of stems.
  @Test func aNameOfASoundIsNoPath() throws {
    let test = try TestSession()
    let document =
      #"{"neap":1,"rate":48000,"signals":[{"uuid":"00000000-0000-4000-8000-000000000001","type":"sine"}],"names":{"../../x":"00000000-0000-4000-8000-000000000001"}}"#
    try test.write("a.neap", Array(document.utf8))
    test.session.onHint = { _ in }
    _ = try? test.session.open("a.neap")
    #expect(test.session.workspace.names.keys.allSatisfy { !$0.contains("/") })
  }
}

/// What a patch writes is counted.
@Suite struct WriteLimitTests {
  @Test func aPatchCannotFillTheDisk() throws {
    let test = try TestSession()
    #expect(test.session.writing.limit == 4 << 30)
    #expect(
      test.failure("write('x.flac', noise(), {to = 80000})").contains("patches may write 4 GiB to files"))
    test.session.writing.limit = 1_000_000
    let all =
      "for i = 1, 100 do write('x' .. i .. '.wav', noise(), {to = 0.5}) end"
    #expect(test.failure(all).contains("--write-limit"))
    #expect(access("\(test.folder)/x5.wav", F_OK) == 0 && access("\(test.folder)/x40.wav", F_OK) != 0)
    try test.run("play(sine(440))")
    #expect(test.failure("render('y.wav', {to = 100})").contains("--write-limit"))
    #expect(access("\(test.folder)/y.wav", F_OK) != 0)
    let pictures = "for i = 1, 1000 do plot(noise(), {to = 1, file = 'p' .. i .. '.png'}) end"
    #expect(test.failure(pictures).contains("--write-limit"))
    #expect(
      test.failure("for i = 1, 100000 do manager:save('w' .. i .. '.neap') end").contains("--write-limit"))
  }

  /// Who sits at the prompt is asked, once for what a chunk wants; elsewhere nobody is.
  @Test(arguments: ["write('x.wav', noise(), {to = 10})", "render('x.wav', {to = 10})"])
  func whoSitsAtThePromptIsAsked(chunk: String) throws {
    let test = try TestSession()
    test.session.writing.limit = 1_000_000
    try test.run("play(sine(440))")
    #expect(test.failure(chunk).contains("--write-limit"))
    var asked: [String] = []
    test.session.ask = {
      asked.append($0)
      return false
    }
    let twice = "for i = 1, 2 do told = select(2, pcall(function() \(chunk) end)) end error(told)"
    #expect(test.failure(twice).contains("--write-limit"))
    #expect(asked.count == 1)
    #expect(asked.first?.contains("x.wav takes up to ") == true)
    #expect(asked.first?.contains("past the limit of 1 MiB; ") == true)
    #expect(asked.first?.hasSuffix(" are free. Write it?") == true)
    #expect(test.failure(chunk).contains("x.wav is not written"))
    #expect(access("\(test.folder)/x.wav", F_OK) != 0)
    test.session.ask = { _ in true }
    try test.run(chunk)
    #expect(try test.bytes("x.wav").count > 1_900_000)
    // What was allowed is used up.
    test.session.ask = nil
    #expect(test.failure("write('y.wav', noise(), {to = 5})").contains("--write-limit"))
  }

  @Test func whatAPatchHoldsIsCounted() throws {
    let test = try TestSession()
    let told = test.failure("local t = {} for i = 1, 100 do t[i] = sine(i):get_temporal(0, 2000000) end")
    #expect(told == "test:1: not enough memory", "\(told)")
    #expect(try test.run("1 + 1") == "2")
    #expect(try test.run("#sine(1):get_temporal(0, 2000000)") == "2000000")
  }
}
