import Glibc
import Signals
import Synchronization

/// What plays, summed: sound by sound, through the master's chain where there is one, behind the guard.
extension PlayedGraph {
  /// Renders interleaved samples behind the master.
  package func render(_ frames: Range<Int>, into out: UnsafeMutableBufferPointer<Float>) {
    meters.removeAll(keepingCapacity: true)
    shed(at: frames.lowerBound)
    let loudest = sum(frames, into: out, isMetered: true) { _ in true }
    if loudest > Master.audible { report.lastAudible.store(frames.upperBound, ordering: .relaxed) }
    report.levels.note(meters)
    tellCosts()
    if !report.tap.isResting { showTap(frames, out) }
    flushLog()
  }

  /// As `render`, without what begins with the latest edit. Answers false where nothing does, and where a chain, which
  /// has one past, would have to hear two mixes.
  package func renderContinuing(_ frames: Range<Int>, into out: UnsafeMutableBufferPointer<Float>) -> Bool {
    guard chain == nil, playing.contains(where: \.isNew) else { return false }
    _ = sum(frames, into: out, isMetered: false) { !$0.isNew }
    return true
  }

  /// Sums those sounds behind the master. Answers the loudest sample.
  private func sum(
    _ frames: Range<Int>, into out: UnsafeMutableBufferPointer<Float>, isMetered: Bool,
    _ isWanted: (Playing) -> Bool
  ) -> Float {
    guard let start = out.baseAddress else { return 0 }
    precondition(out.count >= frames.count * channels)
    unsafe start.update(repeating: 0, count: frames.count * channels)
    let step = renderer.runBlocks * Grid.block
    var at = frames.lowerBound
    while at < frames.upperBound {
      let run = at..<min(at + step, frames.upperBound)
      let place = Place(
        start: unsafe start + (at - frames.lowerBound) * channels, frame: channels, channel: 1)
      if let chain {
        renderChain(chain, run, place)
      } else {
        for sound in playing where isWanted(sound) { mix(sound, run, place, isMetered: isMetered) }
      }
      at = run.upperBound
    }
    return guardAll(frames, start, isMetered: isMetered)
  }

  /// The master's factor and guard, block by block.
  private func guardAll(_ frames: Range<Int>, _ start: UnsafeMutablePointer<Float>, isMetered: Bool) -> Float
  {
    var loudest: Float = 0
    let count = Grid.block * channels
    let master = (playing.map(\.meter).max() ?? -1) + 1
    var at = frames.lowerBound
    var block = start
    while at < frames.upperBound {
      let part = UnsafeMutableBufferPointer(
        start: block, count: min(frames.upperBound - at, Grid.block) * channels)
      let peak = Master.apply(gain, to: part)
      loudest = max(loudest, peak)
      if isMetered, part.count == count {
        meters.append(
          LevelLog.Entry(
            meter: master, block: at >> Grid.blockShift, level: BlockLevel(block, count: count),
            isGuarded: peak > Master.knee))
      }
      unsafe block += count
      at += Grid.block
    }
    return loudest
  }

  /// The mix of all that plays, into the node that stands for it in the chain.
  func mix(into track: Track, _ run: Range<Int>) {
    let start = track.pointer(run.lowerBound)
    for channel in 0..<channels {
      unsafe (start + channel * track.stride).update(repeating: 0, count: run.count)
    }
    let place = Place(start: start, frame: 1, channel: track.stride)
    for sound in playing { mix(sound, run, place, isMetered: true) }
  }

  /// What the chain makes of the mix; where it takes too long, the mix is silent until the next edit.
  private func renderChain(_ chain: RenderNode, _ run: Range<Int>, _ place: Place) {
    if isChainGivenUp { return }
    chain.timeline.runLow = run.lowerBound
    chainDeadline = Self.processorTime() + 2 * Self.patience
    guard (try? chainRenderer.ensure(chain, run)) != nil else {
      isChainGivenUp = true
      return report.fault("master", .tooSlow)
    }
    if !add(chain.track, run.lowerBound, run.count, place) { report.fault("master", .notFinite) }
  }

  /// Where samples go: the first, and how far the next frame and the next channel lie.
  struct Place {
    let start: UnsafeMutablePointer<Float>
    let frame: Int
    let channel: Int
  }

  private func mix(_ playing: Playing, _ run: Range<Int>, _ place: Place, isMetered: Bool) {
    let local = (run.lowerBound - playing.sound.start)..<(run.upperBound - playing.sound.start)
    let track = rendered(playing, run, local)
    if isMetered { meter(playing, run, local, track) }
    guard let track else { return }
    if track.isUniform(local),
      (0..<track.channels).allSatisfy({ track.pointer(local.lowerBound)[$0 * track.stride] == 0 })
    {
      return
    }
    let isFinite =
      if let start = leaving[Self.key(playing)], run.upperBound > start {
        add(track, local.lowerBound, run.count, place) { Self.leavingGain(run.lowerBound + $0, from: start) }
      } else {
        add(track, local.lowerBound, run.count, place)
      }
    if !isFinite { report.fault(playing.sound.name, .notFinite) }
  }

