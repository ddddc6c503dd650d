import Glibc
import Synchronization
import Terminals

/// A prompt over a language of almost nothing, for the tests to type at: it echoes chunks and knows a few
/// words that behave badly.
@main
enum PromptDemo {
  static let isInterrupted = Atomic(false)

  static func main() {
    switch CommandLine.arguments.dropFirst().first {
    case "read":
      do { print("read: \(try readAllStandardInput().sanitized())") } catch { print("error: \(error)") }
    case "wait": waitWithoutPrompt(from: 3)
    case "idle": waitWithoutPrompt(from: 1_000_000)
    case "hear": hear()
    case "streams":
      Output.shared.write("data")
      Output.shared.message("one\ntwo", as: .error)
      Output.shared.write(" more\n")
    default: runPrompt()
    }
  }

  private static func waitWithoutPrompt(from start: Int) {
    var left = start
    let reason = Interrupts.watch(hook: {}) {
      Terminals.waitWithoutPrompt {
        print("left: \(left)")
        fflush(nil)
        left -= 1
        return left < 0 ? nil : left > 10 ? 600_000 : 10
      }
    }
    print("reason: \(reason)")
    exit(reason.status)
  }

  /// Waits for what is written into the pipe that DEMO_PIPE names, until that is "end".
  private static func hear() {
    var isOver = false
    let pipe = PipeSource { text in
      print("heard: \(text)")
      fflush(nil)
      isOver = text == "end"
    }
    let reason = Interrupts.watch(hook: {}) {
      Terminals.waitWithoutPrompt(sources: pipe.map { [$0.source] } ?? []) { isOver ? nil : 600_000 }
    }
    print("reason: \(reason)")
  }

  private static func runPrompt() {
    let color = ColorChoice(rawValue: environmentVariable("DEMO_COLOR") ?? "never") ?? .auto
    Output.shared.setStyle(Style(color, for: 2))
    let client = DemoClient()
    let prompt = Prompt(
      client: client, history: .standard(),
      interrupt: { PromptDemo.isInterrupted.store(true, ordering: .relaxed) },
      color: color.isOn(for: 1), sources: client.pipe.map { [$0.source] } ?? [])
    client.prompt = prompt
    let reason = prompt.run()
    print("reason: \(reason)")
    exit(reason.status)
  }
}

final class DemoClient: PromptClient {
  weak var prompt: Prompt?
  /// What comes through it is evaluated above the typed line.
  private(set) lazy var pipe = PipeSource { [unowned self] text in
    prompt?.aside { Interrupts.evaluating { evaluate(text) } }
  }
  private var ticks = 0
  private var repeats = false

  func isIncomplete(_ chunk: String) -> Bool {
    chunk.filter { $0 == "(" }.count > chunk.filter { $0 == ")" }.count
  }

  func evaluate(_ chunk: String) {
    PromptDemo.isInterrupted.store(false, ordering: .relaxed)
    switch chunk {
    case "loop":
      print("looping")
      while !PromptDemo.isInterrupted.load(ordering: .relaxed) { usleep(1000) }
      print("stopped")
    case "hold":
      print("holding")
      while access("released", F_OK) != 0 { usleep(1000) }
    case "stuck":
      print("stuck for good")
      while true { usleep(1000) }
    case "background": speakLater()
    case "flood": for number in 1...5000 { Output.shared.message("line \(number)") }
    case "partial": Output.shared.write("no newline")
    case "escape": Output.shared.message("a\u{1b}[31mb", as: .error)
    case "start": repeats = true
    case "ticks": print("ticks: \(ticks)")
    case "bar": showProgress()
    case "ask":
      print(
        Question.ask("Write it?", seconds: 3) { !PromptDemo.isInterrupted.load(ordering: .relaxed) }
          ? "written" : "left")
    case "quit": prompt?.leave()
    default:
      print("<\(chunk.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "|"))>")
    }
  }

  func completions(for context: CompletionContext) -> [Completion] {
    if context.isInString { return fileCompletions(of: context.word, in: ".") }
    return [
      Completion("bass"), Completion("bass.cutoff", shown: "cutoff", note: "hertz"),
      Completion("bass.cutsize", shown: "cutsize", note: "frames"), Completion("bass:lowpass"),
    ]
    .filter { $0.text.hasPrefix(context.word) }
  }

  func poll() -> Int? {
    guard repeats else { return nil }
    ticks += 1
    return 50
  }

  private func print(_ text: String) {
    Output.shared.write(text + "\n")
  }

  /// Three lines from another thread, the first once the user is typing again.
  private func speakLater() {
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { _ in
        for number in 1...3 {
          usleep(700_000)
          Output.shared.message("from afar \(number)")
        }
        return nil
      }, nil)
    pthread_detach(thread)
  }

  private func showProgress() {
    let bar = ProgressBar("rendering")
    for step in 0...50 {
      bar.show(Double(step) / 50)
      if step == 25 { Output.shared.message("half way") }
      usleep(20_000)
    }
    bar.finish()
  }
}
