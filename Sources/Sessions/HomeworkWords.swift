import Measures
import Scripting
import Signals
import Workspaces

/// A student's file against a teacher's checks.
package struct HomeworkReport {
  package let lines: [String]
  package let isRight: Bool
}

extension Session {
  func defineHomework() throws {
    try define(
      "homework", .teaching, "homework(file, [checks], {within = -80})",
      "Runs a student's file, in a session of its own, against a teacher's checks, checks.lua beside it unless another file is given, and tells of each answer whether it is right. A check is expect(name, wanted, {…}): the student's name, and the signal, the number, the list of samples, the figures {pitch=, level=, peak=, duration=} or the function of the answer, true or false and a sentence, that it is held against. Signals are compared sample by sample: their difference may be within decibels of what is wanted, -80 unless told otherwise; {by = \"sound\"} compares pitch, level, spectrum and duration instead. Figures are rounded to 0.1 dB. docs/lessons.md tells more.",
      example: "homework(\"anna.lua\", \"task1.lua\")"
    ) { session, arguments in
      if session.isRecovering { return [] }
      guard let file = arguments[0].asString, !file.isEmpty else {
        throw LuaError(
          "homework: a student's file is expected, as in homework(\"anna.lua\", \"task1.lua\"); \(arguments[0].described) was given"
        )
      }
      let options = arguments.values.last?.asTable
      for key in try options?.keys() ?? [] where key.asString != "within" {
        throw LuaError("homework: \(key.described) is no option; within, in decibels, is")
      }
      let within = try options?["within"] ?? .nil
      guard within.isNil || within.asDouble.map({ $0 < 0 && $0.isFinite }) == true else {
        throw LuaError(
          "homework: within: a number of decibels below 0 is expected, as in {within = -60}; \(within.described) was given"
        )
      }
      let checks = arguments[1].asString ?? session.checks(beside: file)
      let report = try session.homework(file, checks, within: within.asDouble ?? -80)
      session.tell(report.lines.joined(separator: "\n"))
      return []
    }
  }

  /// `checks.lua` in the folder of a student's file.
  package func checks(beside file: String) -> String {
    (file.lastIndex(of: "/").map { String(file[...$0]) } ?? "") + "checks.lua"
  }

  /// What is told of a student's file.
  ///
  /// - Parameter within: decibels by which samples may differ where a check does not say.
  package func homework(_ file: String, _ checks: String, within: Double) throws -> HomeworkReport {
    let (answer, test) = (try lines(of: file), try lines(of: checks))
    let student = try beside()
    // An answer is not to be read off the checks.
    try student.files.refuse(readable(checks), "the checks are not for the answer to read")
    var lines = ["\(file), checked by \(checks)"]
    func excerpt(_ error: LuaError) -> [String] { error.excerpt.split(separator: "\n").map { "  \($0)" } }
    let stop: LuaError?
    do { stop = try student.evaluateAsFar(answer, name: file) } catch let error as LuaError {
      if error.kind == .interrupted { throw error }
      lines += ["  it does not run: \(error.message)"] + excerpt(error)
      return HomeworkReport(lines: lines, isRight: false)
    }
    // What stands before the mistake is judged all the same.
    if let stop { lines += ["  it stops: \(stop.message)"] + excerpt(stop) }
    var found: [CheckedAnswer] = []
    var end: String?
    do {
      _ = try student.transaction("checks") {
        try student.judge(test, name: checks, within: within, found: &found)
        return []
      }
    } catch let error as LuaError {
      // What was judged before is told all the same.
      if error.kind == .interrupted || found.isEmpty { throw error }
      end = error.message
    }
    let width = found.map(\.name.count).max() ?? 0
    for answer in found { lines.append("  \(answer.name.padding(to: width))  \(answer.verdict.text)") }
    if let end { lines.append("  the checks end here: \(end)") }
    let right = found.count { $0.verdict.isRight }
    lines.append("\(right) of \(found.count) right")
    return HomeworkReport(lines: lines, isRight: end == nil && stop == nil && right == found.count)
  }

  private func lines(of file: String) throws -> String {
    do {
      return String(decoding: try AtomicFile.read(readable(file), limit: 64 << 20), as: UTF8.self)
    } catch let error as SignalError { throw LuaError("homework: \(error.message)") }
  }
}
