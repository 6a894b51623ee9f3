/// How an exchange ended, told by phase: only who carries the octets can tell what certainly did not go out from what may
/// have.
///
/// | ending | the server |
/// | --- | --- |
/// | `answered` | said so |
/// | `notSent` | has not seen one octet of the request |
/// | `closed` | has not either: the gate stayed shut |
/// | `unanswered` | may have acted on it |
public enum HTTPEnding: Sendable {
  case answered(HTTPAnswer)
  case notSent(HTTPObstacle)
  case closed
  case unanswered(HTTPObstacle)
}

/// Why an exchange ended without an answer. Holds no secret.
public struct HTTPObstacle: Error, Sendable, CustomStringConvertible {
  public enum Kind: String, Sendable {
    /// The name has no address.
    case resolve
    case connect
    /// No TLS, or a certificate that is not trusted.
    case tls
    case timeout
    /// The connection ended in the middle.
    case broken
    /// The answer is larger than the limit.
    case tooLarge
    case cancelled
    /// The request itself cannot be sent.
    case request
    case other
  }

  public var kind: Kind
  /// One line: what happened, and where.
  public var text: String

  public init(_ kind: Kind, _ text: String) {
    self.kind = kind
    self.text = text
  }

  public var description: String { text }
}

/// What an exchange may cost.
public struct HTTPLimits: Sendable {
  /// Until TCP and TLS stand; default 30 seconds.
  public var connect: Duration
  /// The whole exchange; default 60 seconds.
  public var whole: Duration
  /// Octets of the answer's body, after decompression; default 1,000,000.
  public var body: Int
  /// Octets of the answer's header; default 65,536.
  public var header: Int

  public init(
    connect: Duration = .seconds(30), whole: Duration = .seconds(60), body: Int = 1_000_000, header: Int = 65_536
  ) {
    self.connect = connect
    self.whole = whole
    self.body = body
    self.header = header
  }
}
