import Foundation
import Herald
import HeraldStore

/// Opens the editions of one digest on its schedule: each nominal run once, also when the worker starts a little late.
public struct EditionOpener: Sendable {
  let schedule: Schedule
  let zone: TimeZone
  /// Fewer new briefs than this wait for the next edition; default 1.
  let minimum: Int
  let plan: EditionPlan
  let compose: @Sendable (Unmailed, CalendarDay) throws -> Content

  /// A run that is later than this is missed, not made up for.
  static let catchUp = Seconds.hours(2)

  public init(
    schedule: Schedule, zone: TimeZone, minimum: Int = 1, plan: EditionPlan,
    compose: @escaping @Sendable (Unmailed, CalendarDay) throws -> Content
  ) {
    self.schedule = schedule
    self.zone = zone
    self.minimum = minimum
    self.plan = plan
    self.compose = compose
  }

  /// The run whose time has come and that is still to be opened, unless there is too little to say.
  func dueRun(store: Store, now: Instant) async throws -> Schedule.Occurrence? {
    guard let run = schedule.last(atOrBefore: now, in: zone), now - run.instant < Self.catchUp,
      try await store.isPending(digest: plan.digest, nominal: run.nominal, at: run.instant, minimum: minimum)
    else { return nil }
    return run
  }

  func open(_ run: Schedule.Occurrence, store: Store, now: Instant) async throws -> Edition {
    var plan = plan
    plan.nominal = run.nominal
    return try await store.openEdition(plan, due: run.instant, now: now) { try compose($0, run.day) }
  }
}
