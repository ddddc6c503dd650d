/// What is kept for a name that may be a plain value, as a number: two that are equal are one.
package protocol PlainValue: AnyObject {
  func isEqual(to value: AnyObject) -> Bool
}

/// What a name's value that can change from within was at a time: steps keep such states, since the value itself goes on changing.
package protocol ChangingState: AnyObject {
  /// Whether it is a state of that value.
  func isState(of value: AnyObject) -> Bool
  /// Makes the value what it was, and answers it.
  func restored() -> AnyObject
}

extension Workspace {
  /// Wherever steps hold the value itself, it was this.
  package func keep(_ former: any ChangingState) {
    for index in steps.indices {
      for (name, change) in steps[index].names {
        steps[index].names[name] = (
          before: kept(change.before, former), after: kept(change.after, former)
        )
      }
    }
    for (name, change) in open?.names ?? [:] { open?.names[name]?.before = kept(change.before, former) }
  }

  private func kept(_ value: Value?, _ former: any ChangingState) -> Value? {
    if case .other(let object)? = value, former.isState(of: object) { return .other(former) }
    return value
  }

  /// What a name holds was changed from within: a part of the open step, as if the name had been bound.
  package func noteChange(of name: String, from former: any ChangingState, to present: any ChangingState) {
    keep(former)
    if open?.names[name] != nil {
      open?.names[name]?.after = .other(present)
    } else if case .other(let object)? = names[name], former.isState(of: object) {
      // Where the name was bound to another one meanwhile, that is told by who bound it.
      open?.names[name] = (before: .other(former), after: .other(present))
    }
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
