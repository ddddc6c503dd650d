import Signals

/// How a row becomes a version: arguments followed, numbers folded, the kernel made, equal ones found.
extension VersionBuilder {
  /// The version of a row of a kind; `version` answers for what it refers to.
  func intern(_ kind: SignalKind, _ data: SignalData, _ version: (SignalID) -> SignalVersion?) throws
    -> SignalVersion
  {
    var parts: [VersionKey.Part] = []
    var arguments: [Resolved] = []
    var inputs: [VersionInput] = []
    parts.reserveCapacity(kind.parameters.count)
    arguments.reserveCapacity(kind.parameters.count)
    inputs.reserveCapacity(kind.parameters.count)
    var sources: UInt64 = 0
    /// A reference as a kernel's input; what never changes is folded into a number.
    func stream(_ id: SignalID, folds: Bool) throws -> (VersionKey.Part, StreamInput) {
      guard let found = version(id) else { throw SignalError("\(kind.name): an input is missing") }
      let input = StreamInput(shape: found.shape, constant: found.constant)
      // A constant's version may be forgotten and made again; its values, and where it has them, make it equal.
      let part = found.constant.map { VersionKey.Part.constant($0, found.shape.range) } ?? .version(found.id)
      if let constant = found.constant, folds {
        inputs.append(.constant(constant.map(Float.init)))
      } else {
        inputs.append(.version(found))
      }
      return (part, input)
    }
    for (parameter, argument) in zip(kind.parameters, data.arguments) {
      // What is processed stays an input of its own even where it never changes: it may be read at any time.
      let isSource = if case .stream(nil, _) = parameter.form { true } else { false }
      let first = inputs.count
      switch argument {
      case .number(let number):
        if isSource {
          let constant = try self.constant(number)
          parts.append(.constant([number], .all))
          arguments.append(.stream(StreamInput(shape: constant.shape, constant: [number])))
          inputs.append(.version(constant))
        } else {
          let isStream = if case .stream = parameter.form { true } else { false }
          parts.append(isStream ? .constant([number], .all) : .numbers([number]))
          arguments.append(.number(number))
          if isStream { inputs.append(.constant([Float(number)])) }
        }
      case .numbers(let numbers):
        parts.append(.numbers(numbers))
        arguments.append(.numbers(numbers))
      case .text(let text):
        parts.append(.text(text))
        arguments.append(.text(text))
      case .flag(let flag):
        parts.append(.flag(flag))
        arguments.append(.flag(flag))
      case .samples(let samples):
        parts.append(.samples(samples))
        arguments.append(.samples(samples))
      case .signal(let id):
        let (part, input) = try stream(id, folds: !isSource)
        parts.append(part)
        arguments.append(.stream(input))
        if case .number = parameter.form { inputs.removeLast() }
      case .signals(let ids):
        var list: [StreamInput] = []
        var keys: [VersionKey.Part] = []
        for id in ids {
          let (part, input) = try stream(id, folds: false)
          keys.append(part)
          list.append(input)
        }
        parts.append(.list(keys))
        arguments.append(.streams(list))
      }
      if isSource || parameter.form == .streams {
        for index in first..<max(first, min(inputs.count, 64)) { sources |= 1 << UInt64(index) }
      }
    }
    let key = VersionKey(kind: kind.name, parts: parts)
    if let found = table.find(key) { return found }
    let open = inputs.reduce(0) { $0 | ($1.version?.openLoops ?? 0) }
    let made: (kernel: any Kernel, inputs: [StreamInput])
    do {
      var context = context
      context.looksAhead = open == 0
      made = try kind.make(context, arguments)
    } catch let error as SignalError {
      throw SignalError(
        error.message.hasPrefix(kind.name + ":") ? error.message : "\(kind.name): \(error.message)")
    }
    if made.kernel.memory == .none {
      // Read frame by frame, a constant needs no node of its own.
      inputs = inputs.map { input in
        guard let constant = input.version?.constant else { return input }
        return .constant(constant.map(Float.init))
      }
    }
    if open != 0, made.kernel.memory == .elsewhere {
      throw SignalError(
        "\(kind.name): a loop, or the mix inside the master, cannot be read at other times from inside; use delay or z"
      )
    }
    let density = made.kernel.density * inputs.reduce(1) { max($0, $1.version?.density ?? 1) }
    guard density <= VersionBuilder.densest else {
      throw SignalError(
        "\(kind.name): one frame would ask for \(Int(min(density.rounded(), 1e15))) frames below it; at most "
          + "\(Int(VersionBuilder.densest)) are expected: squeeze time less, or fewer times")
    }
    return table.insert(key) {
      SignalVersion(
        place: $0, kernel: made.kernel, streams: made.inputs, inputs: inputs, openLoops: open, loopDepth: nil,
        sources: sources)
    }
  }

  private func constant(_ number: Double) throws -> SignalVersion {
    guard let kind = catalogue["constant"] else { throw SignalError("the catalogue has no constant") }
    return try intern(kind, SignalData(type: "constant", arguments: [.number(number)])) { _ in nil }
  }
}
