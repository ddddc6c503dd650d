import AudioFiles
import Graphs
import Scripting
import Signals

/// `render` at the prompt.
extension Session {
  func defineRendering() throws {
    try define(
      "render", .files, "render(file, {from=, to=, length=, stems=, bits=, dither=})",
      "Renders what the patch is into a WAV, FLAC, OGG or AIFF file, as if it had always been there from 0 on, faster than it plays; the music goes on meanwhile, Ctrl-C stops it. Without to it goes on until everything has ended and rung out below -90 dBFS. With stems each sound gets a file as well, song-bass.flac beside song.flac, all equally long: plain samples before the master, with the mixer's controls. bits is 16, 24, or 32, which is floating point; dither rounds to 16 or 24 bits with noise (TPDF), the same each time. Past what patches may write (neap --write-limit) the prompt asks first.",
      example: "render(\"song.flac\", {to = 60, stems = true, bits = 24, dither = true})"
    ) { session, arguments in
      if try session.doesNothing("render") { return [] }
      let job = try session.renderJob(arguments)
      let lines = try session.render(job) { session.progress($0) }
      return [.string(lines.joined(separator: "\n"))]
    }
  }

  private func renderJob(_ arguments: LuaArguments) throws -> RenderJob {
    guard let name = arguments[0].asString, !name.isEmpty else {
      throw LuaError(
        "render: a file's name is expected, as in render(\"song.flac\", {to = 60}); \(arguments[0].described) was given"
      )
    }
    var job = RenderJob(path: nil)
    job.isAskedByPatch = true
    if !arguments[1].isNil {
      guard let table = arguments[1].asTable else {
        throw LuaError("render: options are expected, as in {to = 60}; \(arguments[1].described) was given")
      }
      let known = ["from", "to", "length", "stems", "bits", "dither"]
      for key in try table.keys() where !known.contains(key.asString ?? "") {
        let given = key.asString ?? key.described
        throw LuaError(
          "render: there is no option \(given), only \(known.joined(separator: ", "))\(NearestNames.question(given, among: known))"
        )
      }
      try span(table, &job)
      job.isStems = try flag(table, "stems")
      job.isDithered = try flag(table, "dither")
      job.encoding = try AudioEncoding(bits: table["bits"], "render")
    }
    job.path = try writable(name)
    return job
  }

  private func span(_ table: LuaTable, _ job: inout RenderJob) throws {
    func frame(_ name: String, from start: Int = 0) throws -> Int? {
      let value = try table[name]
      if value.isNil { return nil }
      guard let frame = self.frame(ofLength: value, from: start, upTo: 86_400) else {
        throw LuaError(
          "render: \(name): seconds, bars(n) or beats(n), at most 86400 s, are expected; \(value.described) was given"
        )
      }
      return frame
    }
    job.from = try frame("from") ?? 0
    let (to, end) = (try frame("to"), try frame("length", from: job.from))
    if to != nil, end != nil { throw LuaError("render: to or length is expected, not both") }
    job.to = to ?? end
    if let to = job.to, to <= job.from {
      throw LuaError(
        "render: the end, \(text(to)) s, lies at or before the beginning, \(text(job.from)) s")
    }
  }

  private func text(_ frame: Int) -> String { Numerals.text(Double(frame) / Double(manager.rate)) }

  private func flag(_ table: LuaTable, _ name: String) throws -> Bool {
    let value = try table[name]
    if value.isNil { return false }
    if let flag = value.asBoolean { return flag }
    throw LuaError("render: \(name): true or false is expected; \(value.described) was given")
  }
}
