import Herald

/// What `queue` may do with an article that the store knows with another text (title, address, paragraphs, briefs, tags).
public enum QueueIntent: Sendable {
  /// Refuse it (`StoreProblem.articleChanged`).
  case first
  /// Post it once more, as a new run.
  case again
  /// Change what waits; what was sent, is in hand or may have been sent stays as it is.
  case correct
}

/// The post that one channel shall carry.
public struct Posting: Sendable {
  public var channel: String
  /// The brief of the article that it speaks of; nil for a post of the article itself. Each brief owes its own posts.
  public var brief: Brief?
  public var content: Content
  public var due: Instant
  public var destination: String
  /// Whether somebody asked for just this `due`: then it also moves a job that waits and was never claimed.
  public var moves: Bool
  /// Takes the first free slot of its channel after `due`; nil is `due` itself.
  public var slots: Slots?
  /// How late it may go out as if nothing had been, when it was given a time; nil when it was not, and goes out whenever
  /// it can.
  public var catchUp: Seconds?
  /// Whether a person has to approve the text before it goes out.
  public var needsApproval: Bool
  /// How long after `due` it is worth nothing any more; nil: never.
  public var expiresAfter: Seconds?
  public var priority: Priority

  public init(
    channel: String, brief: Brief? = nil, content: Content, due: Instant, destination: String, moves: Bool = false,
    slots: Slots? = nil, catchUp: Seconds? = nil, needsApproval: Bool = false, expiresAfter: Seconds? = nil,
    priority: Priority = .usual
  ) {
    self.channel = channel
    self.brief = brief
    self.content = content
    self.due = due
    self.destination = destination
    self.moves = moves
    self.slots = slots
    self.catchUp = catchUp
    self.needsApproval = needsApproval
    self.expiresAfter = expiresAfter
    self.priority = priority
  }
}

/// One article and the posts it shall owe; none when it is for the digests only.
public struct QueueOrder: Sendable {
  public var article: Article
  public var postings: [Posting]

  public init(article: Article, postings: [Posting]) {
    self.article = article
    self.postings = postings
  }
}

/// One job that a posting made, changed or found.
public struct QueuedJob: Hashable, Sendable {
  public enum Effect: String, Sendable, Codable {
    case queued
    case corrected
    /// Has another due time now, and the same text.
    case moved
    /// A correction came too late: it was sent, is in hand or may have been sent.
    case kept
    case known
  }

  public var id: Job.ID
  public var channel: String
  public var brief: Brief?
  public var part: Int
  public var state: JobState
  public var due: Instant
  /// The slot that it has, by its local day and time.
  public var slot: String? = nil
  public var effect: Effect
  /// Whether it carries another text than the posting that found it.
  public var hasOtherText = false
}

/// What became of one article.
public struct QueueReceipt: Hashable, Sendable {
  public var isNew: Bool
  public var jobs: [QueuedJob]
  /// Briefs that the store did not have.
  public var newBriefs: Int
  /// Jobs of briefs that a correction has taken out of the article; they waited, and are cancelled now.
  public var withdrawn: [Job.ID] = []
  /// Jobs of earlier runs that wait still and will be posted as well; only `QueueIntent.again` leaves some.
  public var stillWaiting: [Job.ID] = []
}
