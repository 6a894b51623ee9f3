/// What a person reads: composed once, frozen when it is queued, and never changed after it was sent.
///
/// Preview, approval, file sink and live send all carry this one value. A post has one or more parts (a thread); a
/// digest has exactly one, whose first line is the subject of the mail, as in a git commit: one text, one template, one hash.
public struct Content: Hashable, Sendable, Codable {
  public enum Kind: String, Sendable, Codable, CaseIterable { case post, digest }

  public let kind: Kind
  /// Never empty, no part empty. Lines end in `\n`; no control character but `\n`, none of the bidi overrides; bidi isolates
  /// only in a post, in pairs within one line.
  public let parts: [String]
  /// What the link shows below the part that has it; nil where the network makes its own, and for a digest.
  public let card: LinkCard?
  /// Whether the lines of a digest are `format=flowed` (RFC 3676), the first, its subject, among them: a space at a
  /// line's end says that the paragraph goes on. Always false for a post. The hash is of the text as it stands.
  public let isFlowed: Bool

  /// A post of one part, or a thread. Throws when a part is empty or holds a control character.
  public static func post(_ parts: [String], card: LinkCard? = nil) throws(ContentProblem) -> Content {
    try Content(kind: .post, parts: parts, card: card)
  }

  /// A digest. Throws when the text is empty, begins with an empty line or holds a control character.
  public static func digest(_ text: String, isFlowed: Bool = false) throws(ContentProblem) -> Content {
    try Content(kind: .digest, parts: [text], card: nil, isFlowed: isFlowed)
  }

  private init(
    kind: Kind, parts: [String], card: LinkCard?, isFlowed: Bool = false
  ) throws(ContentProblem) {
    guard !parts.isEmpty else { throw ContentProblem.empty }
    for part in parts {
      guard let first = part.first, first != "\n" else { throw ContentProblem.empty }
      if let scalar = part.unicodeScalars.first(where: { $0.isHidden && $0 != "\n" && !(kind == .post && $0.isIsolate) }
      ) {
        throw ContentProblem.control(scalar)
      }
      if let scalar = unpairedIsolate(in: part) { throw ContentProblem.control(scalar) }
    }
    self.kind = kind
    self.parts = parts
    self.card = card
    self.isFlowed = isFlowed
  }

  private enum CodingKeys: CodingKey { case kind, parts, card, isFlowed }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    kind = try container.decode(Kind.self, forKey: .kind)
    parts = try container.decode([String].self, forKey: .parts)
    card = try container.decodeIfPresent(LinkCard.self, forKey: .card)
    isFlowed = try container.decodeIfPresent(Bool.self, forKey: .isFlowed) ?? false
  }

  /// What is not there is not written, so that a content is written as before there was such a thing.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(kind, forKey: .kind)
    try container.encode(parts, forKey: .parts)
    try container.encodeIfPresent(card, forKey: .card)
    if isFlowed { try container.encode(true, forKey: .isFlowed) }
  }

  /// The whole text: of a digest its one part, of a thread all parts with an empty line between.
  public var text: String { parts.joined(separator: "\n\n") }

  /// The first line, which is the subject of a digest's mail; without the space that RFC 3676 puts before some lines.
  public var subject: String {
    let line = parts[0].prefix { $0 != "\n" }
    return String(isFlowed && line.first == " " ? line.dropFirst() : line)
  }

  /// The SHA-256 of the parts' UTF-8 bytes, with U+001E between parts, and after them the card's address, title, summary
  /// and picture, U+001D before each. For a digest, and for a post of one part without a card, it is what `sha256sum` says
  /// of the text.
  public var sha256: SHA256Digest { SHA256Digest(of: parts.joined(separator: "\u{1E}") + (card?.hashed ?? "")) }
}

/// The first bidi isolate (U+2066 to U+2069) without a partner on its line: it would reorder what comes after.
private func unpairedIsolate(in text: String) -> Unicode.Scalar? {
  var open: [Unicode.Scalar] = []
  for scalar in text.unicodeScalars {
    if scalar == "\n", let first = open.first { return first }
    guard scalar.isIsolate else { continue }
    if scalar.value != 0x2069 {
      open.append(scalar)
    } else if open.popLast() == nil {
      return scalar
    }
  }
  return open.first
}

extension Unicode.Scalar {
  fileprivate var isIsolate: Bool { (0x2066...0x2069).contains(value) }
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
