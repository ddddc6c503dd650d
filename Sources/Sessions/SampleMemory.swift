import Scripting
import Signals

/// What samples hold counts as a patch's memory: of buffers and lists that became signals, and of sound files, whoever holds them.
extension Session {
  /// An eighth is left to Lua, so that a chunk which lets go of samples can still run.
  func measureSamples() {
    let most = memoryLimit - memoryLimit / 8
    let used = lua.bytesInUse + lua.bytesOfObjects
    lua.heldBack = min(account.bytes, max(0, most - used))
    account.capacity = max(0, min(most, memoryLimit - used))
  }

  /// Samples that count.
  func counted(_ planes: [[Float]]) throws -> Samples {
    let bytes = planes.reduce(0) { $0 + $1.count * 4 }
    // Measured anew where it is much, or where the last measure says no.
    if bytes > 65_536 { measureSamples() }
    if bytes > account.left {
      lua.collect()
      measureSamples()
      guard bytes <= account.left else {
        throw LuaError(
          "not enough memory: \((bytes + 0xf_ffff) >> 20) MiB of samples are to be held, and \(account.left >> 20) of \(memoryLimit >> 20) MiB are left (neap --memory-limit allows more)",
          kind: .memory)
      }
    }
    defer { if bytes > 65_536 { measureSamples() } }
    return Samples(planes, in: account)
  }
}
