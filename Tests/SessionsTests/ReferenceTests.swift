import Graphs
import Kinds
import Sessions
import Signals
import Testing
import Workspaces

/// The pages that are made from the declarations, and the words that search them.
struct ReferenceTests {
  private func page(_ name: String) throws -> String {
    let folder = "\(#filePath)".split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }
    return String(decoding: try AtomicFile.read("\(folder)/docs/\(name)"), as: UTF8.self)
  }

  @Test func theReferenceTellsWhatTheDeclarationsDo() throws {
    let session = try TestSession().session
    let isSame = try page("reference.md") == session.reference()
    #expect(isSame, "neap document reference > docs/reference.md makes it anew")
  }

  @Test func theEditorsStubTellsWhatTheDeclarationsDo() throws {
    let session = try TestSession().session
    let isSame = try page("neap.lua") == session.editorStub()
    #expect(isSame, "neap document editor > docs/neap.lua makes it anew")
  }

  @Test func thereAreAtLeastAHundredKindsAndEachHasAnExample() throws {
    let test = try TestSession()
    try test.run(
      "n = 0 bare = 0 for k in kinds() do n = n + 1 if k.example == '' then bare = bare + 1 end end")
    #expect(try test.run("n >= 100, bare") == "true\t0")
    #expect(Catalogue.all.kinds.count >= 100)
  }

  @Test func wordsAreFound() throws {
    let test = try TestSession()
    #expect(try test.run("help('filter')").contains("lowpass"))
    #expect(try test.run("help('noise')").contains("seed"))
    #expect(try test.run("apropos('echo')").hasPrefix("  echo"))
    #expect(try test.run("help('cutoff')").contains("lowpass"))
    #expect(try test.run("apropos('xyzzy')") == "nothing tells of \"xyzzy\"")
    #expect(test.failure("apropos()").contains("apropos: a text is expected"))
  }
}
