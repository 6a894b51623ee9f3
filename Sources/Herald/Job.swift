/// One message owed to one channel and, for mail, to one recipient.
///
/// `content`, `channel`, `part`, `follows` and the recipient are fixed when the job is made. `attempts` rises when a
/// `deferred` or `uncertain` outcome is recorded, `crashes` when recovery finds the lease of a dead process; a recorded
/// outcome sets `crashes` back to 0, because the process survived the attempt.
public struct Job: Hashable, Sendable, Identifiable {
  public typealias ID = Int64

  public let id: ID
  public var channel: String
  public var origin: Origin
  /// Row of the frozen content.
  public var contentID: Int64
  /// From 1, raised by every edit.
  public var revision: Int
  /// From 0; a post of one part has part 0 only.
  public var part: Int
  public var state: JobState
  public var reason: Reason?
  public var due: Instant
  /// Which of its channel's due jobs go before it.
  public var priority: Priority
  /// The part before this one in a thread; it must be `sent` first.
  public var follows: ID?
  /// The domain of the recipient, or the host or folder that a channel sends to: what a queue page groups by.
  public var destination: String
  public var attempts: Int
  public var crashes: Int
  /// An attempt passed the gate and its end is not known: settle before anything is sent again.
  public var isInDoubt: Bool
  /// Second tries made after a doubt that nobody could resolve.
  public var doubts: Int
  /// The fencing token: raised by each claim; a write that names an older one changes nothing.
  public var token: Int64
  public var created: Instant
  /// The date that envelopes carry; set by the first claim and never changed.
  public var firstClaimed: Instant?
  public var marked: Instant?
  /// Of the bytes that the first mark announced; a later attempt must bring the same.
  public var wireSHA256: SHA256Digest?
  /// What the sender asked to keep at its mark.
  public var note: String?
  public var expires: Instant?
  /// A person has to approve its text before it goes out.
  public var needsApproval: Bool
  /// When a person last changed its text.
  public var edited: Instant?
  /// A person asked to cancel it while it was in hand: its gate stays shut.
  public var isCancelAsked: Bool
  /// The slot of its channel that it has, by its local day and time (`2026-11-24 09:00`); no other post has it.
  public var slot: String?
  /// It was given a time: nobody takes it for the first time from then on (`MisfirePolicy`).
  public var missedAfter: Instant?
  /// How often it missed its time.
  public var misfires: Int

  /// What a job was made for.
  public enum Origin: Hashable, Sendable {
    case article(Int64)
    case edition(Int64, recipient: Mailbox)
  }

  public init(
    id: ID, channel: String, origin: Origin, contentID: Int64, revision: Int, part: Int, state: JobState,
    reason: Reason?, due: Instant, follows: ID?, destination: String, attempts: Int, crashes: Int, isInDoubt: Bool,
    doubts: Int, token: Int64, created: Instant, firstClaimed: Instant?, marked: Instant?,
    wireSHA256: SHA256Digest?, note: String?, expires: Instant?, needsApproval: Bool, edited: Instant?,
    isCancelAsked: Bool, slot: String? = nil, missedAfter: Instant? = nil, misfires: Int = 0,
    priority: Priority = .usual
  ) {
    self.id = id
    self.channel = channel
    self.origin = origin
    self.contentID = contentID
    self.revision = revision
    self.part = part
    self.state = state
    self.reason = reason
    self.due = due
    self.follows = follows
    self.destination = destination
    self.attempts = attempts
    self.crashes = crashes
    self.isInDoubt = isInDoubt
    self.doubts = doubts
    self.token = token
    self.created = created
    self.firstClaimed = firstClaimed
    self.marked = marked
    self.wireSHA256 = wireSHA256
    self.note = note
    self.expires = expires
    self.needsApproval = needsApproval
    self.edited = edited
    self.isCancelAsked = isCancelAsked
    self.slot = slot
    self.missedAfter = missedAfter
    self.misfires = misfires
    self.priority = priority
  }

  public var key: MessageKey { MessageKey(job: id, revision: revision, part: part) }
}

/// The key of an attempt: the same for every attempt of one revision, never fresh.
public struct MessageKey: Hashable, Sendable, Codable, CustomStringConvertible {
  public let job: Job.ID
  public let revision: Int
  public let part: Int

  public init(job: Job.ID, revision: Int, part: Int) {
    self.job = job
    self.revision = revision
    self.part = part
  }

  public var description: String { "\(job)-\(revision)-\(part)" }
}
