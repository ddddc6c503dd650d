import ArgumentParser
import Glibc
import Remotes
import Terminals

/// Sends code to a prompt that is open, or to `neap listen`.
struct Send: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "send", abstract: "Evaluate code in a Neap that runs: an editor's way in.",
    discussion: """
      EXAMPLES:
        neap send song.lua                      a file, in the prompt that is open
        neap send song.lua:12-20                lines of it; song.lua:12 is one
        neap send -e 'bass.cutoff = 900'        a line
        … | neap send --as song.lua:12          standard input, so called in errors
        neap send --list                        who listens: name, process, folder
        neap send --to song -e 'stop()'         one of several

      What the code prints and gives goes to standard output, errors to standard
      error. Exit status: 0, or 1 for an error. Ctrl-C stops the code there.
      """)

  @Option(help: ArgumentHelp("Which Neap, where several listen.", valueName: "NAME"))
  var to: String?

  @Flag(help: "List those that listen.")
  var list = false

  @Option(name: .customShort("e"), help: ArgumentHelp("Send a line; may be repeated.", valueName: "CODE"))
  var lines: [String] = []

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp("What errors call standard input, and its first line.", valueName: "FILE:LINE"))
  var place: String?

  @Option(help: ArgumentHelp("Colour: auto, always or never; auto heeds NO_COLOR.", valueName: "WHEN"))
  var color = ColorChoice.auto

  @Argument(
    help: ArgumentHelp(
      "A file, or lines of it; - or nothing for standard input.", valueName: "FILE[:from-to]"))
  var file: String?

  func validate() throws {
    if list, file != nil || !lines.isEmpty {
      throw ValidationError("--list sends nothing: no code is expected")
    }
    if file != nil, !lines.isEmpty {
      throw ValidationError("a file and -e were given: one of them is expected")
    }
    if place != nil, !readsInput {
      throw ValidationError("--as names standard input: neither a file nor -e is expected with it")
    }
  }

  private var readsInput: Bool { (file == nil && lines.isEmpty && !list) || file == "-" }

  func run() throws {
    useUTF8()
    Output.shared.setStyle(Style(color, for: STDERR_FILENO))
    if readsInput, file == nil, isatty(STDIN_FILENO) == 1 {
      throw ValidationError("what to send is expected: a file, -e CODE, or standard input")
    }
    do {
      let folder = try RemoteFolder()
      if list { return showListeners(folder) }
      let requests = try requests()
      let connection = try RemoteConnection(to: listener(folder), in: folder)
      for request in requests { try show(connection.ask(request)) }
    } catch let status as ExitCode {
      throw status
    } catch {
      Messages.error("\(error)")
      throw ExitCode(1)
    }
  }

  private func requests() throws -> [Request] {
    if !lines.isEmpty { return lines.map { Request(.evaluate, code: $0, name: "-e") } }
    if readsInput {
      let place = try place.map { try SourceRange($0) }
      return [
        Request(
          .evaluate, code: try readAllStandardInput(), name: place?.file ?? "stdin", line: place?.first ?? 1)
      ]
    }
    let range = try SourceRange(file ?? "")
    let text = try range.lines(of: Engine.source(range.file))
    return [Request(.evaluate, code: text, name: range.file, line: range.first)]
  }

  private func listener(_ folder: RemoteFolder) throws -> String {
    let listeners = folder.listeners()
    if let to {
      guard listeners.contains(to) else {
        let others =
          listeners.isEmpty ? "nor any other" : "those that do are \(listeners.joined(separator: ", "))"
        throw RemoteError("no Neap listens as \(to); \(others)")
      }
      return to
    }
    guard let only = listeners.first else {
      throw RemoteError("no Neap listens: neap opens a prompt that does, neap listen does without one")
    }
    guard listeners.count == 1 else {
      throw RemoteError("several listen: \(listeners.joined(separator: ", ")); say which with --to NAME")
    }
    return only
  }

  private func show(_ reply: Reply) throws {
    if let printed = reply.printed {
      print(isatty(STDOUT_FILENO) == 1 ? printed.sanitized(keepingNewlines: true) : printed, terminator: "")
    }
    if let values = reply.values, !values.isEmpty {
      print(values.map { $0.sanitized(keepingNewlines: true) }.joined(separator: "\t"))
    }
    fflush(nil)
    if let error = reply.error {
      Messages.error(error)
      throw ExitCode(1)
    }
  }

  private func showListeners(_ folder: RemoteFolder) {
    for name in folder.listeners() {
      do {
        let reply = try RemoteConnection(to: name, in: folder).ask(Request(.status), within: 1_000)
        print("\(name)\t\(reply.status?.process ?? 0)\t\((reply.status?.folder ?? "").sanitized())")
      } catch { print("\(name)\t-\t(\(error))") }
    }
  }
}
