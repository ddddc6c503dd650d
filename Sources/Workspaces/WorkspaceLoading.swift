import Graphs
import Signals

/// Names, what plays and every row that they reach, to a file and back.
extension Workspace {
  /// The most that the master may amplify, in decibels.
  package static let loudest = 12.0

  /// Writes names, what plays and every row that they reach. `plain` gives what is saved of other values.
  package func save(to path: String, plain: (AnyObject) -> JSONValue?) throws {
    var contents = WorkspaceFile.Contents(rate: manager.rate, volume: volume)
    for (name, value) in names {
      switch value {
      case .signal: contents.names[name] = slots[name].map { .string(manager.uuid(of: $0.id)) }
      case .other(let object): if let json = plain(object) { contents.names[name] = json }
      }
    }
    contents.playing = playing.map { (manager.uuid(of: $0.signal.id), $0.start, $0.label) }
    let roots = slots.values.map(\.id) + playing.map(\.signal.id)
    let text = try WorkspaceFile.text(contents, roots: roots, manager: manager)
    try AtomicFile.write(Array(text.utf8), to: path)
  }

  /// Replaces names and what plays by a file's. Nothing is changed where the file is at fault.
  ///
  /// - Parameters:
  ///   - value: what a plain value in the file becomes.
  ///   - check: throws where a name cannot be bound.
  package func load(_ path: String, value: (JSONValue) -> AnyObject?, check: (String) throws -> Void) throws {
    let bytes = try AtomicFile.read(path)
    let loaded: WorkspaceFile.Loaded
    do { loaded = try WorkspaceFile.parse(bytes, manager: manager) } catch let error as SignalError {
      throw SignalError("\(path): \(error.message)")
    }
    guard loaded.contents.rate == manager.rate else {
      throw SignalError(
        "\(path) is a workspace at \(loaded.contents.rate) Hz; this session runs at \(manager.rate) Hz: start neap with --rate \(loaded.contents.rate)"
      )
    }
    let volume = loaded.contents.volume
    guard volume.isFinite, volume <= Self.loudest else {
      throw SignalError(
        "\(path): mixer: a volume of \(volume) dB was given; at most \(Numerals.text(Self.loudest)) dB is expected"
      )
    }
    for name in loaded.slots.map(\.name) + loaded.contents.names.keys.sorted() {
      do { try check(name) } catch { throw SignalError("\(path): \(error)") }
    }
    let before = (names: names, playing: playing, volume: self.volume)
    do {
      try replace(by: loaded, value: value)
    } catch {
      setAll(names.mapValues { _ in nil })
      setAll(before.names)
      (playing, self.volume) = (before.playing, before.volume)
      throw SignalError("\(path): \(error)")
    }
  }

  private func replace(by loaded: WorkspaceFile.Loaded, value: (JSONValue) -> AnyObject?) throws {
    for name in names.keys { note(name) }
    setAll(names.mapValues { _ in nil })
    for slot in loaded.slots {
      guard let target = loaded.signals[slot.target] else { continue }
      guard !manager.isOpen(target.id) else {
        throw SignalError("row \(slot.target): it hangs on a loop, so \(slot.name) cannot be bound to it")
      }
      try bind(slot.name, .signal(target))
    }
    for (uuid, signal) in loaded.signals where !manager.isOpen(signal.id) {
      do { _ = try manager.version(of: signal.id) } catch { throw SignalError("row \(uuid): \(error)") }
    }
    for (name, json) in loaded.contents.names where names[name] == nil {
      if case .string = json { continue }
      guard let object = value(json) else { continue }
      note(name)
      set(name, .other(object))
    }
    playing = try loaded.contents.playing.map { item in
      guard let signal = loaded.signals[item.uuid], !manager.isOpen(signal.id) else {
        throw SignalError("playing: it refers to \(item.uuid), which is not in the file")
      }
      return Playing(label: item.label ?? freeLabel(), signal: signal, start: item.start)
    }
    volume = loaded.contents.volume
  }
}
