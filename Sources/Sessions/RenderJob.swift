package import AudioFiles
import Graphs
import Scripting
import Signals
import Workspaces

/// What to render into which file.
package struct RenderJob {
  /// nil renders and keeps nothing.
  package var path: String?
  /// The first frame, and that behind the last; without it until everything has ended and rung out.
  package var from: Int
  package var to: Int?
  /// Whether each sound gets a file beside the whole.
  package var isStems = false
  /// nil is the closest to the samples that the format has.
  package var encoding: AudioEncoding?
  package var isDithered = false
  /// How many threads render the whole; the bits are the same.
  package var threads = 1
  /// Whether a patch asks for it: then it writes where a patch may, and so much.
  var isAskedByPatch = false
  /// Whether nothing is asked of the patch after it.
  package var isLast = false

  /// Whether each frame is asked for once, from the start on: what has state rolls along, and is never rolled to where the
  /// question begins by each that reads it.
  var isReadOnce: Bool { isLast && !isStems && from <= 0 }

  package init(path: String?, from: Int = 0, to: Int? = nil) {
    (self.path, self.from, self.to) = (path, from, to)
  }
}

/// Renders what the patch is, as if it had always been there: the whole behind the master, and beside it each sound as
/// it goes into the mix.
extension Session {
  /// A line for each file.
  ///
  /// - Parameter progress: how much is there, from 0 to 1.
  @discardableResult
  package func render(_ job: RenderJob, progress: (Double) -> Void) throws -> [String] {
    do {
      try relateCuts()
      return try render(job, workspace.snapshot(), progress)
    } catch let error as AudioFileError {
      throw LuaError("render: \(error.description)")
    } catch let error as SignalError {
      throw LuaError("render: \(error.message)")
    } catch is RenderInterrupted {
      throw LuaError("interrupted", kind: .interrupted)
    }
  }

  private func render(_ job: RenderJob, _ snapshot: PlaySnapshot, _ progress: (Double) -> Void) throws
    -> [String]
  {
    guard !snapshot.sounds.isEmpty else {
      throw LuaError("render: nothing plays, so there is nothing to render; play(sig) says what is heard")
    }
    guard let last = job.to ?? MixAnswer.end(of: snapshot) else {
      throw LuaError(
        "render: \(endless(snapshot)) plays without end: to or length, in seconds, is expected (render(\"song.flac\", {to = 60}); --to 60)"
      )
    }
    let end = max(job.from + 1, last)
    var tracks = [try track(snapshot, job.path, job, isPlain: false, number: 0, end: end)]
    if job.isStems {
      for (number, name) in stems(snapshot).enumerated() {
        var part = PlaySnapshot(sounds: snapshot.sounds.filter { $0.name == name })
        part.gain = 1
        let path = try job.path.map {
          let path = Self.path($0, ofStem: name)
          return job.isAskedByPatch ? try writable(path) : path
        }
        var made = try track(part, path, job, isPlain: true, number: number + 1, end: end)
        // A name says what it is; s1 does not.
        made.sound = workspace.playing.first { $0.label == name && manager[$0.signal.id].slotName == nil }
          .map { brief($0.signal.id) }
        tracks.append(made)
      }
    }
    let frames = job.from..<end
    let rings = job.to == nil && MixAnswer.rings(snapshot)
    if job.isAskedByPatch, let path = job.path, let writer = tracks.first?.writer {
      let most = frames.count + (rings ? Self.mostTail * manager.rate : 0)
      let name = path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
      try allow(
        writer.bytes(ofFrames: most * tracks.count), to: path,
        as: tracks.count == 1 ? name : "\(name) with \(tracks.count - 1) stems", for: "render")
    }
    try write(tracks, frames) { progress(Double($0 - frames.lowerBound) / Double(frames.count)) }
    if rings { try writeTail(tracks, frames.upperBound) }
    for track in tracks { try track.writer?.close() }
    return tracks.compactMap { line($0) }
  }

  /// One file in work.
  private struct Track {
    let answer: MixAnswer
    let writer: AudioFileWriter?
    /// What is in it, where its name does not say so.
    var sound: String?

