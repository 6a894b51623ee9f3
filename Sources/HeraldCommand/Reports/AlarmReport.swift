import Foundation
import Herald

/// An alarm in `status --json`, `check --json` and `alerts list --json`. Fields are added, never renamed.
struct AlarmReport: Encodable {
  let cause: String
  let kind: Alarm.Kind
  @OrNull var channel: String?
  let since: Instant
  let count: Int
  @OrNull var job: Job.ID?
  let title: String
  let detail: String
  let waits: String
  let remedy: String

  init(_ alarm: Alarm) {
    cause = alarm.cause
    kind = alarm.kind
    _channel = OrNull(wrappedValue: alarm.channel)
    since = alarm.since
    count = alarm.count
    _job = OrNull(wrappedValue: alarm.job)
    title = alarm.title
    detail = alarm.detail
    waits = alarm.waits
    remedy = alarm.remedy
  }

  /// One line for a person: what it is, since when, what happened and what to do.
  func line(in zone: TimeZone) -> String {
    let what = detail.isEmpty ? "" : ": \(detail)"
    return "\(title), since \(since.shown(in: zone))\(what). \(remedy)".shown()
  }
}
