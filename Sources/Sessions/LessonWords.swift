package import Lessons
import Measures
import Pictures
import Scripting
import Signals
import Workspaces

/// `lesson`, as Lua sees it: called, it lists and opens; its fields go about in the lesson that is open.
final class LessonObject: LuaObject {
  unowned let session: Session
  init(_ session: Session) { self.session = session }

  static let luaType = LuaType(
    "lesson", of: LessonObject.self,
    index: { lesson, key, state in
      guard let name = key.asString, Session.lessonFields.contains(name) else {
        let given = key.asString ?? key.described
        throw LuaError(
          "lesson has no \(given), only \(Session.lessonFields.joined(separator: ", "))"
            + NearestNames.question(given, among: Session.lessonFields))
      }
      let session = lesson.session
      return .function(
        try state.function("lesson.\(name)") { [unowned session] _ in
          try session.lessonField(name)
          return []
        })
    },
    call: { lesson, arguments in
      try lesson.session.openLesson(arguments)
      return []
    },
    describe: { lesson, _ in lesson.session.lessonList() })
}

extension Session {
  static let lessonFields = ["back", "hint", "check", "solution"]

  /// Where the lessons lie that come with Neap.
  var lessonShelf: LessonShelf { LessonShelf(folder: "\(StandardLibrary.folder ?? "")/lessons") }

  func defineLessons() {
    define(
      "lesson", "lesson([name], [page])",
      "Lessons in digital signal processing. lesson() lists them, lesson(\"aliasing\") opens one, at a page if one is given; Enter on an empty line runs the block that is shown, or goes on. lesson.check() checks the page's exercise, lesson.hint() helps with it, lesson.solution() shows an answer, lesson.back() goes back to the page's beginning, or to the page before. A name that ends in .md opens a lesson of your own. Turning a page ends what plays.",
      "lesson(\"aliasing\")", .object(LessonObject(self)), family: .teaching, isMethod: false)
  }

  // MARK: Opening

  fileprivate func openLesson(_ arguments: LuaArguments) throws {
    if try doesNothing("lesson") { return }
    guard !arguments[0].isNil else { return tell(lessonList()) }
    let place = arguments[0].asInteger
    guard let name = place.map({ lessonName(String($0)) }) ?? arguments[0].asString else {
      throw LuaError(
        "lesson: a lesson's name or number is expected, as in lesson(\"aliasing\"); \(arguments[0].described) was given"
      )
    }
    let lesson = try findLesson(name)
    var page = 1
    if !arguments[1].isNil {
      guard let given = arguments[1].asInteger, lesson.pages.indices.contains(given - 1) else {
        throw LuaError(
          "lesson: a page from 1 to \(lesson.pages.count) is expected; \(arguments[1].described) was given")
      }
      page = given
    }
    let left = lessonProgress[lesson.name]
    if arguments[1].isNil, left.page > 1, left.page <= lesson.pages.count, !left.isFinished {
      tell(
        "You were on page \(left.page) of \(lesson.pages.count): lesson(\"\(lesson.name)\", \(left.page)) goes on there.\n"
      )
    }
    lessonCourse = LessonCourse(lesson, page: page - 1)
    try stopForPage()
    // Where the reader was is kept until he goes on from here.
    showPage(isKept: page > 1 || left.page <= 1 || !arguments[1].isNil)
  }

  /// A lesson's name for its number in the list.
  private func lessonName(_ text: String) -> String {
    let names = lessonShelf.names
    return Int(text).flatMap { names.indices.contains($0 - 1) ? names[$0 - 1] : nil } ?? text
  }

  package func findLesson(_ name: String) throws -> Lesson {
    let name = lessonName(name)
    do {
      if name.hasSuffix(".md") { return try LessonShelf.read(readable(name)) }
      if let lesson = try lessonShelf.lesson(name) { return lesson }
    } catch let error as LessonError { throw LuaError(error.description) } catch let error as SignalError {
      throw LuaError(error.message)
    }
    let names = lessonShelf.names
    throw LuaError(
      "lesson: there is no lesson \"\(name)\"; there are \(names.joined(separator: ", "))"
        + NearestNames.question(name, among: names))
  }

