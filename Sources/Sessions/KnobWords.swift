import Graphs
import Pictures
import Scripting
import Signals
import Workspaces

/// `knobs`: numbers stepped by keys, and what depends on them drawn as they move.
extension Session {
  func defineKnobs() throws {
    try define(
      "knobs", .editing, "knobs([plot or function, …])",
      "Shows every name that is a knob in a line, and steps it by keys: up and down choose one, left and right step it by a hundredth of its way, with Shift or as page up and page down by a tenth, Home takes it back to where it was; any other key ends. What plays follows each step. Below stands the plot that was drawn last, or those given, drawn again at each step, or what functions answer, plots and numbers. A run of steps of one knob is one step of undo; what the chunk did before is a step too. Where standard input and output are no terminal it answers the lines.",
      example: "cut = knob(800, 50, 5000) knobs(function() return peak(saw(55):lowpass(cut)) end)"
    ) { session, arguments in try session.turnKnobs(arguments) }
  }

  private func turnKnobs(_ arguments: LuaArguments) throws -> [LuaValue] {
    if try doesNothing("knobs") { return [] }
    for value in arguments.values
    where value.asFunction == nil && value.asObject(Plot.self) == nil {
      throw LuaError(
        "knobs: a plot or a function is expected, as in knobs(function() return peak(bass) end); \(value.described) was given"
      )
    }
    guard !knobNames().isEmpty else {
      throw LuaError("knobs: no name is a knob yet; cut = knob(800, 50, 5000) makes one")
    }
    var board = KnobBoard(knobNames())
    let shown = try shownWhileTurning(arguments.values)
    let isLive = try turning {
      var frame: LiveFrame?
      return try onLive { keys in
        self.prepareMeanwhile()
        if self.lua.isInterrupted { return nil }
        let (isOver, isTurned) = try self.turn(&board, keys)
        if isOver { return nil }
        var next = try isTurned || frame == nil ? self.frame(of: shown, board) : frame ?? LiveFrame([])
        next.lines = next.lines.dropLast(board.height) + board.lines(self.knobNames())
        frame = next
        return next
      }
    }
    return isLive ? [] : [.string(KnobBoard(knobNames()).values(knobNames()).joined(separator: "\n"))]
  }

  /// Around all that turns knobs: each turn is an edit of its own, and the last run ends with it.
  func turning<R>(_ body: () throws -> R) throws -> R {
    // A bar would stand in the picture's place.
    let telling = onProgress
    onProgress = { _ in }
    defer { onProgress = telling }
    return try amidChunk {
      defer { endKnobRun() }
      return try body()
    }
  }

  /// Does what keys ask for; whether they end it, and whether a knob moved.
  func turn(_ board: inout KnobBoard, _ keys: [LiveKey]) throws -> (isOver: Bool, isTurned: Bool) {
    let before = knobNames()
    let isOver = board.take(keys, before)
    var isTurned = false
    for (name, value) in board.turns {
      do {
        try stepKnob(name, to: value)
        board.complaint = ""
      } catch {
        guard let error = error as? LuaError, error.kind != .interrupted else { throw error }
        board.complaint = error.message
      }
      isTurned = true
    }
    board.turns = []
    return (isOver, isTurned)
  }

  /// What is drawn anew at each step.
  private func shownWhileTurning(_ values: [LuaValue]) throws -> [() throws -> [LuaValue]] {
    if values.isEmpty { return [lastSight?.remade].compactMap { $0 } }
    return values.map { value in
      if let function = value.asFunction { return { [unowned self] in try lua.call(function) } }
      let plot = value.asObject(Plot.self)
      plot?.sight.isUsed = true
      return plot?.sight.remade ?? { [value] }
    }
  }

