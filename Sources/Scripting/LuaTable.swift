internal import LuaShim

/// A table of Lua, kept alive as long as this is.
///
/// Every access is raw: no metamethod runs. After its state has closed reading throws.
package final class LuaTable: Equatable, Hashable {
  let reference: LuaReference
  private let link: LuaLink
  private let identity: UnsafeRawPointer?

  init(link: LuaLink, reference: LuaReference, identity: UnsafeRawPointer?) {
    self.link = link
    self.reference = reference
    self.identity = identity
  }

  /// Whether they are the same table.
  package static func == (left: LuaTable, right: LuaTable) -> Bool { left.identity == right.identity }

  package func hash(into hasher: inout Hasher) { hasher.combine(identity) }

  /// `#table`, 0 after the state has closed.
  package var count: Int {
    guard let host = link.state?.host else { return 0 }
    return Int(ls_raw_length(host, reference.index))
  }

  package subscript(index: Int) -> LuaValue {
    get throws(LuaError) { try open().element(index, of: reference) }
  }

  package subscript(key: String) -> LuaValue {
    get throws(LuaError) { try get(.string(key)) }
  }

  package func get(_ key: LuaValue) throws(LuaError) -> LuaValue {
    try open().perform(.get, [.reference(reference), .value(key)]).first ?? .nil
  }

  package func set(_ key: LuaValue, _ value: LuaValue) throws(LuaError) {
    _ = try open().perform(.set, [.reference(reference), .value(key), .value(value)])
  }

  /// The keys: integers ascending, other numbers, strings by their bytes, false, true, the rest in the order in which
  /// it was made.
  package func keys() throws(LuaError) -> [LuaValue] {
    let state = try open()
    guard case .table(let list)? = try state.perform(.keys, [.reference(reference)]).first else { return [] }
    var keys: [LuaValue] = []
    for index in 0..<list.count { keys.append(try list[index + 1]) }
    return keys
  }

  /// The entries, in the order of `keys`.
  package func pairs() throws(LuaError) -> [(key: LuaValue, value: LuaValue)] {
    var pairs: [(key: LuaValue, value: LuaValue)] = []
    for key in try keys() { pairs.append((key, try get(key))) }
    return pairs
  }

  package func setMetatable(_ metatable: LuaTable) throws(LuaError) {
    _ = try open().perform(.meta, [.reference(reference), .reference(metatable.reference)])
  }

  private func open() throws(LuaError) -> LuaState {
    guard let state = link.state else { throw .closed }
    return state
  }
}
