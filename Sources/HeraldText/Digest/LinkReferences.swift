/// The addresses of a digest as numbered references: each address once, in the order in which the text names them.
struct LinkReferences {
  private(set) var urls: [String] = []
  private var numbers: [String: Int] = [:]

  /// `[1]`, by which the text names the address.
  mutating func reference(to url: String) -> String {
    if let number = numbers[url] { return "[\(number)]" }
    urls.append(url)
    numbers[url] = urls.count
    return "[\(urls.count)]"
  }

  /// A text with every address that begins with `http://` or `https://` replaced by its reference.
  mutating func replacing(in text: String) -> String {
    guard text.contains("://") else { return text }
    var result = ""
    var rest = text[...]
    while let start = Self.nextAddress(in: rest) {
      let end = Self.end(of: rest[start...])
      result += rest[..<start] + reference(to: String(rest[start..<end]))
      rest = rest[end...]
    }
    return result + rest
  }

  /// Where an address begins that has something behind its `//`.
  private static func nextAddress(in text: Substring) -> String.Index? {
    var from = text.startIndex
    while let found = text[from...].firstRange(of: "http") {
      for scheme in ["https://", "http://"] where text[found.lowerBound...].hasPrefix(scheme) {
        let behind = text[found.lowerBound...].dropFirst(scheme.count)
        if behind.first?.isLetter == true || behind.first?.isNumber == true { return found.lowerBound }
      }
      from = found.upperBound
    }
    return nil
  }

  /// An address goes on to a space or a mark of quotation, and does not end with a mark of the sentence that it stands
  /// in, nor with a bracket that was opened before it.
  private static func end(of text: Substring) -> String.Index {
    var address = text.prefix { !$0.isWhitespace && !"<>\"“”„«»{}|\\^`".contains($0) }
    var unopened: [Character: Int] = [:]
    for (open, close) in [("(", ")"), ("[", "]")] as [(Character, Character)] {
      unopened[close] = address.reduce(0) { $0 + ($1 == close ? 1 : $1 == open ? -1 : 0) }
    }
    while let last = address.last {
      if let count = unopened[last] {
        guard count > 0 else { break }
        unopened[last] = count - 1
      } else if !".,;:!?'’…*_".contains(last) {
        break
      }
      address.removeLast()
    }
    return address.endIndex
  }
}
