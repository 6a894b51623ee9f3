import Foundation
import Herald

/// An address that is a secret, because who knows it may post: the webhooks of Discord and Slack.
struct SecretAddress: Sendable {
  /// The whole address. In no failure.
  let text: String
  let host: String

  /// - Parameters:
  ///   - path: how the path begins.
  ///   - example: how such an address looks.
  static func of(_ secret: Secret, base: URL, path: String, example: String) -> Result<SecretAddress, Failure> {
    switch secret.value(base: base) {
    case .failure(let failure): return .failure(Failure("`url`: \(failure.text)", code: failure.code))
    case .success(let text):
      guard WebURL(text) != nil, text.utf8.allSatisfy({ $0 < 0x80 }), !text.contains("#"),
        let parts = URLComponents(string: text), let name = parts.host, parts.path.hasPrefix(path),
        parts.scheme?.lowercased() == "https" || ServerURL.isLocal(name)
      else { return .failure(Failure("`url`: \(secret) holds no address such as \(example)")) }
      return .success(SecretAddress(text: text, host: parts.port.map { "\(name):\($0)" } ?? name))
    }
  }

  /// What must be hidden: the address, and the longer pieces of its path.
  var secrets: [String] {
    let path = URLComponents(string: text)?.path ?? ""
    return [text]
      + path.split(separator: "/").map(String.init).filter {
        $0.utf8.count >= 8 && $0 != "webhooks" && $0 != "services"
      }
  }
}