  package var lessonNames: [String] { lessonShelf.names }

  /// The lessons and how far each was read; `opening` is what opens one where it is shown.
  package func lessonList(opening: (String) -> String = { "lesson(\"\($0)\")" }) -> String {
    let names = lessonShelf.names
    let width = names.map(\.count).max() ?? 0
    let lines = names.enumerated().map { number, name in
      guard let lesson = try? lessonShelf.lesson(name) else { return "  \(name): cannot be read" }
      let entry = lessonProgress[name]
      // The file may be of another time, or written by hand.
      let (count, solved) = (lesson.exercises.count, entry.solved.intersection(lesson.exercises).count)
      let state =
        entry.isFinished
        ? "  read, \(solved) of \(count) solved"
        : entry.page > 1 || solved > 0
          ? "  page \(max(1, min(entry.page, lesson.pages.count))) of \(lesson.pages.count), \(solved) of \(count) solved"
          : ""
      let place = String(number + 1)
      return
        "\(String(repeating: " ", count: max(0, 3 - place.count)))\(place)  \(name.padding(to: width))  \(lesson.title)\(state)"
    }
    let next = names.first { !lessonProgress[$0].isFinished } ?? names.first ?? "aliasing"
    return (lines + ["\(opening(next)) opens one; Enter on an empty line goes on."])
      .joined(
        separator: "\n")
  }

  // MARK: Going about

  fileprivate func lessonField(_ name: String) throws {
    if try doesNothing("lesson") { return }
    guard let course = lessonCourse else {
      throw LuaError("lesson.\(name): no lesson is open; lesson(\"aliasing\") opens one, lesson() lists them")
    }
    if name == "back" {
      if course.part <= firstStepEnd(course), course.page > 0 {
        course.turn(to: course.page - 1)
      } else {
        if course.part <= firstStepEnd(course) { tell("This is the first page.") }
        course.turn(to: course.page)
      }
      try stopForPage()
      return showPage()
    }
    guard let exercise = course.present.exercise else {
      let next = course.lesson.exercises.first { $0 > course.page }
      throw LuaError(
        "lesson.\(name): this page has no exercise"
          + (next.map { "; page \($0) has, which lesson(\"\(course.lesson.name)\", \($0)) opens" } ?? ""))
    }
    switch name {
    case "hint": tellHint(exercise, course)
    case "solution": tell(exercise.solution)
    default: try checkExercise(exercise, course)
    }
  }

  private func firstStepEnd(_ course: LessonCourse) -> Int {
    (course.present.parts.firstIndex { if case .block = $0 { true } else { false } }
      ?? course.present.parts.count) + 1
  }

  private func tellHint(_ exercise: Lesson.Exercise, _ course: LessonCourse) {
    guard course.hintsTold < exercise.hints.count else {
      return tell(
        exercise.hints.isEmpty
          ? "There is no hint; lesson.solution() shows an answer."
          : "That was the last hint: \(exercise.hints[exercise.hints.count - 1])\nlesson.solution() shows an answer."
      )
    }
    tell(exercise.hints[course.hintsTold])
    course.hintsTold += 1
  }

  private func checkExercise(_ exercise: Lesson.Exercise, _ course: LessonCourse) throws {
    var found: [CheckedAnswer] = []
    do {
      try judge(
        exercise.check, name: "the check of \(course.lesson.name), page \(course.page + 1)", found: &found)
    } catch {
      // A check reads what its block binds: without that it fails by itself, which tells a student nothing.
      if (error as? LuaError)?.kind == .interrupted || course.pending == nil { throw error }
      tell("The block above was not run yet: Enter runs it, then change it.")
      return
    }
    var told: Set<String> = []
    for answer in found {
      let line = "\(answer.name): \(answer.verdict.text)"
      if told.insert(line).inserted { tell(line) }
    }
    guard found.allSatisfy(\.verdict.isRight) else {
      // An answer of the reader's own is not run over.
      if course.pending != nil, told.contains(where: { $0.hasSuffix("nothing is called \(found[0].name)") }) {
        tell("The block above was not run yet: Enter runs it, then change it.")
      }
      return
    }
    (course.pending, course.part) = (nil, course.present.parts.count)
    keepProgress(course) { $0.solved.insert(course.page + 1) }
    tell("Solved. (Enter goes on)")
  }

