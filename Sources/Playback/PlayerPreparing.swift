/// What is prepared while something else sounds.
extension PlayerLoop {
  /// Whether an edit is heard only when it is prepared.
  func prepares(_ letter: Letter<Source.Edit>) -> Bool {
    guard source.prepares(letter.edit, fade: Int(letter.fade * Double(rate))) else { return false }
    preparing = PreparingReport(fade: letter.fade, since: Monotonic.now())
    return true
  }

  /// Prepares for a moment what is to be heard later. Answers whether the turn is over.
  func prepare(_ isFilling: Bool) -> Bool {
    switch source.prepare(for: QueueLength.slice) {
    case .ready(let due):
      if let due { edit([Letter(edit: due, fade: preparing.fade, notBefore: nil)]) }
      return true
    case .underway:
      if let news = preparing.news(source.preparedPart) { report(news) }
      return true
    case .waiting:
      if let news = preparing.news(source.preparedPart) { report(news) }
      if !isFilling { mailbox.bell.wait(until: Monotonic.now() + Monotonic.nanoseconds(QueueLength.slice)) }
      return !isFilling
    }
  }
}
