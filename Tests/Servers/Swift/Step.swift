/// What is done at one moment instead of what is usual.
public struct Step: Encodable, Sendable {
  public enum Moment: String, Encodable, Sendable, CaseIterable {
    case greeting, ehlo, helo, starttls, auth, mail, rcpt, data, body, dot, rset, quit, other
  }

  public enum Action: Encodable, Sendable {
    /// Verbatim; each character is one octet.
    case send(String)
    /// As a sound server.
    case usual
    /// As a sound server, and something more in the same packet.
    case usualAnd(String)
    /// Seconds.
    case wait(Double)
    /// FIN.
    case drop
    /// RST.
    case reset
    /// Again and again; octets 0: for ever.
    case flood(String, octets: Int = 0)
    /// From here on so many octets a second are read; 0 none.
    case read(Int)
    /// The handshake.
    case tls

    private enum CodingKeys: CodingKey { case send, usual, and, wait, drop, reset, flood, octets, read, tls }

    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      switch self {
      case .send(let text): try container.encode(text, forKey: .send)
      case .usual: try container.encode(true, forKey: .usual)
      case .usualAnd(let more):
        try container.encode(true, forKey: .usual)
        try container.encode(more, forKey: .and)
      case .wait(let seconds): try container.encode(seconds, forKey: .wait)
      case .drop: try container.encode(true, forKey: .drop)
      case .reset: try container.encode(true, forKey: .reset)
      case .flood(let text, let octets):
        try container.encode(text, forKey: .flood)
        try container.encode(octets, forKey: .octets)
      case .read(let rate): try container.encode(rate, forKey: .read)
      case .tls: try container.encode(true, forKey: .tls)
      }
    }
  }

  public var at: Moment
  public var actions: [Action]
  /// From 1; nil: every one.
  public var connection: Int?
  /// Of its connection, from 1; nil: every one.
  public var transaction: Int?
  /// A part of RCPT's argument.
  public var recipient: String?
  /// How often it is played; nil: always.
  public var times: Int?
  /// At `body`: not before so many octets.
  public var after: Int?
  /// At `dot`: whether the message is taken; nil: whether a reply with 2 is sent.
  public var accepts: Bool?

  private enum CodingKeys: String, CodingKey {
    case at, connection, transaction, recipient, times, after, accepts
    case actions = "do"
  }

  public static func at(
    _ moment: Moment, _ actions: Action..., connection: Int? = nil, transaction: Int? = nil,
    recipient: String? = nil, times: Int? = nil, after: Int? = nil, accepts: Bool? = nil
  ) -> Step {
    Step(
      at: moment, actions: actions, connection: connection, transaction: transaction, recipient: recipient,
      times: times, after: after, accepts: accepts)
  }
}
