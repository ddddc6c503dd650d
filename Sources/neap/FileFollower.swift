import Glibc
import Sessions
import Terminals
import Watches

/// `--watch`: evaluates a patch again whenever it is saved.
final class FileFollower {
  private unowned let performance: Performance
  private let path: String
  private let watch: FileWatch
  private let file: FollowedFile

  init(_ path: String, _ performance: Performance) throws {
    self.performance = performance
    self.path = path
    // Before the file is first read: a save in between is not missed.
    watch = try FileWatch(path)
    file = FollowedFile(name: path)
  }

  /// Evaluates the file and from then on every save of it.
  func begin() {
    if access(path, F_OK) == 0 {
      evaluate { _ in }
    } else {
      Messages.hint("\(path) is not there yet: it plays once it is saved")
    }
    performance.add(
      EventSource(watch.descriptor) {
        if self.watch.takeSave() { self.evaluate { Messages.hint("\(self.path): \($0.sentence)") } }
      })
  }

  private func evaluate(_ tell: (FollowedFile.Changes) -> Void) {
    do {
      let changes = try performance.evaluating {
        try performance.engine.session.evaluate(try Engine.source(path), following: file)
      }
      tell(changes)
    } catch { Messages.error(Evaluation.text(error)) }
  }
}
