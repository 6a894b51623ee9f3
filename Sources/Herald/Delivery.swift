/// One attempt, as recorded. `token` is the lease under which it ran, so no attempt is recorded twice.
public struct Delivery: Hashable, Sendable {
  /// A `slowed` outcome is recorded as `deferred`; `unreachable` and `busy` as `blocked`; `repeatable` as `uncertain`.
  public enum Ending: String, Sendable, Codable, CaseIterable {
    case sent, deferred, rejected, blocked, uncertain, withheld
  }

  public var job: Job.ID
  public var token: Int64
  public var started: Instant
  public var marked: Instant?
  public var ended: Instant
  public var ending: Ending
  public var receipt: Receipt?
  public var failure: Failure?

  public init(
    job: Job.ID, token: Int64, started: Instant, marked: Instant?, ended: Instant, ending: Ending,
    receipt: Receipt? = nil, failure: Failure? = nil
  ) {
    self.job = job
    self.token = token
    self.started = started
    self.marked = marked
    self.ended = ended
    self.ending = ending
    self.receipt = receipt
    self.failure = failure
  }
}

extension Delivery.Ending {
  public init(_ outcome: Outcome) {
    self =
      switch outcome {
      case .sent: .sent
      case .deferred, .slowed: .deferred
      case .rejected: .rejected
      case .blocked, .unreachable, .busy: .blocked
      case .uncertain, .repeatable: .uncertain
      case .withheld: .withheld
      }
  }
}

extension Outcome {
  public var failure: Failure? {
    switch self {
    case .sent: nil
    case .deferred(let failure, _), .slowed(let failure), .rejected(let failure), .blocked(let failure),
      .unreachable(let failure), .busy(let failure, _), .uncertain(let failure), .repeatable(let failure):
      failure
    case .withheld(let closure): Failure("the gate stayed shut", code: closure.rawValue)
    }
  }

  public var receipt: Receipt? {
    if case .sent(let receipt) = self { receipt } else { nil }
  }
}
