/// How an attempt ended, decided by the sender, who knows.
public enum Outcome: Hashable, Sendable {
  case sent(Receipt)
  /// Provably not accepted. Spends an attempt; not tried again before `notBefore`.
  case deferred(Failure, notBefore: Instant? = nil)
  /// Never will be accepted as it is.
  case rejected(Failure)
  /// The channel is at fault (a bad token, a folder that cannot be written): it pauses, and no attempt is spent.
  case blocked(Failure)
  /// Past the gate, and no clear answer came.
  case uncertain(Failure)
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
  /// An `uncertain` outcome in the light of what settling found out; every other outcome as it is.
  public func settled(by settlement: Settlement) -> Outcome {
    guard case .uncertain(let failure) = self else { return self }
    return switch settlement {
    case .sent(let receipt): .sent(receipt)
    case .absent: .deferred(failure)
    case .unknown(let doubt): .uncertain(doubt)
    }
  }
}

/// What became of an attempt that ended in doubt.
public enum Settlement: Hashable, Sendable {
  /// It did arrive.
  case sent(Receipt)
  /// It provably did not.
  case absent
  /// Nobody can tell.
  case unknown(Failure)
}
