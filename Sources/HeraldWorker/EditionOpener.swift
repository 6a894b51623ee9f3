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
  let misfire: EditionMisfire
  /// A run that is later than this is missed, not made up for; default two hours.
  let catchUp: Seconds
  let plan: EditionPlan
  let compose: @Sendable (Unmailed, CalendarDay) throws -> Content

  public init(
    schedule: Schedule, zone: TimeZone, minimum: Int = 1, hold: Seconds = 0, misfire: EditionMisfire = .once,
    catchUp: Seconds = .hours(2), plan: EditionPlan,
    compose: @escaping @Sendable (Unmailed, CalendarDay) throws -> Content
  ) {
    self.schedule = schedule
    self.zone = zone
    self.minimum = minimum
    self.hold = hold
    self.misfire = misfire
    self.catchUp = catchUp
    self.plan = plan
    self.compose = compose
  }

  /// At most so many runs are looked back at: of more that were missed, the latest are noted.
  static let mostRuns = 1_000

  /// The runs whose time has come and that may open, in order; those that were missed are noted.
  func dueRuns(store: Store, now: Instant, log: Logger) async throws -> [Occurrence] {
    guard let began = try await store.scheduleBegan(digest: plan.digest) else { return [] }
    let past = Array(
      schedule.occurrences(backFrom: now, in: zone).prefix(Self.mostRuns).prefix { $0.instant >= began })
    let undecided = try await store.undecided(digest: plan.digest, among: past.map(\.nominal), now: now)
    let runs = past.reversed().filter { undecided.contains($0.nominal) }
    let (missed, open) = misfire.parting(runs, now: now, catchUp: catchUp)
    let isMore = past.count == Self.mostRuns && past.last == missed.first
    if !missed.isEmpty { try await note(missed, isMore: isMore, store: store, now: now, log: log) }
    return open
  }

  private func note(_ missed: [Occurrence], isMore: Bool, store: Store, now: Instant, log: Logger) async throws {
    let waiting = try await store.waitingBriefs(digest: plan.digest, rules: plan.rules)
    try await store.passOver(missed.map { passed($0, .missed, waiting, now) })
    guard missed.count > 1, let first = missed.first, let last = missed.last else {
      for run in missed { say(run, .missed, waiting, log) }
      return
    }
    var metadata: Logger.Metadata = [
      "digest": "\(plan.digest)", "count": "\(missed.count)", "first": "\(first.nominal)", "last": "\(last.nominal)",
      "briefs": "\(waiting)",
    ]
    if isMore { metadata["earlier"] = "not counted" }
    log.warning("runs missed", metadata: metadata)
  }

  /// Whether a run that is due may open; one that may not is noted.
  func mayOpen(_ run: Occurrence, store: Store, now: Instant, log: Logger) async throws -> Bool {
    let waiting = try await store.waitingBriefs(digest: plan.digest, rules: plan.rules)
    let reason: PassedOver
    switch waiting {
    case 0 where plan.mayBeEmpty: return true
    case 0: reason = .empty
    case ..<minimum: reason = .few
    default: return true
    }
    try await store.passOver([passed(run, reason, waiting, now)])
    say(run, reason, waiting, log)
    return false
  }

  private func passed(_ run: Occurrence, _ reason: PassedOver, _ waiting: Int, _ now: Instant) -> PassedRun {
    PassedRun(digest: plan.digest, nominal: run.nominal, reason: reason, waiting: waiting, decided: now)
  }

  private func say(_ run: Occurrence, _ reason: PassedOver, _ waiting: Int, _ log: Logger) {
    log.log(
      level: reason == .missed ? .warning : .info, "edition passed over",
      metadata: [
        "run": "\(plan.digest) \(run.nominal)", "reason": "\(reason.rawValue)", "briefs": "\(waiting)",
      ])
  }

  func open(_ run: Occurrence, store: Store, now: Instant) async throws -> Edition {
    var plan = plan
    plan.nominal = run.nominal
    let due = hold > 0 ? now + hold : run.instant
    return try await store.openEdition(plan, due: due, now: now) { try compose($0, run.day) }
  }

  /// When there is something to decide again: at the next run or, where one could not be opened, when that one is missed.
  func nextLook(after now: Instant, refused: Occurrence?) -> Instant? {
    let missed = refused.map { $0.instant + (misfire == .skip ? EditionMisfire.punctual : catchUp) }
    return [schedule.next(after: now, in: zone)?.instant, missed].compactMap(\.self).filter { $0 > now }.min()
  }
}
