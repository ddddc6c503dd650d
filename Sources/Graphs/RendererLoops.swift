import Signals

/// Loops at work: step by step, as far at a time as their delays allow.
extension Renderer {
  func renderLoop(_ node: RenderNode, _ plan: LoopPlan, _ run: Range<Int>) {
    beginLoop(node, plan, run)
    // What goes over from its former self is blended step by step.
    if let flat = plan.flat,
      plan.steps.allSatisfy({ $0.node._withUnsafeGuaranteedRef { $0.blend == nil } })
    {
      flat.run(plan, run)
      return endLoop(node, plan, run)
    }
    var at = run.lowerBound
    while at < run.upperBound {
      let next = plan.end(ofStepFrom: at, plan.step, run)
      for step in plan.steps {
        step.node._withUnsafeGuaranteedRef { renderStep($0, from: step.source, at..<next) }
      }
      at = next
    }
    endLoop(node, plan, run)
  }

  func beginLoop(_ node: RenderNode, _ plan: LoopPlan, _ run: Range<Int>) {
    if !node.isPlayed {
      for inner in plan.nodes { inner.track.trim(before: run.lowerBound - Grid.ceil(inner.back)) }
    } else {
      // A loop that stood still while others went on may have been given up: silence stands for what it held.
      for inner in plan.nodes where inner.track.base > run.lowerBound - inner.back {
        inner.track.prependZero(from: run.lowerBound - Grid.ceil(inner.back))
      }
    }
  }

  func endLoop(_ node: RenderNode, _ plan: LoopPlan, _ run: Range<Int>) {
    node.track.truncate(at: run.lowerBound)
    node.track.append(from: plan.body.track, at: run.lowerBound, count: run.count)
  }

  func renderStep(_ inner: RenderNode, from source: Unmanaged<Track>?, _ frames: Range<Int>) {
    let track = inner.track
    if let source {
      source._withUnsafeGuaranteedRef {
        track.append(from: $0, at: frames.lowerBound, count: frames.count)
      }
      track.restFinite(from: frames.lowerBound)
      return blend(inner, frames)
    }
    track.extend(to: frames.upperBound)
    if frames.count >= Grid.block {
      renderKernel(inner, frames)
    } else {
      renderPart(inner, frames, isWhole: frames.upperBound & (Grid.block - 1) == 0)
    }
    // Within a loop nothing is taken for uniform.
    track.forgetUniformity(from: frames.lowerBound)
    blend(inner, frames)
  }
}
