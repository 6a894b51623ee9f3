import GRDB
import Herald

@testable import HeraldStore

/// How a channel of the model treats doubt.
enum ModelChannel: String, CaseIterable, Sendable {
  /// Nobody can ask; what is in doubt is held.
  case hold
  /// Nobody can ask; one second try.
  case retry
  /// One can look whether it arrived.
  case look

  var policy: RetryPolicy {
    RetryPolicy(base: 60, cap: 240, maxAttempts: 4, onUncertain: self == .retry ? .retry : .hold)
  }
}

/// What the model knows of one job: the columns that decide its life, and how each attempt ended, by token.
struct ModelJob: Hashable, Sendable, CustomStringConvertible {
  let id: Job.ID
  let channel: ModelChannel
  var state = JobState.waiting
  var reason: Reason?
  var due: Instant
  var attempts = 0
  var crashes = 0
  var isInDoubt = false
  var doubts = 0
  var token: Int64 = 0
  var leasedUntil: Instant?
  var marked: Instant?
  var wire: SHA256Digest?
  var revision = 1
  var cancelAsked = false
  var expires: Instant?
  var slot: Instant?
  var missedAfter: Instant?
  var misfires = 0
  /// Nobody has claimed it yet.
  var isFresh = true
  var deliveries: [Int64: Delivery.Ending] = [:]

  /// Whether the store says that something may have arrived of which it has no word.
  var admitsDoubt: Bool {
    isInDoubt || doubts > 0 || reason == .uncertain || (state == .leased && marked != nil)
      || deliveries.values.contains(.uncertain)
  }

  var description: String {
    func time(_ instant: Instant?) -> String { instant.map { "\(($0 - .noon).value)" } ?? "-" }
    let endings = deliveries.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    return "job \(id) on \(channel): \(state)\(reason.map { " (\($0))" } ?? "") due \(time(due)) attempts \(attempts) "
      + "crashes \(crashes) doubt \(isInDoubt) doubts \(doubts) token \(token) until \(time(leasedUntil)) "
      + "marked \(time(marked)) wire \(wire?.hex.prefix(4) ?? "-") revision \(revision) cancel \(cancelAsked) "
      + "expires \(time(expires)) slot \(time(slot)) missed after \(time(missedAfter)) misfires \(misfires) fresh \(isFresh) "
      + "deliveries [\(endings)]"
  }
}

extension Store {
  /// Where a slot of the model's stands, which are in UTC.
  private static func instant(_ slot: String) -> Instant? {
    let words = slot.split(separator: " ")
    guard words.count == 2, let time = WallTime(words[1]) else { return nil }
    return CalendarDay(String(words[0]))?.instant(at: time, in: .gmt)
  }

  /// Every job as the model sees it.
  func modelJobs() async throws -> [ModelJob] {
    try await read { database in
      var endings: [Job.ID: [Int64: Delivery.Ending]] = [:]
      for row in try Row.fetchAll(database, sql: "SELECT job, token, ending FROM delivery") {
        endings[row["job"], default: [:]][row["token"]] = Delivery.Ending(rawValue: row["ending"])
      }
      return try Row.fetchAll(
        database, sql: "SELECT \(JobRow.columns), leased_until, cancel_asked FROM job ORDER BY id"
      ).map { row in
        let job = try JobRow.job(from: row)
        guard let channel = ModelChannel(rawValue: job.channel) else { throw JobRow.Undecodable(detail: job.channel) }
        return ModelJob(
          id: job.id, channel: channel, state: job.state, reason: job.reason, due: job.due, attempts: job.attempts,
          crashes: job.crashes, isInDoubt: job.isInDoubt, doubts: job.doubts, token: job.token,
          leasedUntil: row["leased_until"], marked: job.marked, wire: job.wireSHA256, revision: job.revision,
          cancelAsked: row["cancel_asked"], expires: job.expires,
          slot: job.slot.flatMap(Self.instant), missedAfter: job.missedAfter, misfires: job.misfires,
          isFresh: job.firstClaimed == nil, deliveries: endings[job.id] ?? [:])
      }
    }
  }
}
