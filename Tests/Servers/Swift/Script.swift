/// What a misbehaving server does, and when: the JSON that `smtp_script.py` describes.
public struct Script: Encodable, Sendable {
  /// EHLO's lines; STARTTLS and AUTH are added where they belong.
  public var extensions: [String]
  /// EHLO's lines over TLS; nil: the same.
  public var extensionsOverTLS: [String]?
  public var tls: TLS?
  public var auth: Auth?
  /// EHLO is not known.
  public var heloOnly = false
  /// A command that comes early though PIPELINING is not offered is refused.
  public var strict = false
  /// The connection above it gets 421 and is closed.
  public var mostConnections: Int?
  /// The receive buffer, in octets; nil: the kernel's.
  public var window: Int?
  public var cut: Cut?
  /// Nobody ever answers the connection.
  public var hole = false
  public var steps: [Step]

  public init(
    _ steps: [Step] = [], extensions: [String] = ["PIPELINING", "8BITMIME", "ENHANCEDSTATUSCODES"], tls: TLS? = nil,
    auth: Auth? = nil
  ) {
    self.steps = steps
    self.extensions = extensions
    self.tls = tls
    self.auth = auth
  }

  public struct TLS: Encodable, Sendable {
    /// A PEM file with certificate and key.
    public var certificate: String
    public var atOnce: Bool
    public var version: String?

    public init(_ certificate: String, atOnce: Bool = false, version: String? = nil) {
      self.certificate = certificate
      self.atOnce = atOnce
      self.version = version
    }

    private enum CodingKeys: String, CodingKey {
      case certificate, version
      case atOnce = "at-once"
    }
  }

  public struct Auth: Encodable, Sendable {
    public var mechanisms: [String]
    public var username: String
    public var password: String
    /// Offered without TLS, too.
    public var inClear: Bool

    public init(
      mechanisms: [String] = ["PLAIN", "LOGIN"], username: String, password: String, inClear: Bool = false
    ) {
      self.mechanisms = mechanisms
      self.username = username
      self.password = password
      self.inClear = inClear
    }

    private enum CodingKeys: String, CodingKey {
      case mechanisms, username, password
      case inClear = "in-clear"
    }
  }

  /// The network goes after so many octets; with a step, connection k goes after k × step octets.
  public struct Cut: Encodable, Sendable {
    public var received: Int?
    public var sent: Int?
    public var step: Int?
    /// RST instead of FIN.
    public var reset: Bool

    public init(received: Int? = nil, sent: Int? = nil, step: Int? = nil, reset: Bool = false) {
      self.received = received
      self.sent = sent
      self.step = step
      self.reset = reset
    }
  }

  private enum CodingKeys: String, CodingKey {
    case extensions, tls, auth, strict, window, cut, hole, steps
    case extensionsOverTLS = "extensions-over-tls"
    case heloOnly = "helo-only"
    case mostConnections = "most-connections"
  }
}
