import Herald
import HeraldStore

/// What `jobs … --json` prints. Fields are added, never renamed.
struct JobReport: Encodable {
  struct Attempt: Encodable {
    let started: Instant
    @OrNull var marked: Instant?
    let ended: Instant
    let outcome: String
    @OrNull var receipt: String?
    @OrNull var failure: String?
  }

  let id: Job.ID
  let channel: String
  let state: JobState
  @OrNull var reason: Reason?
  let due: Instant
  /// The slot of its channel that it has, by its local day and time.
  @OrNull var slot: String?
  /// Nobody takes it for the first time from then on; null for a post that was given no time.
  @OrNull var missedAfter: Instant?
  /// How often it missed its time.
  let misfires: Int
  /// first, usual or later.
  let priority: String
  /// When it is worth nothing any more; null: never.
  @OrNull var expires: Instant?
  @OrNull var recipient: String?
  let destination: String
  let revision: Int
  /// From 1, as in the files that a sender writes.
  let part: Int
  /// The job before it in its thread that is not sent yet; null when it waits for its time alone.
  @OrNull var waitsFor: Job.ID?
  let attempts: Int
  let crashes: Int
  var title: String?
  var text: String?
  var sha256: SHA256Digest?
  var deliveries: [Attempt]?

  init(_ job: Job, title: String, waitsFor: Job.ID? = nil) {
    self.title = title
    id = job.id
    channel = job.channel
    state = job.state
    _reason = OrNull(wrappedValue: job.reason)
    due = job.due
    _slot = OrNull(wrappedValue: job.slot)
    _missedAfter = OrNull(wrappedValue: job.missedAfter)
    misfires = job.misfires
    priority = job.priority.name
    _expires = OrNull(wrappedValue: job.expires)
    _recipient = OrNull(wrappedValue: job.recipient)
    destination = job.destination
    revision = job.revision
    part = job.part + 1
    _waitsFor = OrNull(wrappedValue: waitsFor)
    attempts = job.attempts
    crashes = job.crashes
  }

  init(_ job: Job, title: String, waitsFor: Job.ID?, content: Content, deliveries: [Delivery]) {
    self.init(job, title: title, waitsFor: waitsFor)
    text = content.parts[job.part]
    sha256 = content.sha256
    self.deliveries = deliveries.map {
      Attempt(
        started: $0.started, marked: OrNull(wrappedValue: $0.marked), ended: $0.ended, outcome: $0.ending.rawValue,
        receipt: OrNull(wrappedValue: $0.receipt?.id), failure: OrNull(wrappedValue: $0.failure?.description))
    }
  }
}

extension Job {
  var recipient: String? {
    if case .edition(_, let recipient) = origin { recipient.description } else { nil }
  }

  var address: EmailAddress? {
    if case .edition(_, let recipient) = origin { recipient.address } else { nil }
  }
}
