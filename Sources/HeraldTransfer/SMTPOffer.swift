/// What a server offers, as its last EHLO said (RFC 5321, section 4.1.1.1). What it said before TLS counts for nothing.
public struct SMTPOffer: Hashable, Sendable {
  /// The server's own name for itself.
  public var name = ""
  /// Keyword in capitals → its parameters.
  public private(set) var extensions: [String: String] = [:]
  /// `TLSv1.3`; nil when nothing is encrypted.
  public var tls: String?
  /// The server accepted AUTH.
  public var isAuthenticated = false

  // Looked up once, and asked for by every message.
  /// RFC 2920.
  public private(set) var pipelining = false
  /// RFC 6152.
  public private(set) var eightBit = false
  /// RFC 6531.
  public private(set) var smtpUTF8 = false
  /// RFC 1870: SIZE is offered, so MAIL may announce one.
  public private(set) var takesSize = false
  /// The most octets of one message; nil when there is no bound, or SIZE is not offered.
  public private(set) var largestMessage: Int?

  init() {}

  /// - Parameter lines: of one reply to EHLO, without the codes.
  init(lines: [String]) {
    name = lines.first.map { String($0.prefix { $0 != " " }) } ?? ""
    for line in lines.dropFirst() {
      let words = line.split(separator: " ", maxSplits: 1)
      guard let keyword = words.first else { continue }
      extensions[keyword.uppercased()] = words.count > 1 ? String(words[1]) : ""
    }
    pipelining = extensions["PIPELINING"] != nil
    eightBit = extensions["8BITMIME"] != nil
    smtpUTF8 = extensions["SMTPUTF8"] != nil
    takesSize = extensions["SIZE"] != nil
    largestMessage = extensions["SIZE"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
  }
}
