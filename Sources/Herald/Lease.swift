/// A claimant's right to a job for a while. Every write after the claim names its job and token; a late claimant's
/// writes change nothing.
public struct Lease: Hashable, Sendable {
  public let job: Job
  public let until: Instant
  public let message: Message

  public init(job: Job, until: Instant, message: Message) {
    self.job = job
    self.until = until
    self.message = message
  }

  public var token: Int64 { job.token }
}
