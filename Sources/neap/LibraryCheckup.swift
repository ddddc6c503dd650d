import Sessions

/// The library in Lua that comes with Neap.
struct LibraryCheckup {
  let sound: SoundOptions

  func findings() -> [Finding] {
    guard let folder = StandardLibrary.folder else {
      return [
        Finding(
          subject: "library", state: .bad,
          what: "stdlib was not found beside the program: patterns, instruments and lessons are missing",
          remedy: "NEAP_STDLIB names the folder stdlib; installed, it is share/neap/stdlib beside bin")
      ]
    }
    do {
      let engine = try Engine(sound, folder: Engine.folder(of: nil), output: NoOutput())
      let lessons = engine.session.lessonNames
      // Patterns are read where the first of them is used.
      _ = try engine.session.evaluate("return p\"bd sn\"", name: "doctor")
      return [
        Finding(
          subject: "library", state: lessons.isEmpty ? .note : .ok,
          what: "\(folder): \(engine.session.wordNames.count) words, \(lessons.count) lessons",
          remedy: lessons.isEmpty ? "\(folder)/lessons is empty: install Neap's stdlib whole" : "")
      ]
    } catch {
      return [
        Finding(
          subject: "library", state: .bad, what: "\(folder): \(Evaluation.text(error))",
          remedy:
            "install Neap's stdlib anew, of the same version as the program; NEAP_STDLIB may name another")
      ]
    }
  }
}
