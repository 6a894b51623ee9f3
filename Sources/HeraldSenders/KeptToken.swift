import Foundation
import Herald

/// A token or password of a channel, where it is kept and how one of its network looks.
struct KeptToken: Sendable {
  let secret: Secret
  let base: URL
  /// The configuration's key for it.
  var key = "token"
  /// What is said of one that does not look so: `holds no bot's token: …`.
  var form = "holds no token: it is one line without blanks"
  /// What may stand in a header field or an address; a wrong file may hold anything.
  var isOne: @Sendable (String) -> Bool = { $0.utf8.allSatisfy { (0x21...0x7E).contains($0) } }

  /// Read at every use.
  var value: Result<String, Failure> {
    switch secret.value(base: base) {
    case .failure(let failure): .failure(Failure("`\(key)`: \(failure.text)", code: failure.code))
    case .success(let text) where !isOne(text): .failure(Failure("`\(key)`: \(secret) \(form)"))
    case .success(let text): .success(text)
    }
  }

  var obstacle: Failure? { if case .failure(let failure) = value { failure } else { nil } }

  var warnings: [String] { secret.warning(base: base).map { [$0] } ?? [] }
}
