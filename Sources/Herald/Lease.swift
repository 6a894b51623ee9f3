/// A claimant's right to a job for a while. Every write after the claim names its job and token; a late claimant's
/// writes change nothing. A reference, because it is handed from task to task and a job is large.
public final class Lease: Sendable {
  public let job: Job
  public let until: Instant
  public let message: Message
  /// When it was claimed: a permit that was taken then and not used is given back.
  public let claimed: Instant?

  public init(job: Job, until: Instant, message: Message, claimed: Instant? = nil) {
    self.job = job
    self.until = until
    self.message = message
    self.claimed = claimed
  }

  public var token: Int64 { job.token }
}