    /// What there is to tell of it.
    var line: String? {
      guard let writer else { return nil }
      var line = "\(writer.path): \(Numerals.fixed(Double(writer.frames) / Double(writer.rate), 2)) s"
      if let sound { line += ", \(sound)" }
      if writer.clippedSamples > 0 {
        line +=
          ", \(writer.clippedSamples) samples past full scale were clipped (bits = 32 keeps them in a WAV file)"
      }
      return line
    }
  }

  private func line(_ track: Track) -> String? {
    guard let line = track.line, let writer = track.writer else { return nil }
    return line + guarded(writer.markedSamples, of: writer.frames * writer.channels)
  }

  private func track(
    _ snapshot: PlaySnapshot, _ path: String?, _ job: RenderJob, isPlain: Bool, number: Int, end: Int
  ) throws -> Track {
    let answer = MixAnswer(
      snapshot, channels: channels, isPlain: isPlain, isLast: job.isReadOnce,
      keeper: segments, end: end, threads: isPlain ? 1 : job.threads, cache: manager.cache, log: manager.log)
    let lua = lua
    answer.isInterrupted = { lua.isInterrupted }
    answer.onNeed = manager.onNeed
    let writer = try path.map {
      try AudioFileWriter(
        path: $0, rate: manager.rate, channels: channels, encoding: job.encoding,
        dither: job.isDithered ? UInt64(number) : nil)
    }
    if job.isAskedByPatch { writer?.budget = writing }
    if !isPlain { writer?.mark = Master.knee }
    return Track(answer: answer, writer: writer)
  }

  /// Every track in pieces side by side, so that what they share is found in the cache; answers the whole's loudest
  /// sample.
  @discardableResult
  private func write(_ tracks: [Track], _ frames: Range<Int>, _ progress: (Int) -> Void) throws -> Float {
    var loudest: Float = 0
    var at = frames.lowerBound
    while at < frames.upperBound {
      let piece = at..<min(at + Self.pieceFrames, frames.upperBound)
      for (number, track) in tracks.enumerated() {
        try track.answer.forEachPiece(of: piece) { samples in
          if number == 0 { loudest = max(loudest, Self.loudest(samples)) }
          try track.writer?.write(samples.span)
        }
      }
      at = piece.upperBound
      progress(at)
      if lua.isInterrupted { throw RenderInterrupted() }
    }
    return loudest
  }

  /// The greatest absolute value, found among bit patterns, which follow each other as the values do: eight at a time.
  private static func loudest(_ samples: UnsafeMutableBufferPointer<Float>) -> Float {
    var most: UInt32 = 0
    for i in samples.indices {
      let bits = unsafe samples[i].bitPattern & 0x7fff_ffff
      most = bits > most ? bits : most
    }
    return Float(bitPattern: most)
  }

  private static let pieceFrames = 1 << 15

  /// Seconds.
  private static let mostTail = 60

  /// What rings on behind the last input, until it has been below -90 dBFS for half a second, at most a minute.
  private func writeTail(_ tracks: [Track], _ end: Int) throws {
    let step = manager.rate / 2
    for number in 0..<2 * Self.mostTail {
      let from = end + number * step
      if try write(tracks, from..<from + step, { _ in }) < Master.audible { break }
    }
  }

  /// The sounds' names in the order of playing, each once.
  private func stems(_ snapshot: PlaySnapshot) -> [String] {
    var seen: Set<String> = []
    return snapshot.sounds.map(\.name).filter { seen.insert($0).inserted }
  }

  private func endless(_ snapshot: PlaySnapshot) -> String {
    snapshot.sounds.first { $0.end == nil }?.name ?? "what plays"
  }

  /// `song-bass.flac` beside `song.flac`.
  private static func path(_ path: String, ofStem given: String) -> String {
    let name = given.replacing("/", with: "_").replacing("\0", with: "_")
    guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return "\(path)-\(name)" }
    return "\(path[..<dot])-\(name)\(path[dot...])"
  }
}
