import Foundation
import Herald

/// Where a network's interface is: `https://HOST[:PORT][/PATH]`, without a slash at its end. `http` only on this machine,
/// because a token would travel in clear.
struct ServerURL: Hashable, Sendable, Decodable {
  let text: String
  /// With its port, where it has one: what failures and the queue name.
  let host: String

  init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let url = ServerURL(text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "“\(Self.shown(text))” is not a server: \(Self.form)"))
    }
    self = url
  }

  static let form = "write https:// and its host, as in https://social.example.org"

  /// Nil when it is none.
  init?(_ text: String) {
    guard let url = WebURL(text), let parts = URLComponents(string: text), let name = parts.host,
      parts.query == nil, parts.fragment == nil, text.utf8.allSatisfy({ $0 < 0x80 }),
      parts.scheme?.lowercased() == "https" || Self.isLocal(name)
    else { return nil }
    self.text = url.text.hasSuffix("/") ? String(url.text.dropLast()) : url.text
    host = parts.port.map { "\(name):\($0)" } ?? name
  }

  /// Whether nothing leaves this machine on the way there.
  static func isLocal(_ host: String) -> Bool {
    host == "localhost" || host == "127.0.0.1" || host == "[::1]" || host == "::1"
  }

  /// What stands before an @ may be a password.
  private static func shown(_ text: String) -> String { text.lastIndex(of: "@").map { "…\(text[$0...])" } ?? text }
}
