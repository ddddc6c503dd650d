import Graphs
import Scripting
import Signals
import Workspaces

/// A patch whose every save is one edit: what it bound and played the last times it was evaluated.
///
/// A file that is evaluated again means what it would mean in a fresh session, where everything else goes on. So the names
/// that it bound are not bound until it binds them, its sounds are numbered anew, chance begins anew; and what it no longer
/// says goes.
package final class FollowedFile {
  package let name: String
  /// Of signals that it once played and no longer plays, so many at most are known for its own.
  static let mostSignals = 1_000

  /// What it last bound each of its names to. One that means something else by now was bound by somebody else.
  var names: [String: Workspace.Value] = [:]
  /// Every signal that it ever played and that still may play, undone or not.
  var signals: [SignalID: Signal] = [:]
  /// What each signal was that it played the last time.
  var versions: [SignalID: SignalVersion] = [:]
  /// Its lines, as they were the last time, without the blanks around them.
  var lines: Set<String> = []
  /// The frame of the clock that each of its lines noted.
  var anchors: [String: Int] = [:]
  /// The mixer and the master that it found each time, and those that it left; the last is the latest.
  var desks: [(before: Desk, after: Desk)] = []
  /// So many are known, as undo may go back to one of them.
  static let mostDesks = 32

  package init(name: String) { self.name = name }

  /// What an evaluation changed.
  package struct Changes: Equatable {
    package var changed: [String] = []
    package var begun: [String] = []
    package var ended: [String] = []
    package var unbound: [String] = []

    /// `bass changed; s2 ends`.
    package var sentence: String {
      let parts = [
        ("changed", changed), ("unbound", unbound), (ended.count == 1 ? "ends" : "end", ended),
        (begun.count == 1 ? "begins" : "begin", begun),
      ]
      let told = parts.filter { !$0.1.isEmpty }.map { "\(Self.list($0.1)) \($0.0)" }
      return told.isEmpty ? "nothing changed" : told.joined(separator: "; ")
    }

    private static func list(_ names: [String]) -> String {
      names.count > 6 ? names.prefix(6).joined(separator: ", ") + ", …" : names.joined(separator: ", ")
    }
  }
}

/// An evaluation of a followed file on its way.
final class FollowedEvaluation {
  /// What the file had asked for at bars to come, before.
  var timers: [BarTimer] = []
  var tempo: TempoMap?
  /// What its lines ask for at bars that are over.
  var past: [(bar: Double, function: LuaFunction)] = []
  /// The mixer as it was before.
  var deskFound = Desk()
  /// What its lines ask to be played, by the label under which it was added to what plays.
  struct Request {
    let label: String
    /// The line, where it plays this alone.
    let line: String?
  }

  let file: FollowedFile
  let lines: [String]
  /// Its names that mean what it last bound them to: until it binds them again, they are not bound.
  var hidden: Set<String> = []
  /// What played before, in order.
  var order: [Workspace.Playing] = []
  /// Those of it that were the file's.
  var former: [Workspace.Playing] = []
  var requests: [Request] = []
  var anchors: [String: Int] = [:]
  var namesBefore: [String: Workspace.Value] = [:]
  /// The mixer and the master that it found before it set any of its own.
  var desk = Desk()
  /// What it plays now.
  var played: [SignalID: Signal] = [:]

  init(_ file: FollowedFile, _ source: String) {
    self.file = file
    lines = source.split(separator: "\n", omittingEmptySubsequences: false).map { Self.trimmed($0) }
  }

  private static func trimmed(_ line: Substring) -> String {
    var rest = line.drop { $0.isWhitespace }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }

  /// The text of a line, by its number.
  func text(_ number: Int) -> String? { lines.indices.contains(number - 1) ? lines[number - 1] : nil }

  /// Whether a line stood in the file before.
  func isOld(_ line: String) -> Bool { file.lines.contains(line) }
}
