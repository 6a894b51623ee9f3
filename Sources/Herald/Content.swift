/// What a person reads: composed once, frozen when it is queued, and never changed after it was sent.
///
/// Preview, approval, file sink and live send all carry this one value. A post has one or more parts (a thread); a
/// digest has exactly one, whose first line is the subject of the mail, as in a git commit: one text, one template, one hash.
public struct Content: Hashable, Sendable, Codable {
  public enum Kind: String, Sendable, Codable, CaseIterable { case post, digest }

  public let kind: Kind
  /// Never empty, no part empty. Lines end in `\n`; no control character but `\n` and none of the bidi overrides.
  public let parts: [String]

  /// A post of one part, or a thread. Throws when a part is empty or holds a control character.
  public static func post(_ parts: [String]) throws(ContentProblem) -> Content {
    try Content(kind: .post, parts: parts)
  }

  /// A digest. Throws when the text is empty, begins with an empty line or holds a control character.
  public static func digest(_ text: String) throws(ContentProblem) -> Content {
    try Content(kind: .digest, parts: [text])
  }

  private init(kind: Kind, parts: [String]) throws(ContentProblem) {
    guard !parts.isEmpty else { throw ContentProblem.empty }
    for part in parts {
      guard let first = part.first, first != "\n" else { throw ContentProblem.empty }
      if let scalar = part.unicodeScalars.first(where: { $0.isHidden && $0 != "\n" }) {
        throw ContentProblem.control(scalar)
      }
    }
    self.kind = kind
    self.parts = parts
  }

  /// The whole text: of a digest its one part, of a thread all parts with an empty line between.
  public var text: String { parts.joined(separator: "\n\n") }

  /// The first line, which is the subject of a digest's mail.
  public var subject: String { String(parts[0].prefix { $0 != "\n" }) }

  /// The SHA-256 of the parts' UTF-8 bytes, with U+001E between parts. For a digest and for a post of one part it is
  /// what `sha256sum` says of the text.
  public var sha256: SHA256Digest { SHA256Digest(of: parts.joined(separator: "\u{1E}")) }
}

/// Why a text cannot be content.
public enum ContentProblem: Error, Hashable, Sendable, CustomStringConvertible {
  case empty
  case control(Unicode.Scalar)

  public var description: String {
    switch self {
    case .empty: "the text is empty"
    case .control(let scalar):
      "the text holds the control character U+\(String(scalar.value, radix: 16, uppercase: true)): remove it"
    }
  }
}
