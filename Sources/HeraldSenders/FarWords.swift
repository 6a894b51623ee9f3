import Herald
import HeraldTransfer

/// What a far side said of a refusal, made fit for a log: one line, bounded, without our secrets, which some servers
/// repeat.
struct FarWords: Sendable {
  /// How failures name the far side: its host.
  let name: String
  /// HTTP's status, with the network's own code behind it: `400 ExpiredToken`.
  let code: String
  private let words: String

  private static let limit = 300

  /// - Parameter words: as it wrote them; nil where it said nothing of use.
  init(_ words: String?, code: String? = nil, status: Int, name: String, secrets: [String]) {
    self.name = name
    self.code = Self.clean(code.map { "\(status) \($0)" } ?? "\(status)", limit: 60, without: secrets)
    self.words = Self.clean(words ?? "", limit: Self.limit, without: secrets)
  }

  func failure(_ what: String) -> Failure {
    Failure(words.isEmpty ? "\(name) \(what)" : "\(name) \(what): \(words)", code: code)
  }

  static func clean(_ text: String, limit: Int, without secrets: [String]) -> String {
    // Longer than what is shown, so that a secret on the edge is seen whole; shorter than what could be costly.
    let text = String(
      String.UnicodeScalarView(text.unicodeScalars.prefix(20_000).map { $0.isHidden ? " " : $0 }))
    // As octets: a mark behind the secret would make its last character another one.
    var octets = Array(text.utf8)
    for secret in secrets where !secret.isEmpty { octets = octets.replacing(Array(secret.utf8), with: Array("…".utf8)) }
    let words = String(decoding: octets, as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.count > limit ? words.prefix(limit) + "…" : words
  }
}
