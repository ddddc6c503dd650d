import Synchronization

/// The plans used last, so that the same length is not planned again and again.
final class FourierPlanCache: Sendable {
  private let limit: Int
  /// From the one used longest ago to the one used last.
  private let plans = Mutex<[(key: FourierPlan.Key, plan: FourierPlan)]>([])

  init(limit: Int) { self.limit = limit }

  func plan(
    _ key: FourierPlan.Key, from input: borrowing FourierBuffer, to output: borrowing FourierBuffer
  ) -> FourierPlan? {
    if let plan = recall(key) { return plan }
    // Planned outside the lock; where two threads plan the same at once, the later stays.
    guard let plan = FourierPlan(key, from: input, to: output) else { return nil }
    keep(plan, under: key)
    return plan
  }

  private func recall(_ key: FourierPlan.Key) -> FourierPlan? {
    plans.withLock { plans in
      guard let index = plans.lastIndex(where: { $0.key == key }) else { return nil }
      let entry = plans.remove(at: index)
      plans.append(entry)
      return entry.plan
    }
  }

  private func keep(_ plan: FourierPlan, under key: FourierPlan.Key) {
    plans.withLock { plans in
      plans.removeAll { $0.key == key }
      if plans.count == limit { plans.removeFirst() }
      plans.append((key, plan))
    }
  }
}
