import Glibc
import Synchronization
import Threads

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
    /// Bytes of the last snapshot, and of the lines behind it.
    var snapshot = 0
    var lines = 0
    var isClosed = false

    /// Where nothing can be written a snapshot is tried now and then by whoever tells of it.
    var isLong: Bool {
      guard beginnings == 0, problem == nil else { return false }
      return lines > max(JournalWriter.most, 4 * snapshot) || waiting.count > JournalWriter.mostWaiting
    }
  }

  private enum Entry {
    case line(Line)
    /// The file begins anew with this line, which stands for so many before it as well.
    case anew(Line, others: Int)

    var count: Int { if case .anew(_, let others) = self { others + 1 } else { 1 } }
    var isBeginning: Bool { if case .anew = self { true } else { false } }
  }

  /// Bytes that may be behind a snapshot, however small that is.
  private static let most = 64 << 20
  /// Lines that may wait for a disk that is slow.
  private static let mostWaiting = 256

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
    let first = JournalLine.encoded(snapshot)
    let file = try WholeFile(operations).begin(first, at: path)
    state.withLock { $0.snapshot = first.count }
    do throws(OwnThread.Failure) {
      let started = try OwnThread.start("neap journal") { [self] in run(file) }
      thread.withLock { $0 = started }
    } catch {
      close(file)
      throw StorageError("\(path) is not written: \(error)")
    }
  }

  /// Hands over a line.
  package func append(_ line: @escaping @autoclosure Line) {
    state.withLock { state in
      state.given += 1
      state.waiting.append(.line(line))
    }
    work.signal()
  }

  /// The journal starts afresh from a snapshot: one file takes the place of the other. What waits stands in it.
  package func begin(anew snapshot: @escaping @autoclosure Line) {
    state.withLock { state in
      state.given += 1
      state.beginnings += 1 - state.waiting.count(where: \.isBeginning)
      state.waiting = [.anew(snapshot, others: state.waiting.reduce(0) { $0 + $1.count })]
    }
    work.signal()
  }

  /// Whether it is time for a snapshot: more lies behind the last one than is to be kept, on the disk or waiting for it.
  package var isLong: Bool { state.withLock { $0.isLong } }

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
        var (problem, sizes) = state.withLock { ($0.problem, (snapshot: $0.snapshot, lines: $0.lines)) }
        do throws(StorageError) {
          try write(entries, &file, &problem, &sizes)
        } catch { problem = error }
        state.withLock { state in
          state.problem = problem
          (state.snapshot, state.lines) = sizes
          state.done += entries.reduce(0) { $0 + $1.count }
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
  private func write(
    _ entries: [Entry], _ file: inout Int32, _ problem: inout StorageError?,
    _ sizes: inout (snapshot: Int, lines: Int)
  ) throws(StorageError) {
    var bytes: [UInt8] = []
    for entry in entries {
      switch entry {
      case .line(let line):
        // A snapshot behind it ends its failure.
        do throws(StorageError) { bytes += JournalLine.encoded(try text(line)) } catch { problem = error }
      case .anew(let line, _):
        // What came before stands in the snapshot.
        bytes = []
        let first = JournalLine.encoded(try text(line))
        let next = try WholeFile(operations).begin(first, at: path)
        close(file)
        file = next
        problem = nil
        sizes = (first.count, 0)
      }
    }
    guard problem == nil, !bytes.isEmpty else { return }
    try operations.write(bytes, to: file, path)
    sizes.lines += bytes.count
    try operations.sync(file, path)
  }
}
