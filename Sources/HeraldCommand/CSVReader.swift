/// Reads comma-separated values (RFC 4180) row by row: quoted fields, doubled quotes, line breaks in quotes, any line
/// ending, a byte order mark. Linear in the text; memory stays at one row.
struct CSVReader {
  struct Row: Equatable {
    /// Where it begins, 1 is the first line.
    let line: Int
    let fields: [String]
  }

  struct Problem: Error, Equatable, CustomStringConvertible {
    let line: Int
    let what: String
    var description: String { "\(line): \(what)" }
  }

  /// A field of more scalars than this is no address and no name.
  static let fieldLimit = 10_000

  private var scalars: Substring.UnicodeScalarView
  private var line = 1

  init(_ text: String) {
    scalars = text.unicodeScalars.dropFirst(text.unicodeScalars.first == "\u{FEFF}" ? 1 : 0)
  }

  /// The next row that is not empty; nil at the end.
  mutating func next() throws(Problem) -> Row? {
    while !scalars.isEmpty {
      let start = line
      let fields = try row(from: start)
      if fields != [""] { return Row(line: start, fields: fields) }
    }
    return nil
  }

  private mutating func row(from start: Int) throws(Problem) -> [String] {
    var fields: [String] = []
    while true {
      let (field, end) = scalars.first == "\"" ? try quoted(from: start) : try plain(from: start)
      fields.append(field)
      guard fields.count <= 1_000 else { throw Problem(line: start, what: "more than 1,000 fields in one row") }
      if end != "," { return fields }
    }
  }

  /// A field without quotes, and what ended it: a comma, a line feed, or nil for the end of the text.
  private mutating func plain(from start: Int) throws(Problem) -> (String, Unicode.Scalar?) {
    var field = String.UnicodeScalarView()
    var length = 0
    while let scalar = scalars.popFirst() {
      switch scalar {
      case ",": return (String(field), scalar)
      case "\n", "\r":
        endLine(scalar)
        return (String(field), "\n")
      default:
        field.append(scalar)
        length += 1
        guard length <= Self.fieldLimit else { throw Problem(line: start, what: "a field is too long") }
      }
    }
    return (String(field), nil)
  }

  private mutating func quoted(from start: Int) throws(Problem) -> (String, Unicode.Scalar?) {
    let opened = line
    scalars.removeFirst()
    var field = String.UnicodeScalarView()
    var length = 0
    while let scalar = scalars.popFirst() {
      if scalar == "\"" {
        guard scalars.first == "\"" else { return (String(field), try afterQuote()) }
        scalars.removeFirst()
      } else if scalar == "\n" || scalar == "\r" && scalars.first != "\n" {
        line += 1
      }
      field.append(scalar)
      length += 1
      guard length <= Self.fieldLimit else {
        throw Problem(line: opened, what: "a field is too long, or its quote is not closed")
      }
    }
    throw Problem(line: opened, what: "a quote is not closed")
  }

  /// What ends a field after its closing quote.
  private mutating func afterQuote() throws(Problem) -> Unicode.Scalar? {
    switch scalars.popFirst() {
    case nil: return nil
    case ",": return ","
    case let end? where end == "\n" || end == "\r":
      endLine(end)
      return "\n"
    default: throw Problem(line: line, what: "after a closing quote there must be a comma or the end of the line")
    }
  }

  private mutating func endLine(_ scalar: Unicode.Scalar) {
    if scalar == "\r", scalars.first == "\n" { scalars.removeFirst() }
    line += 1
  }
}
