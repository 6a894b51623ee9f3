/// A mail server and how to get in.
public struct SMTPServer: Hashable, Sendable {
  public enum Encryption: Hashable, Sendable {
    /// TLS from the first byte (RFC 8314), `smtps://`.
    case implicit
    /// STARTTLS (RFC 3207); a server that does not offer it is refused.
    case startTLS
    /// None at all, for a server on the same machine.
    case none
  }

  /// A host name or an IP address.
  public var host: String
  public var port: Int
  public var encryption: Encryption
  /// With it, the server has to offer AUTH and to accept it; nil sends no AUTH.
  public var credentials: Credentials?
  /// A PEM file of certificates that are trusted instead of the system's.
  public var certificates: String?
  /// What EHLO says; nil is the machine's own name.
  public var helo: String?

  public struct Credentials: Hashable, Sendable, CustomStringConvertible {
    public let username: String
    let password: String

    public init(username: String, password: String) {
      self.username = username
      self.password = password
    }

    public var description: String { "\(username), with a password" }
  }

  public init(
    host: String, port: Int, encryption: Encryption, credentials: Credentials? = nil, certificates: String? = nil,
    helo: String? = nil
  ) {
    self.host = host
    self.port = port
    self.encryption = encryption
    self.credentials = credentials
    self.certificates = certificates
    self.helo = helo
  }

  /// `mail.example.org:587`.
  public var name: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

/// How long each phase may be silent. The defaults are the least that RFC 5321, section 4.5.3.2 asks of a client: one
/// that gives up earlier makes doubt where there is none.
public struct SMTPTimeouts: Hashable, Sendable {
  /// Until the connection stands; default 30 seconds (the RFC has no figure).
  public var connect: Duration = .seconds(30)
  /// Each reply of greeting, EHLO, STARTTLS and AUTH; default 5 minutes.
  public var greeting: Duration = .seconds(300)
  /// The reply to MAIL; default 5 minutes.
  public var mail: Duration = .seconds(300)
  /// The reply to RCPT; default 5 minutes.
  public var recipient: Duration = .seconds(300)
  /// The reply to DATA; default 2 minutes.
  public var data: Duration = .seconds(120)
  /// Each block of the message that waits to be taken; default 3 minutes.
  public var block: Duration = .seconds(180)
  /// The reply to the final dot; default 10 minutes.
  public var dot: Duration = .seconds(600)
  /// The reply to QUIT; default 2 seconds: nothing depends on it.
  public var quit: Duration = .seconds(2)

  public init() {}

  /// For the reply that ends a phase, or for a block of the message.
  func of(_ phase: SMTPPhase) -> Duration {
    switch phase {
    case .connect: connect
    case .greeting, .tls, .auth: greeting
    case .mail: mail
    case .recipient: recipient
    case .data: data
    case .body: block
    case .dot: dot
    }
  }
}
