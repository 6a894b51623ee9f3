import Herald

/// JSON octet for octet as `JSONEncoder` writes it with `sortedKeys` and `withoutEscapingSlashes`: it is what stored
/// rows and fingerprints were made of. A tenth of its time, for what every queued post needs.
enum JSONText {
  static func article(_ article: Article) throws -> String {
    var octets: [UInt8] = []
    func member(_ name: StaticString) {
      octets.append(UInt8(ascii: octets.isEmpty ? "{" : ","))
      append("\(name)", to: &octets)
      octets.append(UInt8(ascii: ":"))
    }
    if let author = article.author {
      member("author")
      append(author, to: &octets)
    }
    member("briefs")
    octets.append(UInt8(ascii: "["))
    for (index, brief) in article.briefs.enumerated() {
      octets += (index > 0 ? ",{" : "{").utf8
      if !brief.links.isEmpty {
        octets += #""links":"#.utf8
        append(brief.links.map(\.text), to: &octets)
        octets.append(UInt8(ascii: ","))
      }
      octets += #""text":"#.utf8
      append(brief.text, to: &octets)
      octets.append(UInt8(ascii: "}"))
    }
    octets.append(UInt8(ascii: "]"))
    member("handles")
    octets += Array((article.handles.isEmpty ? "[]" : try json(article.handles)).utf8)
    if let language = article.language {
      member("language")
      append(language, to: &octets)
    }
    member("paragraphs")
    append(article.paragraphs, to: &octets)
    if let published = article.published {
      member("published")
      octets += Array(try json(published).utf8)
    }
    member("tags")
    append(article.tags, to: &octets)
    member("title")
    append(article.title, to: &octets)
    if let url = article.url {
      member("url")
      append(url.text, to: &octets)
    }
    octets.append(UInt8(ascii: "}"))
    return String(decoding: octets, as: UTF8.self)
  }

  static func list(_ texts: [String]) -> String {
    var octets: [UInt8] = []
    append(texts, to: &octets)
    return String(decoding: octets, as: UTF8.self)
  }

  static func lists(_ lists: [[String]]) -> String {
    var octets: [UInt8] = [UInt8(ascii: "[")]
    for (index, texts) in lists.enumerated() {
      if index > 0 { octets.append(UInt8(ascii: ",")) }
      append(texts, to: &octets)
    }
    octets.append(UInt8(ascii: "]"))
    return String(decoding: octets, as: UTF8.self)
  }

  private static func append(_ texts: [String], to octets: inout [UInt8]) {
    octets.append(UInt8(ascii: "["))
    for (index, text) in texts.enumerated() {
      if index > 0 { octets.append(UInt8(ascii: ",")) }
      append(text, to: &octets)
    }
    octets.append(UInt8(ascii: "]"))
  }

  private static func append(_ text: String, to octets: inout [UInt8]) {
    octets.append(UInt8(ascii: "\""))
    for octet in text.utf8 { append(octet, to: &octets) }
    octets.append(UInt8(ascii: "\""))
  }

  /// RFC 8259, 7.
  private static func append(_ octet: UInt8, to octets: inout [UInt8]) {
    switch octet {
    case 0x22, 0x5C: octets += [0x5C, octet]
    case 0x08: octets += Array("\\b".utf8)
    case 0x09: octets += Array("\\t".utf8)
    case 0x0A: octets += Array("\\n".utf8)
    case 0x0C: octets += Array("\\f".utf8)
    case 0x0D: octets += Array("\\r".utf8)
    case 0..<0x20:
      let digits = Array("0123456789abcdef".utf8)
      octets += Array("\\u00".utf8) + [digits[Int(octet >> 4)], digits[Int(octet & 15)]]
    default: octets.append(octet)
    }
  }
}
