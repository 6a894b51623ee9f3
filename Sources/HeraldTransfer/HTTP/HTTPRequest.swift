/// One request, as it goes over the wire. May hold secrets in its address and its header fields, so it describes itself
/// without them.
public struct HTTPRequest: Sendable, CustomStringConvertible {
  public enum Method: String, Sendable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case delete = "DELETE"
  }

  public var method: Method
  /// `http` or `https`, with its host in ASCII; no user, no password, no control character.
  public var url: String
  /// Beside `Host`, `Content-Length`, `Accept-Encoding` and `User-Agent`, which are made here. Names are tokens, values hold no
  /// control character (RFC 9110, 5.1 and 5.5).
  public var headers: [(name: String, value: String)]
  public var body: [UInt8]?

  public init(
    _ method: Method, _ url: String, headers: [(name: String, value: String)] = [], body: [UInt8]? = nil
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
  }

  /// A repeat changes nothing (RFC 9110, 9.2.2): it may ride a connection that was used before, which libcurl silently
  /// replaces when it finds it dead.
  var isIdempotent: Bool { method == .get }

  public var description: String { "\(method.rawValue) \(Self.place(of: url))" }

  /// Scheme and host alone: a path may be a secret.
  static func place(of url: String) -> String {
    guard let scheme = url.range(of: "://") else { return "an address" }
    let host = url[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    return String(url[..<scheme.upperBound] + (host.split(separator: "@").last ?? ""))
  }

  /// Why this is no request; nil when it is one.
  var fault: String? {
    if url.utf8.contains(where: { $0 <= 0x20 || $0 >= 0x7F }) { return "its address holds a character that none may" }
    let scheme = url.lowercased()
    guard scheme.hasPrefix("https://") || scheme.hasPrefix("http://") else { return "its address is not http or https" }
    let host = url[(url.range(of: "://")?.upperBound ?? url.startIndex)...].prefix {
      $0 != "/" && $0 != "?" && $0 != "#"
    }
    if host.contains("@") || host.contains("\\") || host.isEmpty { return "its address has no plain host" }
    for header in headers {
      if header.name.isEmpty || !header.name.utf8.allSatisfy(Self.isTokenOctet) {
        return "“\(header.name)” is no name of a header field"
      }
      if header.value.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }) {
        return "the header field \(header.name) holds a control character"
      }
    }
    return nil
  }

  /// RFC 9110, 5.6.2.
  private static func isTokenOctet(_ octet: UInt8) -> Bool {
    switch octet {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: "!#$%&'*+-.^_`|~".utf8.contains(octet)
    }
  }
}
