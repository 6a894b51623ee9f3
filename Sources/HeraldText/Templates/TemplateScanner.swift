/// Reads the tags of a template, and says where what stands there is not one that Herald renders.
///
/// It reads by characters, as swift-mustache does, so that both see the same tags. Refused, because a newsroom's
/// template needs none of them and each is a way to render something unseen: partials, inheritance, other delimiters,
/// transforms, pragmas, unescaped tags (nothing is escaped here) and white space before `#`, `^` or `/`.
struct TemplateScanner {
  private let characters: [Character]
  private let file: String
  private let known: Set<String>
  private var position = 0
  private var line = 1
  private var column = 1

  private(set) var tags: [TemplateTag] = []
  private(set) var problems: [TemplateProblem] = []
  /// Whether there is nothing but comments and white space.
  private(set) var isEmpty = true

  /// Scans the whole text, whose lines end in `\n`. `known` are the names that a single pair of braces may be meant for.
  init(_ text: String, file: String, known: Set<String>) {
    characters = Array(text)
    self.file = file
    self.known = known
    scan()
  }

  private mutating func scan() {
    while position < characters.count {
      if starts(with: "{{") {
        readTag()
      } else if starts(with: "}}") {
        report("}} without {{ before it", "write {{ in front of the name, or leave the braces out")
        advance(2)
      } else {
        readText()
      }
    }
  }

  private mutating func readText() {
    let character = characters[position]
    if !character.isWhitespace { isEmpty = false }
    if let scalar = character.unicodeScalars.first(where: { $0 != "\n" && $0.isNeverSent }) {
      report(scalar)
    } else if character == "{", let name = nameInSingleBraces() {
      report("{\(name)} would be sent as it stands", "write {{\(name)}}")
    }
    if character == "{", position == characters.count - 1 {
      // swift-mustache looks for a second brace beyond the end.
      report("a single { at the very end", "end the line after it, or remove it")
    }
    advance(1)
  }

  private func nameInSingleBraces() -> String? {
    let inside = characters[(position + 1)...].prefix(40).prefix { $0 != "}" && $0 != "\n" }
    guard inside.endIndex < characters.count, characters[inside.endIndex] == "}" else { return nil }
    let name = String(inside).withoutOuterSpace
    return known.contains(name) ? name : nil
  }

  private mutating func readTag() {
    let start = position + 2
    let comment = start < characters.count && characters[start] == "!"
    var end = start
    while end < characters.count, !starts(with: "}}", at: end) {
      if !comment, characters[end] == "\n" || starts(with: "{{", at: end) { break }
      end += 1
    }
    guard starts(with: "}}", at: end) else {
      report(comment ? "the comment is not closed" : "the tag is not closed on its line", "write }} at its end")
      return advance(end - position)
    }
    if !comment {
      isEmpty = false
      readBody(String(characters[start..<end]))
    }
    advance(end + 2 - position)
  }

  private mutating func readBody(_ body: String) {
    if let scalar = body.unicodeScalars.first(where: \.isNeverSent) { return report(scalar) }
    let action: TemplateTag.Action
    switch body.first {
    case "#": action = .section
    case "^": action = .inverted
    case "/": action = .end
    case "{", "&": return report("a tag for unescaped text", "write {{name}}: nothing is escaped here")
    case ">": return report("a partial", "write its text here: a template stands alone")
    case "<", "$": return report("an inherited block", "write its text here: a template stands alone")
    case "=": return report("a change of delimiters", "keep {{ and }}")
    case "%": return report("a pragma", "leave it out: templates are always plain text")
    default: action = .variable
    }
    let name = (action == .variable ? body : String(body.dropFirst())).withoutOuterSpace
    if let first = name.first, "#^/!&>={%$<".contains(first) {
      return report("white space before \(first)", "write {{\(name.prefix(40))}}")
    }
    if name.isEmpty { return report("a tag without a name", "write a name between the braces") }
    if name.contains("(") {
      return report("a transform, \(name.prefix(40))", "write the plain name: a value stands as it is")
    }
    tags.append(TemplateTag(action: action, name: name, line: line, column: column))
  }

  private mutating func report(_ scalar: Unicode.Scalar) {
    let code = String(scalar.value, radix: 16, uppercase: true)
    let name = scalar == "\t" ? "a tab" : "the control character U+\(code)"
    report("\(name), which no post or mail may hold", "write spaces, or remove it")
  }

  private mutating func report(_ what: String, _ remedy: String) {
    problems.append(TemplateProblem(file: file, line: line, column: column, what: what, remedy: remedy))
  }

  private func starts(with pair: String, at index: Int? = nil) -> Bool {
    let index = index ?? position
    return index + 1 < characters.count && characters[index] == pair.first && characters[index + 1] == pair.last
  }

  private mutating func advance(_ count: Int) {
    for character in characters[position..<position + count] {
      if character == "\n" {
        line += 1
        column = 1
      } else {
        column += 1
      }
    }
    position += count
  }
}
