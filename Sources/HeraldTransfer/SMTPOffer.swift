/// What a server offers, as its last EHLO said (RFC 5321, section 4.1.1.1). What it said before TLS counts for nothing.
public struct SMTPOffer: Hashable, Sendable {
  /// The server's own name for itself.
  public var name = ""
  /// Keyword in capitals → its parameters.
  public var extensions: [String: String] = [:]
  /// `TLSv1.3`; nil when nothing is encrypted.
  public var tls: String?
  /// The server accepted AUTH.
  public var isAuthenticated = false

  /// RFC 2920.
  public var pipelining: Bool { extensions["PIPELINING"] != nil }
  /// RFC 6152.
  public var eightBit: Bool { extensions["8BITMIME"] != nil }
  /// RFC 6531.
  public var smtpUTF8: Bool { extensions["SMTPUTF8"] != nil }
  /// RFC 1870: the most octets of one message; nil when there is no bound, or SIZE is not offered.
  public var largestMessage: Int? { extensions["SIZE"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil } }
  /// SIZE is offered, so MAIL may announce one.
  public var takesSize: Bool { extensions["SIZE"] != nil }

  init() {}

  /// - Parameter lines: of one reply to EHLO, without the codes.
  init(lines: [String]) {
    name = lines.first.map { String($0.prefix { $0 != " " }) } ?? ""
    for line in lines.dropFirst() {
      let words = line.split(separator: " ", maxSplits: 1)
      guard let keyword = words.first else { continue }
      extensions[keyword.uppercased()] = words.count > 1 ? String(words[1]) : ""
    }
  }
}
