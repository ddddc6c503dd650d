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
      ---@operator call(Signal|number): Signal A word that awaits its signal.

      """
    text += signalFields() + "local Signal = {}\n"
    for (_, words) in wordsByFamily {
      for word in words where word.value.asFunction != nil { text += "\n" + entry(word) }
    }
    return text
  }

  /// The parameters that a signal may have, by name: read and set below it.
  private func signalFields() -> String {
    var types: [String: Set<String>] = [:]
    for declaration in words.values.compactMap(\.declaration) where isSignal(declaration) {
      for parameter in declaration.parameters {
        types[parameter.name, default: []].formUnion(type(parameter).split(separator: "|").map(String.init))
      }
    }
    return types.sorted { $0.key < $1.key }.map { name, types in
      let all = types.contains("any") ? "any" : types.sorted().joined(separator: "|")
      return "---@field \(name) \(all)\n"
    }.joined()
  }

  /// Whether a word's parameters belong to a signal.
  private func isSignal(_ declaration: any Declaration) -> Bool {
    declaration is SignalKind || declaration is LuaWord
  }

  private func entry(_ word: Word) -> String {
    let doc = comment(word.doc) + (word.example.isEmpty ? "" : comment("Example: `\(word.example)`"))
    guard let declaration = word.declaration else {
      let entry = "\(doc)function \(word.name)(...) end\n"
      return word.isMethod ? entry + "\n\(doc)function Signal:\(word.name)(...) end\n" : entry
    }
    let answer = isSignal(declaration) ? "Signal" : declaration is DesignDeclaration ? "any ..." : "any"
    func function(_ name: String, _ parameters: ArraySlice<any Parameter>, _ named: String) -> String {
      let lines = parameters.map { parameter in
        let mark = parameter.isOptional ? "?" : ""
        return
          "---@param \(parameter.name)\(mark) \(type(parameter)) \(flat(parameter.doc)) (\(flat(parameter.summary)))\n"
      }
      let names = parameters.map(\.name).joined(separator: ", ")
      let over = named.isEmpty ? "" : "---@overload fun(named: \(named)): \(answer)\n"
      return "\(doc)\(lines.joined())\(over)---@return \(answer)\nfunction \(name)(\(names)) end\n"
    }
    // By name in braces, positions among them: lowpass{sig, cutoff=800}, fx = lowpass{cutoff=800}, sine{440, 442}.
    let fields = declaration.parameters.map { "---@field \($0.name)? \(type($0))\n" }.joined()
    let named = "named.\(word.name)"
    let table = "---@class \(named)\n---@field [integer] any\n\(fields)\n"
    let whole = table + function(word.name, declaration.parameters[...], named)
    guard word.isMethod else { return whole }
    return whole + "\n" + function("Signal:\(word.name)", declaration.parameters.dropFirst(), "")
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
    case .any: anyType(parameter)
    }
  }

  private func anyType(_ parameter: any Parameter) -> String {
    let choices = (parameter as? AnyValue)?.choices ?? []
    return choices.isEmpty || parameter.name == "window" || parameter.name == "pass_zero"
      ? "any" : choices.map { "\"\($0)\"" }.joined(separator: "|")
  }
}
