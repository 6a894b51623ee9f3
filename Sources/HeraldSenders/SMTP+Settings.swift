import Herald

extension SMTP {
  public struct Settings: Decodable, Sendable {
    public enum TLS: String, Sendable, CaseIterable { case required, none }

    /// `smtp://HOST[:PORT]`, with STARTTLS (port 587 unless it says another), or `smtps://HOST[:PORT]`, TLS at once (465).
    public var server: String { address.text }
    /// Default `required`. `none` is for a server on the same machine: nothing is encrypted, a password neither.
    public var tls: TLS
    /// With it the server has to offer and accept AUTH; default none.
    public var username: String?
    public var password: Secret?
    /// A PEM file of certificates that are trusted instead of the system's.
    public var ca: String?
    /// What EHLO says; default the machine's own name.
    public var helo: String?

    let address: SMTPAddress

    /// - Throws: `DecodingError` that says what is wrong, and how to write it.
    public init(
      server: String, tls: TLS = .required, username: String? = nil, password: Secret? = nil, ca: String? = nil,
      helo: String? = nil
    ) throws {
      address = try SMTPAddress(server)
      (self.tls, self.username, self.password, self.ca, self.helo) = (tls, username, password, ca, helo)
      if let problem {
        throw DecodingError.dataCorrupted(.init(codingPath: [problem.key], debugDescription: problem.text))
      }
    }

    private enum CodingKeys: CodingKey { case server, tls, username, password, ca, helo }

    /// Reads every key before it throws for the first that is wrong, so that a decoder which collects problems has all.
    public init(from decoder: any Decoder) throws {
      let section = try decoder.container(keyedBy: CodingKeys.self)
      var wrong: (any Error)?
      func take<T: Decodable>(_ type: T.Type, _ key: CodingKeys) -> T? {
        do {
          return try section.decodeIfPresent(type, forKey: key)
        } catch {
          wrong = wrong ?? error
          return nil
        }
      }
      tls = take(TLSWord.self, .tls)?.value ?? .required
      username = take(Line.self, .username)?.text
      password = take(Secret.self, .password)
      ca = take(Line.self, .ca)?.text
      helo = take(Line.self, .helo)?.text
      address = try section.decode(SMTPAddress.self, forKey: .server)
      if let wrong { throw wrong }
      if let problem {
        throw DecodingError.dataCorruptedError(forKey: problem.key, in: section, debugDescription: problem.text)
      }
    }

    /// What does not go together.
    private var problem: (key: CodingKeys, text: String)? {
      if username != nil, password == nil {
        return (.username, "`password:` is missing: write `{ env: NAME }` or `{ file: path }`, or remove `username:`")
      }
      if password != nil, username == nil {
        return (.password, "`username:` is missing: add it, or remove `password:`")
      }
      if address.isImplicit, tls == .none {
        return (.tls, "smtps:// is always encrypted: remove `tls: none`, or write smtp://")
      }
      if ca != nil, tls == .none { return (.ca, "`tls: none` checks no certificate: remove one of the two") }
      if let helo, !SMTPAddress.isHostName(helo) {
        return (.helo, "“\(helo)” is not a host name such as mail.example.org")
      }
      return nil
    }
  }
}

private struct TLSWord: Decodable {
  let value: SMTP.Settings.TLS

  init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let value = SMTP.Settings.TLS(rawValue: text) else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "“\(text)” is not known here: it may be required (the default) or none"))
    }
    self.value = value
  }
}
