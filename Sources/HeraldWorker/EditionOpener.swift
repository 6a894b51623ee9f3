import Foundation
import Herald
import HeraldStore
import Logging

/// Opens the editions of one digest on its schedule: each nominal run once, also when the worker starts a little late.
///
/// A run that opens nothing is noted for good, with the reason: no brief waited (unless the digest may be empty), fewer
/// than its minimum, or nobody worked in time. What waited then waits for the next run.
public struct EditionOpener: Sendable {
  let schedule: Schedule
  let zone: TimeZone
  /// Fewer new briefs than this wait for the next edition; default 1.
  let minimum: Int
  /// The mails of an edition wait so long after it opened, for a person to look at them; default not at all.
  let hold: Seconds
  let plan: EditionPlan
  let compose: @Sendable (Unmailed, CalendarDay) throws -> Content

  /// A run that is later than this is missed, not made up for.
  static let catchUp = Seconds.hours(2)

  public init(
    schedule: Schedule, zone: TimeZone, minimum: Int = 1, hold: Seconds = 0, plan: EditionPlan,
    compose: @escaping @Sendable (Unmailed, CalendarDay) throws -> Content
  ) {
    self.schedule = schedule
    self.zone = zone
    self.minimum = minimum
    self.hold = hold
    self.plan = plan
    self.compose = compose
  }

  /// The run whose time has come and that is still to be opened; nil when there is none, or when it was passed over now.
  func dueRun(store: Store, now: Instant, log: Logger) async throws -> Schedule.Occurrence? {
    guard let run = schedule.last(atOrBefore: now, in: zone),
      try await store.isPending(digest: plan.digest, nominal: run.nominal, at: run.instant)
    else { return nil }
    let waiting = try await store.waitingBriefs(digest: plan.digest, rules: plan.rules)
    guard let reason = reasonToPassOver(run, waiting: waiting, now: now) else { return run }
    try await store.passOver(
      PassedRun(digest: plan.digest, nominal: run.nominal, reason: reason, waiting: waiting, decided: now))
    log.log(
      level: reason == .missed ? .warning : .info, "edition passed over",
      metadata: [
        "run": "\(plan.digest) \(run.nominal)", "reason": "\(reason.rawValue)", "briefs": "\(waiting)",
      ])
    return nil
  }

  private func reasonToPassOver(_ run: Schedule.Occurrence, waiting: Int, now: Instant) -> PassedOver? {
    if now - run.instant >= Self.catchUp { return .missed }
    if waiting == 0 { return plan.mayBeEmpty ? nil : .empty }
    return waiting < minimum ? .few : nil
  }

  func open(_ run: Schedule.Occurrence, store: Store, now: Instant) async throws -> Edition {
    var plan = plan
    plan.nominal = run.nominal
    let due = hold > 0 ? now + hold : run.instant
    return try await store.openEdition(plan, due: due, now: now) { try compose($0, run.day) }
  }
}
