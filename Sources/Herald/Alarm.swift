/// Something that needs a person and does not get better by itself, as long as it stands.
///
/// Two alarms of one ``cause`` are the same alarm: it is told once, however often it is found and however many jobs it
/// comes to hold, and again only after it was over.
public struct Alarm: Hashable, Sendable {
  /// | kind | begins when | is over when |
  /// | --- | --- | --- |
  /// | paused | a channel, or the whole store, takes nothing until a person resumes it | it is resumed |
  /// | blocked | an attempt found its channel at fault: a token, a login, a server that is not there | an attempt finds it well, or nothing waits for it any more |
  /// | held | a job waits for a person; for approval only when it is overdue | no job of that channel is held for that reason |
  /// | overdue | a job was due long ago, and its channel sends nothing | none is, or the channel sends again |
  /// | missed | a scheduled run of a digest was missed | the digest's next run is decided |
  /// | disk | the disk of the store has no room for new work | it has |
  /// | failed | a post failed within an hour; or of an edition's mails within a day more than a twentieth, at least three or all | that time is over |
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    case paused, blocked, held, overdue, missed, disk, failed

    /// Whether its end is worth a word: of what failed or was missed the end is only that time passed.
    public var endIsNews: Bool { self != .failed && self != .missed }
  }

  public var kind: Kind
  /// The channel that it is about; nil when it is about none, or about all.
  public var channel: String?
  /// What tells it from others of its kind: why a job is held, the digest whose run was missed, the edition whose mails
  /// failed (`weekly 3`); nil where the channel is enough.
  public var subject: String?
  public var since: Instant
  /// Jobs that wait, are held or failed because of it, or runs that were missed; 0 or more.
  public var count: Int
  /// One of those jobs, for a person to begin with.
  public var job: Job.ID?
  /// What happened, in the words of whoever noticed it: one line without control characters, at most 300 characters; may
  /// be empty.
  public let detail: String

  /// - Parameter detail: from anywhere, a far side too; what could harm a reader of it is taken out.
  public init(
    _ kind: Kind, channel: String? = nil, subject: String? = nil, since: Instant, count: Int, job: Job.ID? = nil,
    detail: String
  ) {
    self.kind = kind
    self.channel = channel
    self.subject = subject
    self.since = since
    self.count = count
    self.job = job
    self.detail = Self.clean(detail)
  }

  /// Kind, channel and subject: `held/mail/uncertain`. `*` stands for no channel, which none can be called.
  public var cause: String { ([kind.rawValue, channel ?? "*"] + (subject.map { [$0] } ?? [])).joined(separator: "/") }

  static let longestDetail = 300

  private static func clean(_ text: String) -> String {
    // Far sides write as much as they like: no more than could be shown is looked at.
    let scalars = text.unicodeScalars.prefix(4 * longestDetail).map { scalar -> Unicode.Scalar in
      scalar.isHidden || scalar.properties.isDefaultIgnorableCodePoint ? " " : scalar
    }
    let line = String(String.UnicodeScalarView(scalars)).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    // By scalars: one letter may carry a thousand marks.
    guard line.unicodeScalars.count > longestDetail else { return line }
    return String(String.UnicodeScalarView(line.unicodeScalars.prefix(longestDetail - 1))) + "…"
  }
}
