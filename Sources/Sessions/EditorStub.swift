import Scripting
import Signals

/// What an editor's language server is told of the words (LuaCATS annotations): docs/neap.lua.
extension Session {
  package func editorStub() -> String {
    loadPatterns()
    var text = """
      ---@meta
      -- Made from the declarations by `neap document editor`: add it to your editor's Lua library.

      ---A function of time.
      ---@class Signal
      ---@field uuid string
      ---@field type string
      ---@operator add(Signal|number): Signal
      ---@operator sub(Signal|number): Signal
      ---@operator mul(Signal|number): Signal
      ---@operator div(Signal|number): Signal
      ---@operator pow(Signal|number): Signal
      ---@operator mod(Signal|number): Signal
      ---@operator unm: Signal
      local Signal = {}

      """
    for (_, words) in wordsByFamily {
      for word in words where word.value.asFunction != nil { text += "\n" + entry(word) }
    }
    return text
  }

  private func entry(_ word: Word) -> String {
    let doc = comment(word.doc) + (word.example.isEmpty ? "" : comment("Example: `\(word.example)`"))
    guard let declaration = word.declaration else {
      let entry = "\(doc)function \(word.name)(...) end\n"
      return word.isMethod ? entry + "\n\(doc)function Signal:\(word.name)(...) end\n" : entry
    }
    func function(_ name: String, _ parameters: ArraySlice<any Parameter>) -> String {
      let lines = parameters.map { parameter in
        let mark = parameter.standard == nil ? "" : "?"
        return
          "---@param \(parameter.name)\(mark) \(type(parameter)) \(flat(parameter.doc)) (\(flat(parameter.summary)))\n"
      }
      let names = parameters.map(\.name).joined(separator: ", ")
      return "\(doc)\(lines.joined())---@return Signal\nfunction \(name)(\(names)) end\n"
    }
    let whole = function(word.name, declaration.parameters[...])
    guard word.isMethod else { return whole }
    return whole + "\n" + function("Signal:\(word.name)", declaration.parameters.dropFirst())
  }

  private func comment(_ text: String) -> String {
    text.split(separator: "\n").map { "---\($0)\n" }.joined()
  }

  private func flat(_ text: String) -> String { text.replacing("\n", with: " ") }

  private func type(_ parameter: any Parameter) -> String {
    switch parameter.form {
    case .stream: "Signal|number"
    case .streams: "Signal[]"
    case .number: "number"
    case .numbers: "number|number[]"
    case .text: "string"
    case .choice(let choices): choices.map { "\"\($0)\"" }.joined(separator: "|")
    case .flag: "boolean"
    case .samples: "number[]|number[][]"
    case .curve: "fun(x: number): number|number[]"
    case .any: "any"
    }
  }
}
