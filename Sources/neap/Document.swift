import ArgumentParser
import Sessions
import Terminals

/// `neap document`: what the declarations tell, for people and for editors.
struct Document: ParsableCommand {
  enum Page: String, ExpressibleByArgument, CaseIterable { case reference, editor }

  static let configuration = CommandConfiguration(
    abstract: "Print the reference page, or the words as an editor's Lua language server reads them.")

  @OptionGroup var sound: SoundOptions

  @Argument(help: "reference (Markdown) or editor (LuaCATS).")
  var page: Page

  func run() throws {
    do {
      let engine = try Engine(sound, folder: Engine.folder(of: nil), output: NoOutput())
      print(
        page == .reference ? engine.session.reference() : engine.session.editorStub(), terminator: "")
    } catch {
      Messages.error(Evaluation.text(error))
      throw ExitCode(1)
    }
  }
}