  /// The samples of one sound, or nil where nothing is heard of it.
  private func rendered(_ playing: Playing, _ run: Range<Int>, _ local: Range<Int>) -> Track? {
    let root = playing.root
    if local.upperBound <= 0, playing.sound.start > 0 { return nil }
    let key = EndedSound.Key(version: playing.sound.version.id, start: playing.sound.start)
    if let end = ended[key], run.lowerBound >= end { return nil }
    if givenUp.contains(key) { return nil }
    if costs.isLeft(key), run.lowerBound >= leaving[key].map({ $0 + Self.leavingFade }) ?? .min { return nil }
    root.timeline.runLow = local.lowerBound
    let isPreparing = preparation != nil
    // A slice of a preparation ends when it was to end, whatever the chain asks of the mix meanwhile.
    let slice = deadline
    let began = Self.processorTime()
    deadline = began + Self.patience
    renderer.awaitsScores = isPreparing
    defer {
      renderer.awaitsScores = false
      if isPreparing { deadline = slice }
    }
    do throws(RenderInterrupted) {
      try renderer.ensure(root, local)
    } catch {
      if isPreparing, let need = error.need {
        preparation?.mixCut = run.lowerBound
        chainRenderer.need = need
        return nil
      }
      givenUp.insert(key)
      report.fault(playing.sound.name, .tooSlow)
      return nil
    }
    costs.note(key, work: Self.processorTime() - began, seconds: Double(run.count) / rate)
    notice(key, playing.sound, local, root.track)
    return root.track
  }

  /// Adds samples to what lies at `place`; answers false where some are not finite, which are left out.
  private func add(
    _ track: Track, _ first: Int, _ count: Int, _ place: Place, gain: ((_ frame: Int) -> Float)? = nil
  ) -> Bool {
    var isFinite = true
    for channel in 0..<channels {
      if track.channels > 1, channel >= track.channels { continue }
      let plane = track.pointer(first) + (track.channels == 1 ? 0 : channel * track.stride)
      let out = unsafe place.start + channel * place.channel
      let step = place.frame
      // Told before anything is added: what the others gave is not to be taken out with it.
      var sum: Float = 0
      for i in 0..<count { sum += unsafe plane[i] * 0 }
      if sum != 0 || sum.isNaN {
        isFinite = false
        for i in 0..<count where unsafe plane[i].isFinite {
          unsafe out[i * step] += plane[i] * (gain?(i) ?? 1)
        }
      } else if let gain {
        for i in 0..<count { unsafe out[i * step] += plane[i] * gain(i) }
      } else {
        for i in 0..<count { unsafe out[i * step] += plane[i] }
      }
    }
    return isFinite
  }

  private func meter(_ playing: Playing, _ run: Range<Int>, _ local: Range<Int>, _ track: Track?) {
    var at = run.lowerBound
    while at + Grid.block <= run.upperBound {
      var level = BlockLevel()
      if let track {
        var square: Float = 0
        let first = track.pointer(local.lowerBound + at - run.lowerBound)
        for channel in 0..<track.channels {
          let one = BlockLevel(unsafe first + channel * track.stride, count: Grid.block)
          level.peak = max(level.peak, one.peak)
          square += one.square
        }
        level.square = square / Float(track.channels)
      }
      meters.append(LevelLog.Entry(meter: playing.meter, block: at >> Grid.blockShift, level: level))
      at += Grid.block
    }
  }

  /// Seconds of work on one sound's next stretch, of milliseconds, after which the others are not kept waiting longer.
  static let patience = 1.5

  /// Seconds that this thread has worked.
  static func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// Notices when a sound has ended and rung out: it is rendered no more.
  private func notice(_ key: EndedSound.Key, _ sound: PlaySnapshot.Sound, _ local: Range<Int>, _ track: Track)
  {
    guard let end = sound.end, local.lowerBound >= end else { return }
    if track.loudest(local) > Master.audible { return quiet[key] = 0 }
    quiet[key, default: 0] += local.count
    let isOver = sound.version.shape.range.upper.map { local.lowerBound >= $0 } ?? false
    guard isOver || Double(quiet[key] ?? 0) >= Self.quietSeconds * rate else { return }
    ended[key] = sound.start + local.upperBound
    endedCount += 1
    quiet[key] = nil
  }

  /// So long below -90 dBFS, and what rings is taken to be over.
  private static let quietSeconds = 0.5
}
