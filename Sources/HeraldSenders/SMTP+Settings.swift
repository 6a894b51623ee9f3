import Foundation
import Herald
import HeraldTransfer

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

    /// - Throws: `DecodingError` whose text says what is wrong, and how to write it.
    public init(
      server: String, tls: TLS = .required, username: String? = nil, password: Secret? = nil, ca: String? = nil,
      helo: String? = nil
    ) throws {
      address = try SMTPAddress(server)
      (self.tls, self.username, self.password, self.ca, self.helo) = (tls, username, password, ca, helo)
      if let problem { throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: problem)) }
    }

    private enum CodingKeys: CodingKey { case server, tls, username, password, ca, helo }

    public init(from decoder: any Decoder) throws {
      let section = try decoder.container(keyedBy: CodingKeys.self)
      address = try section.decode(SMTPAddress.self, forKey: .server)
      tls = try section.decodeIfPresent(TLSWord.self, forKey: .tls)?.value ?? .required
      username = try section.decodeIfPresent(String.self, forKey: .username)
      password = try section.decodeIfPresent(Secret.self, forKey: .password)
      ca = try section.decodeIfPresent(String.self, forKey: .ca)
      helo = try section.decodeIfPresent(String.self, forKey: .helo)
      if let problem {
        throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: problem))
      }
    }

    /// What does not go together.
    private var problem: String? {
      if username != nil, password == nil { return "`username` needs `password: { env: NAME }` or `{ file: path }`" }
      if password != nil, username == nil { return "`password` needs `username`" }
      if address.isImplicit, tls == .none { return "smtps:// is encrypted: remove `tls: none`, or write smtp://" }
      if let helo, !SMTPAddress.isHostName(helo) { return "`helo: \(helo)` is not a host name" }
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
          codingPath: decoder.codingPath, debugDescription: "`\(text)` is not known here: it may be required or none"))
    }
    self.value = value
  }
}

/// `smtp://HOST[:PORT]` or `smtps://HOST[:PORT]`.
struct SMTPAddress: Hashable, Sendable, Decodable {
  let text: String
  let isImplicit: Bool
  let host: String
  let port: Int

  init(from decoder: any Decoder) throws {
    do {
      try self.init(try decoder.singleValueContainer().decode(String.self))
    } catch DecodingError.dataCorrupted(let context) {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: context.debugDescription))
    }
  }

  init(_ text: String) throws {
    func wrong(_ why: String) -> DecodingError {
      .dataCorrupted(
        .init(
          codingPath: [], debugDescription: "“\(text)” is not a mail server: \(why), as in smtp://mail.example.org:587")
      )
    }
    let isImplicit = text.hasPrefix("smtps://")
    guard isImplicit || text.hasPrefix("smtp://") else { throw wrong("begin with smtp:// or smtps://") }
    let rest = text.dropFirst(isImplicit ? 8 : 7)
    guard !rest.contains("@") else { throw wrong("user and password have keys of their own") }
    guard !rest.contains(where: { "/?#".contains($0) }) else { throw wrong("write host and port, nothing after them") }
    // An IPv6 address stands in brackets, its colons are no port's.
    let end = rest.hasPrefix("[") ? rest.firstIndex(of: "]").map(rest.index(after:)) : rest.firstIndex(of: ":")
    let name = rest[..<(end ?? rest.endIndex)]
    let tail = rest[(end ?? rest.endIndex)...]
    let host = name.hasPrefix("[") ? String(name.dropFirst().dropLast()) : String(name)
    let isAddress = name.hasPrefix("[") && host.contains(":") && host.allSatisfy { $0.isHexDigit || ":.".contains($0) }
    guard isAddress || Self.isHostName(host) else { throw wrong("“\(host)” is not a host name") }
    guard tail.isEmpty || tail.hasPrefix(":") else { throw wrong("write host and port, nothing after them") }
    if tail.isEmpty {
      port = isImplicit ? 465 : 587
    } else {
      guard tail.dropFirst().allSatisfy(\.isASCII), let port = Int(tail.dropFirst()), (1...65_535).contains(port) else {
        throw wrong("the port is a number from 1 to 65535")
      }
      self.port = port
    }
    (self.text, self.isImplicit, self.host) = (text, isImplicit, host)
  }

  static func isHostName(_ text: String) -> Bool {
    (1...253).contains(text.utf8.count)
      && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
        (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
          && label.utf8.allSatisfy { octet in
            (48...57).contains(octet) || (65...90).contains(octet) || (97...122).contains(octet) || octet == 45
              || octet == 95
          }
      }
  }
}

/// A channel's server with its secret, read when a session is opened.
struct SMTPAccess: Sendable {
  let settings: SMTP.Settings
  let base: URL

  var name: String { settings.address.host + ":\(settings.address.port)" }

  func server() -> Result<SMTPServer, Failure> {
    var server = SMTPServer(
      host: settings.address.host, port: settings.address.port,
      encryption: settings.address.isImplicit ? .implicit : settings.tls == .required ? .startTLS : .none,
      helo: settings.helo)
    if let ca = settings.ca {
      let path = (ca.hasPrefix("/") ? URL(filePath: ca) : base.appending(path: ca)).standardizedFileURL.path
      guard FileManager.default.isReadableFile(atPath: path) else {
        return .failure(Failure("`ca`: \(path) cannot be read: name a PEM file, or remove it to trust the system's"))
      }
      server.certificates = path
    }
    if let username = settings.username, let password = settings.password {
      switch password.value(base: base) {
      case .success(let secret): server.credentials = .init(username: username, password: secret)
      case .failure(let failure): return .failure(failure)
      }
    }
    return .success(server)
  }
}
