import Glibc

/// The files and folders that a partly typed name may mean, seen from `folder`. Folders end in a slash;
/// names that begin with a dot are offered only once the dot is typed.
package func fileCompletions(of word: String, in folder: String) -> [Completion] {
  let slash = word.lastIndex(of: "/")
  let parent = slash.map { String(word[...$0]) } ?? ""
  let start = slash.map { String(word[word.index(after: $0)...]) } ?? word
  let place = parent.hasPrefix("/") ? parent : folder + "/" + parent

  guard let stream = opendir(place) else { return [] }
  defer { closedir(stream) }
  var found: [Completion] = []
  while let entry = readdir(stream) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    guard name.hasPrefix(start), name != ".", name != ".." else { continue }
    guard !name.hasPrefix(".") || start.hasPrefix(".") else { continue }
    var status = stat()
    let isFolder = stat(place + "/" + name, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    let end = isFolder ? "/" : ""
    found.append(Completion(parent + name + end, shown: name + end))
  }
  return found.sorted { $0.text < $1.text }
}
