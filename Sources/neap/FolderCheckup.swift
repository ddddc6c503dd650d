import DiskCache
import Glibc
import Lessons
import Remotes
import Storage
import Terminals

/// The folders that Neap writes to, and the one that it was started in.
struct FolderCheckup {
  func findings() -> [Finding] {
    [
      folder(
        "state folder", of: HistoryFile.standard().path, "history of the prompt and journals of sessions",
        variable: "XDG_STATE_HOME", standard: "~/.local/state"),
      folder(
        "data folder", of: LessonProgress.standard().path, "progress in lessons", variable: "XDG_DATA_HOME",
        standard: "~/.local/share"),
      runtime(), cache(), here(),
    ]
  }

  private func folder(
    _ subject: String, of file: String?, _ use: String, variable: String, standard: String
  ) -> Finding {
    guard let file, let slash = file.lastIndex(of: "/") else {
      return Finding(
        subject: subject, state: .note, what: "there is none: \(use) are not kept",
        remedy: "set HOME, or \(variable) to a folder whose name begins with /")
    }
    let path = String(file[..<slash])
    if let relative = environmentVariable(variable), !relative.hasPrefix("/"), !relative.isEmpty {
      return Finding(
        subject: subject, state: .note,
        what: "\(path); \(variable) is \(relative), which does not begin with / and is ignored",
        remedy: "set \(variable) to a whole path")
    }
    if let problem = WritableFolder.problem(of: path) {
      return Finding(
        subject: subject, state: .bad, what: "\(path): \(problem): \(use) are not kept",
        remedy:
          "make it one that you may write to, as by chmod u+rwx or chown, or set \(variable) to another; \(standard) is usual"
      )
    }
    return Finding(subject: subject, state: .ok, what: "\(path), for \(use)")
  }

  private func runtime() -> Finding {
    do {
      let path = try RemoteFolder().path
      if let problem = WritableFolder.problem(of: path) {
        return Finding(
          subject: "runtime folder", state: .bad, what: "\(path): \(problem): neap send does not work",
          remedy: "set XDG_RUNTIME_DIR to a folder of your own that nobody else may enter (mode 700)")
      }
      return Finding(subject: "runtime folder", state: .ok, what: "\(path), for neap send")
    } catch {
      return Finding(
        subject: "runtime folder", state: .bad, what: "\(error): neap send does not work",
        remedy: "set XDG_RUNTIME_DIR to a folder of your own that nobody else may enter (mode 700)")
    }
  }

  /// What renders leave for the next time; where that cannot be, they are no slower than the first time.
  private func cache() -> Finding {
    let use = "what neap render made, for the next time"
    guard let path = SegmentFolder.standardPath(environmentVariable) else {
      return Finding(
        subject: "cache folder", state: .note, what: "there is none: \(use) is not kept",
        remedy: "set HOME, or XDG_CACHE_HOME to a folder whose name begins with /")
    }
    if let problem = WritableFolder.problem(of: path) {
      return Finding(
        subject: "cache folder", state: .note, what: "\(path): \(problem): \(use) is not kept",
        remedy:
          "make it one that you may write to, as by chmod u+rwx or chown, or set XDG_CACHE_HOME to another; ~/.cache is usual"
      )
    }
    let folder = SegmentFolder(path: path)
    return Finding(
      subject: "cache folder", state: .ok,
      what:
        "\(path), for \(use): \(folder.byteCount >> 20) MiB of \(folder.limit >> 20) at most; it may be deleted at any time"
    )
  }

  private func here() -> Finding {
    guard let path = WorkingFolder.path else {
      return Finding(
        subject: "this folder", state: .bad, what: "it is gone: a patch finds no files",
        remedy: "cd to a folder that is there")
    }
    if access(path, W_OK) == 0 {
      return Finding(subject: "this folder", state: .ok, what: "\(path) takes files")
    }
    return Finding(
      subject: "this folder", state: .note, what: "\(path) takes no files: write, render and save fail here",
      remedy: "start neap in a folder of your own")
  }
}

/// Whether a folder takes files, by making one.
enum WritableFolder {
  static func problem(of path: String) -> String? {
    var made = ""
    for part in path.split(separator: "/") {
      made += "/" + part
      if mkdir(made, 0o700) != 0, errno != EEXIST { return String(cString: strerror(errno)) }
    }
    let probe = "\(path)/.doctor-\(getpid())"
    let file = open(probe, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { return String(cString: strerror(errno)) }
    var byte: UInt8 = 0
    let isWritten = write(file, &byte, 1) == 1
    let reason = String(cString: strerror(errno))
    close(file)
    unlink(probe)
    return isWritten ? nil : reason
  }
}
