/// A claimant's right to a job for a while. Every write after the claim names its job and token; a late claimant's
/// writes change nothing. A reference, because it is handed from task to task and a message is large.
public final class Lease: Sendable {
  public let job: LeasedJob
  public let until: Instant
  public let message: Message
  /// When it was claimed: a permit that was taken then and not used is given back.
  public let claimed: Instant?

  public init(job: LeasedJob, until: Instant, message: Message, claimed: Instant? = nil) {
    self.job = job
    self.until = until
    self.message = message
    self.claimed = claimed
  }

  public var token: Int64 { job.token }
}

/// What an attempt has to know of its job. The rest stays in the store: whoever claims reads this for every message.
/// Each field is that of ``Job``.
public struct LeasedJob: Hashable, Sendable, Identifiable {
  public let id: Job.ID
  public let channel: String
  public let origin: Job.Origin
  public let contentID: Int64
  public let revision: Int
  public let part: Int
  public let due: Instant
  public let priority: Priority
  public let follows: Job.ID?
  public let destination: String
  public let attempts: Int
  public let isInDoubt: Bool
  public let doubts: Int
  public var token: Int64
  /// The date that envelopes carry.
  public let firstClaimed: Instant
  public let note: String?

  public init(
    id: Job.ID, channel: String, origin: Job.Origin, contentID: Int64, revision: Int, part: Int, due: Instant,
    priority: Priority, follows: Job.ID?, destination: String, attempts: Int, isInDoubt: Bool, doubts: Int,
    token: Int64, firstClaimed: Instant, note: String?
  ) {
    self.id = id
    self.channel = channel
    self.origin = origin
    self.contentID = contentID
    self.revision = revision
    self.part = part
    self.due = due
    self.priority = priority
    self.follows = follows
    self.destination = destination
    self.attempts = attempts
    self.isInDoubt = isInDoubt
    self.doubts = doubts
    self.token = token
    self.firstClaimed = firstClaimed
    self.note = note
  }

  /// What an attempt would know of a job that nobody has claimed: envelopes carry its due time.
  public init(_ job: Job) {
    self.init(
      id: job.id, channel: job.channel, origin: job.origin, contentID: job.contentID, revision: job.revision,
      part: job.part, due: job.due, priority: job.priority, follows: job.follows, destination: job.destination,
      attempts: job.attempts, isInDoubt: job.isInDoubt, doubts: job.doubts, token: job.token,
      firstClaimed: job.firstClaimed ?? job.due, note: job.note)
  }

  public var key: MessageKey { MessageKey(job: id, revision: revision, part: part) }
}
