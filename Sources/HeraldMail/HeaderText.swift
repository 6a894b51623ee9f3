import Herald

/// A text that may stand in a header field: the one door through which words from outside come into a header.
///
/// One line without control characters, line separators or bidi overrides, of at most `limit` octets of UTF-8. A longer
/// text is cut after a word (or else a grapheme) and ends in `…`; nothing is lost by that, as the body holds the whole
/// subject, and servers cut or refuse headers far shorter than what a feed can contain.
struct HeaderText {
  /// Enough for every real subject; Postfix discards what a header has beyond 102,400 octets (`header_size_limit`).
  static let limit = 2_000

  let text: String
  /// Printable ASCII only, without anything that reads as an RFC 2047 encoded-word.
  let isPlain: Bool

  init(_ text: String, field: String, limit: Int = limit) throws(MailProblem) {
    var plain = true
    if !text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) {
      plain = false
      if let scalar = text.unicodeScalars.first(where: \.isHidden) { throw .control(field: field, scalar) }
    }
    if text.utf8.count > limit {
      self.text = shortened(text, to: limit)
      isPlain = false
    } else {
      self.text = text
      isPlain = plain && !looksEncoded(text)
    }
  }
}

/// The beginning of the text with `…`, together at most `limit` octets, cut between words where the last word began in the
/// second half, else between graphemes, else (one grapheme of thousands of marks) between scalars.
private func shortened(_ text: String, to limit: Int) -> String {
  let room = limit - "…".utf8.count
  var octets = 0
  var kept = text.startIndex
  var word: (end: String.Index, octets: Int)?
  while kept < text.endIndex {
    let next = text.index(after: kept)
    let size = text.utf8.distance(from: kept, to: next)
    if octets + size > room { break }
    if text[kept] == " " { word = (kept, octets) }
    octets += size
    kept = next
  }
  if let word, word.octets > room / 2 { return text[..<word.end] + "…" }
  if octets > 0 { return text[..<kept] + "…" }
  var scalars = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    octets += scalar.utf8.count
    if octets > room { break }
    scalars.append(scalar)
  }
  return String(scalars) + "…"
}

/// Whether some reader could take a part of the text for an encoded-word: it holds `=?`.
private func looksEncoded(_ text: String) -> Bool {
  var before: UInt8 = 0
  for octet in text.utf8 {
    if before == UInt8(ascii: "="), octet == UInt8(ascii: "?") { return true }
    before = octet
  }
  return false
}
