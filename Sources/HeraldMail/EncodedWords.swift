import Foundation

/// RFC 2047 encoded-words in UTF-8: how text outside printable ASCII stands in a header.
///
/// Each word has at most 75 characters and holds whole graphemes (whole scalars, where one grapheme is longer than a word),
/// so that a reader that decodes word by word never sees half a letter. B or Q, whichever is shorter for the whole text;
/// Q escapes all but letters, digits and `!*+-/`, which is allowed in a phrase too (RFC 2047, section 5 (3)).
enum EncodedWords {
  /// A line that holds an encoded-word has at most 76 characters (RFC 2047, section 2).
  static let lineLimit = 76
  private static let wordLimit = 75
  private static let frame = "=?utf-8?B?".utf8.count + "?=".utf8.count

  /// The words with `CRLF SP` between them.
  /// - Parameter column: how many characters the line has already; at most 40.
  static func bytes(_ text: String, after column: Int) -> [UInt8] {
    let quoted = Pieces(of: text, after: column, cost: { $0.reduce(0) { $0 + (isLiteral($1) ? 1 : 3) } }, room: { $0 })
    let base64 = Pieces(of: text, after: column, cost: \.count, room: { $0 / 4 * 3 })
    let inQ = joined(quoted.words, letter: "Q") { word in word.flatMap(quotedOctet) }
    let inB = joined(base64.words, letter: "B") { word in Array(Data(word).base64EncodedData()) }
    if quoted.splitsGrapheme != base64.splitsGrapheme { return quoted.splitsGrapheme ? inB : inQ }
    return inQ.count <= inB.count ? inQ : inB
  }

  /// A text's octets, distributed over words.
  private struct Pieces {
    private(set) var words: [[UInt8]] = []
    /// Some grapheme needs more than a whole word.
    private(set) var splitsGrapheme = false
    private var used = 0
    private let first: Int
    private let later: Int

    /// Fills word after word with whole graphemes.
    /// - Parameters:
    ///   - cost: what some octets need of the room.
    ///   - room: how much a word holds that has so many characters between its frame.
    init(of text: String, after column: Int, cost: ([UInt8]) -> Int, room: (Int) -> Int) {
      first = room(lineLimit - column - frame)
      later = room(wordLimit - frame)
      for grapheme in text {
        let octets = Array(grapheme.utf8)
        let price = cost(octets)
        if price <= (words.isEmpty ? first : later) {
          add(octets, price)
        } else {
          splitsGrapheme = true
          for scalar in grapheme.unicodeScalars {
            let octets = Array(scalar.utf8)
            add(octets, cost(octets))
          }
        }
      }
    }

    private mutating func add(_ octets: [UInt8], _ price: Int) {
      if words.isEmpty || used + price > (words.count == 1 ? first : later) {
        words.append([])
        used = 0
      }
      words[words.count - 1] += octets
      used += price
    }
  }

  private static func joined(_ pieces: [[UInt8]], letter: Unicode.Scalar, _ encode: ([UInt8]) -> [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    for piece in pieces {
      if !bytes.isEmpty { bytes += "\r\n ".utf8 }
      bytes += "=?utf-8?".utf8
      bytes += [UInt8(ascii: letter), UInt8(ascii: "?")]
      bytes += encode(piece)
      bytes += "?=".utf8
    }
    return bytes
  }

  private static func quotedOctet(_ octet: UInt8) -> [UInt8] {
    if octet == UInt8(ascii: " ") { return [UInt8(ascii: "_")] }
    return isLiteral(octet) ? [octet] : QuotedPrintable.escaped(octet)
  }

  /// What Q writes as one character.
  private static func isLiteral(_ octet: UInt8) -> Bool {
    switch octet {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: " "), UInt8(ascii: "!"), UInt8(ascii: "*"),
      UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "/"):
      true
    default: false
    }
  }
}