  private func frame(of shown: [() throws -> [LuaValue]], _ board: KnobBoard) throws -> LiveFrame {
    var frame = LiveFrame([])
    for body in shown {
      var seen: Sight?
      let values = try amidRun { try run(titled: chunkTitle, frame: nil, body) }
      var texts: [String] = []
      for value in values {
        guard let plot = value.asObject(Plot.self) else {
          texts.append(text(of: value))
          continue
        }
        plot.sight.isUsed = true
        if plot.sight !== seen { frame.pictures.append(plot.sight.picture) }
        seen = plot.sight
      }
      if !texts.isEmpty { frame.lines.append(texts.joined(separator: "  ")) }
    }
    plotsOfChunk.removeAll { $0.sight.isUsed }
    frame.lines += [String](repeating: "", count: board.height)
    return frame
  }
}

/// The lines of the knobs, and which of them the keys step.
struct KnobBoard {
  private let names: [String]
  private let first: [String: Double]
  private var chosen = 0
  /// What keys ask for, in their order.
  var turns: [(name: String, value: Double)] = []
  /// Why the last turn was refused.
  var complaint = ""

  init(_ knobs: [KnobName]) {
    names = knobs.map(\.name)
    first = Dictionary(uniqueKeysWithValues: knobs.map { ($0.name, $0.value) })
  }

  /// Notes what keys ask for; whether one ends it. Turns of one knob in one go are one.
  mutating func take(_ keys: [LiveKey], _ knobs: [KnobName]) -> Bool {
    var present = Dictionary(uniqueKeysWithValues: knobs.map { ($0.name, $0) })
    for key in keys {
      switch key {
      case .other: return true
      case .up: chosen = max(0, chosen - 1)
      case .down: chosen = min(names.count - 1, chosen + 1)
      case .left, .right, .pageUp, .pageDown, .home:
        guard names.indices.contains(chosen), let knob = present[names[chosen]] else { continue }
        let steps = [.left: -1, .right: 1, .pageUp: 10, .pageDown: -10][key] ?? 0
        let value = key == .home ? first[knob.name] ?? knob.value : knob.stepped(steps)
        present[knob.name] = KnobName(name: knob.name, value: value, lo: knob.lo, hi: knob.hi)
        if turns.last?.name == knob.name { turns.removeLast() }
        turns.append((knob.name, value))
      }
    }
    return false
  }

  var isEmpty: Bool { names.isEmpty }
  /// How many lines it has.
  var height: Int { min(names.count, Self.most) + 1 }
  private static let most = 8

  func lines(_ knobs: [KnobName]) -> [String] {
    let all = values(knobs, mark: chosen)
    // The chosen one stays in sight.
    let first = max(0, min(chosen - Self.most / 2, all.count - Self.most))
    let help = "left and right step, up and down choose, Home takes back, others end"
    return Array(all.dropFirst(first).prefix(Self.most)) + [complaint.isEmpty ? help : complaint]
  }

  func values(_ knobs: [KnobName], mark: Int? = nil) -> [String] {
    let present = Dictionary(uniqueKeysWithValues: knobs.map { ($0.name, $0) })
    let known = names.compactMap { present[$0] }
    func texts(_ of: (KnobName) -> Double) -> [String] { known.map { Numerals.text(of($0)) } }
    let (values, lows, highs) = (texts(\.value), texts(\.lo), texts(\.hi))
    let widths = [known.map(\.name), values, lows].map { $0.map(\.count).max() ?? 0 }
    func filled(_ text: String, _ width: Int, before: Bool) -> String {
      let blank = String(repeating: " ", count: max(0, width - text.count))
      return before ? blank + text : text + blank
    }
    return known.indices.map { place in
      let knob = known[place]
      let at = Int(bounded: knob.place * 30)
      let bar =
        String(repeating: "─", count: at) + "●" + String(repeating: "─", count: 30 - at)
      return
        "\(place == mark ? ">" : " ") \(filled(knob.name, widths[0], before: false))  \(filled(values[place], widths[1], before: true))   \(filled(lows[place], widths[2], before: true)) \(bar) \(highs[place])"
    }
  }
}
