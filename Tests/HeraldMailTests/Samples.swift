import Foundation
import Herald
import HeraldMail

/// An envelope as a newsroom's weekly digest has it; every test changes what it is about.
func sampleEnvelope(
  from: String = "Dispatch", to: String = "", recipient: String = "ann@example.org",
  messageID: String = "12.1.weekly@news.example.org", listName: String = "Weekly digest",
  seconds: Int64 = 1_795_429_800, language: String? = "en", unsubscribe: String = "leave@news.example.org"
) throws -> MailEnvelope {
  MailEnvelope(
    from: Mailbox(name: from, address: try EmailAddress("news@example.org")),
    to: Mailbox(name: to, address: try EmailAddress(recipient)),
    date: Instant(microseconds: seconds * 1_000_000), messageID: messageID, listID: "weekly.news.example.org",
    listName: listName, unsubscribe: try EmailAddress(unsubscribe), language: language)
}

/// The mail of a text as ASCII; non-ASCII octets would show as replacement characters and fail the comparison.
func mail(_ text: String, _ envelope: MailEnvelope) throws -> String {
  String(decoding: try MailMessage(content: .digest(text), envelope: envelope).bytes, as: UTF8.self)
}

/// The lines of one field, folded as they are, without the field's name.
func field(_ name: String, of mail: String) -> String? {
  let head = mail.components(separatedBy: "\r\n\r\n")[0]
  let unfolded = head.replacingOccurrences(of: "\r\n ", with: "\n ")
  for line in unfolded.components(separatedBy: "\r\n") where line.hasPrefix(name + ": ") {
    return String(line.dropFirst(name.count + 2))
  }
  return nil
}

func body(of mail: String) -> String {
  mail.components(separatedBy: "\r\n\r\n").dropFirst().joined(separator: "\r\n\r\n")
}

/// SplitMix64, so that a failing case can be run again.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

/// Text that has broken mail software before, in pieces: a text is some of them in any order.
let awkwardPieces = [
  ".", "..", "From ", "from: ", "Subject: x", "=", "=3D", "=?utf-8?Q?=42?=", "=?x?=", "?=", "a", "I", " ", "   ", "-- ",
  "word",
  "“quoted”", "\"", "'", "\\", ",", ";", ":", "<", ">", "(", ")", "[", "]", "@", "<b@example.net>", "%s", "{{env}}",
  "é", "e\u{301}", "Қазақстан", "日本語の見出しです。", "全角＠", "مرحبا بالعالم", "שלום", "\u{200F}", "\u{200D}", "\u{A0}",
  "👍🏽", "👩‍👩‍👧‍👦", "🇰🇿", "👩🏽‍❤️‍💋‍👨🏾", "Z" + String(repeating: "\u{335}\u{488}", count: 20),
  String(repeating: "x", count: 76), String(repeating: "y", count: 1_200), String(repeating: "長", count: 90),
  "https://example.org/" + String(repeating: "a-long-path/", count: 9),
]

extension SeededGenerator {
  mutating func text(pieces: ClosedRange<Int>, lines: Bool) -> String {
    var text = ""
    for _ in 0..<Int.random(in: pieces, using: &self) {
      let piece = awkwardPieces.randomElement(using: &self) ?? "a"
      let count = Int.random(in: 0..<8, using: &self)
      text += count == 0 ? String(repeating: piece, count: 3) : piece
      if lines, count < 3 { text += String(repeating: "\n", count: 1 + count) }
      if count == 7 { text += " " }
    }
    return text
  }

  /// Scalars of every plane, whatever they are, but none that content refuses.
  mutating func anyScalars(_ count: Int) -> String {
    var text = String.UnicodeScalarView()
    while text.count < count {
      let bits = Int.random(in: 5...21, using: &self)
      guard let scalar = Unicode.Scalar(UInt32.random(in: 0..<(1 << bits), using: &self)), !scalar.isHidden else {
        continue
      }
      text.append(scalar)
    }
    return String(text)
  }
}
