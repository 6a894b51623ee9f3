/// Where a sender asks, once, just before its point of no return (the final dot, the first request byte, the file's
/// name), whether it may go on. The answer `open` is durable: after it, a crash leaves the job in doubt.
public struct Gate: Sendable {
  private let ask: @Sendable (SHA256Digest, String?) async -> GateAnswer

  public init(_ ask: @escaping @Sendable (_ wire: SHA256Digest, _ note: String?) async -> GateAnswer) {
    self.ask = ask
  }

  /// Stores the mark. `wire` is the SHA-256 of the bytes about to go out, `note` what the sender needs for settling.
  public func pass(wire: SHA256Digest, note: String? = nil) async -> GateAnswer { await ask(wire, note) }
}

public enum GateAnswer: Hashable, Sendable {
  case open
  /// End without sending.
  case closed(GateClosure)
}

/// Why the gate stayed shut.
public enum GateClosure: String, Hashable, Sendable, Codable {
  /// The lease ended, or another process has the job now.
  case leaseLost
  case cancelled
  case expired
  /// The subscriber left after the edition opened.
  case unsubscribed
  /// The bytes differ from those that an earlier attempt announced.
  case changed
  /// The mark could not be stored.
  case storeFailed
  /// The process ends; the job waits for the next one.
  case stopping
  /// A person paused the channel, or all of them, after the claim; the job waits.
  case paused
}
