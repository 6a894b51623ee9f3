import Foundation
import Herald
import HeraldStore

/// A channel, or a destination of it, that is closed by itself: a part of what `channels list --json` and
/// `status --json` print. Fields are added, never renamed.
struct ClosingReport: Encodable {
  let channel: String
  /// Null: the whole channel.
  @OrNull var destination: String?
  /// busy, refused or unreachable.
  let cause: Blockage
  let since: Instant
  /// One job tries it then.
  let until: Instant
  /// How often in a row.
  let times: Int
  let failure: String

  init(_ known: KnownClosing) {
    channel = known.channel
    _destination = OrNull(wrappedValue: known.destination)
    cause = known.closing.cause
    since = known.closing.since
    until = known.closing.until
    times = known.closing.times
    failure = known.closing.failure.description
  }

  /// `closed since … (refused): 401 …; one job tries it 2026-11-24 09:00 +01:00`.
  func says(in zone: TimeZone, now: Instant) -> String {
    let what = destination == nil ? "closed" : "slowed"
    let again = times > 1 ? ", \(times) times in a row" : ""
    let next = until > now ? "one job tries it \(until.shown(in: zone))" : "one job tries it next"
    return "\(what) since \(since.shown(in: zone)) (\(cause.rawValue)\(again)): \(failure); \(next)"
  }
}
