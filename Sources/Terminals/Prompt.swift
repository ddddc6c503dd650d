import CReadline
import Glibc

/// The prompt: reads chunks with readline's callback interface in one loop, in which timers and the output
/// of other threads have their turn as well. One runs at a time; everything happens on the calling thread.
package final class Prompt {
  private let client: any PromptClient
  private let history: HistoryFile
  private let hook: Interrupts.Hook
  private let plainPrompts: [String]
  private let prompt: String
  private let continuation: String
  private let completer: Completer
  private let sources: [EventSource]

  /// The lines of a chunk that wants more.
  private var earlier: [String] = []
  private var reason: ExitReason?
  private var dueAt: Int?
  private var hasHinted = false
  private var hasTold = false
  /// Whether readline has the terminal and shows a line.
  private var isInstalled = false
  /// What readline handed over and the loop has not yet taken: a line, or nil for Ctrl-D.
  private var entered: String??
  /// Whether Ctrl-T was typed since the loop last looked.
  private var wantsHush = false

  /// One prompt runs at a time, on one thread, and readline calls back on that thread only.
  nonisolated(unsafe) private static var current: Prompt?

  /// `interrupt` asks the chunk being evaluated to stop; see `Interrupts.Hook` for what it may do. `sources` have
  /// their turn in the prompt's loop.
  package init(
    client: any PromptClient, history: HistoryFile, interrupt: Interrupts.Hook,
    prompt: String = "neap> ", continuation: String = "  ..> ", color: Bool,
    sources: [EventSource] = []
  ) {
    self.client = client
    self.sources = sources
    self.history = history
    hook = interrupt
    plainPrompts = [prompt, continuation]
    let style = Style(isOn: color)
    self.prompt = style.paintPrompt(prompt, .prompt)
    self.continuation = style.paintPrompt(continuation, .dim)
    completer = Completer(client: client)
  }

  /// Makes `run` return once the chunk or timer that calls this is done.
  package func leave() {
    reason = .asked
  }

  /// Runs until the user leaves. Standard input is a terminal. The terminal is restored on return.
  package func run() -> ExitReason {
    precondition(Prompt.current == nil, "another prompt is running")
    Prompt.current = self
    Completer.current = completer
    defer {
      Prompt.current = nil
      Completer.current = nil
    }
    useUTF8()
    TerminalAbilities.mend()
    // Defaults that the user's inputrc, read later, may still change.
    rl_variable_bind("bell-style", "none")
    rl_variable_bind("show-all-if-ambiguous", "on")
    Completer.configure(onStandardError: isatty(1) == 0 && isatty(2) == 1)
    prompt_bind(
      "neap-hush",
      { _, _ in
        Prompt.current?.wantsHush = true
        return 0
      }, Self.hushKey)
    history.load()
    tellOfHistory()
    return Interrupts.watch(hook: hook) { loop() }
  }

  /// Ctrl-T.
  private static let hushKey: Int32 = 20

  private func loop() -> ExitReason {
    reason = nil
    runTimers()
    if reason == nil { install() }
    while reason == nil {
      let pause = dueAt.map { $0 - monotonicMilliseconds() }
      let events = wait(for: [0, Interrupts.wake] + sources.map(\.descriptor), milliseconds: pause)
      if events[1] != 0 { event_drain(Interrupts.wake) }
      let pending = Interrupts.take()
      handle(pending)
      if reason != nil { break }
      // A pipe that is closed has an end like any file's; a terminal that is gone has none.
      if events[0] & ~POLLIN != 0, isatty(0) == 1 {
        reason = .terminalLost
      } else if events[0] != 0 {
        rl_callback_read_char()
        takeEntered()
      }
      if wantsHush {
        wantsHush = false
        Interrupts.answering { client.hush() }
      }
      let hasHandled = reason == nil && sources.handle(events[2...])
      let isDue = dueAt.map { $0 <= monotonicMilliseconds() } ?? false
      if reason == nil && (isDue || hasHandled || pending.contains(.attention)) { runTimers() }
      showOutput()
    }
    remove()
    return reason ?? .asked
  }

  // MARK: readline

  private var isContinuing: Bool { !earlier.isEmpty }
  private var currentPrompt: String { isContinuing ? continuation : prompt }

  private func install() {
    Output.shared.finishLine()
    completer.earlier = earlier.map { $0 + "\n" }.joined()
    rl_callback_handler_install(currentPrompt) { line in
      // Without a handler readline leaves the terminal in its normal mode, as evaluation wants it.
      rl_callback_handler_remove()
      Prompt.current?.entered = .some(line.map { String(cString: $0) })
      free(line)
    }
    isInstalled = true
    Output.shared.attach()
  }

  /// Restores the terminal, the cursor below the typed line.
  private func remove() {
    if isInstalled {
      isInstalled = false
      rl_callback_handler_remove()
      prompt_print("\n")
    }
    Output.shared.detach()
  }

  private func takeEntered() {
    guard let line = entered else { return }
    entered = nil
    isInstalled = false
    Output.shared.detach()
    let wasShown = Echo.isOn
    if wasShown { Echo.set(false) }
    // Readline takes the mode that it finds for the one that the user wants.
    defer {
      if wasShown { Echo.set(true) }
      if reason == nil { install() }
    }
    if let line {
      accept(line)
    } else {
      prompt_end_line()
      if !isContinuing { reason = .endOfInput }
      earlier = []
    }
  }

  // MARK: chunks

  private func accept(_ line: String) {
    earlier.append(withoutPrompts(line))
    let chunk = earlier.joined(separator: "\n").trimmingNewlines()
    guard chunk.contains(where: { !$0.isWhitespace }) else {
      let isAlone = earlier.count == 1
      earlier = []
      if isAlone { goOn() }
      return
    }
    // A question is one line, whatever it would mean as code.
    if !chunk.hasPrefix("?") && Interrupts.answering({ client.isIncomplete(chunk) }) {
      // Who types an empty line wonders what the prompt waits for.
      if !line.contains(where: { !$0.isWhitespace }), let missing = client.missing(chunk) {
        Output.shared.message("\(missing). Ctrl-C drops what was typed.", as: .hint)
      }
      return
    }
    earlier = []
    history.add(chunk)
    tellOfHistory()
    Interrupts.evaluating { client.evaluate(chunk) }
    Output.shared.finishLine()
    if reason == nil { runTimers() }
  }

  private func goOn() {
    if let chunk = Interrupts.evaluating({ client.goOn() }) { history.add(chunk) }
    Output.shared.finishLine()
    if reason == nil { runTimers() }
  }

  /// What was copied from a screen, or from a page that shows one, brings its prompts along.
  private func withoutPrompts(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      plainPrompts.first { line.hasPrefix($0) }.map { line.dropFirst($0.count) } ?? line
    }
    return lines.joined(separator: "\n")
  }

  private func tellOfHistory() {
    guard !hasTold, let problem = history.problem else { return }
    hasTold = true
    Output.shared.message(problem, as: .hint)
  }

  /// Runs what prints by itself and did not come from the keyboard: what it prints stands above the typed line.
  package func aside<R, E: Error>(_ body: () throws(E) -> R) throws(E) -> R {
    guard isInstalled else { return try body() }
    prompt_hide()
    Output.shared.detach()
    defer {
      Output.shared.finishLine()
      Output.shared.attach()
      prompt_show()
    }
    return try body()
  }

  private func runTimers() {
    let pause = Interrupts.answering { client.poll() }
    dueAt = pause.map { monotonicMilliseconds() + max(0, $0) }
  }

  private func showOutput() {
    guard isInstalled, Output.shared.hasQueued else { return }
    prompt_hide()
    Output.shared.printQueued()
    prompt_show()
  }

  // MARK: signals

  private func handle(_ pending: Interrupts.Pending) {
    if pending.contains(.terminate) { reason = .signal(SIGTERM) }
    if pending.contains(.hangUp) { reason = .signal(SIGHUP) }
    guard isInstalled, reason == nil else { return }
    if pending.contains(.interrupt) { abandonLine() }
    if pending.contains(.suspend) {
      rl_deprep_terminal()
      kill(getpid(), SIGSTOP)
    }
    if pending.contains(.resume) {
      // Whoever had the terminal meanwhile may have changed its mode.
      rl_deprep_terminal()
      rl_prep_terminal(1)
      rl_reset_screen_size()
      prompt_print("\r")
      prompt_show()
    } else if pending.contains(.resize) {
      rl_resize_terminal()
    }
  }

  /// Ctrl-C while the user types: the line goes, and with it the lines before it.
  private func abandonLine() {
    let hadText = prompt_line_length() > 0 || isContinuing
    earlier = []
    completer.earlier = ""
    let hint = hadText || hasHinted ? "" : "  (Ctrl-D leaves)"
    if !hadText { hasHinted = true }
    prompt_abandon_line("^C\(hint)\n", prompt)
  }
}

extension String {
  fileprivate func trimmingNewlines() -> String {
    var rest = self[...]
    while rest.last?.isNewline == true { rest.removeLast() }
    return String(rest)
  }
}
