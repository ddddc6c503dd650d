/// What a name's value that can change from within was at a time: steps keep such states, since the value itself goes on changing.
package protocol ChangingState: AnyObject {
  /// Whether it is a state of that value.
  func isState(of value: AnyObject) -> Bool
  /// Makes the value what it was, and answers it.
  func restored() -> AnyObject
}

extension Workspace {
  /// What a name holds was changed from within: a part of the open step, as if the name had been bound.
  ///
  /// Wherever the steps before hold the value itself, it was the former state.
  package func noteChange(of name: String, from former: any ChangingState, to present: any ChangingState) {
    func kept(_ value: Value?) -> Value? {
      if case .other(let object)? = value, former.isState(of: object) { return .other(former) }
      return value
    }
    for index in steps.indices {
      for (name, change) in steps[index].names {
        steps[index].names[name] = (before: kept(change.before), after: kept(change.after))
      }
    }
    guard let change = open?.names[name] else {
      open?.names[name] = (before: .other(former), after: .other(present))
      return
    }
    open?.names[name] = (before: kept(change.before), after: .other(present))
  }

  /// What the name that the open step changed holds after it.
  func valueAfter(_ name: String, noted: Value?) -> Value? {
    if case .other(let state as any ChangingState)? = noted, case .other(let object)? = names[name],
      state.isState(of: object)
    {
      return noted
    }
    return names[name]
  }
}
