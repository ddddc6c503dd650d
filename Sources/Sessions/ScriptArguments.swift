import Scripting
import Workspaces

extension Session {
  /// Binds `arg` as `lua` does: the script at 0, what follows it from 1.
  package func setArguments(script: String, _ arguments: [String]) throws {
    let table = try lua.makeTable()
    try table.set(.integer(0), .string(script))
    for (index, argument) in arguments.enumerated() { try table.set(.integer(index + 1), .string(argument)) }
    scriptArguments = arguments.map(LuaValue.string)
    standardNames["arg"] = .table(table)
  }
}
