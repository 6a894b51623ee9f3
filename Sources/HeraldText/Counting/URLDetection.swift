import Herald

/// An address in a text, as X and Mastodon recognise it.
struct DetectedURL: Hashable, Sendable {
  /// Scalar offsets into the text that was searched.
  var range: Range<Int>
  /// It begins with `http://` or `https://`.
  var hasScheme: Bool
}

/// Finds addresses as twitter-text 3 does (`extractUrlsWithIndices`), without its regular expressions, in time linear
/// in the length of the text: a domain is looked for once in every run of domain characters that has a dot in it.
struct URLDetection {
  private let text: [Unicode.Scalar]
  /// Everything before belongs to an earlier address.
  private var from = 0
  private var found: [DetectedURL] = []

  private init(_ text: [Unicode.Scalar]) { self.text = text }

  /// All addresses of a text, in order, without overlap.
  static func urls(in text: [Unicode.Scalar]) -> [DetectedURL] {
    var search = URLDetection(text)
    search.run()
    return search.found
  }

  private mutating func run() {
    var index = 0
    while index < text.count {
      guard text[index].isDomain else {
        index += 1
        continue
      }
      var end = index
      var hasDot = false
      while end < text.count, text[end].isDomain || text[end] == "." || text[end] == "-" || text[end] == "_" {
        hasDot = hasDot || text[end] == "."
        end += 1
      }
      if hasDot { searchRun(index..<end) }
      index = max(end, from)
    }
  }

  /// Looks for addresses in one run of domain characters, dots, hyphens and underscores.
  private mutating func searchRun(_ run: Range<Int>) {
    var start = run.lowerBound
    if let scheme = schemeStart(before: start), let end = domainEnd(from: start, in: run).end {
      accept(start: scheme, domain: start..<end, hasScheme: true)
      start = max(from, start)
    }
    while start < run.upperBound {
      guard mayBegin(at: start, in: run) else {
        start += 1
        continue
      }
      let domain = domainEnd(from: start, in: run)
      if let end = domain.end {
        accept(start: start, domain: start..<end, hasScheme: false)
        start = max(from, start + 1)
      } else {
        start = domain.searched
      }
    }
  }

  /// Whether an address without a scheme may begin here: at the beginning of the run, or after a letter that is not
  /// ASCII. What begins after a dot, a hyphen or an underscore is none.
  private func mayBegin(at start: Int, in run: Range<Int>) -> Bool {
    guard text[start].isDomain else { return false }
    if start == 0 { return true }
    guard start > from, text[start - 1].mayPrecedeURL else { return false }
    return start == run.lowerBound || !text[start - 1].isASCII
  }

  /// Where `http://` or `https://` begins that ends just before `start`; nil when there is none.
  private func schemeStart(before start: Int) -> Int? {
    for scheme in [Array("https://".unicodeScalars), Array("http://".unicodeScalars)] {
      let first = start - scheme.count
      guard first >= from, zip(text[first..<start], scheme).allSatisfy({ $0 == $1 || $0.value + 32 == $1.value })
      else { continue }
      guard first == 0 || (first > from || from == 0) && text[first - 1].mayPrecedeURL else { return nil }
      return first
    }
    return nil
  }

  /// The end of the longest domain that begins at `start`: labels and dots up to a top-level domain. Looked for in at
  /// most 1,024 scalars; no domain has more than 253. Where there is none, `searched` says from where on another may
  /// begin.
  private func domainEnd(from start: Int, in run: Range<Int>) -> (end: Int?, searched: Int) {
    let limit = min(run.upperBound, start + 1_024)
    var best: Int?
    var label = start
    while let dot = text[label..<limit].firstIndex(of: "."), dot > label, text[label].isDomain, text[dot - 1].isDomain {
      let next = dot + 1
      guard next < limit, text[next].isDomain else { break }
      let nextEnd = text[next..<limit].firstIndex(of: ".") ?? limit
      if !text[label..<dot].contains("_") {
        let following = nextEnd < text.count ? text[nextEnd] : nil
        if let length = TopLevelDomains.match(in: text[next..<nextEnd], following: following) { best = next + length }
      }
      label = next
    }
    let searched = limit == run.upperBound ? label + 1 : max(start + 1, min(label + 1, limit - 256))
    return (best, max(searched, start + 1))
  }

  /// Takes what follows a domain (port, path, query), and records the address if it is one.
  private mutating func accept(start: Int, domain: Range<Int>, hasScheme: Bool) {
    let tail = URLTail.end(in: text, from: domain.upperBound)
    let before = start > 0 ? text[start - 1] : nil
    defer { from = max(from, tail.end) }
    guard let encoded = encodedLength(of: domain) else { return }
    let length = (hasScheme ? 0 : 8) + tail.end - start + encoded - domain.count
    guard length <= 4_096 else { return }
    if hasScheme {
      if let end = shortened(domain: domain, end: tail.end) {
        found.append(DetectedURL(range: start..<end, hasScheme: true))
      }
      return
    }
    if let before, before == "-" || before == "_" || before == "." || before == "/" { return }
    var pieces = asciiDomains(in: domain)
    if tail.hasPath, let last = pieces.popLast() { pieces.append(last.lowerBound..<tail.end) }
    found += pieces.map { DetectedURL(range: $0, hasScheme: false) }
  }

  /// `https://t.co/SLUG` ends with its slug of ASCII letters and digits or the query after it, and is no address when the
  /// slug has more than 40.
  private func shortened(domain: Range<Int>, end: Int) -> Int? {
    guard text[domain].elementsEqual("t.co".unicodeScalars), domain.upperBound < end else { return end }
    let slug = text[(domain.upperBound + 1)..<end].prefix { $0.isASCIIWord }
    if slug.count > 40 { return nil }
    return slug.isEmpty ? end : URLTail.queryEnd(in: text, from: slug.endIndex)
  }

  /// Without a scheme only ASCII (and accented Latin) names inside a domain, with any top-level domain, are addresses.
  private func asciiDomains(in domain: Range<Int>) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var index = domain.lowerBound
    while index < domain.upperBound {
      guard text[index].isLatinDomain else {
        index += 1
        continue
      }
      let end = text[index..<domain.upperBound].firstIndex { !$0.isLatinDomain && $0 != "." } ?? domain.upperBound
      let piece = index..<end
      let last = lastTopLevel(in: piece, of: domain)
      if let last { pieces.append(index..<last) }
      index = max(end, last ?? end)
    }
    return pieces
  }

  private func lastTopLevel(in piece: Range<Int>, of domain: Range<Int>) -> Int? {
    var best: Int?
    var index = piece.lowerBound
    while let dot = text[index..<piece.upperBound].firstIndex(of: ".") {
      let labelEnd = text[(dot + 1)..<domain.upperBound].firstIndex(of: ".") ?? domain.upperBound
      if dot > index, let length = TopLevelDomains.match(in: text[(dot + 1)..<labelEnd], following: nil) {
        best = dot + 1 + length
      }
      index = dot + 1
    }
    return best
  }

  /// The length of a domain as the DNS carries it; nil when a label is longer than 63 octets or cannot be encoded.
  private func encodedLength(of domain: Range<Int>) -> Int? {
    var total = -1
    for label in text[domain].split(separator: ".", omittingEmptySubsequences: false) {
      guard let length = Punycode.encodedLength(of: label), length <= 63 else { return nil }
      total += length + 1
    }
    return total
  }
}
