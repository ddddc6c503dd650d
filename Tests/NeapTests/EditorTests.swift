import Glibc
import Testing
import Waits

/// The plugins, in the editors that are there.
@Suite(.serialized, .waits) struct EditorTests {
  private static let scripts: String = {
    // This file lies two folders below the checkout.
    let parts = #filePath.split(separator: "/").dropLast(3)
    return "/" + parts.joined(separator: "/") + "/scripts/editors"
  }()

  @Test(.enabled(if: system("command -v vim >/dev/null") == 0))
  func vimSendsLinesParagraphsFilesAndHush() {
    let program = Program()
    program.write(
      "song.lua",
      "bass = saw(55)\nplay(bass)\n\nn = 1\nn = n + 40\n\nx = nothing\n\nfor i = 1, 2 do\n  n = n + i\nend\n")
    program.write(
      "vimrc",
      "set nocompatible noswapfile shortmess+=I\nlet mapleader = ','\nlet maplocalleader = ','\nfiletype on\nlet g:neap_command = '\(Program.path)'\nsource \(Self.scripts)/vim/neap.vim\n"
    )
    let listener = Background("listen", in: program)
    #expect(listener.says("listening as neap"))
    let screen = Screen(in: program, running: "vim -u vimrc song.lua")
    #expect(screen.shows("bass = saw(55)"))
    screen.type(",l")
    #expect(listener.says("song.lua:1> bass = saw(55)\n"))
    screen.type("4G,p")
    #expect(listener.says("song.lua:4> n = 1 …"))
    screen.type("7G,l")
    #expect(screen.shows("song.lua:7: nothing is not bound"))
    screen.type("1G:cc\r")
    screen.type("9GVG,l")
    #expect(listener.says("song.lua:9> for i = 1, 2 do …"))
    #expect(program.neap("send", "-e", "n").output == "44\n")
    screen.type("7Gdd:NeapFile\r")
    #expect(listener.says("song.lua:1> bass = saw(55) …"))
    #expect(eventually { program.neap("send", "-e", "playing()").output.hasPrefix("bass:") })
    screen.type(",h")
    #expect(listener.says("-e:1> hush()"))
    #expect(program.neap("send", "-e", "playing()").output == "nothing plays\n")
  }

  @Test(.enabled(if: system("command -v node >/dev/null") == 0))
  func theExtensionOfVSCodeIsJavaScriptThatSends() {
    let program = Program()
    defer { program.remove() }
    #expect(system("node --check '\(Self.scripts)/vscode/extension.js'") == 0)
    let listener = Background("listen", in: program)
    #expect(listener.says("listening as neap"))
    program.write("drive.js", Self.driver)
    _ = system(
      "cd '\(program.folder)' && \(program.environment) NEAP='\(Program.path)' EXTENSION='\(Self.scripts)/vscode/extension.js' node drive.js > driven 2>&1"
    )
    #expect(
      program.text("driven")
        == "7\nsong.lua:4: nothing is not bound\n  4 | x = nothing\n    |     ^~~~~~~\n3 nothing is not bound\n"
    )
    #expect(listener.says("song.lua:2> n = 3 …"))
    #expect(listener.says("-e:1> hush()"))
  }

  /// Stands in for VS Code: a document, a cursor, and what the extension asks of the editor.
  private static let driver = """
    const lines = ['', 'n = 3', 'n + 4', 'x = nothing', '']
    const commands = {}
    let line = 1
    class Range { constructor(a, b, c, d) { Object.assign(this, { a, c, d }) } }
    const document = {
      fileName: '/somewhere/song.lua', lineCount: lines.length, uri: 'song',
      lineAt: (n) => ({ text: lines[n], isEmptyOrWhitespace: !lines[n].trim(), range: n }),
      getText: (r) => lines.slice(r.a, r.c + 1).join('\\n'),
    }
    const vscode = {
      Range, Diagnostic: class { constructor(range, text) { Object.assign(this, { range, text }) } },
      window: {
        createOutputChannel: () => ({ append: (t) => process.stdout.write(t) }),
        setStatusBarMessage() {}, showErrorMessage() {},
        get activeTextEditor() {
          const at = { line, character: 0 }
          return { document, selection: { start: at, end: at, active: at, isEmpty: true } }
        },
      },
      languages: { createDiagnosticCollection: () => ({ delete() {}, set: (_, d) => console.log(d[0].range, d[0].text) }) },
      commands: { registerCommand: (name, body) => { commands[name] = body } },
      workspace: { getConfiguration: () => ({ get: (key) => ({ command: process.env.NEAP, to: '' })[key] }) },
    }
    const Module = require('module')
    const load = Module._load
    Module._load = (name, ...rest) => name === 'vscode' ? vscode : load(name, ...rest)
    require(process.env.EXTENSION).activate({ subscriptions: [] })
    const pause = () => new Promise((resume) => setTimeout(resume, 700))
    ;(async () => {
      lines[3] = ''
      commands['neap.sendParagraph'](); await pause()
      lines[3] = 'x = nothing'; line = 3
      commands['neap.sendLine'](); await pause()
      commands['neap.hush'](); await pause()
    })()
    """
}
