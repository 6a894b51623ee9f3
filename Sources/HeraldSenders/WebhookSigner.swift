import Crypto
import Foundation
import Herald

/// Signs what goes to a webhook: `v1,` and the HMAC-SHA256 of id, time and body in Base64
/// (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#symmetric-signature).
struct WebhookSigner: Sendable {
  /// As it is kept, for hiding it.
  let secret: String
  private let key: SymmetricKey

  /// Reads the secret: `whsec_` and 24 to 64 octets in Base64.
  static func of(_ secret: Secret, base: URL) -> Result<WebhookSigner, Failure> {
    switch secret.value(base: base) {
    case .failure(let failure): return .failure(Failure("`secret`: \(failure.text)", code: failure.code))
    case .success(let text):
      guard text.hasPrefix("whsec_"), let octets = Data(base64Encoded: String(text.dropFirst(6))),
        (24...64).contains(octets.count)
      else {
        return .failure(
          Failure(
            "`secret`: \(secret) holds no secret of a webhook: it is whsec_ and 24 to 64 octets in Base64, as "
              + "`echo whsec_$(openssl rand -base64 32)` makes one"))
      }
      return .success(WebhookSigner(secret: text, key: SymmetricKey(data: octets)))
    }
  }

  /// - Parameter now: the time of the attempt; receivers refuse what is older than some minutes.
  func headers(id: String, body: [UInt8], now: Instant) -> [(name: String, value: String)] {
    let time = "\(now.microseconds / 1_000_000)"
    let code = HMAC<SHA256>.authenticationCode(for: Array("\(id).\(time).".utf8) + body, using: key)
    return [
      ("webhook-id", id), ("webhook-timestamp", time),
      ("webhook-signature", "v1," + Data(code).base64EncodedString()),
    ]
  }
}
