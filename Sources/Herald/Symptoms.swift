/// What can be seen of a queue at a moment, as far as a person might have to know: what alarms are made from.
public struct Symptoms: Hashable, Sendable {
  public struct Pause: Hashable, Sendable {
    /// Nil: all channels.
    public var channel: String?
    public var since: Instant
    public var detail: String

    public init(channel: String?, since: Instant, detail: String) {
      (self.channel, self.since, self.detail) = (channel, since, detail)
    }
  }

  /// A channel that was found at fault, and since when.
  public struct Block: Hashable, Sendable {
    public var since: Instant
    public var failure: String

    public init(since: Instant, failure: String) { (self.since, self.failure) = (since, failure) }
  }

  /// What waits for a channel.
  public struct Backlog: Hashable, Sendable {
    public var channel: String
    public var waiting: Int
    /// Due longer ago than is allowed, and behind no other part of a thread that is not sent.
    public var overdue = 0
    /// Since when the first of those is due.
    public var oldest: Instant?
    public var job: Job.ID?
    /// Whether the channel has sent something lately: a long queue that gets shorter is no trouble.
    public var isMoving = false

    public init(channel: String, waiting: Int) { (self.channel, self.waiting) = (channel, waiting) }
  }

  public struct Held: Hashable, Sendable {
    public var channel: String
    public var reason: Reason
    /// For approval: those that are overdue.
    public var count: Int
    public var job: Job.ID
    /// What was said of that job last; may be empty.
    public var said: String

    public init(channel: String, reason: Reason, count: Int, job: Job.ID, said: String) {
      (self.channel, self.reason, self.count, self.job, self.said) = (channel, reason, count, job, said)
    }
  }

  /// Posts of a channel that failed within the last hour, or mails of one edition within the last day.
  public struct Failed: Hashable, Sendable {
    public var channel: String
    /// Nil for posts.
    public var edition: Edition?
    public var count: Int
    public var since: Instant
    public var job: Job.ID
    public var said: String

    public struct Edition: Hashable, Sendable {
      /// `weekly 3`.
      public var name: String
      public var owed: Int

      public init(name: String, owed: Int) { (self.name, self.owed) = (name, owed) }
    }

    public init(channel: String, edition: Edition?, count: Int, since: Instant, job: Job.ID, said: String) {
      (self.channel, self.edition, self.count) = (channel, edition, count)
      (self.since, self.job, self.said) = (since, job, said)
    }
  }

  /// Runs of a schedule that nobody made in time, since one was decided as it should be.
  public struct Missed: Hashable, Sendable {
    public var schedule: String
    public var runs: Int
    /// The first of them, in local time: `2026-11-23 08:00`.
    public var nominal: String
    public var decided: Instant

    public init(schedule: String, runs: Int, nominal: String, decided: Instant) {
      (self.schedule, self.runs, self.nominal, self.decided) = (schedule, runs, nominal, decided)
    }
  }

  /// A disk with too little room. Octets.
  public struct Disk: Hashable, Sendable {
    public var path: String
    public var free: UInt64
    public var needed: UInt64

    public init(path: String, free: UInt64, needed: UInt64) {
      (self.path, self.free, self.needed) = (path, free, needed)
    }
  }

  public var pauses: [Pause] = []
  /// By channel.
  public var blocks: [String: Block] = [:]
  /// One for each channel that ever owed anything.
  public var backlogs: [Backlog] = []
  public var held: [Held] = []
  public var failed: [Failed] = []
  public var missed: [Missed] = []
  /// Nil while there is room.
  public var disk: Disk?

  public init() {}

  public var waiting: Int { backlogs.reduce(0) { $0 + $1.waiting } }
}
