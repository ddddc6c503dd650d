import Glibc
import Remotes
import Scripting
import Sessions
import Terminals

/// Answers what `neap send` asks: the code is evaluated as if it were typed, what it prints goes to who asked, and one line
/// tells of it here.
final class RemoteAnswers {
  private unowned let performance: Performance
  private let listener: RemoteListener
  /// Of what a chunk prints, so much is sent.
  private static let mostPrinted = 1 << 19

  init(_ performance: Performance, _ listener: RemoteListener) {
    (self.performance, self.listener) = (performance, listener)
  }

  /// The performance's loop keeps both for as long as it runs.
  func attach() {
    listener.answer = { [unowned self] in answer($0, $1) }
    performance.add(EventSource(listener.descriptor) { self.listener.handleEvents() })
  }

  private func answer(_ request: Request, _ socket: Int32) -> Reply {
    switch request.action {
    case .status:
      return Reply(
        status: Reply.Status(
          name: listener.name, process: Int(getpid()), folder: performance.engine.session.files.folder))
    case .evaluate:
      guard let code = request.code else {
        return Reply(error: "code: the text to evaluate is expected")
      }
      return evaluate(
        code, name: request.name ?? "remote", line: min(max(1, request.line ?? 1), 1_000_000), socket)
    }
  }

  private func evaluate(_ code: String, name: String, line: Int, _ socket: Int32) -> Reply {
    let session = performance.engine.session
    var reply = Reply()
    do {
      reply.values = try performance.evaluating {
        try HangUpWatch.during(socket, isGone: { Interrupts.stopEvaluation() }) {
          try session.printing(to: { Self.append($0, to: &reply.printed) }) {
            try session.evaluate(code, name: name, line: line, printsExpression: true).map(session.text(of:))
          }
        }
      }
      performance.journal?.acknowledge()
      Output.shared.message(Self.line(code, name, line), as: .dim)
    } catch {
      reply.error = Evaluation.text(error)
      let told = Evaluation.text(error).prefix { $0 != "\n" }
      Messages.error(told == "interrupted" ? "\(name):\(line): interrupted" : String(told))
    }
    return reply
  }

  private static func append(_ text: String, to printed: inout String?) {
    let before = printed ?? ""
    let room = mostPrinted - before.utf8.count
    guard room > 0 else { return }
    printed =
      text.utf8.count < room
      ? before + text
      : before + String(decoding: text.utf8.prefix(room), as: UTF8.self)
        + "\n(what else was printed is left out)\n"
  }

  /// `song.lua:12> bass = saw(55) …`, no wider than the terminal.
  private static func line(_ code: String, _ name: String, _ line: Int) -> String {
    let lines = code.split(separator: "\n").map { $0.drop { $0.isWhitespace } }.filter { !$0.isEmpty }
    let text = "\(name):\(line)> \(lines.first ?? "")"
    let most = max(20, TerminalSize.current(of: 2).columns - 3)
    let isCut = lines.count > 1 || text.count > most
    return text.prefix(most) + (isCut ? " …" : "")
  }
}
