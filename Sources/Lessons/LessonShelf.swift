import Glibc
import Workspaces

/// The lessons of a folder, in the order of their files' names: `01-aliasing.md` is the lesson `aliasing`.
package struct LessonShelf {
  private let files: [(name: String, path: String)]

  package init(folder: String) {
    var found: [String] = []
    if let directory = opendir(folder) {
      defer { closedir(directory) }
      while let entry = readdir(directory) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name.hasSuffix(".md"), !name.hasPrefix(".") { found.append(name) }
      }
    }
    files = found.sorted().map { (Self.name(of: $0), "\(folder)/\($0)") }
  }

  package var names: [String] { files.map(\.name) }

  /// The lesson of a name; nil where there is none.
  package func lesson(_ name: String) throws -> Lesson? {
    try files.first { $0.name == name }.map { try Self.read($0.path) }
  }

  /// The lesson that a file holds.
  package static func read(_ path: String) throws -> Lesson {
    let text = String(decoding: try AtomicFile.read(path, limit: 1 << 24), as: UTF8.self)
    let file = path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    // Lessons come from other people, and a terminal would do what their escapes say.
    var line = 1
    for scalar in text.unicodeScalars {
      if scalar == "\n" { line += 1 }
      guard scalar.properties.generalCategory == .control, !["\n", "\t", "\r"].contains(scalar) else {
        continue
      }
      throw LessonError(
        file: file, line: line,
        problem:
          "a control character, of number \(scalar.value), stands here; text is expected (Lua writes it as \\\(scalar.value))"
      )
    }
    return try LessonReader.read(text, name: name(of: file), file: file)
  }

  /// A file's name without its number and its ending.
  private static func name(of file: String) -> String {
    let bare = file.hasSuffix(".md") ? file.dropLast(3) : file[...]
    let number = bare.prefix { $0.isNumber }
    let rest = bare.dropFirst(number.count)
    return String(!number.isEmpty && rest.hasPrefix("-") ? rest.dropFirst() : bare)
  }
}
