/// How an attempt ended, decided by the sender, who knows.
///
/// | outcome | whose fault | spends an attempt | what else follows |
/// | --- | --- | --- | --- |
/// | sent | – | – | |
/// | deferred | the message's, for now | yes | |
/// | slowed | its destination's, for now | yes | the destination gets less at once, then waits |
/// | rejected | the message's, for good | – | |
/// | blocked | the channel's | no | the channel closes at once |
/// | unreachable | the channel's | no | the channel closes when it happens three times in a row |
/// | busy | nobody's | no | the channel closes until its own time |
/// | uncertain | not known | yes | |
/// | repeatable | not known | yes | the job stays in doubt, and a repeat is harmless for now |
/// | withheld | – | no | |
public enum Outcome: Hashable, Sendable {
  case sent(Receipt)
  /// Provably not accepted, and the time is this message's own. Not tried again before `notBefore`.
  case deferred(Failure, notBefore: Instant? = nil)
  /// Provably not accepted, because its destination (the reader's mail domain) has too much to do.
  case slowed(Failure)
  /// Never will be accepted as it is.
  case rejected(Failure)
  /// The channel is at fault, and would refuse every message: a bad token, a folder that cannot be written.
  case blocked(Failure)
  /// No connection, no TLS, no session: it says nothing of any message (decision 0007).
  case unreachable(Failure)
  /// The far side has enough of this channel for now. `until` is its own time; nil when it names none.
  case busy(Failure, until: Instant? = nil)
  /// Past the gate, and no clear answer came.
  case uncertain(Failure)
  /// The same, where the far side would know a repeat made soon for what it is (decision 0021).
  case repeatable(Failure)
  /// The gate stayed shut, so nothing was sent.
  case withheld(GateClosure)
}

/// What came back for a message that was accepted.
public struct Receipt: Hashable, Sendable, Codable {
  /// The far side's own name for it: a file name, a queue id, a post's address.
  public var id: String

  public init(id: String) { self.id = id }
}

/// Why an attempt did not end as `sent`. Holds no secret; may hold the far side's own words, which are printed escaped.
public struct Failure: Hashable, Sendable, Codable, Error, CustomStringConvertible {
  /// One line: what happened and, where there is one, the remedy.
  public var text: String
  /// The far side's code, as it wrote it (`550 5.1.1`, `ENOSPC`).
  public var code: String?

  public init(_ text: String, code: String? = nil) {
    self.text = text
    self.code = code
  }

  public var description: String { code.map { "\(text) (\($0))" } ?? text }
}

extension Outcome {
  /// An `uncertain` outcome in the light of what settling found out; every other outcome as it is. A doubt that stays says
  /// what raised it, and why it stays.
  public func settled(by settlement: Settlement) -> Outcome {
    guard case .uncertain(let failure) = self else { return self }
    return switch settlement {
    case .sent(let receipt): .sent(receipt)
    case .absent: .deferred(failure)
    case .repeatable: .repeatable(failure)
    case .unknown(let doubt): .uncertain(Failure("\(failure.text); \(doubt.text)", code: failure.code ?? doubt.code))
    }
  }
}

extension Outcome {
  /// Why the whole channel is to take nothing for now, and until when where the far side says so; nil when it may go on.
  public var blockage: (cause: Blockage, failure: Failure, until: Instant?)? {
    switch self {
    case .blocked(let failure): (.refused, failure, nil)
    case .unreachable(let failure): (.unreachable, failure, nil)
    case .busy(let failure, let until): (.busy, failure, until)
    case .sent, .deferred, .slowed, .rejected, .uncertain, .repeatable, .withheld: nil
    }
  }
}

/// What became of an attempt that ended in doubt.
public enum Settlement: Hashable, Sendable {
  /// It did arrive.
  case sent(Receipt)
  /// It provably did not.
  case absent
  /// It may have, and the far side would know a repeat for what it is: it may be sent again, and stays in doubt.
  case repeatable
  /// Nobody can tell.
  case unknown(Failure)
}
