/// What follows the domain of an address: port, path and query, as twitter-text delimits them.
enum URLTail {
  /// The end of the address whose domain ends at `start`, and whether it has a path.
  static func end(in text: [Unicode.Scalar], from start: Int) -> (end: Int, hasPath: Bool) {
    var end = start
    if end + 1 < text.count, text[end] == ":", text[end + 1].isDigit {
      end += 1
      while end < text.count, text[end].isDigit { end += 1 }
    }
    let hasPath = end < text.count && text[end] == "/"
    if hasPath { end = pathEnd(in: text, from: end + 1) }
    return (queryEnd(in: text, from: end), hasPath)
  }

  /// The end of the query that begins with `?` at `start`; `start` itself where none does.
  static func queryEnd(in text: [Unicode.Scalar], from start: Int) -> Int {
    guard start < text.count, text[start] == "?" else { return start }
    var last = start
    var index = start + 1
    while index < text.count, text[index].isQuery {
      if text[index].endsQuery { last = index + 1 }
      index += 1
    }
    return last
  }

  /// A path goes on through its characters and balanced parentheses, and ends at the last that may end it.
  private static func pathEnd(in text: [Unicode.Scalar], from start: Int) -> Int {
    var index = start
    var last = start
    while index < text.count {
      if text[index].isPath {
        index += 1
        if text[index - 1].endsPath { last = index }
      } else if text[index] == "(", let end = balancedEnd(in: text, from: index) {
        index = end
        last = end
      } else {
        break
      }
    }
    return last
  }

  /// The end of `(…)` or `(…(…)…)` that begins at `start`.
  private static func balancedEnd(in text: [Unicode.Scalar], from start: Int) -> Int? {
    func skipPath(_ index: Int) -> Int {
      var index = index
      while index < text.count, text[index].isPath { index += 1 }
      return index
    }
    var index = skipPath(start + 1)
    if index < text.count, text[index] == "(" {
      let inner = skipPath(index + 1)
      guard inner > index + 1, inner < text.count, text[inner] == ")" else { return nil }
      index = skipPath(inner + 1)
    } else if index == start + 1 {
      return nil
    }
    return index < text.count && text[index] == ")" ? index + 1 : nil
  }
}
