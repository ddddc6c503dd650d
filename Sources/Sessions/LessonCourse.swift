import Lessons

/// Where a reader is in a lesson.
final class LessonCourse {
  let lesson: Lesson
  /// From 0.
  var page: Int
  /// The part of the page that comes next.
  var part = 0
  /// The block that is shown and not yet run.
  var pending: String?
  var hintsTold = 0
  /// Whether the reader was told that the exercise is not solved.
  var isWarned = false

  init(_ lesson: Lesson, page: Int) { (self.lesson, self.page) = (lesson, page) }

  var present: Lesson.Page { lesson.pages[page] }

  func turn(to page: Int) {
    self.page = page
    (part, pending, hintsTold, isWarned) = (0, nil, 0, false)
  }

  /// What stands at a page's top.
  var head: String {
    let heading = page == 0 ? lesson.title : present.heading
    return "── \(heading) ── \(lesson.name) \(page + 1)/\(lesson.pages.count) ──"
  }

  /// The text up to the next block, and the block, which then waits to be run.
  func nextStep() -> [String] {
    var lines: [String] = []
    var wasItem = false
    while part < present.parts.count, pending == nil {
      defer { part += 1 }
      switch present.parts[part] {
      case .text(let text):
        // The items of a list stand together.
        if text.hasPrefix("- "), wasItem, lines.last == "" { lines.removeLast() }
        wasItem = text.hasPrefix("- ")
        lines += [wasItem ? "  " + text : text, ""]
      case .block(let code):
        lines += code.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }
        pending = code
      }
    }
    if lines.last == "" { lines.removeLast() }
    return lines
  }
}

extension LessonCourse {
  /// What every step of a lesson shows at so many columns, page by page: for whoever sees to it that it fits.
  static func steps(of lesson: Lesson, columns: Int) -> [(page: Int, lines: Int)] {
    var found: [(page: Int, lines: Int)] = []
    for page in lesson.pages.indices {
      let course = LessonCourse(lesson, page: page)
      var isFirst = true
      while course.part < course.present.parts.count {
        course.pending = nil
        let text = ((isFirst ? [course.head, ""] : []) + course.nextStep()).joined(separator: "\n")
        isFirst = false
        let count = Paragraphs.broken(text, columns: columns).split(
          separator: "\n", omittingEmptySubsequences: false
        ).count
        found.append((page + 1, count))
      }
    }
    return found
  }
}
