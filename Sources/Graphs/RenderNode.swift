import Glibc
import Signals

/// One version at work along one timeline.
final class RenderNode {
  enum Work {
    /// The version's kernel.
    case kernel
    /// Frames modulo the period, copied from the node that renders [0, period).
    case period(RenderNode, Int)
    /// A loop: a schedule inside the schedule.
    case loop(LoopPlan)
    /// Notes or held values, prepared ahead.
    case score(ScorePlan)
    /// In a loop, what its body was in the steps before; outside, an input spliced to a former one.
    case copy(RenderNode)
    /// The mix inside a master's chain.
    case feed(MixFeed)
  }

  enum Form {
    case kernel, period, loop, score, copy, feed

    init(_ work: Work) {
      self =
        switch work {
        case .kernel: .kernel
        case .period: .period
        case .loop: .loop
        case .score: .score
        case .copy: .copy
        case .feed: .feed
        }
    }
  }

  enum Input {
    case constant
    case node(RenderNode)

    var isConstant: Bool { if case .constant = self { true } else { false } }
  }

  let version: SignalVersion
  let kernel: any Kernel
  let timeline: Timeline
  var work: Work {
    didSet {
      form = Form(work)
      loop = Self.loop(work)
    }
  }
  /// Which work, and no more: to be looked at without retaining anything.
  private(set) var form: Form
  /// The loop, where it is one, which `work` holds.
  private(set) var loop: Unmanaged<LoopPlan>?
  var inputs: [Input] { didSet { bindTracks() } }
  /// The order of asking, where it is not simply first to last at the same frames.
  let order: UnsafeBufferPointer<Int>
  let asksPlainly: Bool
  let track: Track
  /// The end of the period that this node renders once; nil for all others.
  let periodEnd: Int?

  /// Where recursion begins, for what has state; on the grid.
  var start = 0
  let isStateful: Bool
  /// Whether what it asks of one input depends on what another answered.
  let asksByAnswers: Bool
  /// Whether it reads its first input at other times than its own.
  let isReadingElsewhere: Bool
  let state: UnsafeMutableRawPointer?
  /// The frame that the state stands at.
  var stateFrame: Int?
  var trail: StateTrail?
  /// How it goes over from what stood in its place before an edit.
  var blend: Blend?

  /// Those that it renders side by side with.
  var group: NodeGroup?

  /// How far behind the run its readers reach.
  var back = 0
  /// Played nodes made by an edit are never asked for frames before it.
  var since = Int.min
  var isPlayed: Bool { timeline.isPlayed && !timeline.isPreparing }
  /// Whether its samples are read once, by one, which then gives up their room.
  var isPassed: Bool { track.pool != nil }
  /// Whether it may sound outside of its version's range: after an edit, with what its former self left behind.
  var ringsOn: Bool { isPlayed && since != Int.min && version.hasMemory }
  /// Whether the pure cache is looked into and filled.
  var keeps: Bool
  /// Frames before this one are rendered again although they are kept, to arrive at a state.
  var replayEnd = Int.min
  /// How far kept blocks lead to a frame that it can go on from, and how far it goes on by itself, since they do not.
  var keptEnd = Int.min
  var rollEnd = Int.min
  /// A frame at which its state is to be noted.
  var mark = Int.min

  /// What the cache keeps of the version, once it was looked for.
  var kept: KeptEntry?
  /// Its way to the disk, where it is kept there.
  var lane: SegmentLane?
  var renderedBlocks = 0
  var reusedBlocks = 0

  let grain: Int
  let takesStretches: Bool
  let isElementwise: Bool
  /// The kernel, where it adds up its inputs group by group.
  let sum: (any SumKernel)?
  /// What of the sum it adds, where others add the rest.
  var share: SumShares.Share?

  let planes: UnsafeMutablePointer<InputPlanes>
  /// The tracks of the inputs, which `inputs` holds; nil for constants. What runs reads these, and retains nothing.
  let tracks: UnsafeMutableBufferPointer<Unmanaged<Track>?>
  /// Where each input may be other than silent, for a kernel that leaves out silence; elsewhere it is not asked.
  let bounds: UnsafeMutableBufferPointer<Range<Int>>?
  private var constants: [UnsafeMutablePointer<Float>] = []