  // MARK: Going on

  /// Enter on an empty line: runs the block that is shown, as a chunk, and shows what comes next. The block that was
  /// run; nil where there was none.
  package func continueLesson() throws -> String? {
    guard let course = lessonCourse else { return nil }
    guard let block = course.pending else {
      try goOn(course)
      return nil
    }
    course.pending = nil
    // A picture is not pushed out of sight by what is said of it.
    let told = onTell
    var height = 0
    onTell = { text in
      height += text.count(where: \.isNewline) + 1
      told(text)
    }
    // The line below it and the prompt need room of their own.
    let whole = screen
    screen = {
      var part = whole()
      part.rows -= 2
      return part
    }
    defer { (onTell, screen) = (told, whole) }
    let values = try evaluate(block, name: "lesson", printsExpression: true)
    if !values.isEmpty { onTell(printed(values, safe: shown)) }
    // A block may open another lesson, which goes on then.
    guard lessonCourse === course else { return block }
    let isTall = rows().map { height > $0 / 4 } ?? false
    if course.part >= course.present.parts.count {
      tell(foot(course))
    } else if isTall {
      tell("(Enter goes on)")
    } else {
      showStep(course)
    }
    return block
  }

  private func goOn(_ course: LessonCourse) throws {
    if course.part < course.present.parts.count { return showStep(course) }
    let isSolved =
      course.present.exercise == nil || lessonProgress[course.lesson.name].solved.contains(course.page + 1)
    if !isSolved, !course.isWarned {
      course.isWarned = true
      return tell("Not solved yet: lesson.check() checks it, lesson.hint() helps. (Enter again leaves it)")
    }
    if !workspace.playing.isEmpty { try evaluate("stop()", name: "lesson") }
    guard course.page + 1 < course.lesson.pages.count else { return endLesson(course) }
    course.turn(to: course.page + 1)
    showPage()
  }

  private func endLesson(_ course: LessonCourse) {
    keepProgress(course) { $0.isFinished = true }
    lessonCourse = nil
    let solved = lessonProgress[course.lesson.name].solved
    let left = course.lesson.exercises.first { !solved.contains($0) }
    let names = lessonShelf.names
    let next = names.firstIndex(of: course.lesson.name).flatMap { $0 + 1 < names.count ? names[$0 + 1] : nil }
    tell(
      "That was \(course.lesson.title): \(solved.count) of \(course.lesson.exercises.count) exercises solved."
        + (left.map { " lesson(\"\(course.lesson.name)\", \($0)) goes back to one that is left." } ?? "")
        + (next.map { " lesson(\"\($0)\") comes next." } ?? " lesson() lists them all."))
  }

  private func showPage(isKept: Bool = true) {
    guard let course = lessonCourse else { return }
    if isKept { keepProgress(course) { $0.page = course.page + 1 } }
    tell(([course.head, ""] + course.nextStep() + [foot(course)]).joined(separator: "\n"))
  }

  private func showStep(_ course: LessonCourse) {
    tell((course.nextStep() + [foot(course)]).joined(separator: "\n"))
  }

  private func foot(_ course: LessonCourse) -> String {
    if course.pending != nil { return "(Enter runs it)" }
    guard course.present.exercise != nil, course.part >= course.present.parts.count else {
      return "(Enter goes on)"
    }
    return "(type an answer, then lesson.check(); lesson.hint() helps)"
  }

  private func stopForPage() throws {
    guard !workspace.playing.isEmpty, let stop = words["stop"]?.value.asFunction else { return }
    _ = try lua.call(stop, [])
  }

  private func keepProgress(_ course: LessonCourse, _ change: (inout LessonProgress.Entry) -> Void) {
    do { try lessonProgress.update(course.lesson.name, change) } catch {
      guard !hasToldProgress else { return }
      hasToldProgress = true
      onHint("what you have read and solved is not kept: \((error as? SignalError)?.message ?? "\(error)")")
    }
  }
}
