import Foundation

/// One story as published, as Herald read it.
public struct Article: Hashable, Sendable, Codable {
  /// One line, never empty.
  public var title: String
  /// The page's own address; nil when the source does not say.
  public var url: WebURL?
  public var author: String?
  public var published: PublicationDate?
  /// BCP 47, lower-case language with optional region (`en`, `kk`, `pt-BR`); nil when unknown.
  public var language: String?
  /// As given by the newsroom, without `#`.
  public var tags: [String]
  /// The publisher's own handles, as its pages name them.
  public var handles: [Handle]
  /// The text in reading order, one string each, without line breaks inside.
  public var paragraphs: [String]
  public var briefs: [Brief]

  public init(
    title: String, url: WebURL? = nil, author: String? = nil, published: PublicationDate? = nil,
    language: String? = nil, tags: [String] = [], handles: [Handle] = [], paragraphs: [String] = [],
    briefs: [Brief] = []
  ) {
    self.title = title
    self.url = url
    self.author = author
    self.published = published
    self.language = language
    self.tags = tags
    self.handles = handles
    self.paragraphs = paragraphs
    self.briefs = briefs
  }

  /// What makes two readings the same article: the canonical address, else the title without regard to case, spacing
  /// and width. Stored as `url:…` or `title:…`.
  public var identity: String {
    if let url { return "url:" + url.canonical }
    return titleIdentity
  }

  /// The identity that the article has without its address.
  public var titleIdentity: String { "title:" + normalised(title) }
}

/// One short item of an article's news briefs.
public struct Brief: Hashable, Sendable, Codable {
  /// Whole, one line.
  public var text: String
  /// Where words of the text lead, in their order, each once; none that the words spell, and not the article's own address.
  public var links: [WebURL]

  public init(text: String, links: [WebURL] = []) {
    self.text = text
    self.links = links
  }

  private enum CodingKeys: String, CodingKey { case text, links }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    text = try container.decode(String.self, forKey: .text)
    links = try container.decodeIfPresent([WebURL].self, forKey: .links) ?? []
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(text, forKey: .text)
    if !links.isEmpty { try container.encode(links, forKey: .links) }
  }

  /// What makes two briefs of one article the same: their words, without regard to case, spacing and width.
  public var identity: SHA256Digest { SHA256Digest(of: normalised(text)) }
}

/// Folds case and width, composes (NFKC), and turns every run of white space into one space.
func normalised(_ text: String) -> String {
  if let plain = normalisedASCII(text) { return plain }
  return text.precomposedStringWithCompatibilityMapping.lowercased()
    .split(whereSeparator: \.isWhitespace).joined(separator: " ")
}

/// The same for a text of ASCII alone, where nothing has to be composed: a twentieth of the time. Nil for others.
private func normalisedASCII(_ text: String) -> String? {
  var octets: [UInt8] = []
  octets.reserveCapacity(text.utf8.count)
  for octet in text.utf8 {
    switch octet {
    case 0x80...: return nil
    case 0x09...0x0D, 0x20: if let last = octets.last, last != 0x20 { octets.append(0x20) }
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): octets.append(octet | 0x20)
    default: octets.append(octet)
    }
  }
  if octets.last == 0x20 { octets.removeLast() }
  return String(decoding: octets, as: UTF8.self)
}
