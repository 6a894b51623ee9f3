import Herald
import Yams

/// The YAML between two `---` lines at the head of a Markdown file.
struct FrontMatter {
  var title: String?
  var url: WebURL?
  var published: PublicationDate?
  var author: String?
  var tags: [String] = []
  var language: String?
  var kept: [Kept] = []
  var dropped: [Dropped] = []
  /// The line of the closing `---`.
  var lastLine: Int

  /// The largest front matter, in bytes. Together with the limit on brackets it bounds how deep YAML can nest.
  static let limit = 16_384

  /// Nil when the first line is not `---`. Throws for an end that is missing, YAML that is broken, and a known field
  /// with a wrong value. Other fields are dropped: sites put anything there.
  init?(_ source: SourceText, name: String) throws(ReadingProblem) {
    if let first = source.lines.first, first.number == 1, first.text == "+++",
      source.lines.dropFirst().contains(where: { $0.text == "+++" })
    {
      throw ReadingProblem(
        file: name, line: 1,
        reason: "the front matter is TOML (+++): write it as YAML, between two lines ---, with fields as `title: …`")
    }
    guard let first = source.lines.first, first.number == 1, first.text == "---", first.indent == 0 else { return nil }
    let rest = source.lines.dropFirst()
    guard let end = rest.firstIndex(where: { $0.indent == 0 && ($0.text == "---" || $0.text == "...") }) else {
      // A page may begin with a rule; front matter it is only when a field follows.
      guard let second = rest.first, second.number == 2, second.text.firstIndex(of: ":") != nil,
        !second.text.prefix(while: { $0 != ":" }).contains(" ")
      else { return nil }
      throw ReadingProblem(
        file: name, line: 1, reason: "the front matter has no end: put a line --- after its last field")
    }
    lastLine = source.lines[end].number
    let inner = rest[rest.startIndex..<end]
    var yaml = ""
    var number = 1
    for line in inner {
      yaml +=
        String(repeating: "\n", count: line.number - number) + String(repeating: " ", count: min(line.indent, 200))
      yaml += line.text
      number = line.number
      if yaml.utf8.count > FrontMatter.limit {
        throw ReadingProblem(file: name, line: number, reason: "the front matter is longer than 16 KB: shorten it")
      }
      let openings = line.text.utf8.count { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "{") }
      let steps = line.text.split(separator: " ").count { $0 == "-" || $0 == "?" }
      if openings > 50 || steps > 20 {
        throw ReadingProblem(file: name, line: number, reason: "the front matter nests too deep: keep fields flat")
      }
    }
    let node: Node?
    do { node = try Yams.compose(yaml: yaml) } catch {
      let (line, problem) = located(error)
      throw ReadingProblem(
        file: name, line: line ?? 1,
        reason: "the front matter is not YAML: \(problem); put text that holds : or # between quotes")
    }
    guard let node, node != Node("") else { return }
    guard case .mapping(let mapping) = node else {
      throw ReadingProblem(
        file: name, line: node.mark?.line ?? 2,
        reason: "the front matter is not a list of fields: write one `name: value` a line, such as `title: …`")
    }
    for (key, value) in mapping {
      try take(key: key.string ?? "?", value, line: key.mark?.line ?? 2, name: name)
    }
  }

  private mutating func take(key: String, _ value: Node, line: Int, name: String) throws(ReadingProblem) {
    func problem(_ reason: String) -> ReadingProblem {
      ReadingProblem(file: name, line: value.mark?.line ?? line, reason: "\(key): \(reason)")
    }
    func one() throws(ReadingProblem) -> String {
      guard case .scalar(let scalar) = value else { throw problem("must be one text, not a list or a group of fields") }
      return cleaned(scalar.string).text
    }
    func several() throws(ReadingProblem) -> [String] {
      guard case .sequence(let sequence) = value else {
        return try one().split(separator: ",").map { cleaned(String($0)).text }.filter { !$0.isEmpty }
      }
      var texts: [String] = []
      for node in sequence {
        guard case .scalar(let scalar) = node else { throw problem("must be a list of texts") }
        let text = cleaned(scalar.string).text
        if !text.isEmpty { texts.append(text) }
      }
      return texts
    }
    func keep(_ role: Kept.Role, _ text: String) {
      kept.append(Kept(from: line, to: line, role: role, text: text))
    }
    switch key.lowercased() {
    case "title":
      let text = try one()
      guard !text.isEmpty else { throw problem("is empty: write the title, or remove the line") }
      title = text
      keep(.title, text)
    case "url":
      let text = try one()
      guard let address = WebURL(text) else {
        throw problem("“\(text)” is not an address that can be posted: write it in full, as https://example.org/story")
      }
      url = address
      keep(.url, text)
    case "date":
      let text = try one()
      guard let date = PublicationDate(text) else {
        throw problem("“\(text)” is not a date: write it as 2026-11-20 or 2026-11-20T08:30:00+05:00")
      }
      published = date
      keep(.date, text)
    case "author":
      let names = try several()
      guard !names.isEmpty else { throw problem("is empty: write a name, or remove the line") }
      author = names.joined(separator: ", ")
      keep(.author, names.joined(separator: ", "))
    case "tags":
      tags = try several().map { $0.hasPrefix("#") ? String($0.dropFirst()) : $0 }.filter { !$0.isEmpty }
      keep(.tags, tags.joined(separator: ", "))
    case "language":
      let text = try one()
      guard let tag = languageTag(text) else {
        throw problem("“\(text)” is not a language: write its code, such as en, kk or pt-BR")
      }
      language = tag
      keep(.language, tag)
    default:
      let text = value.string.map { "\(key): \(cleaned($0).text)" } ?? key
      dropped.append(Dropped(from: line, to: line, rule: Rule.frontMatterKey.rawValue, text: text))
    }
  }
}

/// `pt_br` → `pt-BR`: a language of two or three letters with an optional region (BCP 47); nil for anything else.
private func languageTag(_ text: String) -> String? {
  let parts = text.split(whereSeparator: { $0 == "-" || $0 == "_" })
  let letters = { (part: Substring) in part.utf8.allSatisfy { ($0 | 0x20) >= 97 && ($0 | 0x20) <= 122 } }
  guard let language = parts.first, (2...3).contains(language.utf8.count), letters(language) else { return nil }
  switch parts.count {
  case 1: return language.lowercased()
  case 2 where parts[1].utf8.count == 2 && letters(parts[1]):
    return language.lowercased() + "-" + parts[1].uppercased()
  default: return nil
  }
}

private func located(_ error: any Error) -> (line: Int?, problem: String) {
  switch error as? YamlError {
  case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
    .composer(_, let problem, let mark, _):
    (mark.line, problem)
  case .duplicatedKeysInMapping(let duplicates, let context):
    (context.mark.line, "a field stands twice (\(duplicates.joined(separator: ", ")))")
  case .reader(let problem, _, _, _): (nil, problem)
  default: (nil, "it cannot be read")
  }
}
