import Foundation
import Herald

/// Where a link of Markdown leads, as it is written (CommonMark 0.31.2, 6.3).
enum MarkdownLink: Equatable {
  /// `[words](address "title")`.
  case address(String)
  /// `[words][label]` or `[label][]`, whose address a line `[label]: address` gives.
  case label(String)

  /// Nil for a picture, which has no words, for words that spell the address, and for a target without one.
  init?(_ source: [Unicode.Scalar], label: Range<Int>, target: Range<Int>) {
    let words = source[label].drop { $0 == " " }
    guard !words.isEmpty, !words.starts(with: "![".unicodeScalars) else { return nil }
    let inside = Self.string(source[target])
    if source[target.lowerBound - 1] == "[" {
      guard !inside.isEmpty || words.count <= Self.longestLabel else { return nil }
      self = .label(inside.isEmpty ? Self.string(words) : inside)
    } else {
      guard let address = Self.destination(inside), !Self.doSpell(words, address) else { return nil }
      self = .address(address)
    }
  }

  private static let longestLabel = 999

  /// Long words are not looked at: links within the words of links would be read once for each around them.
  private static func doSpell(_ words: ArraySlice<Unicode.Scalar>, _ address: String) -> Bool {
    words.count <= address.unicodeScalars.count + 2 && bare(string(words)) == bare(address)
  }

  /// An address as people write it: without its scheme, and without a slash at its end.
  private static func bare(_ address: String) -> Substring {
    let rest = address.firstRange(of: "://").map { address[$0.upperBound...] } ?? address[...]
    return rest.last == "/" ? rest.dropLast() : rest
  }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(String.UnicodeScalarView(scalars)).trimmingCharacters(in: .whitespaces)
  }

  /// The address before a title, without its angle brackets; nil when there is none.
  private static func destination(_ text: String) -> String? {
    let address =
      text.hasPrefix("<") ? text.dropFirst().prefix { $0 != ">" } : text.prefix { !$0.isWhitespace }
    return address.isEmpty ? nil : String(address)
  }

  /// The addresses that the lines `[label]: address` of a page give, by their labels in lower case; the first one counts.
  static func definitions(in blocks: [Block]) -> [String: String] {
    var definitions: [String: String] = [:]
    for block in blocks where block.kind == .markup(.linkDefinition) {
      guard let end = block.text.range(of: "]: "), let address = destination(String(block.text[end.upperBound...]))
      else { continue }
      let label = block.text[..<end.lowerBound].dropFirst().lowercased()
      // What a note says is no address.
      if !label.hasPrefix("^"), definitions[label] == nil { definitions[label] = address }
    }
    return definitions
  }

  /// The address of a page in the web; nil for any other, and for a place on the page that it stands on.
  ///
  /// - Parameter base: the article's own address, which one without a host is read from.
  func url(definitions: [String: String], base: WebURL?) -> WebURL? {
    let address: String? =
      switch self {
      case .address(let address): address
      case .label(let label): definitions[label.lowercased()]
      }
    guard let address, !address.hasPrefix("#"), !address.hasPrefix("//") else { return nil }
    if let url = WebURL(address) { return url }
    // A word in brackets may be no address at all: `[sic](sometimes)`.
    guard address.contains("/") || address.contains("."), let base,
      let absolute = URL(string: address, relativeTo: URL(string: base.text))
    else { return nil }
    return WebURL(absolute.absoluteString)
  }
}
