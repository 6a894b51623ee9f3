/// Where a job is in its life. `sent`, `failed`, `cancelled` and `skipped` are final; a person can move `held` and `failed`.
public enum JobState: String, Sendable, Codable, CaseIterable {
  /// Not before its due time, then as soon as its channel has room.
  case waiting
  /// A process has it in hand, until its lease ends.
  case leased
  case sent
  /// Waits for a person, with a reason.
  case held
  case failed
  case cancelled
  /// Not owed any more, with a reason.
  case skipped

  /// Nothing will happen to it by itself.
  public var isFinished: Bool { self == .sent || self == .failed || self == .cancelled || self == .skipped }
}

/// Why a job is `held`, `failed` or `skipped`.
public enum Reason: String, Sendable, Codable, CaseIterable {
  // held
  /// A person has to approve its text first.
  case approval
  /// It was given a time, and nobody sent it then or soon after.
  case misfire
  /// It may have been delivered, and nobody can tell.
  case uncertain
  /// Its bytes would differ from those of an earlier attempt.
  case changed
  /// Its process died in its hands three times while it ran alone.
  case poison
  /// Its stored content or envelope cannot be read.
  case undecodable
  // failed
  case rejected
  case exhausted
  case expired
  // skipped
  case unsubscribed

  /// The state that this reason explains.
  public var state: JobState {
    switch self {
    case .approval, .misfire, .uncertain, .changed, .poison, .undecodable: .held
    case .rejected, .exhausted, .expired: .failed
    case .unsubscribed: .skipped
    }
  }
}
