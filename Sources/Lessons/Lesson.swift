/// A lesson: pages in the order in which they are read, each of which stands on its own.
package struct Lesson: Equatable, Sendable {
  /// What `lesson("aliasing")` calls it.
  package let name: String
  package let title: String
  package let pages: [Page]

  package struct Page: Equatable, Sendable {
    package let heading: String
    package let parts: [Part]
    package let exercise: Exercise?
  }

  /// What is read, and what is run, in turn.
  package enum Part: Equatable, Sendable {
    /// A paragraph, or an item of a list, in one line.
    case text(String)
    /// Lua.
    case block(String)
  }

  /// Something to do, and how it is told whether it was done.
  package struct Exercise: Equatable, Sendable {
    /// What is there to begin with, and is refused; empty where there is nothing.
    package let start: String
    package let check: String
    package let hints: [String]
    package let solution: String
    package let mistakes: [Mistake]
  }

  /// An answer that is refused, and how.
  package struct Mistake: Equatable, Sendable {
    package let code: String
    /// Part of the sentence that refuses it.
    package let verdict: String
  }

  /// The pages that hold an exercise, counted from 1.
  package var exercises: [Int] { pages.indices.filter { pages[$0].exercise != nil }.map { $0 + 1 } }
}

/// What is wrong with a lesson's file, and in which line.
package struct LessonError: Error, CustomStringConvertible {
  package let file: String
  package let line: Int
  package let problem: String
  package var description: String { "\(file):\(line): \(problem)" }
}
