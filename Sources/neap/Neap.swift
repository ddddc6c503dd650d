import ArgumentParser
import CLinux
import CProcessor
import Glibc

/// The command line.
@main
struct Neap: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "neap",
    abstract: "A live-coding sound environment.",
    discussion: """
      EXAMPLES:
        neap                                    a prompt: type sound
        neap song.lua                           play a patch until it ends or Ctrl-C
        neap -i song.lua                        play it and go on at the prompt
        neap --watch song.lua                   play it anew at each save; with -i too
        neap -e 'play(saw(55):lowpass(800))'    play a line
        neap open song.neap                     go on with a saved workspace
        neap send song.lua:12-20                evaluate lines in an open prompt
        neap lesson aliasing                    open a lesson; neap lesson lists them
        neap homework --checks task1.lua anna.lua   check a student's file
        neap listen                             wait for neap send, without a prompt
        neap render song.lua -o song.wav --to 10
        neap check song.lua
        neap doctor                             is all there that Neap needs?

      OPTIONS OF PLAYING, before the patch:
        -e CODE, -i, --watch, --clean, -o FILE, --device NAME, --list-devices, --rate HZ,
        --channels N, --no-listen, --name NAME, --trust, --time-limit S, --color WHEN
        (neap help run tells them all)

      At the prompt, help() tells what there is.
      """,
    version: version,
    subcommands: [
      Run.self, Open.self, LessonCommand.self, Homework.self, Listen.self, Send.self, Render.self, Check.self,
      Doctor.self,
      Document.self,
    ],
    defaultSubcommand: Run.self)

  /// `neap --clean lesson` as `neap lesson --clean`: options may stand before a command, where no patch has its name.
  private static func parsed() throws -> any ParsableCommand {
    let command = try parseAsRoot()
    guard let run = command as? Run, let name = run.patch.first, access(name, F_OK) != 0,
      configuration.subcommands.contains(where: { $0.configuration.commandName == name })
    else { return command }
    let options = CommandLine.arguments.dropFirst().dropLast(run.patch.count)
    return try parseAsRoot([name] + options + run.patch.dropFirst())
  }

  static func main() {
    return_large_blocks()
    // A file that may not grow any more is an error like a full disk's, not the end.
    signal(SIGXFSZ, SIG_IGN)
    #if NEAP_V3
      guard processor_has_v3() else {
        Messages.error(
          "this Neap is built for processors with AVX2 and FMA, which this one lacks; build it again with NEAP_BASELINE=1"
        )
        leave(1)
      }
    #endif
    do {
      var command = try parsed()
      try command.run()
      if fflush(nil) != 0 {
        Messages.error("cannot write to standard output: \(String(cString: strerror(errno)))")
        leave(1)
      }
    } catch let status as ExitCode {
      leave(status.rawValue)
    } catch {
      let status = exitCode(for: error)
      let text = fullMessage(for: error)
      if status == .success {
        print(text)
        leave(0)
      }
      Messages.plain(text)
      leave(2)
    }
  }
}

/// `exit` by another name: the command has one of its own.
private func leave(_ status: Int32) -> Never { exit(status) }
