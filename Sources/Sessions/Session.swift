package import AudioFiles
package import Graphs
package import Lessons
package import Pictures
import Playback
package import Scripting
package import Signals
package import Workspaces

/// The one place where language and sound meet: Lua's names for kinds, manager, playback; chunks as edits.
///
/// Confined to one thread.
package final class Session {
  package let lua: LuaState
  package let workspace: Workspace
  package let output: any PlayOutput
  /// Asked for by `exit()`.
  package var onLeave: () -> Void = {}
  /// The status that `exit(status)` asked for.
  package var exitStatus: Int32?
  /// Told what help and its like have to say.
  package var onTell: (String) -> Void = { print($0) }
  /// How wide what is told may be; nil for no bound.
  package var columns: () -> Int? = { nil }
  /// How many lines the terminal has; nil where there is none.
  package var rows: () -> Int? = { nil }
  /// Where pictures are drawn, at present.
  package var screen: () -> Screen = { Screen() }
  /// Draws again and again what `frame`, given the keys that were typed, answers, until it answers nil; false where no
  /// terminal is there to draw in.
  package var onLive: (_ frame: ([LiveKey]) throws -> LiveFrame?) throws -> Bool = { _ in false }
  /// What was drawn last: `knobs` draws it again.
  var lastSight: Sight?
  /// The step of undo that further steps of one knob become part of.
  var knobStep: KnobStep?
  /// Whether what runs belongs to it.
  var isAmidRun = false
  /// The plots that the chunk made.
  var plotsOfChunk: [WeakPlot] = []
  /// Told how much of a long answer is there, from 0 to 1.
  package var onProgress: (Double) -> Void = { _ in }
  /// Called before a chunk prints.
  package var onPrint: () -> Void = {}
  /// Where renders are kept for another process, if they are.
  package var segments: SegmentKeeper?
  /// Which files a patch may touch.
  package internal(set) var files: FileAccess
  /// Channels of the output.
  package let channels: Int

  package var manager: SignalManager { workspace.manager }

  var words: [String: Word] = [:]
  var standardNames: [String: LuaValue] = [:]
  /// What Lua's own tables hold, by their names.
  var standardFields: [String: [String]] = [:]
  /// What `require` has loaded, and what of it the chunk that runs has.
  var modules: [String: LuaValue] = [:]
  var modulesOfChunk: Set<String> = []
  var modulesOnTheWay: [String] = []
  /// The lines of the present chunk in which names stand as conditions.
  var conditions: [String: Set<Int>] = [:]
  /// What a script is called with: its `...`.
  var scriptArguments: [LuaValue] = []
  var lastValue: LuaValue = .nil
  private(set) var environment: LuaTable?
  /// Where the globals of a trusted patch live: the same, and Lua's own libraries.
  private(set) var trustedEnvironment: LuaTable?
  /// Whether what is loaded is the trusted patch.
  var loadsTrusted = false
  var chunkEnvironment: LuaTable? { loadsTrusted ? trustedEnvironment ?? environment : environment }

  // Patterns, scores and tempo.
  var library: PatternLibrary?
  var patternNames: Set<String>?
  var shelves: [String: LuaTable] = [:]
  /// What is in those of their tables that refuse to be written.
  var shelfContents: [LuaTable: LuaTable] = [:]
  /// The tables that scores read, by their names.
  var tablesRead: [String: TableState] = [:]
  /// The user's functions in pattern words that are at work; the innermost is the last.
  var functionReadings: [FunctionReading] = []
  var instrumentDocs: [String: String] = [:]
  var shelfNames: [LuaFunction: String] = [:]
  var scores = ScoreIndex()
  /// The scores that play, until something changes.
  var scoresPlaying: [(source: ScoreSource, events: ScoreEvents, start: Int)]?
  /// The score whose events are being made.
  var preparing: ScoreSource?
  /// What each name's pattern was read as in this chunk.
  var chunkPatterns: [String: LuaValue] = [:]
  var namesOnTheWay: [String] = []
  var tempoSlot: Signal?
  /// The seconds of a cycle by which what plays was made.
  var tempoSeconds: Double?
  var taps: [Double] = []
  var timers: [BarTimer] = []
  var timerCount = 0
  /// The jumps of the transport that the timers have taken note of, and the frame from which they count since.
  var timerJumps = 0
  var timersFrom = 0
  /// The frame before which the bars of a loop's next pass have run already.
  var timersAhead: Int?
  /// What the chunk asks of the transport.
  var courseChanges: [CourseChange] = []
  /// Whether the chunk that runs began to record.
  var hasBegunRecording = false
  /// Beats on whose multiples edits land; 0 for at once.
  var quantum = 0.0
  /// Whether what the chunk does waits for no boundary.
  var isUrgent = false
  /// Notes that are too low to be heard, with who plays them, as long as they are not told.
  var lowNotes: [(source: ScoreSource, midi: Double)] = []
  /// The lines at which this chunk bound its names.
  var placesBound: [String: String] = [:]
  /// The names by which scores became others with this chunk.
  var namesHeard: Set<String> = []
  /// How many chunks are being evaluated inside one another.
  var depthOfChunks = 0
  /// What is sent of a text that a patch or a lesson says, where a terminal reads it.
  package var shown: (String) -> String = { $0 }
  /// What patches may write to files.
  package internal(set) var writing = WriteBudget()
  /// Asks whoever sits at the prompt for a yes or no, while a chunk is evaluated that was typed there; nil where nobody does.
  package var ask: ((_ question: String) -> Bool)?
  /// Whether that was answered by no in this chunk.
  var hasDeclined = false
  /// Around what runs by itself and may print while a line is typed.
  package var aside: (() -> Void) -> Void = { $0() }
  /// Told of what went wrong where nobody waits for an answer.
  package var onFault: (String) -> Void = { _ in }
  /// Told of what may be meant otherwise.
  package var onHint: (String) -> Void = { _ in }

  // Lessons: the one that is open, and how far the reader is in each.
  var lessonCourse: LessonCourse?
  package var lessonProgress = LessonProgress(path: nil)
  var hasToldProgress = false
  /// The examples that help told last.
  var toldExamples: [String] = []

  // What the chunk that runs has done so far.
  var chunkObjects: [WeakObject] = []
  var namesRead: Set<String> = []
  var namesBound: Set<String> = []
  /// How often a name was bound.
  var bindings = 0
  /// How often when what scores read was last looked at within a chunk.
  var bindingsSeen = 0
  /// Names of tables and the like, in which a chunk may have written.
  var valuesRead: Set<String> = []
  var labelsAdded: Set<String> = []
  var unseeded: Set<SignalID> = []
  var unseededHeld: [Signal] = []
  var temporaries: [Signal] = []
  var managerFunctions: [String: LuaValue] = [:]
  var contents = SampleContents()
  let memoryLimit: Int
  var chunksSinceReturn = 0
  /// The samples that are held outside of Lua.
  package let account: SampleAccount
  /// The workspace file that was opened or saved last.
  var workspaceName: String?
  /// Files that are damaged: none is written over.
  var damagedFiles: Set<FileIdentity> = []
  var loopDepth = 0
  var marks = ChunkMarks()
  var chunkTitle = ""
  var chunkFrame: Int?
  /// The followed file that is evaluated.
  var following: FollowedEvaluation?
  /// Whether a row of this chunk keeps that frame.
  var isAnchored = false
  var isHistory = false
  var tempoBefore: TempoMap?
  var latestStart: Int?

  /// Seconds over which an edit fades.
  var fade = 0.020
  var played = PlayedShape()
  /// What is being recorded.
  var recorder: Recorder?
  /// What mic() records.
  var input: RunningInput?
  /// What it recorded and rows may read, by number, and how much of each was told to `onTake`.
  var takes: [Int: (take: InputTake, told: Int)] = [:]
  /// Told what more of a recording there is, for whoever keeps it against a crash; nil where nothing reads it any more.
  package var onTake: (_ number: Int, _ samples: [Float]?) -> Void = { _, _ in }
  /// A recording of the session that is brought back.
  package var onRecoverTake: (_ number: Int) -> [Float]? = { _ in nil }
  /// While a session is brought back: its recordings that are gone.
  var takesGone: Set<Int>?
  /// Whether it only tries another's work, and neither sounds nor listens.
  var isBeside = false
  /// Whether a chunk is evaluated only to see what it would change.
  var isLooking = false
  /// Whether a former session's text runs for the functions that it makes.
  var isRecovering = false
  var journal: SessionJournal?
  /// The sound server that `mic` hears; nil for the one that the environment names.
  package var inputServer: String?
  /// Told where what is being recorded stands, and nil when it has its name.
  package var onRecording: (_ unfinished: String?) -> Void = { _ in }
  /// Told where what `onRecover` answered could not be brought back.
  package var onRecoverFailed: () -> Void = {}
  /// The lines of the session that was not ended, what it is called, and what else there is to say of it.
  package var onRecover: () -> (lines: [String], title: String, remark: String?)? = { nil }
  /// When patterns were last prepared within a long answer.
  var preparedAt = 0

  package init(
    workspace: Workspace, output: any PlayOutput, files: FileAccess, channels: Int = 2,
    memoryLimit: Int = 512 << 20, samples account: SampleAccount = SampleAccount()
  ) throws {
    self.workspace = workspace
    (self.memoryLimit, self.account) = (memoryLimit, account)
    self.output = output
    self.files = files
    self.channels = channels
    lua = try LuaState(memoryLimit: memoryLimit, isTrusted: files.isTrusted)
    try lua.seed(0)
    for (key, value) in try lua.globals.pairs() {
      guard let name = key.asString, name != "_G", name != "_ENV" else { continue }
      standardNames[name] = value.asTable == nil ? value : .table(try frozen(name, value))
      if let table = value.asTable { standardFields[name] = try table.keys().compactMap(\.asString) }
    }
    try defineFileChunks()
    try definePrinting()
    try defineWords()
    // The closures hold the session weakly: the Lua state that holds them is the session's own.
    let made = try makeEnvironment(with: nil)
    try lua.standBy(made)
    environment = made
    if files.isTrusted, let libraries = try lua.libraries {
      let made = try makeEnvironment(with: libraries)
      try lua.trust(made)
      trustedEnvironment = made
    }
    manager.onNeed = { [weak self] in try self?.meet($0) }
    workspace.tempoFrame = { [weak self] in self?.tempoFrame() ?? 0 }
  }

  private func makeEnvironment(with libraries: LuaTable?) throws -> LuaTable {
    try lua.makeEnvironment(
      index: { [weak self] in
        if let own = try libraries?.get($0), !own.isNil { return own }
        return try self?.read($0)
      },
      newIndex: { [weak self] in
        try self?.write($0, $1)
        if let name = $0.asString { self?.namesBound.insert(name) }
      },
      names: { [weak self] in (self?.workspace.names.keys.sorted() ?? []).map(LuaValue.string) })
  }
}
