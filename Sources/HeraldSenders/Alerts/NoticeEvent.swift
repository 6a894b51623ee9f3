import Herald

/// A notice as programs of the newsroom get it, a webhook or a command:
/// https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#payload-structure
///
/// Fields are added, never renamed.
struct NoticeEvent: Encodable {
  struct Raised: Encodable {
    /// Kind, channel and subject: the same as long as the alarm stands.
    let cause: String
    let kind: Alarm.Kind
    /// Nil when it is about no channel, or about all.
    let channel: String?
    let since: Instant
    /// When it was over; nil while it stands.
    let over: Instant?
    let count: Int
    /// One of the jobs.
    let job: Job.ID?
    let title: String
    let detail: String
    let waits: String
    let remedy: String

    init(_ alarm: Alarm, over: Instant? = nil) {
      cause = alarm.cause
      kind = alarm.kind
      channel = alarm.channel
      since = alarm.since
      self.over = over
      count = alarm.count
      job = alarm.job
      title = alarm.title
      detail = alarm.detail
      waits = alarm.waits
      remedy = alarm.remedy
    }
  }

  struct Told: Encodable {
    let newsroom: String
    /// Nothing is wrong: somebody tries the way.
    let test: Bool
    /// One line for a person.
    let subject: String
    /// All of it for a person, in lines.
    let text: String
    /// At most ``Notice/most`` of each.
    let began: [Raised]
    let over: [Raised]
    /// Alarms that began or are over and are in neither list.
    let more: Int
  }

  let type = "herald.alarm"
  let timestamp: Instant
  let data: Told

  /// - Parameter now: the time of a test; that of an alarm is its own.
  init(_ notice: Notice, now: Instant) {
    timestamp = notice.moment ?? now
    let (began, over) = (notice.began.prefix(Notice.most), notice.over.prefix(Notice.most))
    data = Told(
      newsroom: notice.newsroom, test: notice.isTest, subject: notice.subject, text: notice.text,
      began: began.map { Raised($0) }, over: over.map { Raised($0.alarm, over: $0.at) },
      more: notice.began.count + notice.over.count - began.count - over.count)
  }

  private enum CodingKeys: CodingKey { case type, timestamp, data }
}
