/// What a played world was before the latest edits, so that these can be taken back: what they made would otherwise go on from
/// a frame at which it was never heard.
struct PlayedFormer {
  let frame: Int
  let known: Set<ObjectIdentifier>
  let playing: [PlayedGraph.Playing]
  let nodes: [RenderNode]
  let chain: RenderNode?
  let standing: [Int: UInt64]
  let form: UInt64?
  let gain: Float
  let present: PlaySnapshot
  let quiet: [EndedSound.Key: Int]
  let ended: [EndedSound.Key: Int]
  let givenUp: Set<EndedSound.Key>
  let leaving: [EndedSound.Key: Int]
}

extension PlayedGraph {
  /// Notes what there is before an edit at `frame`; of several at one frame the first counts.
  func noteFormer(_ frame: Int) {
    guard beforeEdit?.frame != frame else { return }
    beforeEdit = PlayedFormer(
      frame: frame, known: Set(builder.nodes.values.map(ObjectIdentifier.init)), playing: playing,
      nodes: nodes,
      chain: chain, standing: standing, form: form, gain: gain, present: present, quiet: quiet, ended: ended,
      givenUp: givenUp, leaving: leaving)
  }

  /// The edits that were just applied at `frame` came too late, or cost too much, to be heard there.
  package func retract(from frame: Int) {
    guard let former = beforeEdit, former.frame == frame else { return }
    beforeEdit = nil
    builder.retain(
      PlanBuilder.inOrder(builder.nodes.values.filter { former.known.contains(ObjectIdentifier($0)) }))
    (playing, nodes, chain, standing) = (former.playing, former.nodes, former.chain, former.standing)
    (form, gain, present) = (former.form, former.gain, former.present)
    (quiet, ended, givenUp, leaving) = (former.quiet, former.ended, former.givenUp, former.leaving)
    isChainGivenUp = false
    // Names stand in the order of their places.
    var names: [String] = []
    for playing in playing where playing.meter == names.count { names.append(playing.sound.name) }
    report.begin(names)
    noteHeld()
  }
}
