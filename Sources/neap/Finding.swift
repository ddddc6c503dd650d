import Sessions
import Terminals

/// What a check found, and what to do about it.
struct Finding {
  enum State: String { case ok, note, bad }
  let subject: String
  let state: State
  let what: String
  var remedy = ""

  func text(_ width: Int, _ columns: Int, _ style: Style) -> String {
    let mark = state.rawValue.padding(toLength: 4)
    let role: Style.Role = state == .bad ? .error : state == .note ? .hint : .plain
    let indent = 4 + 2 + width + 2
    func lines(_ text: String) -> [String] {
      Paragraphs.broken(text.sanitized(), columns: max(30, columns - indent)).split(separator: "\n").map(
        String.init)
    }
    let all = lines(what) + (remedy.isEmpty ? [] : lines("-> " + remedy))
    let blank = String(repeating: " ", count: indent)
    return all.enumerated().map { place, line in
      place == 0 ? "\(style.paint(mark, role))  \(subject.padding(toLength: width))  \(line)" : blank + line
    }.joined(separator: "\n")
  }
}

extension String {
  fileprivate func padding(toLength length: Int) -> String {
    self + String(repeating: " ", count: max(0, length - count))
  }
}