  init(
    _ version: SignalVersion, _ timeline: Timeline, work: Work = .kernel, inputs: [Input],
    periodEnd: Int? = nil, keeps: Bool
  ) {
    self.version = version
    self.kernel = version.kernel
    self.timeline = timeline
    self.work = work
    form = Form(work)
    loop = Self.loop(work)
    self.inputs = inputs
    self.periodEnd = periodEnd
    self.keeps = keeps
    track = Track(channels: version.shape.channels)
    let isKernel = if case .kernel = work { true } else { false }
    let isLoop = if case .loop = work { true } else { false }
    let order = UnsafeMutableBufferPointer<Int>.allocate(capacity: inputs.count)
    _ = order.initialize(from: inputs.isEmpty ? [] : kernel.askOrder ?? Array(inputs.indices))
    self.order = UnsafeBufferPointer(order)
    tracks = .allocate(capacity: inputs.count)
    tracks.initialize(repeating: nil)
    let looksAtBounds = kernel.leavesOutSilence && !timeline.isPlayed && version.openLoops == 0
    bounds = looksAtBounds ? .allocate(capacity: inputs.count) : nil
    bounds?.initialize(repeating: Int.min..<Int.max)
    grain = kernel.grain
    takesStretches = isKernel && kernel.takesStretches
    isElementwise = kernel.isElementwise
    let sum = looksAtBounds && isKernel ? kernel as? any SumKernel : nil
    self.sum = sum.flatMap { inputs.count > type(of: $0).group ? $0 : nil }
    asksPlainly = kernel.asksSameFrames
    asksByAnswers = isKernel && !asksPlainly
    isReadingElsewhere = isKernel && kernel.memory == .elsewhere
    isStateful = isLoop || (isKernel && kernel.memory == .recursive)
    let bytes = isKernel ? kernel.stateByteCount : 0
    state = bytes > 0 ? UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 16) : nil
    if let state { kernel.putAtRest(state) }
    if isStateful { start = Grid.floor(version.shape.range.lower ?? 0) }
    planes = .allocate(capacity: max(1, inputs.count))
    bindConstants()
    bindTracks()
  }

  deinit {
    state?.deallocate()
    planes.deallocate()
    order.deallocate()
    for buffer in constants { buffer.deallocate() }
    // A chain may be 10 000 deep: nodes below are let go in a loop, not by nested deinits.
    var pending = detached()
    tracks.deallocate()
    bounds?.deallocate()
    while let node = pending.popLast() {
      var unique = consume node
      if isKnownUniquelyReferenced(&unique) { pending.append(contentsOf: unique.detached()) }
    }
  }

  private func detached() -> [RenderNode] {
    var below = inputs.compactMap { if case .node(let node) = $0 { node } else { nil } }
    inputs = []
    switch work {
    case .period(let node, _), .copy(let node): below.append(node)
    case .loop(let plan): below.append(contentsOf: plan.externals.map(\.node))
    case .kernel, .feed, .score: break
    }
    work = .kernel
    return below
  }

  /// The state's size in bytes.
  var stateByteCount: Int { state == nil ? 0 : kernel.stateByteCount }

  func putAtRest() {
    if let state { kernel.putAtRest(state) }
    if case .loop(let plan) = work { plan.putAtRest(at: start) }
    stateFrame = start
  }

  private static func loop(_ work: Work) -> Unmanaged<LoopPlan>? {
    if case .loop(let plan) = work { .passUnretained(plan) } else { nil }
  }

  /// Whether it could be that its samples are read once.
  var canBePassed: Bool {
    guard !isPlayed, periodEnd == nil, version.openLoops == 0, track.channels <= SamplePool.channels else {
      return false
    }
    return switch work {
    case .kernel, .period: true
    case .loop, .score, .copy, .feed: false
    }
  }

  /// Whether it asks its inputs for the frames of its own run, or for none.
  var asksOwnFrames: Bool {
    guard case .kernel = work, version.openLoops == 0 else { return false }
    return kernel.grain == Grid.block && (kernel.memory == .none || kernel.asksSameFrames)
  }

  /// Whether an input is known to be silent over some frames and left out.
  func leavesOut(_ index: Int, _ frames: Range<Int>) -> Bool {
    guard let bounds else { return false }
    return frames.upperBound <= bounds[index].lowerBound || frames.lowerBound >= bounds[index].upperBound
  }

  /// How many inputs are asked for a run, wanted or not.
  var requestCount: Int {
    switch work {
    case .kernel: order.count
    case .loop(let plan): plan.externals.count
    case .copy: 1
    case .period, .score, .feed: 0
    }
  }

  /// The frames of `input` that `block` needs, or nil for none.
  func reads(_ input: Int, _ block: RenderBlock) -> Range<Int>? {
    if asksPlainly { return block.frames }
    if let frames = kernel.reads(version.streams[input], block) { return frames }
    // What has memory is kept going while it plays, heard or not; what is read elsewhere answers purely.
    if timeline.isPlayed, !kernel.isReadElsewhere(input), case .version(let version) = version.inputs[input],
      version.hasMemory
    {
      return block.frames
    }
    return nil
  }

  private func bindTracks() {
    for index in tracks.indices {
      guard index < inputs.count, case .node(let node) = inputs[index] else {
        tracks[index] = nil
        continue
      }
      tracks[index] = .passUnretained(node.track)
      let range = node.version.shape.range
      let (lower, upper) = (range.lower ?? Int.min, range.upper ?? Int.max)
      bounds?[index] = range.isEmpty ? 0..<0 : lower..<max(lower, upper)
    }
  }

  private func bindConstants() {
    let room = kernel.grain
    for (index, input) in version.inputs.enumerated() where index < inputs.count {
      guard case .constant(let values) = input else { continue }
      let buffer = UnsafeMutablePointer<Float>.allocate(capacity: values.count * room)
      for (channel, value) in values.enumerated() {
        (buffer + channel * room).initialize(repeating: value, count: room)
      }
      constants.append(buffer)
      (planes + index).initialize(
        to: InputPlanes(
          start: buffer, stride: values.count == 1 ? 0 : room, first: 0, count: room,
          isUniform: true))
    }
  }
}
