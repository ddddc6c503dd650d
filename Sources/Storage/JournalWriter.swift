import Glibc
import Synchronization

/// Appends lines to a journal's file and syncs them, on a thread of its own: whoever hands over a line goes on, and waits
/// for it where something is to be acknowledged.
package final class JournalWriter: Sendable {
  /// Makes a line, which holds no line end, on the thread that writes it.
  package typealias Line = @Sendable () throws -> String

  private struct State {
    var waiting: [Entry] = []
    /// Lines that were handed over, and those of them that are on the disk.
    var given = 0
    var done = 0
    var problem: StorageError?
    /// Snapshots that wait: what failed before one of them counts no more.
    var beginnings = 0
    var isClosed = false
  }

  private enum Entry {
    case line(Line)
    /// The file begins anew with this line.
    case anew(Line)

    var isBeginning: Bool { if case .anew = self { true } else { false } }
  }

  package let path: String
  private let operations: any FileOperations
  private let state = Mutex(State())
  private let work: Semaphore
  private let finished: Semaphore
  private let thread: Mutex<pthread_t?>

  /// Begins the journal at `path` with a snapshot.
  package init(_ path: String, snapshot: String, _ operations: any FileOperations = DiskOperations())
    throws(StorageError)
  {
    self.path = path
    self.operations = operations
    work = Semaphore()
    finished = Semaphore()
    thread = Mutex(nil)
    let file = try WholeFile(operations).begin(JournalLine.encoded(snapshot), at: path)
    guard let started = OwnThread.start("neap journal", { [self] in run(file) }) else {
      close(file)
      throw StorageError("\(path) is not written: no thread could be started")
    }
    thread.withLock { $0 = started }
  }

  /// Hands over a line.
  package func append(_ line: @escaping @autoclosure Line) { give(.line(line)) }

  /// The journal starts afresh from a snapshot: one file takes the place of the other.
  package func begin(anew snapshot: @escaping @autoclosure Line) { give(.anew(snapshot)) }

  private func give(_ entry: Entry) {
    state.withLock { state in
      state.given += 1
      if entry.isBeginning { state.beginnings += 1 }
      state.waiting.append(entry)
    }
    work.signal()
  }

  /// Waits until all that was handed over is on the disk; false where that cannot be, or takes longer than `seconds`.
  package func wait(seconds: Double) -> Bool {
    // Time that the machine sleeps through does not count.
    let clock = SuspendingClock()
    let latest = clock.now + .seconds(seconds)
    while true {
      let (isDone, hasFailed) = state.withLock {
        ($0.done == $0.given, $0.problem != nil && $0.beginnings == 0)
      }
      if hasFailed { return false }
      if isDone { return true }
      let left = (latest - clock.now) / .seconds(1)
      guard left > 0, finished.wait(seconds: left) else { return false }
    }
  }

  /// Why nothing is written any more. A snapshot that can be written ends it.
  package var problem: StorageError? { state.withLock { $0.problem } }

  /// Writes what waits, and ends.
  package func end() {
    state.withLock { $0.isClosed = true }
    work.signal()
    let started = thread.withLock { thread in
      defer { thread = nil }
      return thread
    }
    if let started { pthread_join(started, nil) }
  }

  // MARK: On the thread

  private func run(_ first: Int32) {
    var file = first
    while true {
      work.wait()
      let (entries, isClosed) = state.withLock { state in
        defer { state.waiting = [] }
        return (state.waiting, state.isClosed)
      }
      if !entries.isEmpty {
        var problem = state.withLock { $0.problem }
        do throws(StorageError) {
          try write(entries, &file, &problem)
        } catch { problem = error }
        state.withLock { state in
          state.problem = problem
          state.done += entries.count
          state.beginnings -= entries.count(where: \.isBeginning)
        }
        finished.signal()
      }
      if isClosed { break }
    }
    close(file)
  }

  private func text(_ line: Line) throws(StorageError) -> String {
    do { return try line() } catch { throw StorageError("a line of \(path) could not be made: \(error)") }
  }

  /// All that waits with one sync. After a failure only a snapshot makes sense: a line builds on those before it.
  private func write(_ entries: [Entry], _ file: inout Int32, _ problem: inout StorageError?)
    throws(StorageError)
  {
    var bytes: [UInt8] = []
    for entry in entries {
      switch entry {
      case .line(let line):
        // A snapshot behind it ends its failure.
        do throws(StorageError) { bytes += JournalLine.encoded(try text(line)) } catch { problem = error }
      case .anew(let line):
        // What came before stands in the snapshot.
        bytes = []
        let next = try WholeFile(operations).begin(JournalLine.encoded(try text(line)), at: path)
        close(file)
        file = next
        problem = nil
      }
    }
    guard problem == nil, !bytes.isEmpty else { return }
    try operations.write(bytes, to: file, path)
    try operations.sync(file, path)
  }
}
