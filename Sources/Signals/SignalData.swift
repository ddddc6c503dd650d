/// The identity of a row inside one manager: its interned index. Equal rows have equal ids.
package struct SignalID: Hashable, Sendable, Comparable {
  package let index: Int
  package init(index: Int) { self.index = index }
  package static func < (a: SignalID, b: SignalID) -> Bool { a.index < b.index }
}

/// One value of a row: what was given for a declared parameter.
package enum Argument: Hashable, Sendable {
  case number(Double)
  /// One number per channel.
  case numbers([Double])
  case text(String)
  case flag(Bool)
  case samples(Samples)
  /// A reference to another row.
  case signal(SignalID)
  /// References to several, in order.
  case signals([SignalID])
}

/// One row of the flat table: a type and, in declared order, what was given for its parameters.
///
/// A row never changes. What refers to what stands in the arguments; nothing here knows what a type means.
package struct SignalData: Hashable, Sendable {
  package let type: String
  package let arguments: [Argument]

  package init(type: String, arguments: [Argument]) {
    self.type = type
    // Equal rows are one, so there is one zero.
    self.arguments = arguments.map {
      switch $0 {
      case .number(let number): .number(number + 0)
      case .numbers(let numbers): .numbers(numbers.map { $0 + 0 })
      default: $0
      }
    }
  }

  /// The rows referred to, in declared order.
  package var references: [SignalID] {
    var found: [SignalID] = []
    for argument in arguments {
      switch argument {
      case .signal(let id): found.append(id)
      case .signals(let ids): found.append(contentsOf: ids)
      default: break
      }
    }
    return found
  }

  /// The same row with every reference replaced.
  package func mapping(_ replace: (SignalID) -> SignalID) -> SignalData {
    SignalData(
      type: type,
      arguments: arguments.map {
        switch $0 {
        case .signal(let id): .signal(replace(id))
        case .signals(let ids): .signals(ids.map(replace))
        default: $0
        }
      })
  }
}
